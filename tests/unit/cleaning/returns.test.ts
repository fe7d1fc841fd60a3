import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { returnMatches, returnRows } from '../../../src/cleaning/returns.sql'
import type { EngineCore } from '../../../src/engine/core'
import { join, sql, type SqlValue } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { caught, loadFiles, ordersOf, readRows } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

interface Row {
  order: string | null
  member: string | null
  product: string | null
  day: number
  /** null: the file has no quantities. */
  quantity: number | null
  amount: number
}

interface Match {
  returned: number
  sale: number
  amount: number
}

const isReturn = (row: Row): boolean => (row.quantity === null ? row.amount < 0 : row.quantity < 0)
const pieces = (row: Row): number => Math.abs(row.quantity ?? row.amount)
const byText = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

/** What the statement's comment says, by plain loops. Ties that the rows' own values do not settle go by place. */
function matchByHand(rows: readonly Row[]): Match[] {
  const all = rows.map((row, i) => ({ ...row, i, left: pieces(row), worth: row.amount }))
  const sales = all.filter((row) => !isReturn(row) && row.amount > 0)
  const waiting = all
    .filter((row) => isReturn(row) && row.member !== null)
    .sort(
      (a, b) =>
        a.day - b.day ||
        byText(a.order, b.order) ||
        (b.quantity ?? 0) - (a.quantity ?? 0) ||
        b.amount - a.amount ||
        a.i - b.i,
    )
  const matches: Match[] = []
  const done = new Set<number>()
  for (let round = 0; round < 4; round++) {
    const asking = waiting.flatMap((back) => {
      if (done.has(back.i)) return []
      const [first] = sales
        .filter(
          (sale) =>
            sale.member === back.member &&
            sale.product === back.product &&
            sale.day <= back.day &&
            sale.left >= pieces(back),
        )
        .sort(
          (a, b) =>
            Number(b.order !== null && b.order === back.order) -
              Number(a.order !== null && a.order === back.order) ||
            b.day - a.day ||
            byText(a.order, b.order) ||
            (a.quantity ?? 0) - (b.quantity ?? 0) ||
            a.amount - b.amount ||
            a.i - b.i,
        )
      return first ? [{ back, sale: first }] : []
    })
    const closed = new Set<number>()
    for (const { back, sale } of asking) {
      if (closed.has(sale.i)) continue
      if (sale.left < pieces(back)) {
        closed.add(sale.i)
        continue
      }
      sale.left -= pieces(back)
      const amount = Math.min(-back.amount, sale.worth)
      sale.worth -= amount
      done.add(back.i)
      matches.push({ returned: back.i, sale: sale.i, amount })
    }
  }
  return matches.sort((a, b) => a.returned - b.returned)
}

const value = (cell: string | number | null, type: 'varchar' | 'double' | 'decimal') =>
  type === 'decimal'
    ? sql`cast(${cell} as decimal(18, 4))`
    : type === 'double'
      ? sql`cast(${cell} as double)`
      : sql`cast(${cell} as varchar)`

/** Matches by the statement, over checked rows made from `rows`. */
async function matchByStatement(rows: readonly Row[]): Promise<Match[]> {
  const tuples = rows.map((row, i) => {
    const rule: SqlValue = isReturn(row) ? 'returned' : null
    return sql`select 0::usmallint as source, ${i} as source_row, ${value(row.order, 'varchar')} as order_id,
  ${value(row.member, 'varchar')} as member_id, ${value(row.product, 'varchar')} as product_id,
  timestamp '2025-01-01 00:00:00' + ${row.day} * interval 1 day as ordered_at,
  ${value(row.quantity, 'double')} as quantity, ${value(row.amount, 'decimal')} as amount,
  cast(${rule} as varchar) as rule`
  })
  await engine.run(sql`create or replace temp view checked_sales as ${join(tuples, '\nunion all\n')}`)
  await engine.run(returnRows)
  await engine.run(returnMatches)
  const found = await readRows(
    engine,
    sql`select return_row, sale_row, amount from return_matches order by 1`,
  )
  return found.map((row) => ({
    returned: Number(row['return_row']),
    sale: Number(row['sale_row']),
    amount: Number(row['amount']),
  }))
}

const sale = (day: number, quantity: number, amount: number, more: Partial<Row> = {}): Row => ({
  order: null,
  member: 'm',
  product: 'p',
  day,
  quantity,
  amount,
  ...more,
})
const back = (day: number, quantity: number, amount: number, more: Partial<Row> = {}): Row =>
  sale(day, -quantity, -amount, more)

describe('a return', () => {
  const cases: [what: string, rows: Row[], matches: Match[]][] = [
    [
      'takes the latest sale before it',
      [sale(1, 5, 50), sale(3, 5, 50), sale(9, 5, 50), back(5, 2, 20)],
      [{ returned: 3, sale: 1, amount: 20 }],
    ],
    [
      'may come at the very time of its sale',
      [sale(1, 5, 50), back(1, 5, 50)],
      [{ returned: 1, sale: 0, amount: 50 }],
    ],
    ['finds nothing among later sales', [sale(2, 5, 50), back(1, 1, 10)], []],
    [
      'passes over a sale of too few pieces',
      [sale(1, 9, 90), sale(2, 1, 10), back(3, 4, 40)],
      [{ returned: 2, sale: 0, amount: 40 }],
    ],
    ['is of the same member', [sale(1, 1, 10, { member: 'n' }), back(2, 1, 10)], []],
    ['is of the same product', [sale(1, 1, 10, { product: 'q' }), back(2, 1, 10)], []],
    ['of nobody stays alone', [sale(1, 1, 10, { member: null }), back(2, 1, 10, { member: null })], []],
    [
      'takes the sale of its own order first',
      [sale(1, 5, 50, { order: 'A' }), sale(3, 5, 50, { order: 'B' }), back(5, 2, 20, { order: 'A' })],
      [{ returned: 2, sale: 0, amount: 20 }],
    ],
    [
      'goes by money where there are no quantities',
      [
        sale(1, 0, 50, { quantity: null }),
        sale(2, 0, 10, { quantity: null }),
        back(3, 0, 20, { quantity: null }),
      ],
      [{ returned: 2, sale: 0, amount: 20 }],
    ],
    [
      'goes by member alone where there are no products',
      [sale(1, 1, 10, { product: null }), back(2, 1, 10, { product: null })],
      [{ returned: 1, sale: 0, amount: 10 }],
    ],
    [
      'dearer than its sale takes what the sale brought',
      [sale(1, 1, 10), back(2, 1, 12)],
      [{ returned: 1, sale: 0, amount: 10 }],
    ],
  ]
  test.each(cases)('%s', async (_, rows, matches) => {
    expect(await matchByStatement(rows)).toEqual(matches)
    expect(matchByHand(rows)).toEqual(matches)
  })
})

