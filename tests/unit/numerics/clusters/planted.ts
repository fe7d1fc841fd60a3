import type { Points } from '../../../../src/numerics/clusters/points'
import { seeded } from '../../../../src/numerics/random'

/** Normal clouds `apart` standard deviations from each other along each axis in turn, with the cloud of each row. */
export function planted(
  rows: number,
  {
    width = 3,
    k = 4,
    apart = 8,
    seed = 5,
  }: { width?: number; k?: number; apart?: number; seed?: number } = {},
): { points: Points; truth: Int32Array } {
  const random = seeded(seed)
  const truth = Int32Array.from({ length: rows }, () => random.below(k))
  const values = new Float64Array(rows * width)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) {
      const c = truth[i] ?? 0
      const centre = j === c % width ? apart * (1 + Math.floor(c / width)) : 0
      values[i * width + j] = centre + random.normal()
    }
  }
  return { points: { rows, width, values }, truth }
}

/** Random whole numbers from 0: many equal values and rows. */
export function lattice(rows: number, width: number, levels: number, seed: number): Points {
  const random = seeded(seed)
  return { rows, width, values: Float64Array.from({ length: rows * width }, () => random.below(levels)) }
}

/** Places from 0 in another order. */
export function shuffled(rows: number, seed: number): Int32Array {
  const random = seeded(seed)
  const places = Int32Array.from({ length: rows }, (_, i) => i)
  for (let i = rows - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const [a, b] = [places[i] ?? 0, places[j] ?? 0]
    places[i] = b
    places[j] = a
  }
  return places
}
