import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pearsonMatrix } from '../../../../src/numerics/association/correlation'
import { BLOCK, plainProducts, quickProducts } from '../../../../src/numerics/association/products'
import { rowSets } from '../../../../src/numerics/association/row-sets'
import { sortingRoom, valueOrder } from '../../../../src/numerics/association/value-order'
import { seeded } from '../../../../src/numerics/random'

const pairsOf = (count: number) =>
  Array.from({ length: count }, (_, a) =>
    Array.from({ length: a }, (_, b): [number, number] => [a, b]),
  ).flat()

test('sums of products with SIMD are the plain ones to the last bit, of any number of columns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 1000 }), (count, seed) => {
      const random = seeded(seed)
      const ways = [quickProducts(count), plainProducts(count, pairsOf(count))] as const
      let byHand = 0
      for (let turn = 0; turn < 3; turn++) {
        const blocks = Array.from({ length: count }, () =>
          Float64Array.from({ length: BLOCK }, () => (random.below(3) === 0 ? 0 : 1e6 * random.normal())),
        )
        for (const way of ways) way.add(blocks)
        blocks[count - 1]!.forEach((value, i) => (byHand += value * blocks[0]![i]!))
      }
      for (let a = 0; a < count; a++)
        for (let b = 0; b <= a; b++) expect(ways[0].of(a, b)).toBe(ways[1].of(a, b))
      expect(Math.abs(ways[0].of(count - 1, 0) - byHand)).toBeLessThan(1e3)
    }),
    { numRuns: 60 },
  )
})

test('many rows, with gaps, are correlated as few are: the same columns twice over give the same', () => {
  const random = seeded(4)
  const columns = Array.from({ length: 9 }, (_, j) =>
    Float64Array.from({ length: 30_000 }, (_, i) =>
      j % 3 === 2 && i % 5 === 0 ? NaN : random.normal() + i * j,
    ),
  )
  const { r, n } = pearsonMatrix(columns)
  for (let a = 0; a < 9; a++) {
    for (let b = 0; b < a; b++) {
      const pair = pearsonMatrix([columns[a]!, columns[b]!])
      expect(r[a * 9 + b]).toBeCloseTo(pair.r[1]!, 12)
      expect(n[a * 9 + b]).toBe(pair.n[1])
    }
  }
  expect(n[2 * 9 + 5]).toBe(24_000)
})

test('pairs whose rows are the same stand in one set, however their gaps come about', () => {
  const has = (text: string) => Uint8Array.from(text, Number)
  const sets = rowSets([has('1110'), has('1101'), has('1100'), has('1111')])
  const found = sets.map(({ rows, pairs }) => [
    rows().join(),
    pairs
      .map((pair) => pair.join('-'))
      .sort()
      .join(' '),
  ])
  expect(new Map(found as [string, string][])).toEqual(
    new Map([
      ['0,1', '1-0 2-0 2-1 3-2'],
      ['0,1,2', '3-0'],
      ['0,1,3', '3-1'],
    ]),
  )
  // As many rows, of the same sum, and yet others.
  expect(rowSets([has('1001'), has('0110'), has('1111')]).length).toBe(3)
})

test('a room for sorting can be used again, and what was sorted before stays', () => {
  const random = seeded(2)
  const room = sortingRoom(3000)
  const [a, b] = [3000, 2000].map((length) => Float64Array.from({ length }, () => random.normal()))
  const first = valueOrder(a!, room)
  const copy = structuredClone(first)
  expect(valueOrder(b!, room)).toEqual(valueOrder(b!))
  expect(first).toEqual(copy)
})
