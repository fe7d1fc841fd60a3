import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, textFile, type TestShop } from '../shop-fixture'
import { dayText, makeOrders, readTable, runOf, tableOf, type Order } from './order-table'
import { totalsOf, type Totals } from './rfm-by-hand'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const order: fc.Arbitrary<Order> = fc.record({
  member: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 12 }).map((n) => `m${n}`) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  day: fc.integer({ min: 0, max: 40 }),
  second: fc.constant(0),
  gross: fc.constantFrom(1_000, 25_500, 99_000, 99_000, 0, -30_000, 1_000_000_000_000),
  returned: fc.constant(0),
})
const orders = fc.array(order, { maxLength: 50 })
const lens: Lens = { asOf: dayText(50), from: null, basis: 'gross' }

/** Type-7 quantile between neighbours, in ten-thousandths where it is money. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place + 1e-9)] ?? 0
  const high = sorted[Math.ceil(place - 1e-9)] ?? 0
  return low + (high - low) * Math.max(0, place - Math.floor(place + 1e-9))
}

/** Scores of one measure by plain loops, the larger the higher. */
type Score = (values: readonly number[], bins: number) => (value: number) => number

const shares = (bins: number) => Array.from({ length: bins - 1 }, (_, i) => (i + 1) / bins)

const BY_HAND: Record<string, Score> = {
  unique: (values, bins) => {
    const edges = new Set([0, ...shares(bins), 1].map((share) => quantile(values, share)))
    const inner = [...edges].sort((a, b) => a - b).slice(1, -1)
    return (value) => 1 + inner.filter((edge) => value > edge + 1e-9).length
  },
  mean: (values) => {
    const sum = values.reduce((a, b) => a + b, 0)
    return (value) => 1 + Number(value * values.length > sum)
  },
  median: (values) => {
    const cut = quantile(values, 0.5)
    return (value) => 1 + Number(value > cut)
  },
}

