import { describe, expect, test } from 'vitest'
import { completed } from '../../../../src/numerics/recommend/completed'
import { evaluate } from '../../../../src/numerics/recommend/evaluate'
import type { InteractionColumns } from '../../../../src/numerics/recommend/interactions'
import type { Recommender } from '../../../../src/numerics/recommend/model'
import { trainPopular } from '../../../../src/numerics/recommend/popular'
import { trainByName, type ModelOptions } from '../../../../src/numerics/recommend/registry'
import { splitByTime } from '../../../../src/numerics/recommend/splits'
import { trialOf, type Seen } from '../../../../src/numerics/recommend/trial'
import { coldShop, orderedShop, sharedTasteShop, staplesShop } from './planted-shop'

/** NDCG at 10 of each model by one cut in time, lists completed with the most popular. */
function scores(
  columns: InteractionColumns,
  models: Readonly<Record<string, ModelOptions>>,
  seen: Seen,
  test = 0.2,
): Record<string, number> {
  const { parts } = splitByTime(columns.time ?? new Float64Array(0), { validation: 0, test })
  const trial = trialOf(columns, parts, { seen })
  expect(trial.asked.length).toBeGreaterThan(100)
  return Object.fromEntries(
    Object.entries(models).map(([name, options]) => {
      const model = trainByName(name, trial.train, options, () => undefined)
      const shown = completed(model, trainPopular(trial.train))
      return [name, evaluate(shown, trial, { ks: [10], seen }).means[0]?.ndcg ?? NaN]
    }),
  )
}

const winner = (found: Record<string, number>) =>
  Object.entries(found).reduce((a, b) => (b[1] > a[1] ? b : a))[0]

const LEARNT = { itemBased: {}, ease: { ridge: 20 }, als: { factors: 16, epochs: 6 } }

describe('a shop with a planted taste: each family wins where it should', () => {
  test('new products of known kinds: content', () => {
    const found = scores(coldShop(), { popular: {}, ...LEARNT, again: {}, content: {} }, 'removed')
    expect(winner(found)).toBe('content')
    expect(found['content']).toBeGreaterThan(0.1)
    expect(found['itemBased']).toBeLessThan(0.02)
  })

  test('what comes next follows from what came last: the sequence models', () => {
    const options = { epochs: 12, seed: 1 }
    const found = scores(
      orderedShop(),
      {
        popular: {},
        popularRecently: {},
        ...LEARNT,
        again: {},
        personal: {},
        gru4rec: options,
        sasrec: options,
      },
      'kept',
      0.05,
    )
    expect(['gru4rec', 'sasrec']).toContain(winner(found))
    const { gru4rec = 0, sasrec = 0, ...others } = found
    const best = Math.max(...Object.values(others))
    expect(Math.max(gru4rec, sasrec)).toBeGreaterThan(1.2 * best)
  })

  test('staples bought again: personal frequency, not what others have', () => {
    const found = scores(
      staplesShop(),
      { popular: {}, ...LEARNT, again: {}, personal: { others: 0 } },
      'kept',
    )
    expect(winner(found)).toBe('personal')
    expect(found['personal']).toBeGreaterThan(2 * (found['popular'] ?? NaN))
  })

  test('tastes shared with others: collaborative filtering, not popularity', () => {
    const found = scores(
      sharedTasteShop(),
      { popular: {}, popularRecently: {}, again: {}, ...LEARNT },
      'removed',
    )
    expect(['itemBased', 'ease', 'als']).toContain(winner(found))
    for (const name of Object.keys(LEARNT)) expect(found[name]).toBeGreaterThan(3 * (found['popular'] ?? NaN))
  })
})

describe('completed lists', () => {
  const model = (scores: number[], floor = 0) => ({
    items: scores.length,
    floor,
    bytes: 1,
    score: (_: unknown, into: Float64Array) => into.set(scores),
  })
  const order = (scores: number[], rest: number[], floor = 0) => {
    const into = new Float64Array(scores.length)
    completed(model(scores, floor), model(rest)).score(
      { member: -1, items: new Int32Array(0), weights: [] },
      into,
    )
    return [...into.keys()].sort((a, b) => (into[b] ?? 0) - (into[a] ?? 0) || a - b)
  }

  test('what the model says comes first, the rest in the other’s order', () => {
    expect(order([0, 3, 0, 5], [9, 1, 10, 2])).toEqual([3, 1, 2, 0])
    expect(order([0, 0, 4, 0], [9, 1, 10, 2])).toEqual([2, 0, 3, 1])
  })

  test('places that the other fills are counted', () => {
    const columns = {
      member: Float64Array.of(0, 1),
      item: Float64Array.of(0, 1),
      weight: Float64Array.of(1, 1),
      time: Float64Array.of(0, 0),
    }
    const trial = trialOf(columns, Uint8Array.of(0, 2))
    const whole = (scores: number[], floor = 0) => completed(model(scores, floor), model([2, 1]))
    const filled = (recommender: Recommender) =>
      evaluate(recommender, trial, { ks: [1, 2], seen: 'kept' }).filled
    expect(filled(whole([0, 1]))).toEqual([0, 0.5])
    expect(filled(whole([1, 2]))).toEqual([0, 0])
    expect(filled(whole([0, 0]))).toEqual([1, 1])
    expect(filled(model([0, 1]))).toEqual([0, 0])
  })

  test('a model that tells nothing apart leaves the order to the other', () => {
    expect(order([0, 0, 0], [1, 3, 2])).toEqual([1, 2, 0])
    expect(order([7, 7, 7], [1, 3, 2], -Infinity)).toEqual([1, 2, 0])
    // Of what a model without a floor covers, one score for all says nothing either.
    expect(order([-Infinity, 0, 0], [1, 2, 3], -Infinity)).toEqual([2, 1, 0])
  })
})
