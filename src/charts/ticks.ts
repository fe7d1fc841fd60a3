import { scaleLinear } from 'd3-scale'

export interface ValueAxis {
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
  /** The distance between ticks. */
  readonly step: number
}

/** A round axis that holds zero and every finite value, with a tick about every `spacing` pixels. */
export function valueAxis(values: Iterable<number>, height: number, spacing = 48): ValueAxis {
  let low = 0
  let high = 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (high - low < FLAT) [low, high] = [0, 1]
  const count = Math.max(2, Math.floor(height / spacing))
  const scale = scaleLinear().domain([low, high]).nice(count)
  const [from = 0, to = 1] = scale.domain()
  const ticks = scale.ticks(count)
  return { domain: [from, to], ticks, step: (ticks[1] ?? to) - (ticks[0] ?? from) }
}

/** Below this range there is nothing to tell apart: the axis runs from 0 to 1. */
const FLAT = 1e-12

/** Only whole numbers, for axes that count. */
export const wholeTicks = (axis: ValueAxis): readonly number[] => axis.ticks.filter(Number.isInteger)