describe('several returns', () => {
  test('share a sale until its pieces are gone, the earliest first', async () => {
    expect(
      await matchByStatement([sale(1, 10, 100), back(2, 8, 80), back(3, 5, 50), back(4, 2, 20)]),
    ).toEqual([
      { returned: 1, sale: 0, amount: 80 },
      { returned: 3, sale: 0, amount: 20 },
    ])
  })

  test('of two sales find both', async () => {
    expect(await matchByStatement([sale(1, 1, 10), sale(2, 1, 10), back(3, 1, 10), back(4, 1, 10)])).toEqual([
      { returned: 2, sale: 1, amount: 10 },
      { returned: 3, sale: 0, amount: 10 },
    ])
  })

  test('take no more money than the sale brought', async () => {
    const matches = await matchByStatement([sale(1, 2, 10), back(2, 1, 8), back(3, 1, 8)])
    expect(matches.map(({ amount }) => amount)).toEqual([8, 2])
  })

  test('of parts of a piece add up exactly', async () => {
    expect(await matchByStatement([sale(1, 0.3, 3), back(2, 0.1, 1), back(3, 0.2, 2)])).toHaveLength(2)
  })
})

const cent = fc.integer({ min: 1, max: 2000 }).map((cents) => cents / 100)
const someRow: fc.Arbitrary<Row> = fc
  .record({
    order: fc.constantFrom('A', 'B', 'C', null),
    member: fc.constantFrom('m', 'm', 'm', 'm', 'm', 'n', null),
    product: fc.constantFrom('p', 'p', 'p', 'p', 'q', null),
    day: fc.integer({ min: 0, max: 5 }),
    quantity: fc.integer({ min: 1, max: 4 }),
    amount: cent,
    counted: fc.boolean(),
    back: fc.boolean(),
  })
  .map(({ back, counted, quantity, amount, ...row }) => ({
    ...row,
    quantity: counted ? (back ? -quantity : quantity) : null,
    amount: back ? -amount : amount,
  }))
/** With quantities throughout or without, as files are. */
const someRows = fc
  .tuple(fc.array(someRow, { minLength: 8, maxLength: 24 }), fc.boolean())
  .map(([rows, counted]) =>
    rows.map((row) => ({ ...row, quantity: counted ? (row.quantity ?? Math.sign(row.amount)) : null })),
  )

test('the statement does what its comment says, on any small shop', async () => {
  let matched = 0
  await fc.assert(
    fc.asyncProperty(someRows, async (rows) => {
      const byHand = matchByHand(rows)
      matched += byHand.length
      const found = await matchByStatement(rows)
      expect(found.map(({ returned, sale }) => [returned, sale])).toEqual(
        byHand.map(({ returned, sale }) => [returned, sale]),
      )
      found.forEach(({ amount }, i) => expect(amount).toBeCloseTo(byHand[i]?.amount ?? NaN, 4))
      for (const [i, row] of rows.entries()) {
        const taken = found.filter((match) => match.sale === i)
        const sum = (pick: (match: Match) => number) => taken.reduce((total, match) => total + pick(match), 0)
        expect(sum(({ returned }) => pieces(rows[returned] ?? row))).toBeLessThanOrEqual(pieces(row) + 1e-9)
        if (taken.length > 0) expect(sum(({ amount }) => amount)).toBeLessThanOrEqual(row.amount + 1e-9)
      }
    }),
    { numRuns: 40 },
  )
  expect(matched).toBeGreaterThan(20)
})

test('a matched return lowers the net of its sale, an unmatched one only leaves the sales', async () => {
  const shop = await loadFiles(engine, [
    {
      table: 'order_items',
      roles: ['order_id', 'member_id', 'ordered_at', 'product_name', 'quantity', 'amount'],
      rows: [
        ['1', 'a', '2025-01-01', 'tea', '4', '40.00'],
        ['2', 'a', '2025-01-02', 'cup', '1', '12.00'],
        ['C1', 'a', '2025-01-03', 'tea', '-3', '-30.00'],
        ['C2', 'a', '2025-01-04', 'pot', '-1', '-99.00'],
      ],
    },
  ])
  expect(caught(shop)).toEqual({ returned: 2 })
  expect(shop.accounting.returns).toEqual({
    rows: 2,
    amount: 129,
    matched: 1,
    matchedAmount: 30,
    orders: 1,
    takenOff: 30,
  })
  expect(await ordersOf(engine)).toEqual([
    { order_id: '1', member_id: 'a', lines: 1, quantity: 4, gross: 40, returned: 30, net: 10 },
    { order_id: '2', member_id: 'a', lines: 1, quantity: 1, gross: 12, returned: 0, net: 12 },
  ])
})
