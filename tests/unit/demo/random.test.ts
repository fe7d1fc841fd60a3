import { describe, expect, it } from 'vitest'
import { randomStream, splitMix64, xoshiro128 } from '../../../src/demo/random'

describe('xoshiro128**', () => {
  it('gives the numbers of the reference implementation 1.1', () => {
    const random = xoshiro128(1, 2, 3, 4)
    expect(Array.from({ length: 10 }, () => random.next())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  it('stays within its bounds', () => {
    const random = randomStream(1, 0)
    const units = Array.from({ length: 10_000 }, () => random.unit())
    expect(units.every((unit) => unit > 0 && unit < 1)).toBe(true)
    const sevenths = Array.from({ length: 10_000 }, () => random.below(7))
    expect(new Set(sevenths)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
    expect(random.below(1)).toBe(0)
  })
})

describe('SplitMix64', () => {
  it('gives the numbers of the reference implementation', () => {
    const next = splitMix64(1477776061723855037n)
    expect([next(), next(), next(), next()]).toEqual([
      1985237415132408290n,
      2979275885539914483n,
      13511426838097143398n,
      8488337342461049707n,
    ])
  })
})

describe('randomStream', () => {
  const first = (seed: number, stream: number) => randomStream(seed, stream).next()

  it('gives each seed and each stream numbers of its own, the same every time', () => {
    const starts = [first(1, 0), first(1, 1), first(2, 0), first(2, 1), first(-1, 0), first(0, 0)]
    expect(new Set(starts).size).toBe(starts.length)
    expect(first(1, 1)).toBe(starts[1])
  })

  it('refuses a seed that is no whole number', () => {
    expect(() => randomStream(0.5, 0)).toThrow(RangeError)
    expect(() => randomStream(NaN, 0)).toThrow(RangeError)
  })
})
