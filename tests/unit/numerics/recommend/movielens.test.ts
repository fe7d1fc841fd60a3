import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ItemRows } from '../../../../src/numerics/recommend/catalogue'
import { evaluate } from '../../../../src/numerics/recommend/evaluate'
import type { Recommender } from '../../../../src/numerics/recommend/model'
import { trainByName } from '../../../../src/numerics/recommend/registry'
import { splitByTime, splitMembersRandomly } from '../../../../src/numerics/recommend/splits'
import { trialOf, type Trial } from '../../../../src/numerics/recommend/trial'
import { sharedPath } from '../../ingest/files'

const ratings = sharedPath('movielens/ml-100k/u.data')
const films = sharedPath('movielens/ml-100k/u.item')
const linesOf = (path: string | null) =>
  path === null ? [] : readFileSync(path, 'latin1').trim().split('\n')

/** Titles without their years, and genres. */
function aboutFilms(): ItemRows {
  const rows = linesOf(films).map((line) => line.split('|'))
  const genresOf = (row: readonly string[]) =>
    row.slice(5).flatMap((flag, genre) => (flag === '1' ? [`genre ${genre}`] : []))
  return {
    item: Float64Array.from(rows, ([id]) => Number(id)),
    name: rows.map(([, title = '']) => title.replace(/ \(\d+\)$/, '')),
    category: rows.map((row) => genresOf(row).join('|')),
    brand: rows.map(() => null),
    price: new Float64Array(rows.length).fill(NaN),
  }
}

describe.skipIf(ratings === null)('MovieLens 100k, NDCG at 10', () => {
  const rows = linesOf(ratings).map((line) => line.split('\t').map(Number))
  const columnOf = (at: number, unit = 1) => Float64Array.from(rows, (row) => (row[at] ?? NaN) / unit)
  const columns = { member: columnOf(0), item: columnOf(1), time: columnOf(3, 86_400) }
  const ndcgOf = (model: Recommender, trial: Trial) => evaluate(model, trial, { ks: [10] }).means[0]!.ndcg
  const trained = (name: string, trial: Trial, options: Record<string, number>) =>
    ndcgOf(
      trainByName(name, trial.train, options, () => undefined),
      trial,
    )
  const shares = { validation: 0, test: 0.25 }
  /** One draw is as uncertain as nine hundred members make it: the mean of five. */
  const chance = (trial: Trial) =>
    [1, 2, 3, 4, 5].reduce((sum, seed) => sum + trained('atRandom', trial, { seed }) / 5, 0)

  // The recommenders project publishes .396 for NCF.
  test('75 / 25 of each member by lot: NeuMF', { timeout: 240_000 }, () => {
    const trial = trialOf(columns, splitMembersRandomly(columns.member, shares, 42).parts)
    expect(trained('neumf', trial, { epochs: 6 })).toBeGreaterThan(0.38)
  })

  test('75 / 25 of each member by lot: content by title and genre is well above chance', () => {
    const parts = splitMembersRandomly(columns.member, shares, 42).parts
    const trial = trialOf({ ...columns, about: aboutFilms() }, parts)
    expect(trained('content', trial, {})).toBeGreaterThan(1.5 * chance(trial))
  })

  test('one cut in time: content is above chance for whom it knows, and has no list for the others', () => {
    const { parts } = splitByTime(columns.time, { validation: 0, test: 0.2 })
    const trial = trialOf({ ...columns, about: aboutFilms() }, parts)
    const known = { ...trial, asked: trial.asked.filter(({ taste }) => taste.member >= 0) }
    expect(trained('content', known, {})).toBeGreaterThan(1.3 * chance(known))
    // Two thirds of those asked are new, and count 0: over all, chance is above a model that is silent.
    expect(known.asked.length).toBeLessThan(trial.asked.length / 2)
    expect(trained('content', trial, {})).toBeLessThan(chance(trial))
  })

  test('one cut in time: the sequence models are above the other personal ones', { timeout: 240_000 }, () => {
    const trial = trialOf(columns, splitByTime(columns.time, { validation: 0, test: 0.2 }).parts)
    const others = Math.max(...['itemBased', 'ease'].map((name) => trained(name, trial, {})))
    for (const name of ['gru4rec', 'sasrec'])
      expect(trained(name, trial, { epochs: 2 }), name).toBeGreaterThan(others)
  })
})
