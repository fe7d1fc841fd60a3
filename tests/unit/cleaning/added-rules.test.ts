import { beforeAll, describe, expect, test } from 'vitest'
import { rowsCaught } from '../../../src/cleaning/accounting'
import { ruleEffects } from '../../../src/cleaning/effects'
import { moveRule, removeRule, setReason, switchRule } from '../../../src/cleaning/edit-rules'
import { readCondition } from '../../../src/cleaning/kinds/condition'
import { ruleList, withRules } from '../../../src/cleaning/rule-list'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { added, changesBy, cleanedBy, hitsOf } from './added-shop'
import { caught, loadFiles, ordersOf, readRows, type Cells, type SmallFile } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ROLES = ['order_id', 'member_id', 'ordered_at', 'product_id', 'quantity', 'amount', 'channel']
const file = (...rows: Cells[]): SmallFile => ({ table: 'order_items', roles: ROLES, rows })
const line = (
  order: string,
  member: string,
  time: string,
  amount: string,
  { product = 'p1', quantity = '1', channel = 'web' } = {},
): Cells => [order, member, time, product, quantity, amount, channel]

const shopOf = (...rows: Cells[]) => loadFiles(engine, [file(...rows)])

describe('missing values', () => {
  const rows = [
    line('1', 'a', '2025-01-01', '10', { product: 'p1' }),
    line('2', 'a', '2025-01-02', '20', { product: 'p1', channel: '' }),
    line('3', 'b', '2025-01-03', '', { product: 'p1', channel: 'app' }),
    line('4', 'b', '2025-01-04', '400', { product: 'p2', channel: 'app' }),
    line('5', 'c', '2025-01-05', '', { product: 'p2' }),
    line('6', 'c', '2025-01-06', '', { product: 'p3' }),
  ]
  test.each([
    ['median', {}, ['20', '20', '20']],
    ['group_median', { group: 'product_id' }, ['15', '400', '20']],
    ['mode', {}, ['10', '10', '10']],
    ['constant', { value: '7.5' }, ['7.5', '7.5', '7.5']],
  ] as const)(
    'an amount is filled with %s, before the rule that would set its row aside',
    async (how, more, after) => {
      const shop = await cleanedBy(
        engine,
        await shopOf(...rows),
        added('missing', { column: 'amount', with: how, ...more }),
      )
      expect(
        (await changesBy(engine, 'missing_1')).map(([row, before, then]) => [row, before, Number(then)]),
      ).toEqual([
        [3, null, Number(after[0])],
        [5, null, Number(after[1])],
        [6, null, Number(after[2])],
      ])
      expect(caught(shop)).toEqual({ 'missing_1 (off)': 3 })
      expect(shop.accounting.sources[0]).toMatchObject({ loaded: 6, kept: 6, changed: 3 })
      const sum = after.reduce((total, value) => total + Number(value), 430)
      expect(await readRows(engine, sql`select sum(gross) as gross from orders`)).toEqual([{ gross: sum }])
    },
  )

  test('put after that rule, it has nothing left to fill', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(...rows),
      added('missing', { column: 'amount', with: 'median' }),
      (set) => moveRule(set, 'missing_1', 'after', 'no_amount'),
    )
    expect(caught(shop)).toEqual({ no_amount: 3 })
  })

  test('words are filled with the most frequent one, or become a level of their own', async () => {
    const loaded = await shopOf(...rows)
    await cleanedBy(engine, loaded, added('missing', { column: 'channel', with: 'mode' }))
    expect(await changesBy(engine, 'missing_1')).toEqual([[2, null, 'web']])
    await cleanedBy(engine, loaded, added('missing', { column: 'channel', with: 'level' }))
    expect(await readRows(engine, sql`select channel from orders where order_id = '2'`)).toEqual([
      { channel: '未知' },
    ])
  })

  test('rows can be set aside for it', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(...rows),
      added('missing', { column: 'channel' }, 'aside'),
    )
    expect(caught(shop)).toEqual({ missing_1: 1, no_amount: 3 })
  })

  test('an amount made of quantity and price follows the quantity that is filled', async () => {
    const loaded = await loadFiles(engine, [
      {
        table: 'order_items',
        roles: ['member_id', 'ordered_at', 'quantity', 'unit_price'],
        rows: [
          ['a', '2025-01-01', '2', '10'],
          ['a', '2025-01-02', '', '5'],
        ],
      },
    ])
    const shop = await cleanedBy(
      engine,
      loaded,
      added('missing', { column: 'quantity', with: 'constant', value: '3' }),
    )
    expect(shop.accounting.sources[0]).toMatchObject({ kept: 2, changed: 1 })
    expect(await readRows(engine, sql`select quantity, gross from orders order by gross`)).toEqual([
      { quantity: 3, gross: 15 },
      { quantity: 2, gross: 20 },
    ])
  })
})

