import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compiledBytes } from '../../../../scripts/compile-simd.mjs'
import { addProduct } from '../../../../src/numerics/neural/product'
import { shareOut } from '../../../../src/numerics/neural/share-out'
import { seeded } from '../../../../src/numerics/random'
import { BYTES } from '../../../../src/numerics/simd/bytes'

test('a product with SIMD is the plain one, whatever the sizes and turns', () => {
  const side = fc.integer({ min: 1, max: 21 })
  fc.assert(
    fc.property(side, side, side, fc.boolean(), fc.boolean(), (m, n, k, aTurned, bTurned) => {
      const random = seeded(m + 100 * n + 10_000 * k)
      const drawn = (length: number) => Float64Array.from({ length }, () => Math.fround(random.normal()))
      const [a, b, c] = [drawn(m * k), drawn(k * n), drawn(m * n)]
      const quick = Float32Array.from(c)
      addProduct(Float32Array.from(a), Float32Array.from(b), quick, { m, n, k, aTurned, bTurned })
      addProduct(a, b, c, { m, n, k, aTurned, bTurned })
      c.forEach((value, at) => expect(quick[at]).toBeCloseTo(value, 3))
    }),
  )
})

test('softmax with SIMD is the plain one: with and without the target among the scores, and far apart', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 23 }), (rows, n) => {
      const random = seeded(rows + 100 * n)
      const drawn = (length: number, spread: number) =>
        Float64Array.from({ length }, () => Math.fround(spread * random.normal()))
      const [shares, offsets, targets] = [drawn(rows * n, 30), drawn(n, 1), drawn(rows, 30)]
      const own = Int32Array.from({ length: rows }, () => random.below(n + 1) - 1)
      const [quickShares, quickTargets] = [Float32Array.from(shares), Float32Array.from(targets)]
      const quick = shareOut(quickShares, Float32Array.from(offsets), quickTargets, own, 0.25)
      const plain = shareOut(shares, offsets, targets, own, 0.25)
      expect(quick).toBeCloseTo(plain, 2)
      shares.forEach((value, at) => expect(quickShares[at]).toBeCloseTo(value, 4))
      targets.forEach((value, at) => expect(quickTargets[at]).toBeCloseTo(value, 4))
    }),
  )
})

test('softmax with SIMD reads nothing that an earlier call left', () => {
  const of = (rows: number, n: number) => {
    const shares = new Float32Array(rows * n)
    shareOut(shares, new Float32Array(n), new Float32Array(rows), new Int32Array(rows).fill(-1), 0)
    return shares
  }
  // The places of the first call, −1 each, lie where the second has the ends of its rows.
  of(40, 4)
  expect(of(64, 3).every((share) => Math.abs(share - 1 / 4 / 64) < 1e-6)).toBe(true)
})

test('the bytes are those of the source', async () => {
  expect(await compiledBytes()).toContain(BYTES)
})
