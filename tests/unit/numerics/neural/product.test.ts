import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compiledBytes } from '../../../../scripts/compile-simd.mjs'
import { addProduct } from '../../../../src/numerics/neural/product'
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

test('the bytes are those of the source', async () => {
  expect(await compiledBytes()).toContain(BYTES)
})
