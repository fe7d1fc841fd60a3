import { beforeAll, describe, expect, test } from 'vitest'
import { completeParameters, type Analysis, type Lens, type Parameters } from '../../../src/analyses/analysis'
import { RECOMMENDER_WORDS } from '../../../src/analyses/recommenders'
import { advice } from '../../../src/analyses/recommend/advice.svelte'
import { faults } from '../../../src/analyses/recommend/faults.svelte'
import { unbeaten } from '../../../src/analyses/recommend/pareto'
import { plans, suggested } from '../../../src/analyses/recommend/plan'
import { readRecommend } from '../../../src/analyses/recommend/recommend-view'
import { bestOf } from '../../../src/analyses/recommend/show.svelte'
import { recommend } from '../../../src/analyses/recommend/recommend'
import { type AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { accuracyOf, conventionsIn } from '../../../src/numerics/recommend/metrics'
import { RECOMMENDERS } from '../../../src/numerics/recommend/registry'
import { seeded } from '../../../src/numerics/random'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { makeShop, type Line } from '../segments/small-shop'
import { loadTestShop, realFile, textFile } from '../shop-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: '2025-12-31', from: null, basis: 'gross' }
const analysis = recommend as unknown as Analysis

async function read(runner: AnalysisRunner, given: Partial<Parameters> = {}, from = engine) {
  const run = await runner.run(analysis, lens, given)
  return { run, data: await readRecommend(run, (statement) => from.query(statement)) }
}

const DAY = 86_400_000
const at = (day: number) =>
  new Date(Date.UTC(2025, 0, 1) + day * DAY).toISOString().slice(0, 16).replace('T', ' ')

/** Members of three tastes, who buy six of the twelve products of theirs on as many days, some of them again. */
function tasteLines(members: number): Line[] {
  const random = seeded(3)
  return Array.from({ length: members }, (_, m) =>
    Array.from({ length: 6 }, (__, visit): Line => ({
      order: `${String(m)}-${String(visit)}`,
      member: `m${String(m)}`,
      at: at(visit * 20 + random.below(20)),
      product: `p${String((m % 3) * 12 + random.below(12))}`,
      price: 5,
      quantity: 1,
    })),
  ).flat()
}

const oneEach = (members: number, product: (m: number) => string, day: (m: number) => number): Line[] =>
  Array.from({ length: members }, (_, m) => ({
    order: `o${String(m)}`,
    member: `m${String(m)}`,
    at: at(day(m)),
    product: product(m),
    price: 5,
    quantity: 1,
  }))

const shopOf = (lines: Line[]) => makeShop(engine, lines, [], [])
const said = (found: readonly { text: { en: string } }[]) => found.map(({ text }) => text.en).join('\n')

describe('the page of recommenders', () => {
  test('every recommender has its words, and every option is one that training takes', () => {
    expect(RECOMMENDER_WORDS.map(({ name }) => name).sort()).toEqual(Object.keys(RECOMMENDERS).sort())
  })

  test('a shop with tastes: counts, estimates before training, a leaderboard, advice', async () => {
    const runner = await shopOf(tasteLines(120))
    const before = await read(runner)
    expect(before.data.leaders).toEqual([])
    expect(before.data.profile.members).toBe(120)
    expect(before.data.sources.map(({ source, rows }) => [source, rows])).toEqual([['order_items', 720]])
    const planned = plans(before.data.split.shape, before.data.known, {})
    expect(planned.every(({ cost }) => cost.ms > 0 && cost.bytes > 0)).toBe(true)
    expect(planned.find(({ words }) => words.name === 'popularInSegment')?.lacks).toBe('segments')
    expect(suggested(planned, before.data.profile, 'removed')).toEqual(
      expect.arrayContaining(['popular', 'popularRecently', 'itemBased', 'ease']),
    )
    const { data } = await read(runner, { models: 'popular,itemBased,ease' })
    expect(['ease', 'itemBased']).toContain(data.leaders[0]?.model)
    const popular = data.leaders.find(({ model }) => model === 'popular')
    expect(popular?.difference).toBeNull()
    expect(data.leaders[0]?.difference?.low).toBeGreaterThan(0)
    expect(data.leaders[0]?.difference?.p).toBeLessThan(0.05)
    const sentences = advice(data, 'removed', 10, { name: 'ndcg', en: 'NDCG@10', zh: 'NDCG@10' }, 'popular')
    expect(sentences[0]?.en).toContain('“Most popular”')
    expect(sentences.some(({ en }) => / beats it by \d/.test(en))).toBe(true)
    // Models that learn were not held against validation: what is best on the test is said to be just that.
    expect(bestOf(data)).toMatchObject({ by: 'test', leader: { model: data.leaders[0]?.model } })
    expect(sentences.filter(({ en }) => en.includes('chosen on that same test among 3 models'))).toHaveLength(
      1,
    )
    // Baselines were: the best of them is that of validation, also where another is higher on the test.
    const baselines = [
      { ...data.leaders[0]!, model: 'again' },
      { ...popular!, model: 'popular' },
    ]
    expect(bestOf({ leaders: baselines, bar: { baselines: 2, asked: 9 } })).toEqual({
      leader: baselines[1],
      by: 'validation',
    })
    expect(bestOf({ leaders: baselines, bar: { baselines: 2, asked: NaN } })?.by).toBe('test')
    expect(bestOf({ leaders: [popular!], bar: data.bar })?.by).toBe('alone')
    for (const { en, zh } of sentences) expect(`${en}${zh}`).not.toMatch(/NaN|undefined|–\)/)
    expect(data.beside('ease', 'bytes')).toBeGreaterThan(0)
    expect(data.beside('popular', 'coverage', 'removed', 10)).toBeGreaterThan(0)
  })

  test('a list that shows more is named only where no test tells it from the best; lists at random never are', async () => {
    const { data } = await read(await shopOf(tasteLines(30)), { models: 'popular' })
    const bar = { ...data.leaders[0]!, value: 0.46 }
    const other = (model: string, value: number, p: number) => ({
      ...{ ...bar, model, value },
      difference: { other: 'popular', value: value - 0.46, low: value - 0.48, high: value - 0.44, p },
    })
    const name = { name: 'ndcg' as const, en: 'NDCG@10', zh: 'NDCG@10' }
    const saidOf = (leaders: typeof data.leaders) => {
      const beside: typeof data.beside = (model) => (model === 'popular' ? 0.1 : 1)
      return said(
        advice({ ...data, leaders, beside }, 'removed', 10, name, 'popular').map((text) => ({ text })),
      )
    }
    const shown = 'cannot be told from Most popular in accuracy'
    expect(saidOf([bar, other('content', 0.45, 0.4)])).toContain(`Content ${shown}`)
    expect(saidOf([bar, other('content', 0.437, 0.021)])).not.toContain(shown)
    expect(saidOf([bar, other('atRandom', 0.45, 0.4)])).not.toContain(shown)
    expect(saidOf([other('ease', 0.5, 0.001), bar, other('content', 0.45, 0.4)])).not.toContain(
      'Content cannot',
    )
    // All alike: none is best, and none shows more.
    const alike = saidOf([bar, other('ease', 0.46, 1)])
    expect(alike).not.toMatch(/cannot be told|shows 100|chosen on that same test/)
  })

  test('without SIMD, the models that need it say so; a million products cost what they cost', () => {
    const shape = {
      members: 1e5,
      items: 1e6,
      cells: 2e6,
      lines: 2e6,
      pairs: 6e7,
      itemPairs: 1e7,
      asked: 1000,
    }
    const known = { times: true, texts: true, segments: true, simd: true }
    const of = (planned: ReturnType<typeof plans>, test: (one: (typeof planned)[number]) => boolean) =>
      planned.filter(test).map(({ words }) => words.name)
    expect(of(plans(shape, { ...known, simd: false }, {}), ({ lacks }) => lacks === 'simd')).toEqual([
      'ease',
      'als',
      'neumf',
      'gru4rec',
      'sasrec',
    ])
    const planned = plans(shape, known, { 'als.factors': 128 })
    expect(of(planned, ({ isPartial }) => isPartial)).toEqual(['ease'])
    expect(of(planned, ({ isTooLarge }) => isTooLarge)).toEqual(['als'])
    expect(plans(shape, known, {}).every(({ cost }) => cost.ms > 1000 || cost.bytes > 1e6)).toBe(true)
  })

  test('the bar is what did best on validation, and says how many were asked', async () => {
    const { data, run } = await read(await shopOf(tasteLines(60)), {
      models: 'popular,popularRecently,itemBased',
    })
    expect(data.bar.baselines).toBe(2)
    expect(data.bar.asked).toBeGreaterThan(0)
    const rows = await rowsOf(
      engine,
      sql`select model from ${run.tables['recommend_bar']!} order by value desc, model`,
    )
    expect(data.leaders.find(({ difference }) => difference === null)?.model).toBe(rows[0]?.['model'])
  })

  test('a list that a model cannot fill is completed, or stays short where that is asked for', async () => {
    const runner = await shopOf(tasteLines(60))
    const shortOf = async (fill: string) => {
      const { data } = await read(runner, { models: 'again,popular', fill })
      return [
        data.beside('again', 'without_list', 'removed', 10),
        data.leaders.map(({ value }) => value),
      ] as const
    }
    const [completed, values] = await shortOf('popular')
    expect(completed).toBe(0)
    expect(values[0]).toBeCloseTo(values[1] ?? NaN, 12)
    expect((await shortOf('none'))[0]).toBeGreaterThan(0)
  })

  test('where some are new, models are told apart by those who are not', async () => {
    // Thirty members begin in the last fifth of the days: no model knows them.
    const lines = tasteLines(90)
    const late = tasteLines(30).map((line) => ({
      ...line,
      order: `n${line.order}`,
      member: `n${line.member ?? ''}`,
      at: lines.at(-1)!.at,
    }))
    const runner = await shopOf([...lines, ...late])
    const { data, run } = await read(runner, { models: 'atRandom,popular,itemBased' })
    const news = data.split.of.removed.coldMembers
    expect(news).toBeGreaterThan(0)
    expect(data.leadersKnown.map(({ n }) => n)).toEqual(Array(3).fill(data.leaders[0]!.n - news))
    const rows = await rowsOf(
      engine,
      sql`select avg(ndcg) as mean from ${run.tables['recommend_members']!}
where model = 'itemBased' and seen = 'removed' and k = 10 and had > 0`,
    )
    const known = data.leadersKnown.find(({ model }) => model === 'itemBased')
    expect(known?.value).toBeCloseTo(Number(rows[0]?.['mean']), 12)
    const name = { name: 'ndcg' as const, en: 'NDCG@10', zh: 'NDCG@10' }
    const saidOf = (fill: string) => said(advice(data, 'removed', 10, name, fill).map((text) => ({ text })))
    expect(saidOf('popular')).toContain(
      `${String(news)} of the ${String(data.leaders[0]!.n)} members asked are new: a model that has nothing to say of them is filled up with the most popular`,
    )
    expect(saidOf('none')).toContain('has no list, which counts 0')
    // For somebody new item-based lists are the most popular's, and no model of their own.
    expect(saidOf('popular')).toContain('for them nothing is above the most popular list')
    expect(data.beside('popular', 'filled', 'removed', 10)).toBe(0)
    expect(data.beside('itemBased', 'filled', 'removed', 10)).toBeGreaterThan(0)
    expect(saidOf('popular')).toMatch(/“Item-based” is highest on the test: [\d.]+, \d+/)
  })

  test('groups that are of now, and not of the first order, are said to know what came later', async () => {
    const { data } = await read(await shopOf(tasteLines(30)), { models: 'popular' })
    const told = 'Members are grouped as the files say now'
    expect(said(faults(data, 'removed', 'tier'))).toContain(told)
    for (const group of ['none', 'channel', 'category'] as const)
      expect(said(faults(data, 'removed', group))).not.toContain(told)
  })

  test('a model that is trained stays so when another is added', async () => {
    const runner = await shopOf(tasteLines(60))
    const first = await read(runner, { models: 'popular' })
    const second = await read(runner, { models: 'popular,itemBased' })
    expect(second.run.tables['recommend_of_popular']?.text).toBe(
      first.run.tables['recommend_of_popular']?.text,
    )
    expect(second.data.leaders).toHaveLength(2)
  })

  test.each(['k,relevant,achievable,achievable', 'list,achievable,k,k'])(
    'the formulas in SQL are those of accuracyOf (%s)',
    async (conventions) => {
      const runner = await shopOf(tasteLines(80))
      const { run } = await read(runner, { models: 'itemBased', conventions, fill: 'none' })
      const chosen = conventionsIn(conventions)
      const raw = await rowsOf(
        engine,
        sql`select * from ${run.tables['recommend_of_itemBased'] ?? sql``} where kind = 'member'`,
      )
      const made = await rowsOf(engine, sql`select * from ${run.tables['recommend_members'] ?? sql``}`)
      expect(made).toHaveLength(raw.length)
      for (const row of made) {
        const found = raw.find(
          (one) => one['seen'] === row['seen'] && one['k'] === row['k'] && one['member'] === row['member'],
        )
        // One hit at each rank that the sums of the row come from.
        const { list, relevant } = listFor(
          Number(found?.['length']),
          Number(found?.['relevant']),
          Number(found?.['gain']),
          Number(found?.['hits']),
        )
        const expected = accuracyOf(list, relevant, Number(row['k']), chosen)
        for (const name of ['precision', 'recall', 'f1', 'hit', 'mrr', 'map', 'ndcg'] as const)
          expect(row[name]).toBeCloseTo(expected[name], 10)
      }
    },
  )

  test('groups: by what members have in training, and by a grouping', async () => {
    const lines = tasteLines(90).map((line) => ({
      ...line,
      channel: Number(line.member.slice(1)) % 2 ? 'app' : 'web',
    }))
    const { data } = await read(await shopOf(lines), { models: 'popular,popularInSegment', group: 'channel' })
    const groups = data.groups.filter(({ kind, model }) => kind === 'group' && model === 'popular')
    expect(groups.map(({ label }) => label).sort()).toEqual(['app', 'web'])
    expect(groups.reduce((sum, { members }) => sum + members, 0)).toBe(data.leaders[0]?.n)
    expect(data.groups.filter(({ kind }) => kind === 'activity').length).toBeGreaterThan(1)
  })

  test('search: tries on validation, and options that are taken', async () => {
    const runner = await shopOf(tasteLines(100))
    const { data } = await read(runner, { search: 'ease;4;30' })
    expect(data.tries).toHaveLength(4)
    expect(data.tries.map(({ value }) => value)).toEqual(
      data.tries.map(({ value }) => value).sort((a, b) => b - a),
    )
    const changed = await read(runner, { models: 'ease', options: 'ease.ridge=2000' })
    const usual = await read(runner, { models: 'ease' })
    expect(changed.run.tables['recommend_of_ease']?.text).not.toBe(
      usual.run.tables['recommend_of_ease']?.text,
    )
  })
})

