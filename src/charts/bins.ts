import { scaleLinear } from 'd3-scale'
import { textWidth } from './text-width'
import { valueAxis, wholeTicks } from './ticks'

/** One bar of a histogram: values from `from` up to `to`; null where the last bin is open. */
export interface Bin {
  readonly from: number
  readonly to: number | null
  readonly label: string
  readonly count: number
  /** What a model expects in its place: a mark across the bar. */
  readonly expected?: number
  /** Said after the count. */
  readonly note?: string
}

export interface BinLayoutInput {
  readonly bins: readonly Bin[]
  readonly width: number
  readonly height: number
  readonly axisLabel: (value: number) => string
  readonly format: (value: number) => string
}

/** Room for the axis title. */
const TOP = 24
/** Room for a count above the tallest bar. */
const COUNT = 16
const BELOW = 42

/** Places equally wide bars: their labels already name the intervals. */
export function binLayout({ bins, width, height, axisLabel, format }: BinLayoutInput) {
  const counts = bins.map((bin) => bin.count)
  const widestCount = Math.max(1, ...counts.map((count) => textWidth(format(count))))
  const countsFit = widestCount + 4 <= (width - 30) / Math.max(1, bins.length)
  const top = TOP + (countsFit ? COUNT : 0)
  const marks = bins.flatMap((bin) => bin.expected ?? [])
  const axis = valueAxis([...counts, ...marks], height - top - BELOW, 40)
  const ticks = wholeTicks(axis)
  const left = Math.ceil(Math.max(16, ...ticks.map((tick) => textWidth(axisLabel(tick)))) + 8)
  const bottom = height - BELOW
  const y = scaleLinear().domain(axis.domain).range([bottom, top])
  const slot = (width - left) / Math.max(1, bins.length)
  const gap = slot > 12 ? Math.min(8, slot * 0.16) : slot > 4 ? 1 : 0
  const widestLabel = Math.max(1, ...bins.map((bin) => textWidth(bin.label)))
  return {
    left,
    top,
    bottom,
    ticks: ticks.map((tick) => ({ text: axisLabel(tick), y: y(tick), zero: tick === 0 })),
    labelEvery: Math.max(1, Math.ceil((widestLabel + 6) / slot)),
    countsFit,
    bars: bins.map((bin, index) => ({
      x: left + index * slot + gap / 2,
      y: y(bin.count),
      expectedY: bin.expected === undefined ? null : y(bin.expected),
      /** Clear of the bar and of the mark. */
      countY: y(Math.max(bin.count, bin.expected ?? 0)) - 6,
      width: slot - gap,
      height: Math.max(bin.count > 0 ? 1 : 0, bottom - y(bin.count)),
      centre: left + (index + 0.5) * slot,
      slotX: left + index * slot,
      slot,
    })),
  }
}

/** Where values lie among the bars: by their share of the bin that holds them; those in no bin are left out. */
export const cutLines = (
  cuts: readonly { at: number; label: string }[],
  bins: readonly Bin[],
  bars: readonly { slotX: number; slot: number }[],
): { x: number; label: string }[] =>
  cuts.flatMap(({ at, label }) => {
    const index = bins.findIndex(({ from, to }) => at >= from && (to === null || at < to))
    const [bin, bar] = [bins[index], bars[index]]
    if (!bin || !bar) return []
    const share = bin.to === null ? 0 : (at - bin.from) / (bin.to - bin.from)
    return [{ x: bar.slotX + share * bar.slot, label }]
  })
