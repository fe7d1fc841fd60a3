import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { moveRule } from '../../../src/cleaning/edit-rules'
import { ruleEffects } from '../../../src/cleaning/effects'
import { RULES } from '../../../src/cleaning/rules'
import { changesOf, ruleList, type RuleSet } from '../../../src/cleaning/rule-list'
import type { EngineCore } from '../../../src/engine/core'
import { reclean } from '../../../src/project/load'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { added, cleanedBy, hitsOf } from './added-shop'
import { loadFiles, readRows, type Cells, type SmallFile, type SmallShop } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ROLES = ['order_id', 'member_id', 'ordered_at', 'product_id', 'quantity', 'amount', 'channel']
const rows: fc.Arbitrary<Cells[]> = fc.array(
  fc.tuple(
    fc.constantFrom('1', '2', '3', '4', '5', ''),
    fc.constantFrom('a', 'b', 'c', ''),
    fc.constantFrom(
      '2025-01-01',
      '2025-01-01 10:00:00',
      '2025-01-01 10:00:30',
      '2025-01-01 10:02:00',
      '2099-01-01',
      '',
    ),
    fc.constantFrom('p1', 'p2', ''),
    fc.constantFrom('1', '2', '-1', ''),
    fc.constantFrom('5', '10', '20', '1000', '0', '0.01', '-5', 'x', ''),
    fc.constantFrom('web', 'app', ''),
  ),
  { maxLength: 14 },
)
const fileOf = (cells: readonly Cells[]): SmallFile => ({ table: 'order_items', roles: ROLES, rows: cells })

/** One of each kind, with what it could be asked. */
const rule: fc.Arbitrary<(set: RuleSet) => RuleSet> = fc.oneof(
  fc
    .record({
      column: fc.constantFrom('amount', 'quantity'),
      with: fc.constantFrom('median', 'mode', 'constant', 'group_median'),
      value: fc.constantFrom('3', '0', 'x'),
    })
    .map((given) => added('missing', { group: 'product_id', ...given })),
  fc.constantFrom('level', 'mode').map((how) => added('missing', { column: 'channel', with: how })),
  fc.constantFrom('member_id', 'channel').map((column) => added('missing', { column }, 'aside')),
  fc
    .record({
      column: fc.constantFrom('amount', 'quantity'),
      method: fc.constantFrom('iqr', 'mad', 'quantile'),
      scale: fc.constantFrom('raw', 'log'),
      k: fc.constantFrom(0.5, 1.5),
      high: fc.constantFrom(60, 90),
    })
    .chain((given) =>
      fc.constantFrom('flag', 'cap', 'aside').map((action) => added('outlier', given, action as 'flag')),
    ),
  fc
    .constantFrom('flag', 'aside')
    .map((action) => added('burst', { orders: 2, seconds: 60 }, action as 'flag')),
  fc.constantFrom('flag', 'aside').map((action) => added('near_duplicate', { minutes: 2 }, action as 'flag')),
  fc.constantFrom('flag', 'aside').map((action) => added('key_duplicate', {}, action as 'flag')),
  fc.constant(added('test_order', {}, 'aside')),
  fc
    .constantFrom('amount > 15', 'channel is null', 'amount < 15 or quantity is null')
    .map((condition) => added('condition', { condition }, 'aside')),
)
const switches = fc
  .tuple(...RULES.map(({ id }) => fc.boolean().map((on) => [id, on] as const)))
  .map((entries) => Object.fromEntries(entries) as RuleSet['rules'])

/** A list of rules in any order. */
const list: fc.Arbitrary<(set: RuleSet) => RuleSet> = fc
  .tuple(
    fc.array(rule, { maxLength: 4 }),
    switches,
    fc.array(fc.nat({ max: 1000 }), { minLength: 40, maxLength: 40 }),
  )
  .map(([rules, switched, draws]) => (set: RuleSet) => {
    const full = rules.reduce((known, add) => add(known), { ...set, rules: switched })
    const order = ruleList(full)
      .map(({ id }, i) => ({ id, at: draws[i] ?? 0 }))
      .sort((a, b) => a.at - b.at)
      .map(({ id }) => id)
    return { ...full, changes: { ...changesOf(full), order } }
  })

