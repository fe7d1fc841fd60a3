import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf, type KernelOptions } from '../../../../src/numerics/kernel'
import { kernelOf } from '../../../../src/numerics/kernels'
import { evaluate } from '../../../../src/numerics/recommend/evaluate'
import { trainPopular } from '../../../../src/numerics/recommend/popular'
import { prepare } from '../../../../src/numerics/recommend/prepared'
import { trainByName } from '../../../../src/numerics/recommend/registry'
import {
  kCore,
  PART,
  splitByMemberTime,
  splitByTime,
  splitLastOut,
  splitMembersRandomly,
  splitRandomly,
} from '../../../../src/numerics/recommend/splits'
import { trialOf } from '../../../../src/numerics/recommend/trial'
import { sharedPath } from '../../ingest/files'
import { columnsOf, shopLines } from './random-shop'

const SHARES = { validation: 0.2, test: 0.3 }

describe('splits', () => {
  test('one cut in time: nothing known is later than anything asked', () => {
    fc.assert(
      fc.property(shopLines, (lines) => {
        const { time } = columnsOf(lines)
        const { parts, leak, cuts } = splitByTime(time, SHARES)
        const of = (part: number) => [...time].filter((_, line) => parts[line] === part)
        expect(leak).toBe('none')
        expect(Math.max(...of(PART.train), -1)).toBeLessThan(
          Math.min(...of(PART.validation), ...of(PART.test)),
        )
        expect(Math.max(...of(PART.validation), -1)).toBeLessThan(Math.min(...of(PART.test)))
        expect(of(PART.test).every((one) => one >= (cuts?.test ?? NaN))).toBe(true)
        expect(of(PART.test).length).toBeGreaterThanOrEqual(Math.floor(0.3 * lines.length))
      }),
    )
    const hundred = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100)
    const counts = [0, 1, 2].map(
      (part) => splitByTime(hundred, SHARES).parts.filter((one) => one === part).length,
    )
    expect(counts).toEqual([50, 20, 30])
    expect([...splitByTime(Float64Array.of(1, NaN), { validation: 0, test: 0.5 }).parts]).toEqual([2, 3])
  })

  test('of each member: her last lines, or what she had last', () => {
    const member = Float64Array.of(1, 1, 1, 1, 2, 2, 3, NaN)
    const time = Float64Array.of(4, 1, 9, 9, 5, 6, 1, 1)
    expect([...splitByMemberTime(member, time, { validation: 0.25, test: 0.25 }).parts]).toEqual([
      ...[0, 0, 1, 2],
      ...[0, 2],
      ...[0, 3],
    ])
    expect([...splitLastOut(member, time).parts]).toEqual([1, 0, 2, 2, 0, 2, 0, 3])
    expect(splitLastOut(member, time).leak).toBe('future')
  })

  test('by lot: the shares, the same for the same seed, and named as a leak', () => {
    const found = splitRandomly(50, SHARES, 4)
    expect([0, 1, 2].map((part) => found.parts.filter((one) => one === part).length)).toEqual([25, 10, 15])
    expect(splitRandomly(50, SHARES, 4)).toEqual(found)
    expect(splitRandomly(50, SHARES, 5)).not.toEqual(found)
    expect(found.leak).toBe('order')
    const member = Float64Array.from({ length: 40 }, (_, i) => i % 4)
    const own = splitMembersRandomly(member, SHARES, 1)
    for (const m of [0, 1, 2, 3])
      expect(own.parts.filter((part, line) => member[line] === m && part === PART.test)).toHaveLength(3)
  })

  test('the k-core is the largest part where everybody and everything has k', () => {
    fc.assert(
      fc.property(shopLines, fc.integer({ min: 1, max: 3 }), (lines, k) => {
        const { member, item } = columnsOf(lines)
        let left = lines.map((_, line) => line).filter((line) => line % 5 > 0)
        const among = Uint8Array.from(lines, (_, line) => Number(line % 5 > 0))
        for (;;) {
          const partners = (of: Float64Array, by: Float64Array, line: number) =>
            new Set(left.filter((other) => of[other] === of[line]).map((other) => by[other])).size
          const next = left.filter(
            (line) => partners(member, item, line) >= k && partners(item, member, line) >= k,
          )
          if (next.length === left.length) break
          left = next
        }
        const found = kCore(member, item, among, k)
        expect([...found.keys()].filter((line) => found[line] === 1)).toEqual(left)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a trial', () => {
  // Member 1: 10 and 11, then 10 and 12. Member 2: 11, then 11. Member 3 only in the test. 13 only in the test.
  const lines = [
    ...[[1, 10, 1, 1] as const, [1, 11, 1, 2] as const, [2, 11, 1, 3] as const, [2, 12, 1, 3] as const],
    ...[[1, 10, 1, 8] as const, [1, 12, 1, 8] as const, [2, 11, 1, 9] as const, [3, 13, 1, 9] as const],
  ]
  const parts = Uint8Array.of(0, 0, 0, 0, 2, 2, 2, 2)
  const of = (seen: 'kept' | 'removed') => trialOf(columnsOf(lines), parts, { seen })

  test('a segment read off what is to be found is not told beforehand', () => {
    const belonging = {
      member: Float64Array.of(1, 2, 3),
      segment: ['a', 'b', 'c'],
      // The first purchase of member 3 is what is asked for; her place of joining would be known.
      since: Float64Array.of(1, 3, 9),
    }
    const told = (since: Float64Array | undefined) => {
      const trial = trialOf({ ...columnsOf(lines), belonging: { ...belonging, since } }, parts, {
        seen: 'kept',
      })
      return trial.asked.map(({ taste }) => taste.segment)
    }
    expect(told(belonging.since)).toEqual(['a', 'b', null])
    expect(told(Float64Array.of(NaN, NaN, NaN))).toEqual(['a', 'b', 'c'])
    expect(told(undefined)).toEqual(['a', 'b', 'c'])
  })

  test('seen items kept are truth, removed ones are neither truth nor shown', () => {
    const [kept, removed] = [of('kept'), of('removed')]
    expect(kept.asked.map(({ id, relevant }) => [id, [...relevant]])).toEqual([
      [1, [0, 2]],
      [2, [1]],
      [3, [3]],
    ])
    expect(removed.asked.map(({ id, relevant }) => [id, [...relevant]])).toEqual([
      [1, [2]],
      [3, [3]],
    ])
    expect([removed.withoutTruth, removed.relevant, removed.coldRelevant]).toEqual([1, 2, 1])
    expect(removed.asked[1]?.taste.member).toBe(-1)
    const { lists, means } = evaluate(trainPopular(removed.train), removed, { ks: [1, 2] })
    expect(lists.map((list) => [...list])).toEqual([[2], [1, 0]])
    expect(means.map(({ hit, recall }) => [hit, recall])).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
    ])
  })

  test('with the test, validation is trained on; with validation, the test is not there', () => {
    const three = Uint8Array.of(0, 0, 0, 1, 1, 2, 2, 2)
    expect(trialOf(columnsOf(lines), three).train.byMember.columns).toHaveLength(4)
    const validation = trialOf(columnsOf(lines), three, { tested: 'validation', seen: 'kept' })
    expect([...validation.train.itemIds]).toEqual([10, 11, 12])
    expect(validation.asked.map(({ id, relevant }) => [id, [...relevant]])).toEqual([
      [1, [0]],
      [2, [2]],
    ])
  })
})

const rowsOf = async (name: string, input: Parameters<typeof frameOf>[0], options: KernelOptions) => {
  const { rows, columns } = (await kernelOf(name))(frameOf(input), options, () => undefined)
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(columns.map(({ name: key, values }) => [key, values[i]])),
  )
}

describe('the kernels', () => {
  const member = Float64Array.from({ length: 400 }, (_, i) => i % 40)
  const item = member.map((m, i) => 100 + (m % 2) * 20 + ((m * 3 + Math.floor(i / 40) * 4) % 15))
  const time = member.map((_, i) => i)

  const options = { model: 'itemBased', ks: '3,5' }
  const value = (rows: Record<string, unknown>[], metric: string, seen: string | null = null) =>
    rows.find((row) => row['metric'] === metric && row['seen'] === seen)?.['value']

  test('what is known and asked: counts of both ways with seen items', async () => {
    const found = await rowsOf('recommenderSplit', { member, item, time }, {})
    expect(
      ['lines', 'train_lines', 'train_members', 'leak', 'test_cut', 'left_out', 'most_lines'].map((metric) =>
        value(found, metric),
      ),
    ).toEqual([400, 320, 40, 0, 320, 0, 10])
    const trial = trialOf({ member, item, time }, splitByTime(time, { validation: 0.1, test: 0.2 }).parts)
    expect(value(found, 'asked', 'removed')).toBe(trial.asked.length)
    expect(value(found, 'relevant', 'removed')).toBe(trial.relevant)
    expect(value(found, 'repeat_relevant', 'kept')).toBe(
      Number(value(found, 'relevant', 'kept')) - trial.relevant,
    )
    const few = await rowsOf('recommenderSplit', { member, item, time }, { mostAsked: 7 })
    expect([value(few, 'asked', 'kept'), value(few, 'asked_of', 'kept')]).toEqual([7, 40])
  })

  test('one model: what its lists hit, member by member, is what evaluating says', async () => {
    const found = await rowsOf('recommenderTrial', { member, item, time }, options)
    const of = (kind: string) => found.filter((row) => row['kind'] === kind)
    for (const seen of ['kept', 'removed'] as const) {
      const { parts } = splitByTime(time, { validation: 0.1, test: 0.2 })
      const trial = trialOf({ member, item, time }, parts, { seen })
      const model = trainByName('itemBased', trial.train, {}, () => undefined)
      const { means, figures } = evaluate(model, trial, { ks: [3, 5], seen })
      const rows = of('member').filter((row) => row['seen'] === seen && row['k'] === 5)
      expect(rows).toHaveLength(trial.asked.length)
      const mean = (column: (row: Record<string, unknown>) => number) =>
        rows.reduce((sum, row) => sum + column(row), 0) / rows.length
      expect(mean((row) => Number(row['hits']) / 5)).toBeCloseTo(means[1]?.precision ?? NaN, 12)
      expect(mean((row) => Number(row['gain']) / Number(row['ideal']))).toBeCloseTo(means[1]?.ndcg ?? NaN, 12)
      const coverage = of('list').find(
        (row) => row['seen'] === seen && row['k'] === 5 && row['metric'] === 'coverage',
      )
      expect(coverage?.['value']).toBeCloseTo(figures[1]?.coverage ?? NaN, 12)
    }
    expect(of('cost').map(({ metric }) => metric)).toEqual(['train_ms', 'request_ms', 'bytes'])
  })

  test('lines that are no target are learnt from and not asked for', async () => {
    const target = member.map((_, i) => Number(i % 2 === 0))
    const all = await rowsOf('recommenderSplit', { member, item, time }, {})
    const some = await rowsOf('recommenderSplit', { member, item, time, target }, {})
    expect(value(some, 'train_lines')).toBe(value(all, 'train_lines'))
    expect(Number(value(some, 'relevant', 'kept'))).toBeLessThan(Number(value(all, 'relevant', 'kept')))
  })

  test('decay counts back from the last line that is known', () => {
    const of = (halfLife: number) =>
      prepare(frameOf({ member, item, time }), { halfLife }).trial('kept').train
    const [plain, decayed] = [of(0), of(100)]
    const cell = decayed.byMember.starts[39]!
    expect(decayed.last[cell]).toBeLessThanOrEqual(319)
    const first = plain.byMember.columns.findIndex((_, at) => plain.times[at] === 1)
    expect(decayed.byMember.values[first]).toBeCloseTo(
      0.5 ** ((319 - (decayed.last[first] ?? NaN)) / 100),
      12,
    )
  })

  test('without times a split by time goes by lot and says so; what is not known is refused', async () => {
    const run = (given: KernelOptions) => rowsOf('recommenderSplit', { member, item }, given)
    const found = await run({})
    expect([value(found, 'without_times'), value(found, 'leak')]).toEqual([1, 2])
    await expect(run({ split: 'tomorrow' })).rejects.toThrow('no split called tomorrow')
    await expect(
      rowsOf('recommenderTrial', { member, item }, { ...options, model: 'oracle' }),
    ).rejects.toThrow('no recommender called oracle')
  })

  test('models compared: means, differences to the best baseline, Holm', async () => {
    const n = 60
    const values = {
      popular: (i: number) => (i % 10) / 10,
      again: () => 0.1,
      ease: (i: number) => (i % 10) / 10 + 0.2,
    }
    const rows = Object.entries(values).flatMap(([model, of]) =>
      Array.from({ length: n }, (_, i) => ({ model, member: i, value: of(i) })),
    )
    const input = {
      model: rows.map((row) => row.model),
      member: Float64Array.from(rows, (row) => row.member),
      value: Float64Array.from(rows, (row) => row.value),
    }
    const found = await rowsOf('recommenderComparison', input, { baselines: 'popular,again', draws: 500 })
    const difference = (model: string) =>
      found.find((row) => row['kind'] === 'difference' && row['model'] === model)
    expect(difference('ease')?.['other']).toBe('popular')
    expect(difference('ease')?.['value']).toBeCloseTo(0.2, 12)
    expect(difference('ease')?.['low']).toBeCloseTo(0.2, 12)
    expect(difference('again')?.['value']).toBeCloseTo(-0.35, 12)
    expect(difference('again')?.['p_adjusted']).toBeLessThan(0.01)
    expect(difference('popular')).toBeUndefined()
    expect(
      await rowsOf(
        'recommenderComparison',
        { model: [], member: new Float64Array(0), value: new Float64Array(0) },
        {},
      ),
    ).toEqual([])
  })

  test('the bar that is told holds, whatever does best on the test', async () => {
    const input = {
      model: ['popular', 'again', 'ease'],
      member: new Float64Array(3),
      value: Float64Array.of(0.5, 0.1, 0.9),
      bar: Float64Array.of(0, 1, 0),
    }
    const found = await rowsOf('recommenderComparison', input, { baselines: 'popular,again', draws: 10 })
    const others = found.filter((row) => row['kind'] === 'difference').map(({ other }) => other)
    expect(others).toEqual(['again', 'again'])
  })

  test('baselines on validation: what evaluating says of it, the test not looked at', async () => {
    const options = { models: 'popular,popularRecently', metric: 'recall', k: 5, seen: 'kept' }
    const cut = { validation: 0.1, test: 0.2, 'popularRecently.days': 25 }
    const found = await rowsOf('recommenderBar', { member, item, time }, { ...options, ...cut })
    const trial = trialOf({ member, item, time }, splitByTime(time, cut).parts, {
      seen: 'kept',
      tested: 'validation',
    })
    const recallOf = (name: string, own: Record<string, number>) =>
      evaluate(
        trainByName(name, trial.train, own, () => undefined),
        trial,
        { ks: [5], seen: 'kept' },
      ).means[0]?.recall
    expect(found).toEqual([
      { model: 'popular', value: recallOf('popular', {}), asked: trial.asked.length },
      {
        model: 'popularRecently',
        value: recallOf('popularRecently', { days: 25 }),
        asked: trial.asked.length,
      },
    ])
    const otherTest = item.map((one, i) => (i >= 320 ? 100 + ((i * 7) % 35) : one))
    expect(await rowsOf('recommenderBar', { member, item: otherTest, time }, { ...options, ...cut })).toEqual(
      found,
    )
    expect(await rowsOf('recommenderBar', { member, item, time }, { ...options, validation: 0 })).toEqual([])
  })

  test('search goes by the conventions that are chosen', async () => {
    const search = async (conventions: string) =>
      (
        await rowsOf(
          'recommenderSearch',
          { member, item, time },
          { model: 'itemBased', trials: 1, metric: 'ndcg', seen: 'kept', conventions },
        )
      )[0]?.['value']
    const [usual, strict] = [await search(''), await search('k,relevant,achievable,k')]
    expect(Number(strict)).toBeLessThan(Number(usual))
  })

  test('search: the defaults first, draws within limits, the test not looked at', async () => {
    const ranges = 'k:whole:2:9;shrinkage:log:0.1:10'
    const search = (times: Float64Array) =>
      rowsOf('recommenderSearch', { member, item, time: times }, { model: 'itemBased', ranges, trials: 4 })
    const found = await search(time)
    expect(found.filter(({ option }) => option === null).map(({ trial }) => trial)).toEqual([0])
    const ks = found.filter(({ option }) => option === 'k').map(({ chosen }) => Number(chosen))
    expect(ks).toHaveLength(3)
    expect(ks.every((k) => Number.isInteger(k) && k >= 2 && k <= 9)).toBe(true)
    const shuffledTest = item.map((one, i) => (i >= 320 ? 100 + ((i * 7) % 35) : one))
    const other = await rowsOf(
      'recommenderSearch',
      { member, item: shuffledTest, time },
      { model: 'itemBased', ranges, trials: 4 },
    )
    expect(other.map(({ value: v }) => v)).toEqual(found.map(({ value: v }) => v))
    await expect(
      rowsOf('recommenderSearch', { member, item, time }, { model: 'ease', ranges: 'ridge:log:0:1' }),
    ).rejects.toThrow('no range')
  })

  test('lists for members and neighbours of items, by the given integers', async () => {
    const lists = await rowsOf('recommendations', { member, item }, { model: 'itemBased', n: 4 })
    for (const m of [0, 1, 17]) {
      const own = lists.filter((row) => row['member'] === m)
      expect(own.map(({ rank }) => rank)).toEqual([1, 2, 3, 4].slice(0, own.length))
      const had = [...item].filter((_, line) => member[line] === m)
      expect(own.every((row) => Math.floor((Number(row['item']) - 100) / 20) === m % 2)).toBe(true)
      expect(own.some((row) => had.includes(Number(row['item'])))).toBe(false)
    }
    const pairs = await rowsOf('itemNeighbours', { member, item }, { similarity: 'jaccard', k: 3 })
    const having = (code: unknown) => new Set([...member].filter((_, line) => item[line] === code))
    for (const { item: a, other, similarity, common } of pairs) {
      const [x, y] = [having(a), having(other)]
      const both = [...x].filter((m) => y.has(m)).length
      expect([common, similarity]).toEqual([both, expect.closeTo(both / (x.size + y.size - both), 12)])
    }
  })
})

const ratings = sharedPath('movielens/ml-100k/u.data')

describe.skipIf(ratings === null)('MovieLens 100k, 75 / 25 of each member by lot, NDCG at 10', () => {
  const rows = (ratings === null ? '' : readFileSync(ratings, 'utf8'))
    .split('\n')
    .map((line) => line.split('\t').map(Number))
  const [member, item] = [0, 1].map((at) => Float64Array.from(rows, (row) => row[at] ?? NaN)) as [
    Float64Array,
    Float64Array,
  ]
  const { parts } = splitMembersRandomly(member, { validation: 0, test: 0.25 }, 42)
  const trial = trialOf({ member, item }, parts)

  // The recommenders project publishes .382 for SAR and .475 for BiVAE, its best.
  test.each([
    ['popular', {}, 0.24],
    ['itemBased', {}, 0.36],
    ['userBased', {}, 0.42],
    ['walk', {}, 0.43],
    ['ease', { ridge: 400 }, 0.475],
    ['als', { factors: 32, epochs: 8 }, 0.42],
    ['bpr', {}, 0.4],
  ])('%s %o reaches %d', { timeout: 120_000 }, (name, options, least) => {
    const model = trainByName(name, trial.train, options, () => undefined)
    expect(evaluate(model, trial, { ks: [10] }).means[0]?.ndcg).toBeGreaterThan(least)
  })
})