describe('outliers', () => {
  // Q1 = 3, Q3 = 7, IQR = 4; median 5, MAD 2.
  const amounts = [1, 2, 3, 4, 5, 6, 7, 8, 100]
  const rows = amounts.map((amount, i) => line(`${i}`, `m${i}`, '2025-01-01', `${amount}`))
  test.each([
    ['iqr', { k: 1.5, scale: 'raw' }, -3, 13],
    ['mad', { k: 3.5, scale: 'raw' }, 5 - 3.5 * 1.4826 * 2, 5 + 3.5 * 1.4826 * 2],
    ['quantile', { low: 12.5, high: 87.5, scale: 'raw' }, 2, 8],
    ['iqr', { k: 1.5, scale: 'log' }, 3 * (3 / 7) ** 1.5, 7 * (7 / 3) ** 1.5],
  ] as const)('by %s with %o', async (method, more, lower, upper) => {
    const shop = await cleanedBy(engine, await shopOf(...rows), added('outlier', { method, ...more }, 'cap'))
    const fits = await readRows(engine, sql`select part, value from rule_fits order by part`)
    expect(fits.map((row) => row['part'])).toEqual(['lower', 'upper'])
    expect(fits[0]?.['value']).toBeCloseTo(lower, 9)
    expect(fits[1]?.['value']).toBeCloseTo(upper, 9)
    const outside = amounts.flatMap((amount, i) => (amount < lower || amount > upper ? [i + 1] : []))
    expect(outside.length).toBeGreaterThan(0)
    expect(await hitsOf(engine, 'outlier_1')).toEqual(outside)
    expect(shop.accounting.sources[0]).toMatchObject({ kept: 9, changed: outside.length })
    const capped = amounts.reduce((sum, amount) => sum + Math.min(Math.max(amount, lower), upper), 0)
    const [total] = await readRows(engine, sql`select sum(gross) as gross from orders`)
    expect(Number(total?.['gross'])).toBeCloseTo(capped, 3)
  })

  test('flagged rows stay as they are; rows set aside go', async () => {
    const loaded = await shopOf(...rows)
    const limits = { method: 'iqr', k: 1.5, scale: 'raw' }
    const flagged = await cleanedBy(engine, loaded, added('outlier', limits, 'flag'))
    expect(caught(flagged)).toEqual({ 'outlier_1 (off)': 1 })
    expect(flagged.accounting.sources[0]).toMatchObject({ kept: 9, changed: 0 })
    const gone = await cleanedBy(engine, loaded, added('outlier', limits, 'aside'))
    expect(caught(gone)).toEqual({ outlier_1: 1 })
    expect(gone.accounting.sources[0]).toMatchObject({ kept: 8 })
  })

  test('limits come from the rows that no rule before set aside', async () => {
    const far = Array.from({ length: 9 }, (_, i) => line(`f${i}`, 'm', '2099-01-01', '100000'))
    await cleanedBy(
      engine,
      await shopOf(...rows, ...far),
      added('outlier', { method: 'iqr', k: 1.5, scale: 'raw' }),
    )
    expect(await readRows(engine, sql`select value from rule_fits where part = 'upper'`)).toEqual([
      { value: 13 },
    ])
  })

  test('where half of the numbers are the same, nothing is far from the median', async () => {
    const same = [5, 5, 5, 5, 900].map((amount, i) => line(`${i}`, 'm', '2025-01-01', `${amount}`))
    const shop = await cleanedBy(
      engine,
      await shopOf(...same),
      added('outlier', { method: 'mad', scale: 'raw' }, 'aside'),
    )
    expect(caught(shop)).toEqual({})
  })
})