async function shopOf(shop: SmallShop): Promise<unknown> {
  const read = async (table: 'orders' | 'order_items') => {
    const found = await readRows(
      engine,
      table === 'orders'
        ? sql`select * from orders`
        : sql`select * exclude (source, source_row) from order_items`,
    )
    return found
      .map((row) =>
        JSON.stringify(row, (_, cell: unknown) => (/^row \d+-\d+$/.test(String(cell)) ? 'row' : cell)),
      )
      .sort()
  }
  return { accounting: shop.accounting, orders: await read('orders'), items: await read('order_items') }
}

describe('for any list of rules in any order', () => {
  test('every row is counted once, and the effects end where the shop is', async () => {
    await fc.assert(
      fc.asyncProperty(rows, list, async (cells, change) => {
        const shop = await cleanedBy(engine, await loadFiles(engine, [fileOf(cells)]), change)
        const [source] = shop.accounting.sources
        const aside = source!.rules.filter(({ on }) => on).reduce((sum, account) => sum + account.rows, 0)
        expect(source!.kept + aside).toBe(source!.loaded)
        expect(source!.loaded).toBe(cells.length)
        for (const account of source!.rules)
          if (!account.on) expect(account.rows).toBeLessThanOrEqual(source!.kept)
        expect(source!.changed).toBeLessThanOrEqual(source!.kept)
        const [totals] = await readRows(
          engine,
          sql`select count(*) as orders, count(distinct member_id) as members, coalesce(sum(gross), 0) as revenue from orders`,
        )
        const effects = await ruleEffects(engine, shop.recipe)
        const last = effects.at(-1)?.after
        expect(last?.members).toBe(totals?.['members'])
        expect(last?.orders).toBe(totals?.['orders'])
        expect(last?.revenue).toBeCloseTo(Number(totals?.['revenue']), 6)
        effects.slice(1).forEach(({ before }, i) => expect(before).toEqual(effects[i]?.after))
      }),
      { numRuns: 12 },
    )
  }, 180_000)

  test('cleaning twice gives what cleaning once gives', async () => {
    await fc.assert(
      fc.asyncProperty(rows, list, async (cells, change) => {
        const shop = await cleanedBy(engine, await loadFiles(engine, [fileOf(cells)]), change)
        const once = await shopOf(shop)
        const again = await reclean(engine, shop.files, shop.recipe, shop.accounting)
        expect(await shopOf({ ...shop, accounting: again })).toEqual(once)
      }),
      { numRuns: 5 },
    )
  }, 180_000)

  test('the order of rows does not matter', async () => {
    const shuffled = rows.chain((cells) =>
      fc.shuffledSubarray(cells, { minLength: cells.length }).map((mixed) => [cells, mixed] as const),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, list, async ([cells, mixed], change) => {
        const one = await shopOf(await cleanedBy(engine, await loadFiles(engine, [fileOf(cells)]), change))
        const other = await shopOf(await cleanedBy(engine, await loadFiles(engine, [fileOf(mixed)]), change))
        expect(other).toEqual(one)
      }),
      { numRuns: 6 },
    )
  }, 180_000)
})