describe('bad input is explained', () => {
  const models = { models: 'popular,itemBased,ease,again,personal,copurchase' }

  test('one product', async () => {
    const { data } = await read(
      await shopOf(
        oneEach(
          30,
          () => 'p',
          (m) => m,
        ),
      ),
      models,
    )
    expect(said(faults(data, 'removed'))).toContain('one item')
  })

  test('every member with one order', async () => {
    const { data } = await read(
      await shopOf(
        oneEach(
          60,
          (m) => `p${String(m % 7)}`,
          (m) => m,
        ),
      ),
      models,
    )
    const found = said(faults(data, 'removed'))
    expect(found).toContain('one day only')
    expect(found).toContain('All members asked are new')
  })

  test('all items to be found are new', async () => {
    const lines = [
      ...tasteLines(40).slice(0, 200),
      ...oneEach(
        40,
        (m) => `new${String(m % 5)}`,
        () => 300,
      ),
    ]
    const { data } = await read(await shopOf(lines), { ...models, test: 15 })
    expect(said(faults(data, 'removed'))).toContain('All items to be found are new')
    const lot = (
      await read(await shopOf(lines), { models: 'atRandom,popular,again', test: 15, fill: 'none' })
    ).data
    const name = { name: 'ndcg' as const, en: 'NDCG@10', zh: 'NDCG@10' }
    const sentences = said(advice(lot, 'removed', 10, name, 'none').map((text) => ({ text })))
    expect(sentences).toContain('No model is above lists at random')
    expect(sentences).toMatch(/100\s% of what was to be found are items nobody had before/)
    expect(sentences).toContain('No model trained here found any.')
    // One that is above, and one that has no list at all.
    const leaders = lot.leaders.map((one) => (one.model === 'popular' ? { ...one, value: 1 } : one))
    const others = advice({ ...lot, leaders }, 'removed', 10, name, 'none')
    expect(said(others.map((text) => ({ text })))).toContain('Bought again is not above lists at random')
  })

  test('nothing but what they had: seen items removed leave nothing to find', async () => {
    const lines = Array.from({ length: 10 }, (_, visit) =>
      oneEach(
        20,
        (m) => `p${String(m % 4)}`,
        () => visit * 10,
      ).map((line) => ({ ...line, order: `${line.order}-${String(visit)}` })),
    ).flat()
    const { data } = await read(await shopOf(lines), models)
    expect(said(faults(data, 'removed'))).toContain('they had before')
    expect(said(faults(data, 'kept'))).not.toContain('nothing to find')
  })

  test('a member with most of the orders', async () => {
    const lines = [
      ...tasteLines(60),
      ...Array.from({ length: 400 }, (_, i): Line => ({
        ...{ order: `till-${String(i)}`, member: 'till', at: at(i % 120), price: 5, quantity: 1 },
        product: `p${String(i % 36)}`,
      })),
    ]
    const { data } = await read(await shopOf(lines), models)
    expect(said(faults(data, 'removed'))).toContain('One member has 360 interactions')
  })

  test('ratings without times go by lot, and the leak is named', async () => {
    const random = seeded(1)
    const rows = Array.from({ length: 600 }, () =>
      [random.below(40), 100 + random.below(30), 1 + random.below(5)].join('\t'),
    )
    const own = await openTestEngine()
    const { runner } = await loadTestShop(own, [textFile('ratings.tsv', rows.join('\n'))])
    const { data } = await read(runner, { models: 'popular,itemBased' }, own)
    expect(data.split.leak).toBe('order')
    const found = said(faults(data, 'removed'))
    expect(found).toContain('No row has a time')
    expect(found).toContain('count once')
    const name = { name: 'ndcg' as const, en: 'NDCG@10', zh: 'NDCG@10' }
    const sentences = said(advice(data, 'removed', 10, name, 'popular').map((text) => ({ text })))
    expect(sentences).toMatch(/^The bar to beat is “/)
    expect(sentences).not.toMatch(/days per member|went on to have/)
  })

  test('nothing at all', async () => {
    const { data } = await read(
      await shopOf(
        oneEach(
          3,
          () => 'p',
          () => 400,
        ),
      ),
      models,
    )
    expect(data.profile.lines).toBe(0)
    expect(data.leaders).toEqual([])
    expect(advice(data, 'removed', 10, { name: 'ndcg', en: '', zh: '' }, 'popular')).toEqual([])
  })
})

