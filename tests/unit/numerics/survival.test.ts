import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquareUpper } from '../../../src/numerics/incomplete'
import { frameOf, numbers } from '../../../src/numerics/kernel'
import { kaplanMeier, timeQuantile, type Life } from '../../../src/numerics/survival/kaplan-meier'
import { survivalCurves, survivalTest } from '../../../src/numerics/survival/kernels'
import { logRank } from '../../../src/numerics/survival/log-rank'

/** One observation: its time, and whether it ended in the event. */
type Seen = readonly [time: number, event: boolean]

function lifeOf(seen: readonly Seen[]): Life {
  const times = [...new Set(seen.map(([time]) => time))].sort((a, b) => a - b)
  const count = (time: number, event: boolean) => seen.filter(([t, e]) => t === time && e === event).length
  return {
    time: Float64Array.from(times),
    events: Float64Array.from(times, (time) => count(time, true)),
    censored: Float64Array.from(times, (time) => count(time, false)),
  }
}

/** "6 6 7+": a plus marks who was only seen until then, as in the papers. */
const read = (text: string): Seen[] =>
  text.split(' ').map((word) => [Number(word.replace('+', '')), !word.endsWith('+')])

// Freireich et al. 1963 (Blood 21:699), weeks in remission; Kleinbaum and Klein, Survival Analysis, tables 1.1 and 2.2.
const SIX_MP = read('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+')
const PLACEBO = read('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23')
// Acute myelogenous leukaemia, Miller 1981; data set `aml` of R's survival package.
const MAINTAINED = read('9 13 13+ 18 23 28+ 31 34 45+ 48 161+')
const NOT_MAINTAINED = read('5 5 8 8 12 16+ 23 27 30 33 43 45')

describe('Kaplan and Meier', () => {
  test('6-MP: the published curve and Greenwood’s errors', () => {
    const life = lifeOf(SIX_MP)
    const { survival, error, atRisk } = kaplanMeier(life)
    const published: [time: number, atRisk: number, survival: number, error: number][] = [
      [6, 21, 0.857, 0.0764],
      [7, 17, 0.807, 0.0869],
      [10, 15, 0.753, 0.0963],
      [13, 12, 0.69, 0.1068],
      [16, 11, 0.627, 0.1141],
      [22, 7, 0.538, 0.1282],
      [23, 6, 0.448, 0.1346],
    ]
    for (const [time, n, s, se] of published) {
      const i = life.time.indexOf(time)
      expect(atRisk[i]).toBe(n)
      expect(survival[i]).toBeCloseTo(s, 3)
      expect(error[i]).toBeCloseTo(se, 4)
    }
    expect(timeQuantile(kaplanMeier(life), 0.5).time).toBe(23)
    expect(timeQuantile(kaplanMeier(lifeOf(PLACEBO)), 0.5).time).toBe(8)
  })

  test('AML, maintained: the limits by log(−log S)', () => {
    const life = lifeOf(MAINTAINED)
    const { survival, low, high } = kaplanMeier(life)
    const published: [time: number, survival: number, low: number, high: number][] = [
      [9, 0.9091, 0.5081, 0.9867],
      [13, 0.8182, 0.4474, 0.9512],
      [18, 0.7159, 0.3502, 0.899],
      [23, 0.6136, 0.2658, 0.8352],
      [31, 0.4909, 0.1673, 0.7534],
      [34, 0.3682, 0.0928, 0.657],
      [48, 0.1841, 0.0117, 0.5253],
    ]
    for (const [time, s, from, to] of published) {
      const i = life.time.indexOf(time)
      expect(survival[i]).toBeCloseTo(s, 4)
      expect(low[i]).toBeCloseTo(from, 3)
      expect(high[i]).toBeCloseTo(to, 3)
    }
  })

  test('without anybody out of sight it is the share still without the event', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 }), (times) => {
        const life = lifeOf(times.map((time) => [time, true]))
        const { survival } = kaplanMeier(life)
        life.time.forEach((time, i) => {
          const left = times.filter((t) => t > time).length
          expect(survival[i]).toBeCloseTo(left / times.length, 12)
        })
      }),
    )
  })

  test('agrees with the product counted member by member; limits hold the curve between them', () => {
    fc.assert(
      fc.property(observations, (seen) => {
        const life = lifeOf(seen)
        const curve = kaplanMeier(life)
        life.time.forEach((time, i) => {
          const { survival, sum } = byHand(seen, time)
          expect(curve.survival[i]).toBeCloseTo(survival, 12)
          if (survival > 0) expect(curve.error[i]).toBeCloseTo(survival * Math.sqrt(sum), 10)
          const [low, high] = [curve.low[i] ?? NaN, curve.high[i] ?? NaN]
          if (survival > 0) {
            expect(low).toBeLessThanOrEqual(survival + 1e-12)
            expect(high).toBeGreaterThanOrEqual(survival - 1e-12)
            expect(low).toBeGreaterThanOrEqual(0)
            expect(high).toBeLessThanOrEqual(1)
          } else expect([low, high]).toEqual([NaN, NaN])
        })
      }),
    )
  })

  test('nobody, and nobody with the event', () => {
    expect(kaplanMeier(lifeOf([])).survival).toHaveLength(0)
    expect([...kaplanMeier(lifeOf(read('3+ 3+ 9+'))).survival]).toEqual([1, 1])
    expect(timeQuantile(kaplanMeier(lifeOf(read('3+ 9+'))), 0.5)).toEqual({ time: NaN, low: NaN, high: NaN })
  })
})