describe('against a naive reference', () => {
  const timed = fc.array(
    fc.record({
      order: fc.integer({ min: 1, max: 30 }),
      member: fc.constantFrom('a', 'b', 'c'),
      seconds: fc.integer({ min: 1, max: 500 }),
      amount: fc.constantFrom(5, 6),
    }),
    { minLength: 10, maxLength: 60 },
  )
  type Timed = { order: number; member: string; seconds: number; amount: number }
  const clock = (seconds: number) =>
    new Date(Date.UTC(2025, 0, 1, 10) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const timedFile = (given: readonly Timed[]) =>
    fileOf(
      given.map(({ order, member, seconds, amount }) => [
        `${order}`,
        member,
        clock(seconds),
        'p',
        '1',
        `${amount}`,
        'web',
      ]),
    )
  /** Orders of a member with their first time. */
  const ordersIn = (given: readonly Timed[]) => {
    const first = new Map<string, { member: string; order: number; t: number }>()
    for (const { member, order, seconds } of given) {
      const known = first.get(`${member} ${order}`)
      if (!known || seconds < known.t) first.set(`${member} ${order}`, { member, order, t: seconds })
    }
    return [...first.values()]
  }

  test('bursts', async () => {
    await fc.assert(
      fc.asyncProperty(timed, async (given) => {
        const shop = await loadFiles(engine, [timedFile(given)])
        await cleanedBy(engine, shop, added('burst', { orders: 3, seconds: 60 }, 'flag'))
        const orders = ordersIn(given)
        const caught = (member: string, order: number) => {
          const own = orders.filter((other) => other.member === member)
          const t = own.find((other) => other.order === order)?.t ?? NaN
          return own.some(
            (start) =>
              start.t <= t &&
              t <= start.t + 60 &&
              own.filter((o) => o.t >= start.t && o.t <= start.t + 60).length >= 3,
          )
        }
        expect(await hitsOf(engine, 'burst_1')).toEqual(
          given.flatMap(({ member, order }, i) => (caught(member, order) ? [i + 1] : [])),
        )
      }),
      { numRuns: 5 },
    )
  }, 180_000)

  test('near duplicates', async () => {
    await fc.assert(
      fc.asyncProperty(timed, async (given) => {
        const shop = await loadFiles(engine, [timedFile(given)])
        await cleanedBy(engine, shop, added('near_duplicate', { minutes: 1 }, 'flag'))
        const expected = given.flatMap((row, i) => {
          const same = ordersIn(
            given.filter(({ member, amount }) => member === row.member && amount === row.amount),
          )
          const sorted = same.sort((a, b) => a.t - b.t || (`${a.order}` < `${b.order}` ? -1 : 1))
          const place = sorted.findIndex(({ order }) => order === row.order)
          const before = sorted[place - 1]
          return before && sorted[place]!.t - before.t <= 60 ? [i + 1] : []
        })
        expect(await hitsOf(engine, 'near_duplicate_1')).toEqual(expected)
      }),
      { numRuns: 5 },
    )
  }, 180_000)

  test('fill, set aside and cap one after the other, in any order', async () => {
    const amounts = fc.array(fc.option(fc.integer({ min: 1, max: 60 })), { maxLength: 40 })
    const steps = fc.shuffledSubarray(['missing_1', 'condition_1', 'outlier_1', 'no_amount'], {
      minLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(amounts, steps, async (given, order) => {
        const cells = given.map((amount, i): Cells => [
          `${i}`,
          'm',
          '2025-01-01',
          'p',
          '1',
          `${amount ?? ''}`,
          'web',
        ])
        const shop = await cleanedBy(
          engine,
          await loadFiles(engine, [fileOf(cells)]),
          added('missing', { column: 'amount', with: 'median' }, 'fill'),
          added('condition', { condition: 'amount > 40' }, 'aside'),
          added('outlier', { method: 'quantile', low: 0, high: 75, scale: 'raw' }, 'cap'),
          (set) => order.slice(1).reduce((known, id, i) => moveRule(known, id, 'after', order[i]!), set),
        )
        expect(
          (await readRows(engine, sql`select gross from orders`))
            .map((row) => Number(row['gross']))
            .sort(byNumber),
        ).toEqual(
          reference(
            given,
            ruleList(shop.recipe).map(({ id }) => id),
          ).sort(byNumber),
        )
      }),
      { numRuns: 12 },
    )
  }, 180_000)

  const byNumber = (a: number, b: number) => a - b
  const round = (value: number) => Math.round(value * 1e4) / 1e4
  function quantile(values: readonly number[], share: number): number {
    const sorted = [...values].sort(byNumber)
    const at = (sorted.length - 1) * share
    const low = sorted[Math.floor(at)] ?? NaN
    return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? NaN) - low)
  }

  /** The amounts that are kept, by doing to them what each rule says, one rule after the other. */
  function reference(given: readonly (number | null)[], order: readonly string[]): number[] {
    let amounts = [...given]
    for (const id of order) {
      const there = amounts.filter((amount) => amount !== null)
      if (id === 'missing_1' && there.length > 0)
        amounts = amounts.map((amount) => amount ?? round(quantile(there, 0.5)))
      if (id === 'condition_1') amounts = amounts.filter((amount) => !(amount !== null && amount > 40))
      if (id === 'no_amount' || id === 'unreadable_amount')
        amounts = amounts.filter((amount) => amount !== null)
      if (id === 'outlier_1' && there.length > 0) {
        const [low, high] = [quantile(there, 0), quantile(there, 0.75)]
        amounts = amounts.map((amount) => amount && round(Math.min(Math.max(amount, low), high)))
      }
    }
    return amounts.filter((amount) => amount !== null)
  }
})
