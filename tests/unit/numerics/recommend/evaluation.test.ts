import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf, type KernelOptions } from '../../../../src/numerics/kernel'
import { kernelOf } from '../../../../src/numerics/kernels'
import { evaluate } from '../../../../src/numerics/recommend/evaluate'
import { trainPopular } from '../../../../src/numerics/recommend/popular'
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

  test('evaluation: figures, accuracy with intervals, costs, paired differences', async () => {
    const options = { models: 'popular,itemBased,ease', ks: '3,5', draws: 200, 'ease.ridge': 5 }
    const found = await rowsOf('recommenderEvaluation', { member, item, time }, options)
    const of = (kind: string) => found.filter((row) => row['kind'] === kind)
    const figure = (metric: string) => of('figure').find((row) => row['metric'] === metric)?.['value']
    expect([figure('train_lines'), figure('leak'), figure('test_cut')]).toEqual([320, 0, 320])
    expect(of('accuracy')).toHaveLength(3 * 2 * 7)
    expect(of('list')).toHaveLength(3 * 2 * 7)
    expect(of('cost')).toHaveLength(9)
    expect(of('difference')).toHaveLength(3 * 2 * 7)
    for (const { value, low, high, n } of of('accuracy')) {
      expect(value).toBeGreaterThanOrEqual(Number(low))
      expect(value).toBeLessThanOrEqual(Number(high))
      expect(n).toBe(figure('asked'))
    }
    const mean = (model: string) =>
      Number(
        of('accuracy').find((r) => r['model'] === model && r['metric'] === 'recall' && r['k'] === 5)?.[
          'value'
        ],
      )
    const pair = of('difference').find(
      (r) => r['model'] === 'popular' && r['other'] === 'ease' && r['metric'] === 'recall' && r['k'] === 5,
    )
    expect(pair?.['value']).toBeCloseTo(mean('popular') - mean('ease'), 12)
    expect(mean('ease')).toBeGreaterThan(mean('popular'))
  })

  test('without times only the splits by lot can be; what is not known is refused', async () => {
    const run = (options: KernelOptions) =>
      rowsOf('recommenderEvaluation', { member, item }, { models: 'popular', ...options })
    await expect(run({})).rejects.toThrow('time')
    await expect(run({ split: 'random', models: 'oracle' })).rejects.toThrow('no recommender called oracle')
    await expect(run({ split: 'tomorrow' })).rejects.toThrow('no split called tomorrow')
    await expect(run({ split: 'random', averageBy: 'n' })).rejects.toThrow('averageBy can be achievable or k')
    expect((await run({ split: 'random' })).find((row) => row['metric'] === 'leak')?.['value']).toBe(2)
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
