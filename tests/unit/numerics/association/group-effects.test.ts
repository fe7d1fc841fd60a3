import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupEffects } from '../../../../src/numerics/association/group-effects'
import { associations } from '../../../../src/numerics/association/kernel'
import { valueOrder } from '../../../../src/numerics/association/value-order'
import { frameOf, numbers, texts } from '../../../../src/numerics/kernel'
import { irisColumn, SPECIES } from '../clusters/iris'

const run = (columns: Parameters<typeof frameOf>[0], options: Record<string, string>) =>
  groupEffects(frameOf(columns), options, () => undefined)

describe('effects of groups', () => {
  test('η² of the species on iris, as scipy.stats.f_oneway has the sums', () => {
    const found = run(
      { sepal: irisColumn(0), petal: irisColumn(2), grp: [...SPECIES].map(String) },
      { features: 'sepal,petal', group: 'grp' },
    )
    // Between ÷ total sums of squares: 63.21213 ÷ 102.16833 and 437.1028 ÷ 464.3254.
    expect(numbers(found, 'value')[0]).toBeCloseTo(63.21213333 / 102.16833333, 6)
    expect(numbers(found, 'value')[1]).toBeCloseTo(437.1028 / 464.3254, 6)
    expect(texts(found, 'effect')).toEqual(['eta_squared', 'eta_squared'])
  })

  test('two groups by hand: Hedges’ correction of Cohen’s d, the second less the first', () => {
    const found = run(
      { x: Float64Array.of(1, 2, 3, 4, 5, 6), grp: Float64Array.of(0, 0, 0, 1, 1, 1) },
      { features: 'x', group: 'grp' },
    )
    // Means 2 and 5, both variances 1: d = 3, times 1 − 3 ⁄ (4·4 − 1).
    expect(numbers(found, 'value')[0]).toBeCloseTo(3 * (1 - 3 / 15), 12)
    expect(texts(found, 'effect')).toEqual(['cohens_d'])
  })

  test('members of no group and a constant fact count for nothing', () => {
    const found = run(
      {
        x: Float64Array.of(1, 2, 3, 100, NaN),
        same: Float64Array.of(7, 7, 7, 7, 7),
        grp: Float64Array.of(0, 1, 2, NaN, 1),
      },
      { features: 'x,same', group: 'grp' },
    )
    expect(numbers(found, 'n')[0]).toBe(3)
    expect(numbers(found, 'value')[1]).toBeNaN()
  })
})

test('codes stand for text: the same associations', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.option(fc.integer({ min: 0, max: 3 })), fc.option(fc.integer({ min: 0, max: 2 }))),
        {
          minLength: 2,
          maxLength: 60,
        },
      ),
      (rows) => {
        const asText = (at: 0 | 1) => rows.map((row) => (row[at] === null ? null : `l${row[at]}`))
        const asCodes = (at: 0 | 1) => Float64Array.from(rows, (row) => row[at] ?? NaN)
        const both = [frameOf({ a: asText(0), b: asText(1) }), frameOf({ a: asCodes(0), b: asCodes(1) })].map(
          (frame) => associations(frame, { categories: 'a,b' }, () => undefined),
        )
        const [text, codes] = both.map((frame) => numbers(frame, 'value')[0])
        if (Number.isNaN(text)) expect(codes).toBeNaN()
        else expect(codes).toBeCloseTo(text ?? NaN, 12)
      },
    ),
  )
})

test('values are put in order, equal ones together, of whole numbers, cents and any others', () => {
  const value = fc.oneof(
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: -5000, max: 5000 }).map((cents) => cents / 100),
    fc.double({ noDefaultInfinity: true }),
    // Alike in the upper half of their bits.
    fc.integer({ min: 0, max: 99 }).map((i) => 1 + i * Number.EPSILON),
    fc.constantFrom(NaN, Infinity, -0, 0, Number.MAX_VALUE, Number.MIN_VALUE),
  )
  fc.assert(
    fc.property(fc.array(value, { maxLength: 120 }), (values) => {
      const { rows, differs, has } = valueOrder(Float64Array.from(values))
      const there = values.filter(Number.isFinite).map((one) => one + 0)
      const sorted = there.toSorted((a, b) => a - b)
      expect([...rows].toSorted((a, b) => a - b)).toEqual(
        values.flatMap((one, i) => (Number.isFinite(one) ? [i] : [])),
      )
      expect(Array.from(rows, (row) => values[row]! + 0)).toEqual(sorted)
      expect([...differs]).toEqual(sorted.map((one, i) => (one === sorted[i - 1] ? 0 : 1)))
      expect([...has]).toEqual(values.map((one) => (Number.isFinite(one) ? 1 : 0)))
    }),
    { numRuns: 150 },
  )
})
