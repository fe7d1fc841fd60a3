import { frameOf, numbers, type Kernel } from './kernel'

/**
 * How many members have two flags at once. In: m0, m1, … (masks of `bits` flags each, as numbers) and n (members with
 * exactly these). Options: flags, bits. Out, a row for each pair a < b: a, b, both. O(rows × flags² ÷ 2) at worst; only
 * the flags that a row has count.
 */
export const tagOverlap: Kernel = (input, options) => {
  const flags = Number(options['flags'])
  const bits = Number(options['bits'])
  const n = numbers(input, 'n')
  const masks = Array.from({ length: Math.ceil(flags / bits) }, (_, m) => numbers(input, `m${m}`))
  const both = new Float64Array(flags * flags)
  const set = new Int32Array(flags)
  for (let row = 0; row < n.length; row++) {
    let has = 0
    for (const [m, mask] of masks.entries()) has = unpack(mask[row]!, m * bits, set, has)
    for (let i = 0; i < has; i++) {
      const from = set[i]! * flags
      for (let j = i + 1; j < has; j++) both[from + set[j]!]! += n[row]!
    }
  }
  const pairs = Array.from({ length: flags }, (_, a) =>
    Array.from({ length: flags - a - 1 }, (__, step) => [a, a + 1 + step] as const),
  ).flat()
  return frameOf({
    a: Float64Array.from(pairs, ([a]) => a),
    b: Float64Array.from(pairs, ([, b]) => b),
    both: Float64Array.from(pairs, ([a, b]) => both[a * flags + b]!),
  })
}

/** Writes the places of the bits of a mask, 32 at a time; gives how many there are now. */
function unpack(mask: number, from: number, into: Int32Array, has: number): number {
  const high = Math.floor(mask / 2 ** 32)
  let count = has
  for (const [word, base] of [
    [mask >>> 0, from],
    [high >>> 0, from + 32],
  ] as const) {
    for (let rest = word; rest !== 0; rest &= rest - 1) into[count++] = base + 31 - Math.clz32(rest & -rest)
  }
  return count
}