test.each(Object.keys(BY_HAND))('%s: the scores are those counted by hand', async (scores) => {
  await fc.assert(
    fc.asyncProperty(orders, fc.integer({ min: 2, max: 10 }), async (rows, bins) => {
      const run = await runOf(await makeOrders(engine, rows), 'rfm', lens, { scores, bins })
      const totals = totalsOf(rows, 50, { window: null, frequency: 'orders', basis: 'gross' })
      const by = BY_HAND[scores]
      if (!by) throw new Error(scores)
      const score = (value: (row: Totals) => number) => {
        const of = by(totals.map(value), bins)
        return (row: Totals) => of(value(row))
      }
      const f = score((row) => row.frequency)
      const m = score((row) => row.money)
      // Fewer days are better: the highest score is that of the fewest, and a day on the cut is with those before it.
      const cuts = { unique: true, median: true, mean: false }[scores]
      const days = by(
        totals.map((row) => row.recency),
        bins,
      )
      const levels = Math.max(...totals.map((row) => days(row.recency)), 1)
      const r = cuts ? (row: Totals) => levels + 1 - days(row.recency) : score((row) => -row.recency)
      const found = await readTable(engine, run, 'member_rfm')
      expect(found.map((row) => [row['member_id'], row['f'], row['m']])).toEqual(
        totals
          .map((row) => [row.member, f(row), m(row)])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      )
      if (levels > 1 || scores === 'unique')
        expect(found.map((row) => [row['member_id'], row['r']])).toEqual(
          totals.map((row) => [row.member, r(row)]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
        )
    }),
    { numRuns: 7 },
  )
})

test('fixed cuts: R up to each, F and M from each on; the middle one parts the eight groups', async () => {
  const parameters = { scores: 'fixed', cut8: 'fixed', fixed_r: '10, 30', fixed_f: '2 3', fixed_m: '10' }
  await fc.assert(
    fc.asyncProperty(orders, async (rows) => {
      const run = await runOf(await makeOrders(engine, rows), 'rfm', lens, parameters)
      const totals = totalsOf(rows, 50, { window: null, frequency: 'orders', basis: 'gross' })
      const byHand = totals.map(({ member, recency, frequency, money }) => ({
        member_id: member,
        r: recency <= 10 ? 3 : recency <= 30 ? 2 : 1,
        f: frequency >= 3 ? 3 : frequency >= 2 ? 2 : 1,
        m: money >= 100_000 ? 2 : 1,
        group8: [recency <= 30, frequency >= 3, money >= 100_000].map(Number).join(''),
      }))
      const found = await rowsOf(
        engine,
        sql`select member_id, r, f, m, group8 from ${tableOf(run, 'member_rfm')} order by member_id`,
      )
      expect(found).toEqual(byHand.sort((a, b) => (a.member_id < b.member_id ? -1 : 1)))
    }),
    { numRuns: 7 },
  )
})

test('under every policy: a higher value never scores lower, equal values are together, everybody is in each map', async () => {
  const policy = fc.constantFrom('unique', 'plus_one', 'mean', 'median', 'fixed', 'kmeans')
  await fc.assert(
    fc.asyncProperty(orders, policy, fc.integer({ min: 2, max: 10 }), async (rows, scores, bins) => {
      const run = await runOf(await makeOrders(engine, rows), 'rfm', lens, { scores, bins })
      const members = tableOf(run, 'member_rfm')
      const [wrong] = await rowsOf(
        engine,
        sql`select
  count(*) filter (where a.recency_days < b.recency_days and a.r < b.r) as r,
  count(*) filter (where a.frequency > b.frequency and a.f < b.f) as f,
  count(*) filter (where a.monetary > b.monetary and a.m < b.m) as m,
  count(*) filter (where least(a.r, a.f, a.m) < 1 or greatest(a.r, a.f, a.m) > ${bins} + 1) as outside,
  count(*) filter (where a.group4 is null or a.group8 is null or a.group10 is null or a.group11 is null) as nowhere
from ${members} as a, ${members} as b`,
      )
      expect(wrong).toEqual({ r: 0, f: 0, m: 0, outside: 0, nowhere: 0 })
      expect(await readTable(engine, run, 'rfm_ties')).toEqual([{ r_split: 0, f_split: 0, m_split: 0 }])
      const ids = new Set(rows.flatMap(({ member }) => member ?? []))
      expect(await readTable(engine, run, 'member_rfm')).toHaveLength(ids.size)
    }),
    { numRuns: 12 },
  )
})

test('weights: the weighted mean of the scores; none where nothing weighs', async () => {
  const rows: Order[] = Array.from({ length: 20 }, (_, i) => ({
    member: `m${i}`,
    day: i,
    second: 0,
    gross: 10_000 * (i + 1),
    returned: 0,
  }))
  const runner = await makeOrders(engine, rows)
  const scored = await runOf(runner, 'rfm', lens, { weight_r: 3, weight_f: 1, weight_m: 0 })
  const [off] = await rowsOf(
    engine,
    sql`select count(*) as n from ${tableOf(scored, 'member_rfm')} where abs(score - (3 * r + f) / 4.0) > 1e-12`,
  )
  expect(off).toEqual({ n: 0 })
  const none = await runOf(runner, 'rfm', lens, { weight_r: 0, weight_f: 0, weight_m: 0 })
  const [left] = await rowsOf(engine, sql`select count(score) as n from ${tableOf(none, 'member_rfm')}`)
  expect(left).toEqual({ n: 0 })
})

test('the mean order is money by orders, even where days are counted', async () => {
  const rows: Order[] = [10_000, 20_000, 40_000].map((gross) => ({
    member: 'a',
    day: 3,
    second: 0,
    gross,
    returned: 0,
  }))
  const run = await runOf(await makeOrders(engine, rows), 'rfm', lens, {
    monetary: 'mean',
    frequency: 'days',
  })
  expect(await readTable(engine, run, 'rfm_totals')).toMatchObject([{ frequency: 1, monetary: 2.3333 }])
})

describe('margin', () => {
  const lines = `order_id,member_id,ordered_at,product_id,quantity,unit_price
1,a,2025-01-01,p,2,10
1,a,2025-01-01,q,1,5
2,b,2025-01-02,q,3,5
3,c,2025-01-03,p,1,10
`
  const shopOf = (products: string) =>
    loadTestShop(engine, [textFile('lines.csv', lines), textFile('products.csv', products)])
  const asOf: Lens = { asOf: '2025-02-01', from: null, basis: 'gross' }
  const moneyOf = async (shop: TestShop) => {
    const run = await runOf(shop.runner, 'rfm', asOf, { monetary: 'margin' })
    const rows = await rowsOf(
      engine,
      sql`select member_id, monetary from ${tableOf(run, 'member_rfm')} order by member_id`,
    )
    const [coverage] = await readTable(engine, run, 'rfm_margin')
    return { money: Object.fromEntries(rows.map((row) => [row['member_id'], row['monetary']])), coverage }
  }

  test('amount less cost, of lines with a cost; how many those are', async () => {
    const { money, coverage } = await moneyOf(
      await shopOf('product_id,product_name,category,price,cost\np,tea,drinks,10,4\nq,cup,things,5,\n'),
    )
    expect(money).toEqual({ a: 12, b: 0, c: 6 })
    expect(coverage).toEqual({ amount: 50, costed: 30, margin: 18, lines: 4, costed_lines: 2 })
  })

  test('without any cost: the total, and it is said', async () => {
    const { money, coverage } = await moneyOf(
      await shopOf('product_id,product_name,category,price\np,tea,drinks,10\nq,cup,things,5\n'),
    )
    expect(money).toEqual({ a: 25, b: 15, c: 10 })
    expect(coverage).toMatchObject({ costed_lines: 0, lines: 4 })
  })
})

const cdnow = realFile('cdnow/cdnow_master.csv')
describe.skipIf(!cdnow)('CDNOW, from the file: ../shared/data is beside the project', () => {
  let shop: TestShop
  beforeAll(async () => {
    if (cdnow) shop = await loadTestShop(engine, [cdnow])
  })
  const countsOf = async (parameters: Partial<Parameters>, what = sql`f`) => {
    const run = await runOf(
      shop.runner,
      'rfm',
      { asOf: '1998-07-01', from: null, basis: 'gross' },
      parameters,
    )
    const rows = await rowsOf(
      engine,
      sql`select ${what} as score, count(*) as n from ${tableOf(run, 'member_rfm')} group by 1 order by 1`,
    )
    return Object.fromEntries(rows.map((row) => [String(row['score']), row['n']]))
  }

  test('duplicate cuts dropped: F has three scores, none skipped', async () => {
    // Cuts 1, 1, 2, 4 and the least value 1: edges 1, 2, 4, 217.
    expect(await countsOf({ scores: 'unique' })).toEqual({ 1: 11908 + 4079, 2: 3658, 3: 3925 })
  })

  test('plus one: on whole numbers the same as value quantiles', async () => {
    expect(await countsOf({ scores: 'plus_one' })).toEqual({ 1: 11908, 3: 4079, 4: 3658, 5: 3925 })
  })

  test('the mean gives the eight groups of the definitions as scores', async () => {
    expect(await countsOf({ scores: 'mean' }, sql`concat(r - 1, f - 1, m - 1)`)).toEqual({
      '111': 4617,
      '101': 268,
      '011': 449,
      '001': 579,
      '110': 1974,
      '100': 1532,
      '010': 543,
      '000': 13608,
    })
  })

  test('the four groups follow from the eight', async () => {
    expect(await countsOf({}, sql`group4`)).toEqual({
      high_loyal: 4617,
      often_low: 1974,
      seldom_high: 268,
      rest: 1532,
      sleeping: 449 + 579 + 543 + 13608,
    })
  })

  test('fixed cuts of Chinese practice: counted straight from the totals', async () => {
    const run = await runOf(
      shop.runner,
      'rfm',
      { asOf: '1998-07-01', from: null, basis: 'gross' },
      { cut8: 'fixed' },
    )
    const [off] = await rowsOf(
      engine,
      sql`select count(*) as n from ${tableOf(run, 'member_rfm')}
where group8 <> concat((recency_days <= 10)::integer, (frequency >= 3)::integer, (monetary >= 200)::integer)`,
    )
    expect(off).toEqual({ n: 0 })
  })
})