describe('models on the front', () => {
  test('those that no other beats in both', () => {
    const point = (key: string, gain: number, x: number) => ({ key, label: key, gain, x })
    const points = [point('a', 3, 1), point('b', 2, 2), point('c', 1, 1), point('d', 2, 1)]
    expect([...unbeaten(points, false)]).toEqual(['a', 'b'])
    expect([...unbeaten(points, true)]).toEqual(['a'])
  })
})

const ratings = realFile('movielens/ml-100k/u.data')

test.skipIf(ratings === null)(
  'MovieLens 100k as it is dropped: every rating used, the day of the cut, a leaderboard',
  { timeout: 120_000 },
  async () => {
    const own = await openTestEngine()
    const { runner } = await loadTestShop(own, [ratings!])
    const run = await runner.run(
      analysis,
      { ...lens, asOf: '2026-01-01' },
      { models: 'popular,popularRecently,itemBased' },
    )
    const data = await readRecommend(run, (statement) => own.query(statement))
    expect([data.profile.members, data.profile.items, data.profile.lines]).toEqual([943, 1682, 100_000])
    expect(new Date(data.split.testCut * DAY).toISOString().slice(0, 10)).toBe('1998-03-07')
    expect(data.leaders.map(({ model }) => model)[0]).toBe('popularRecently')
    expect(completeParameters(analysis, { models: 'nobody' })['models']).toBe('')
  },
)

/** A list whose hits give the sums: tried over all places of the hits. */
function listFor(length: number, relevant: number, gain: number, hits: number) {
  const sought = Int32Array.from({ length: relevant }, (_, i) => i)
  const places = (from: number, left: number): number[][] =>
    left === 0
      ? [[]]
      : Array.from({ length: length - from }, (_, i) => from + i).flatMap((place) =>
          places(place + 1, left - 1).map((rest) => [place, ...rest]),
        )
  const found = places(0, hits).find(
    (ranks) => Math.abs(ranks.reduce((sum, place) => sum + 1 / Math.log2(2 + place), 0) - gain) < 1e-12,
  )
  const list = Int32Array.from({ length }, (_, place) => {
    const hit = found?.indexOf(place) ?? -1
    return hit >= 0 ? hit : 1000 + place
  })
  return { list, relevant: sought }
}
