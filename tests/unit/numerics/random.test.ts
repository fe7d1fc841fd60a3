import { expect, test } from 'vitest'
import { seeded } from '../../../src/numerics/random'

test('the stream is the same for ever, another for another seed', () => {
  const draw = (seed: number) => Array.from({ length: 3 }, seeded(seed).unit)
  expect(draw(1)).toMatchInlineSnapshot(`
    [
      0.36178196139566954,
      0.9933214621001754,
      0.4315970960602069,
    ]
  `)
  expect(draw(1 + 2 ** 32)).not.toEqual(draw(1))
  expect(draw(2)).not.toEqual(draw(1))
})

test('uniform and normal numbers have their moments', () => {
  const random = seeded(8)
  const moments = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length]
  }
  const [mean, variance] = moments(Array.from({ length: 20_000 }, random.unit))
  expect(Math.abs((mean ?? NaN) - 0.5)).toBeLessThan(0.01)
  expect(Math.abs((variance ?? NaN) - 1 / 12)).toBeLessThan(0.003)
  const normal = moments(Array.from({ length: 20_000 }, random.normal))
  expect(Math.abs(normal[0] ?? NaN)).toBeLessThan(0.03)
  expect(Math.abs((normal[1] ?? NaN) - 1)).toBeLessThan(0.04)
  const counts = new Int32Array(7)
  for (let i = 0; i < 7000; i++) counts[random.below(7)]!++
  expect(Math.min(...counts)).toBeGreaterThan(880)
})
