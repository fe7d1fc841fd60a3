import { describe, expect, test } from 'vitest'
import { expectedSinceFirst } from '../../../src/numerics/btyd/bg-nbd'
import { buyingFit, frequencyChances, frequencyExpected } from '../../../src/numerics/btyd/frequency'
import { frameOf } from '../../../src/numerics/kernel'

/** BG/NBD fitted to the CDNOW sample (Fader, Hardie & Lee 2005), weeks. */
const CDNOW = { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 }

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)

describe('chances of so many repeat purchases', () => {
  test('none in no time; x = 0 straight from the formula', () => {
    expect([...frequencyChances(CDNOW, 0)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(frequencyChances(CDNOW, 39)[0]).toBeCloseTo((CDNOW.alpha / (CDNOW.alpha + 39)) ** CDNOW.r, 12)
  })

  test('where ten and more are next to impossible, they sum to one, and their mean is the expectation', () => {
    const rare = { r: 2, alpha: 200, a: 1.5, b: 3 }
    const chances = frequencyChances(rare, 20)
    expect(sum(chances)).toBeCloseTo(1, 7)
    expect(sum(chances.map((chance, x) => chance * x))).toBeCloseTo(expectedSinceFirst(rare, 'bg', 20), 6)
  })

  test('the same as counted from simulated members', () => {
    let seed = 7
    const random = () => {
      seed = (Math.imul(seed ^ (seed >>> 15), 2246822519) + 0x9e3779b9) | 0
      let z = seed
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32
    }
    // Rates of shape 1 and dropout of b = 1 can be drawn by inversion.
    const model = { r: 1, alpha: 10, a: 2, b: 1 }
    const members = 200_000
    const counts = new Float64Array(10)
    for (let i = 0; i < members; i++) {
      const rate = -Math.log(1 - random()) / model.alpha
      const stay = 1 - Math.sqrt(random())
      let x = 0
      for (let time = 0; ;) {
        time -= Math.log(1 - random()) / rate
        if (time > 20) break
        x += 1
        if (random() >= stay) break
      }
      if (x < 10) counts[x] = (counts[x] ?? 0) + 1
    }
    frequencyChances(model, 20).forEach((chance, x) =>
      expect(Math.abs((counts[x] ?? 0) / members - chance)).toBeLessThan(0.004),
    )
  })
})

test('without a maximum, or anybody who came back, nothing is expected', () => {
  const frame = (x: number[]) =>
    frameOf({
      x: Float64Array.from(x),
      tx: Float64Array.from(x, (count) => (count > 0 ? 50 : 0)),
      t: Float64Array.from(x, () => 100),
      n: Float64Array.from(x, () => 20),
    })
  const column = (out: ReturnType<typeof frequencyExpected>, name: string) =>
    out.columns.find((one) => one.name === name)?.values as Float64Array
  const out = frequencyExpected(frame([0, 0, 0, 1, 2, 5, 14]), { unit: 7 }, () => undefined)
  expect([...column(out, 'members')]).toEqual([60, 20, 20, 0, 0, 20, 0, 0, 0, 0, 20])
  // All silent since day 50 of 100: they have left, but how is on an edge, and the NBD is far less likely.
  expect(column(out, 'converged')[0]).toBe(0)
  expect([...column(out, 'expected')].every(Number.isNaN)).toBe(true)
  const none = frequencyExpected(frame([0, 0]), { unit: 7 }, () => undefined)
  expect([...column(none, 'expected')].every(Number.isNaN)).toBe(true)
  expect(buyingFit(frame([0, 0]), { unit: 7 }, () => undefined).rows).toBe(0)
  expect(buyingFit(frame([0, 1, 2]), { unit: 7 }, () => undefined).rows).toBe(1)
})

/** Members at exponential rates, 20 days apart on average, none of whom ever leaves, observed for 365 days. */
function neverLeaving(members: number) {
  let seed = 3
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
    return ((seed >>> 0) + 0.5) / 2 ** 32
  }
  const found = Array.from({ length: members }, () => {
    const rate = -Math.log(random()) / 20
    const times: number[] = []
    for (let time = -Math.log(random()) / rate; time < 365; time -= Math.log(random()) / rate)
      times.push(time)
    return { x: times.length, tx: Math.floor(times.at(-1) ?? 0) }
  })
  return frameOf({
    x: Float64Array.from(found, ({ x }) => x),
    tx: Float64Array.from(found, ({ tx }) => tx),
    t: new Float64Array(members).fill(365),
    n: new Float64Array(members).fill(1),
  })
}

describe('where nobody is seen to leave', () => {
  const frame = neverLeaving(500)
  const value = (out: ReturnType<typeof buyingFit>, name: string) =>
    out.columns.find((one) => one.name === name)?.values[0]

  test('the models with dropout have no maximum, so the NBD stands in their place, and says so', () => {
    const fit = buyingFit(frame, { unit: 7 }, () => undefined)
    expect(value(fit, 'model')).toBe('nbd')
    expect(value(fit, 'converged')).toBe(1)
    expect(value(fit, 'r')).toBeGreaterThan(0)
    expect(value(fit, 'a')).toBeNaN()
  })

  test('and expects members by their purchases as they are', () => {
    const out = frequencyExpected(frame, { unit: 7 }, () => undefined)
    expect(value(out, 'model')).toBe('nbd')
    const [members, expected] = ['members', 'expected'].map(
      (name) => out.columns.find((one) => one.name === name)?.values as Float64Array,
    )
    expect(sum(expected ?? [])).toBeCloseTo(500, 6)
    expect(Math.abs((expected?.[0] ?? NaN) - (members?.[0] ?? NaN))).toBeLessThan(40)
  })

  test('chances without dropout are those of a negative binomial', () => {
    const chances = frequencyChances({ r: 1, alpha: 10, a: 0, b: 2 }, 30)
    chances.forEach((chance, x) => expect(chance).toBeCloseTo(0.25 * 0.75 ** x, 12))
  })
})
