import { growTo, simdOver } from '../simd/simd'
import type { Numbers } from './product'

/**
 * Softmax of each row of scores (as many to a row as there are offsets, which are added) together with the score of its target,
 * in place: shares become chances ÷ rows, targets chances. `own` is the place of the target among the row's scores, which is
 * then left out and the others get `extra`; −1 where it is not among them. Gives the sum of −ln of the targets' chances.
 */
export function shareOut(
  shares: Numbers,
  offsets: Numbers,
  targets: Numbers,
  own: Int32Array,
  extra: number,
): number {
  return shares instanceof Float32Array && targets instanceof Float32Array
    ? quickly(shares, offsets, targets, own, extra)
    : plainly(shares, offsets, targets, own, extra)
}

const addressOf = (place: number): number => (simd?.start ?? 0) + 4 * place

let simd: ReturnType<typeof simdOver> | null = null

function quickly(
  shares: Float32Array,
  offsets: Numbers,
  targets: Float32Array,
  own: Int32Array,
  extra: number,
): number {
  const [rows, n] = [targets.length, offsets.length]
  const width = 4 * Math.ceil(n / 4)
  const needed = 4 * (rows * width + width + 4 * rows)
  simd ??= simdOver(needed)
  growTo(simd.memory, needed)
  const floats = new Float32Array(simd.memory.buffer, simd.start)
  const [biasesAt, targetsAt] = [rows * width, rows * width + width]
  const ownAt = targetsAt + rows
  // What an earlier call left beside the rows may read as no number.
  if (width !== n) floats.fill(0, 0, rows * width)
  if (width === n) floats.set(shares)
  else for (let row = 0; row < rows; row++) floats.set(shares.subarray(row * n, (row + 1) * n), row * width)
  floats.fill(-1e30, biasesAt, targetsAt)
  floats.set(offsets, biasesAt)
  floats.set(targets, targetsAt)
  new Int32Array(simd.memory.buffer, simd.start + 4 * ownAt, rows).set(own)
  const [scores, biases, chances, places] = [0, biasesAt, targetsAt, ownAt].map(addressOf)
  const [gaps, sums] = [ownAt + rows, ownAt + 2 * rows].map(addressOf)
  simd.kernels.shareOut(rows, width, scores!, biases!, chances!, places!, gaps!, sums!, extra, 1 / rows)
  let loss = 0
  for (let row = 0; row < rows; row++)
    loss += floats[ownAt + rows + row]! + Math.log(floats[ownAt + 2 * rows + row]!)
  if (width === n) shares.set(floats.subarray(0, rows * n))
  else for (let row = 0; row < rows; row++) shares.set(floats.subarray(row * width, row * width + n), row * n)
  targets.set(floats.subarray(targetsAt, targetsAt + rows))
  return loss
}

function plainly(
  shares: Numbers,
  offsets: Numbers,
  targets: Numbers,
  own: Int32Array,
  extra: number,
): number {
  const [rows, n] = [targets.length, offsets.length]
  let loss = 0
  for (let row = 0; row < rows; row++) {
    const [from, target, place] = [row * n, targets[row]!, own[row]!]
    let largest = target
    for (let c = 0; c < n; c++) {
      const value = c === place ? -Infinity : shares[from + c]! + offsets[c]! + (place < 0 ? 0 : extra)
      shares[from + c] = value
      if (value > largest) largest = value
    }
    let sum = Math.exp(target - largest)
    for (let c = 0; c < n; c++) {
      const value = Math.exp(shares[from + c]! - largest)
      shares[from + c] = value
      sum += value
    }
    for (let c = 0; c < n; c++) shares[from + c]! /= sum * rows
    targets[row] = Math.exp(target - largest) / sum
    loss += largest + Math.log(sum) - target
  }
  return loss
}
