import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimate, scoreOf, usualStart, type Patterns } from '../../../src/identity/likeness/em'

/** Every pattern of the fields, with its expected count under known parameters. */
function expectedPatterns(matches: number, m: number[][], u: number[][], total: number): Patterns {
  const levels = m.map((row) => row.length)
  const codes: number[] = []
  const counts: number[] = []
  const walk = (field: number, chosen: number[]) => {
    if (field < levels.length) {
      for (let level = 1; level <= (levels[field] ?? 0); level++) walk(field + 1, [...chosen, level])
      return
    }
    const under = (rows: number[][]) => chosen.reduce((p, level, f) => p * (rows[f]?.[level - 1] ?? 0), 1)
    codes.push(...chosen)
    counts.push(total * (matches * under(m) + (1 - matches) * under(u)))
  }
  walk(0, [])
  return { levels, codes: Uint8Array.from(codes), counts: Float64Array.from(counts) }
}

describe("Fellegi and Sunter's parameters by EM", () => {
  it('finds the parameters that made the counts', () => {
    const m = [
      [0.1, 0.9],
      [0.05, 0.15, 0.8],
      [0.2, 0.8],
      [0.1, 0.9],
    ]
    const u = [
      [0.9, 0.1],
      [0.9, 0.07, 0.03],
      [0.7, 0.3],
      [0.95, 0.05],
    ]
    const found = estimate(expectedPatterns(0.15, m, u, 100_000))
    expect(found.converged).toBe(true)
    expect(found.matches).toBeCloseTo(0.15, 3)
    m.forEach((row, f) => row.forEach((p, l) => expect(found.m[f]?.[l]).toBeCloseTo(p, 2)))
    u.forEach((row, f) => row.forEach((p, l) => expect(found.u[f]?.[l]).toBeCloseTo(p, 2)))
  })

  it('goes one step as worked by hand', () => {
    // Two fields of two levels; 10 pairs agree in both, 10 in neither, and the start says 0.5, 0.8, 0.4.
    const patterns = { levels: [2, 2], codes: Uint8Array.of(2, 2, 1, 1), counts: Float64Array.of(10, 10) }
    const start = {
      ...usualStart([2, 2]),
      matches: 0.5,
      m: [
        [0.2, 0.8],
        [0.2, 0.8],
      ],
      u: [
        [0.6, 0.4],
        [0.6, 0.4],
      ],
    }
    // P(match | both agree) = .64 / (.64 + .16) = .8; P(match | both differ) = .04 / (.04 + .36) = .1.
    const both = scoreOf(start, [2, 2])
    expect(both.probability).toBeCloseTo(0.8, 12)
    expect(both.weight).toBeCloseTo(2, 12)
    expect(scoreOf(start, [1, 1]).probability).toBeCloseTo(0.1, 12)
    expect(scoreOf(start, [0, 2]).probability).toBeCloseTo(2 / 3, 12)
    expect(scoreOf(start, [0, 0]).probability).toBeCloseTo(0.5, 12)
    // The first step's log-likelihood: 10 ln .4 + 10 ln .2.
    expect(estimate(patterns, start).logLikelihood[0]).toBeCloseTo(10 * Math.log(0.4) + 10 * Math.log(0.2), 9)
  })

  it('never loses likelihood, and gives probabilities', () => {
    const patterns = fc
      .array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(2), fc.integer({ min: 1, max: 500 })), {
        minLength: 1,
        maxLength: 30,
      })
      .map((rows) => ({
        levels: [2, 3, 2],
        codes: Uint8Array.from(rows.flatMap(([a, b, c]) => [a, b, c])),
        counts: Float64Array.from(rows, (row) => row[3]),
      }))
    fc.assert(
      fc.property(patterns, (given) => {
        const { logLikelihood, m, u, matches } = estimate(given)
        for (let i = 1; i < logLikelihood.length; i++) {
          const [before, after] = [logLikelihood[i - 1] ?? 0, logLikelihood[i] ?? 0]
          expect(after).toBeGreaterThanOrEqual(before - 1e-3 * Math.abs(before) * 1e-2 - 1e-6)
        }
        expect(matches).toBeGreaterThan(0)
        expect(matches).toBeLessThan(1)
        for (const row of [...m, ...u]) expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
      }),
      { seed: 13, numRuns: 200 },
    )
  })

  it('takes the class in which fields agree for the persons, wherever it starts', () => {
    const m = [
      [0.1, 0.9],
      [0.1, 0.9],
      [0.1, 0.9],
    ]
    const u = [
      [0.9, 0.1],
      [0.9, 0.1],
      [0.9, 0.1],
    ]
    const patterns = expectedPatterns(0.3, m, u, 1000)
    const usual = usualStart([2, 2, 2])
    const turned = estimate(patterns, { ...usual, m: usual.u, u: usual.m })
    expect(turned.matches).toBeCloseTo(0.3, 2)
    expect(turned.m[0]?.[1]).toBeCloseTo(0.9, 2)
  })
})
