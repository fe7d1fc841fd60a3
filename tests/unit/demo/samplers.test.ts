import { describe, expect, it } from 'vitest'
import { randomStream } from '../../../src/demo/random'
import { aliasDraw, beta, exponential, gamma, normal, poisson, zipfWeights } from '../../../src/demo/samplers'

const N = 100_000

function moments(draw: () => number) {
  const values = Float64Array.from({ length: N }, draw)
  const mean = values.reduce((sum, value) => sum + value, 0) / N
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (N - 1)
  return { mean, variance }
}

/** Mean within five standard errors, variance within 5 per cent. */
function expectMoments(draw: () => number, mean: number, variance: number) {
  const found = moments(draw)
  expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / N))
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.05)
}

describe('samplers have the mean and variance of their law', () => {
  const random = randomStream(7, 0)

  it.each([0.2, 1, 30])('exponential with rate %d', (rate) =>
    expectMoments(() => exponential(random, rate), 1 / rate, 1 / rate ** 2),
  )
  it('normal', () => expectMoments(() => normal(random), 0, 1))
  it.each([
    [0.5, 2],
    [1, 1],
    [1.4, 0.1],
    [9, 3],
  ])('gamma with shape %d and scale %d', (shape, scale) =>
    expectMoments(() => gamma(random, shape, scale), shape * scale, shape * scale ** 2),
  )
  it.each([
    [0.75, 7.4],
    [2, 3],
  ])('beta(%d, %d)', (a, b) =>
    expectMoments(() => beta(random, a, b), a / (a + b), (a * b) / ((a + b) ** 2 * (a + b + 1))),
  )
  it.each([0.1, 0.72, 8, 95])('Poisson with mean %d', (mean) =>
    expectMoments(() => poisson(random, mean), mean, mean),
  )
  it('Zipf over 12 ranks', () => {
    const weights = zipfWeights(12, 0.9)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const mean = weights.reduce((sum, weight, rank) => sum + (rank * weight) / total, 0)
    const variance = weights.reduce((sum, weight, rank) => sum + ((rank - mean) ** 2 * weight) / total, 0)
    const draw = aliasDraw(weights)
    expectMoments(() => draw(random), mean, variance)
  })
})

describe('poisson', () => {
  it('is always 0 with mean 0', () => expect(poisson(randomStream(1, 0), 0)).toBe(0))
})

describe('zipfWeights', () => {
  it('falls as 1 / k^exponent', () => {
    const weights = zipfWeights(4, 2)
    ;[1, 1 / 4, 1 / 9, 1 / 16].forEach((weight, index) => expect(weights[index]).toBeCloseTo(weight, 14))
  })
})

describe('aliasDraw', () => {
  it('draws in proportion to the weights and never what weighs nothing', () => {
    const random = randomStream(3, 0)
    const weights = [5, 0, 1, 14]
    const draw = aliasDraw(weights)
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < N; i++) counts[draw(random)]!++
    expect(counts[1]).toBe(0)
    weights.forEach((weight, index) => {
      const p = weight / 20
      expect(Math.abs(counts[index]! - N * p)).toBeLessThanOrEqual(5 * Math.sqrt(N * p * (1 - p)))
    })
  })

  it('refuses weights that are all 0', () => {
    expect(() => aliasDraw([0, 0])).toThrow(RangeError)
    expect(() => aliasDraw([])).toThrow(RangeError)
  })
})
