import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactExp, exactLog } from '../../../src/demo/exact-math'

describe('exactLog', () => {
  it('agrees with Math.log', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(exactLog(x) - Math.log(x))).toBeLessThanOrEqual(
          4e-15 * Math.max(1, Math.abs(Math.log(x))),
        )
      }),
    )
    expect(exactLog(1)).toBe(0)
  })

  it('refuses what has no finite logarithm', () => {
    for (const x of [0, -1, NaN, Infinity]) expect(() => exactLog(x)).toThrow(RangeError)
  })
})

describe('exactExp', () => {
  it('agrees with Math.exp', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(exactExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-13)
      }),
    )
    expect(exactExp(0)).toBe(1)
  })

  it('refuses what it cannot hold', () => {
    for (const x of [NaN, 701, -701]) expect(() => exactExp(x)).toThrow(RangeError)
  })
})