describe('business rules', () => {
  test('sales before the shop opened', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(line('1', 'a', '1999-12-31 23:59:59', '5'), line('2', 'a', '2000-01-01', '5')),
      added('before_opening', { day: '2000-01-01' }),
    )
    expect(caught(shop)).toEqual({ before_opening_1: 1 })
  })

  test('bursts: every order of a window that reaches the number, however the window lies', async () => {
    const at = (seconds: number) =>
      `2025-01-01 10:0${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    const rows = [0, 50, 55, 58, 110, 200].map((seconds, i) => line(`${i}`, 'a', at(seconds), '5'))
    const others = [10, 20].map((seconds, i) => line(`o${i}`, 'b', at(seconds), '5'))
    const midnight = [1, 2, 3, 4].map((i) => line(`d${i}`, 'c', '2025-01-02', '5'))
    await cleanedBy(
      engine,
      await shopOf(...rows, ...others, ...midnight),
      added('burst', { orders: 4, seconds: 60, by: 'member_id' }, 'aside'),
    )
    // 0, 50, 55, 58 lie in a minute, and so do 50, 55, 58, 110.
    expect(await hitsOf(engine, 'burst_1')).toEqual([1, 2, 3, 4, 5])
  })

  test('lines of one order are one order', async () => {
    const rows = [1, 2, 3, 4].map((i) => line('1', 'a', '2025-01-01 10:00:00', '5', { product: `p${i}` }))
    const shop = await cleanedBy(engine, await shopOf(...rows), added('burst', { orders: 2 }, 'aside'))
    expect(caught(shop)).toEqual({})
  })
})

describe('duplicates', () => {
  test('by key: the first by time stays, whichever stands first in the file', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(
        line('1', 'a', '2025-01-02', '9'),
        line('1', 'a', '2025-01-01', '5'),
        line('1', 'a', '2025-01-01', '5', { product: 'p2' }),
        line('', 'a', '2025-01-01', '5'),
        line('', 'a', '2025-01-01', '5'),
      ),
      added('key_duplicate', { key: 'order_id,product_id' }, 'aside'),
    )
    expect(caught(shop)).toEqual({ key_duplicate_1: 1, 'duplicate (off)': 1 })
    expect(await hitsOf(engine, 'key_duplicate_1')).toEqual([1])
  })

  test('near: the same again in another order within minutes', async () => {
    await cleanedBy(
      engine,
      await shopOf(
        line('1', 'a', '2025-01-01 10:00:00', '5'),
        line('1', 'a', '2025-01-01 10:00:00', '5'),
        line('2', 'a', '2025-01-01 10:04:00', '5'),
        line('3', 'a', '2025-01-01 10:09:00', '5'),
        line('4', 'a', '2025-01-01 10:14:01', '5'),
        line('5', 'b', '2025-01-01 10:00:00', '5'),
        line('6', 'a', '2025-01-01 10:01:00', '6'),
        line('7', 'a', '2025-01-01 10:01:00', '5', { product: 'p2' }),
      ),
      added('near_duplicate', { minutes: 5 }, 'aside'),
    )
    expect(await hitsOf(engine, 'near_duplicate_1')).toEqual([3, 4])
  })
})

describe('test orders and internal members', () => {
  test('words as words, Chinese anywhere, and amounts that nobody pays', async () => {
    const rows = [
      line('1', 'a', '2025-01-01', '5', { product: 'TEST item' }),
      line('2', 'a', '2025-01-01', '5', { product: 'Latest fashion' }),
      line('3', 'a', '2025-01-01', '5', { product: '链接测试专用' }),
      line('4', 'a', '2025-01-01', '0.01'),
      line('5', 'a', '2025-01-01', '0.02'),
      line('6', 'test', '2025-01-01', '5'),
      line('test-7', 'a', '2025-01-01', '5'),
    ]
    await cleanedBy(engine, await shopOf(...rows), added('test_order'))
    expect(await hitsOf(engine, 'test_order_1')).toEqual([1, 3, 4, 6, 7])
  })

  test('words may hold any sign', async () => {
    const rows = [line('1', 'a', '2025-01-01', '5', { product: 'x(1)' }), line('2', 'a', '2025-01-01', '5')]
    await cleanedBy(engine, await shopOf(...rows), added('test_order', { words: 'x(1), .*', atMost: 0 }))
    expect(await hitsOf(engine, 'test_order_1')).toEqual([1])
  })

  test('by number, e-mail domain, and a column of the member list', async () => {
    const orders: SmallFile = {
      table: 'orders',
      roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
      rows: ['a', 'b', 'c', 'd', 'e@shop.example'].map((member, i) => [`${i}`, member, '2025-01-01', '5']),
    }
    const list: SmallFile = {
      table: 'members',
      roles: ['member_id', '[mail]', '[staff]'],
      rows: [
        ['a', 'a@home.example', 'no'],
        ['b', 'b@SHOP.example', 'no'],
        ['c', 'c@home.example', '是'],
        ['d', 'd@home.example', ''],
      ],
    }
    const loaded = await loadFiles(engine, [orders, list])
    const rule = { members: 'D', domains: 'shop.example', column: '[staff]' }
    await cleanedBy(engine, loaded, added('internal_member', rule, 'aside'))
    expect(await hitsOf(engine, 'internal_member_1')).toEqual([2, 3, 4, 5])
    expect((await ordersOf(engine)).map(({ member_id }) => member_id)).toEqual(['a'])
  })
})

describe('a condition of one’s own', () => {
  const rows = [
    line('1', 'a', '2025-01-01', '5'),
    line('2', 'b', '2025-01-01', '50'),
    line('3', '', '2025-01-01', '70'),
  ]
  test('catches the rows where it is true', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(...rows),
      added('condition', { condition: "amount >= 50 -- or '" }, 'aside'),
    )
    // The third has no member, and an earlier rule has it.
    expect(caught(shop)).toEqual({ no_member: 1, condition_1: 1 })
  })

  test('in front of the rule for members it has the row', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(...rows),
      added('condition', { condition: 'amount >= 50' }, 'aside'),
      (set) => moveRule(set, 'condition_1', 'before', 'no_member'),
    )
    expect(caught(shop)).toEqual({ condition_1: 2 })
  })

  test.each(['amount > 1) or (1 = 1; drop table orders', "amount > '", 'amount > 1) --'])(
    'nothing but a condition: %s',
    (condition) => {
      expect(() => readCondition(condition)).toThrow()
    },
  )
})

describe('the list', () => {
  const rows = [
    line('1', 'a', '2025-01-01', '10'),
    line('2', 'a', '2025-01-02', '20'),
    line('3', 'b', '2025-01-03', '1000'),
    line('4', '', '2025-01-04', '40'),
  ]
  test('what each rule does to members, orders and revenue follows on from the one before', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(...rows),
      added('condition', { condition: 'amount > 500' }, 'aside'),
      added('outlier', { method: 'quantile', low: 0, high: 50, scale: 'raw' }, 'cap'),
    )
    const effects = await ruleEffects(engine, shop.recipe)
    expect(effects.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))).toEqual([
      {
        rule: 'no_member',
        before: { members: 2, orders: 4, revenue: 1070 },
        after: { members: 2, orders: 3, revenue: 1030 },
      },
      {
        rule: 'condition_1',
        before: { members: 2, orders: 3, revenue: 1030 },
        after: { members: 1, orders: 2, revenue: 30 },
      },
      {
        rule: 'outlier_1',
        before: { members: 1, orders: 2, revenue: 30 },
        after: { members: 1, orders: 2, revenue: 25 },
      },
    ])
  })

  test('rows behind a rule: as in the file, with the cell before and after where it was changed', async () => {
    const shop = await cleanedBy(
      engine,
      await shopOf(...rows),
      added('outlier', { method: 'quantile', low: 0, high: 50, scale: 'raw' }, 'cap'),
    )
    const read = await readRows(engine, rowsCaught(shop.recipe, 0, 'outlier_1', 10, 0))
    expect(read.map((row) => [row['source_row'], row['before'], row['after'], row['amount']])).toEqual([
      [3, '1000.0000', '20.0', '1000'],
    ])
  })

  test('a rule switched off or removed does nothing; a reason changes nothing', async () => {
    const loaded = await shopOf(...rows)
    const rule = added('condition', { condition: 'amount > 500' }, 'aside')
    const off = await cleanedBy(engine, loaded, rule, (set) => switchRule(set, 'condition_1', false))
    expect(off.accounting).toEqual(loaded.accounting)
    const gone = await cleanedBy(engine, loaded, rule, (set) => removeRule(set, 'condition_1'))
    expect(gone.accounting).toEqual(loaded.accounting)
    const told = await cleanedBy(engine, loaded, (set) => setReason(set, 'no_member', 'till sales'))
    expect(told.accounting).toEqual(loaded.accounting)
    expect(ruleList(told.recipe).find(({ id }) => id === 'no_member')?.reason).toBe('till sales')
  })
})

test('a list without changes leaves none of the one before', async () => {
  const shop = await shopOf(line('1', 'a', '2025-01-01', '10'))
  const changed = { ...shop.recipe, ...added('test_order')(shop.recipe) }
  expect(withRules(changed, { rules: shop.recipe.rules })).toEqual(shop.recipe)
  expect(withRules(shop.recipe, changed)).toEqual(changed)
})
