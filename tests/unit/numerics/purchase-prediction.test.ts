import { expect, test } from 'vitest'
import { frameOf, numbers, texts } from '../../../src/numerics/kernel'
import { purchasePrediction } from '../../../src/numerics/predict/kernel'
import { seeded } from '../../../src/numerics/random'

const MEMBERS = 600

/** What MBG/NBD gives members who buy at rates of their own, and after each purchase leave by so much of a chance of their own. */
function byMbg(leaving: number): number[] {
  const random = seeded(4)
  const wait = (rate: number) => -Math.log(1 - random.unit()) / rate
  const part = (cut: string, label: number) =>
    Array.from({ length: MEMBERS }, (_, i) => {
      const [t, rate, chance] = [200 + random.below(100), 0.02 + wait(20), leaving * random.unit()]
      let [x, tx] = [0, 0]
      for (let at = wait(rate); at < t && random.unit() >= chance; at += wait(rate)) {
        x++
        tx = at
      }
      return { cut, id: `m${i}`, label, x, tx, t, f: random.unit() }
    })
  const rows = [...part('train', 1), ...part('test', 1), ...part('now', NaN)]
  const of = (value: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, value)
  const scores = purchasePrediction(
    frameOf({
      cut: rows.map(({ cut }) => cut),
      member_id: rows.map(({ id }) => id),
      label: of(({ label }) => label),
      x: of(({ x }) => x),
      tx: of(({ tx }) => tx),
      t: of(({ t }) => t),
      f: of(({ f }) => f),
    }),
    { features: 'f', days: 30, unit: 7 },
    () => undefined,
  )
  const [kind, cut] = [texts(scores, 'kind'), texts(scores, 'cut')]
  return [...numbers(scores, 'mbg')].filter((_, i) => kind[i] === 'score' && cut[i] === 'now')
}

test('a likelihood without a maximum gives no probability, never that of its edge', () => {
  // Nobody leaves: a of MBG/NBD falls to 0.
  expect(byMbg(0)).toEqual(new Array<number>(MEMBERS).fill(NaN))
  const leaving = byMbg(0.4)
  expect(leaving).toHaveLength(MEMBERS)
  expect(leaving.every((p) => p > 0 && p < 1)).toBe(true)
})