describe('log-rank', () => {
  test('6-MP against placebo: the published test', () => {
    const found = logRank([lifeOf(SIX_MP), lifeOf(PLACEBO)])
    expect(found.chiSquare).toBeCloseTo(16.793, 3)
    expect([...found.observed]).toEqual([9, 21])
    expect(found.expected[0]).toBeCloseTo(19.25, 2)
    expect(found.expected[1]).toBeCloseTo(10.75, 2)
    expect(found.df).toBe(1)
    expect(found.p).toBeCloseTo(4.17e-5, 7)
  })

  test('AML: as R’s survdiff', () => {
    const found = logRank([lifeOf(MAINTAINED), lifeOf(NOT_MAINTAINED)])
    expect(found.chiSquare).toBeCloseTo(3.396, 3)
    expect(found.p).toBeCloseTo(0.0653, 4)
    expect(found.expected[0]).toBeCloseTo(10.69, 2)
  })

  test('two groups: (O − E)² ⁄ V of either, counted by hand; three: whichever comes last', () => {
    fc.assert(
      fc.property(observations, observations, observations, (a, b, c) => {
        const { chiSquare } = logRank([lifeOf(a), lifeOf(b)])
        const { difference, variance } = twoByHand(a, b)
        if (variance > 1e-9) expect(chiSquare).toBeCloseTo(difference ** 2 / variance, 8)
        const three = [a, b, c].map(lifeOf)
        const [one, other] = [logRank(three), logRank([...three].reverse())]
        expect(one.df).toBe(2)
        if (Number.isFinite(one.chiSquare) && Number.isFinite(other.chiSquare) && one.chiSquare < 1e6)
          expect(other.chiSquare / Math.max(one.chiSquare, 1)).toBeCloseTo(
            one.chiSquare / Math.max(one.chiSquare, 1),
            6,
          )
        const total = (values: Float64Array) => values.reduce((x, y) => x + y, 0)
        expect(total(one.expected)).toBeCloseTo(total(one.observed), 9)
      }),
    )
  })

  test('equal groups reject five times in a hundred', () => {
    let seed = 7
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
    const draw = (): Seen[] =>
      Array.from({ length: 60 }, () => {
        const [event, end] = [Math.ceil(-20 * Math.log(random())), Math.ceil(40 * random())]
        return [Math.min(event, end), event <= end]
      })
    const rejected = Array.from({ length: 1000 }, () => logRank([lifeOf(draw()), lifeOf(draw())]).p).filter(
      (p) => p < 0.05,
    ).length
    // Within four standard errors of 50.
    expect(Math.abs(rejected - 50)).toBeLessThan(28)
  })

  test('one group, an empty one, no event: nothing to compare', () => {
    const empty = lifeOf([])
    for (const groups of [
      [],
      [lifeOf(SIX_MP)],
      [lifeOf(SIX_MP), empty],
      [lifeOf(read('3+')), lifeOf(read('4+'))],
    ])
      expect(logRank(groups).p).toBeNaN()
  })
})

test('the kernels take groups one after the other', () => {
  const lives = [lifeOf(SIX_MP), lifeOf(PLACEBO)]
  const join = (pick: (life: Life) => Float64Array) =>
    Float64Array.from(lives.flatMap((life) => [...pick(life)]))
  const input = frameOf({
    grp: Float64Array.from(lives.flatMap(({ time }, i) => [...time].map(() => i + 1))),
    time: join(({ time }) => time),
    events: join(({ events }) => events),
    censored: join(({ censored }) => censored),
  })
  const curves = survivalCurves(input, {}, () => undefined)
  expect(curves.rows).toBe(input.rows)
  expect([...numbers(curves, 'survival').subarray(0, 2)]).toEqual(
    [...kaplanMeier(lives[0] as Life).survival].slice(0, 2),
  )
  const found = survivalTest(input, {}, () => undefined)
  expect([...numbers(found, 'members')]).toEqual([21, 21])
  expect([...numbers(found, 'median')]).toEqual([23, 8])
  expect(numbers(found, 'chi_square')[1]).toBeCloseTo(16.793, 3)
  expect(chiSquareUpper(16.793, 1)).toBeCloseTo(numbers(found, 'p')[0] ?? NaN, 7)
  expect(
    survivalTest(
      frameOf({
        grp: new Float64Array(),
        time: new Float64Array(),
        events: new Float64Array(),
        censored: new Float64Array(),
      }),
      {},
      () => undefined,
    ).rows,
  ).toBe(0)
})

const observations = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()).map(([time, event]): Seen => [time, event]),
  { minLength: 1, maxLength: 40 },
)

function byHand(seen: readonly Seen[], until: number) {
  let survival = 1
  let sum = 0
  for (const time of new Set(seen.filter(([t, e]) => e && t <= until).map(([t]) => t))) {
    const n = seen.filter(([t]) => t >= time).length
    const d = seen.filter(([t, e]) => e && t === time).length
    survival *= (n - d) / n
    sum += d / (n * (n - d))
  }
  return { survival, sum }
}

function twoByHand(a: readonly Seen[], b: readonly Seen[]) {
  let difference = 0
  let variance = 0
  const all = [...a, ...b]
  for (const time of new Set(all.filter(([, e]) => e).map(([t]) => t))) {
    const atRisk = (seen: readonly Seen[]) => seen.filter(([t]) => t >= time).length
    const events = (seen: readonly Seen[]) => seen.filter(([t, e]) => e && t === time).length
    const [n, n1, d] = [atRisk(all), atRisk(a), events(all)]
    difference += events(a) - (d * n1) / n
    if (n > 1) variance += (d * (n1 / n) * (1 - n1 / n) * (n - d)) / (n - 1)
  }
  return { difference, variance }
}
