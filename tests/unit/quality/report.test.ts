import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { type DIMENSIONS } from '../../../src/quality/checks'
import { overallScore, qualityReport, reweighed, type QualityReport } from '../../../src/quality/report'
import { DEFAULT_WEIGHTS, scoreOf } from '../../../src/quality/score'
import { Sql, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadFiles, readRows, type SmallFile } from '../cleaning/small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ORDERS: SmallFile = {
  table: 'orders',
  roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'status'],
  rows: [
    ['o1', 'a', '2025-01-01', '30.00', 'paid'],
    ['o2', 'b', '2025-01-02', '12.50', 'paid'],
    ['o2', 'c', '2025-01-02', '7.00', ''],
    ['o3', '', 'soon', '-5.00', 'paid'],
    ['1.23E+17', 'z', '2025-01-06', 'free', 'N/A'],
    ['o5', 'a', '2027-01-01', '1', 'paid'],
    ['o5', 'a', '2027-01-01', '1', 'paid'],
  ],
}
const ITEMS: SmallFile = {
  table: 'order_items',
  roles: ['order_id', 'product_id', 'product_name', 'quantity', 'unit_price', 'amount'],
  rows: [
    ['o1', 'p1', 'Tea', '2', '10', '20'],
    ['o1', 'p2', 'Cup', '1', '10', '10'],
    ['o2', 'p1', 'Tee', '1', '10', '9'],
    ['o9', 'p9', 'Pot', '1', '5', '5'],
  ],
}
const MEMBERS: SmallFile = {
  table: 'members',
  roles: ['member_id', 'joined_at', 'birthday', 'gender'],
  rows: [
    ['a', '2025-02-01', '1990-05-05', '女'],
    ['b', '2024-01-01', '2024-06-01', 'robot'],
    ['b', '2024-01-01', '2030-06-01', 'm'],
    ['c', '', '', ''],
  ],
}

const outcome = (report: QualityReport, table: string, id: string) => {
  const check = report.tables.find(({ key }) => key === table)?.checks.find((found) => found.id === id)
  return check && [check.n, check.failing]
}

describe('planted faults', () => {
  let report: QualityReport
  beforeAll(async () => {
    const shop = await loadFiles(engine, [ORDERS, ITEMS, MEMBERS])
    report = await qualityReport(engine, shop.recipe, '2025-01-10')
  })

  test.each([
    ['orders', 'completeness.member_id', [7, 1]],
    ['orders', 'completeness.status', [7, 2]],
    ['orders', 'validity.ordered_at_readable', [7, 1]],
    ['orders', 'validity.amount_readable', [7, 1]],
    ['orders', 'validity.order_id_digits', [7, 1]],
    ['orders', 'validity.ordered_at_past', [6, 2]],
    ['orders', 'validity.amount_not_negative', [6, 1]],
    ['orders', 'uniqueness.rows', [7, 1]],
    ['orders', 'uniqueness.order_id', [6, 2]],
    ['orders', 'consistency.member_id_per_order_id', [3, 1]],
    ['orders', 'consistency.order_total', [2, 1]],
    ['orders', 'timeliness.gaps', [6, 3]],
    ['orders', 'timeliness.fresh', [30, 3]],
    ['orders', 'integrity.members', [6, 1]],
    ['order_items', 'consistency.line_total', [4, 1]],
    ['order_items', 'consistency.product_name_per_product_id', [3, 1]],
    ['order_items', 'integrity.orders', [4, 1]],
    ['members', 'uniqueness.member_id', [4, 1]],
    ['members', 'validity.birthday_possible', [3, 1]],
    ['members', 'validity.gender_known', [3, 1]],
    ['members', 'consistency.born_before_joined', [3, 2]],
    ['members', 'consistency.joined_before_orders', [2, 1]],
  ] as const)('%s %s: n and failing are %j', (table, id, expected) => {
    expect(outcome(report, table, id)).toEqual(expected)
  })

  test('what fails can be listed, and its own statement gives the same figures', async () => {
    for (const { key, checks } of report.tables) {
      for (const check of checks) {
        const where = `${key} ${check.id}`
        expect(await readRows(engine, new Sql(check.sql)), where).toEqual([
          { n: check.n, failing: check.failing },
        ])
        if (check.id === 'timeliness.fresh') continue
        const listed = await readRows(engine, sql`select count(*) as n from (${new Sql(check.failingSql)})`)
        expect(listed, where).toEqual([{ n: check.failing }])
      }
    }
  })

  test('a row that fails is named by file and number', async () => {
    const check = report.tables[0]?.checks.find(({ id }) => id === 'validity.amount_readable')
    const [row] = await readRows(engine, new Sql(check?.failingSql ?? ''))
    expect(row).toMatchObject({ source: 0, source_row: 5, member_id: 'z', order_id: null, amount: null })
  })
})

describe('the score', () => {
  const check = (dimension: (typeof DIMENSIONS)[number]['id'], passing: number | null) => ({
    id: dimension,
    dimension,
    column: null,
    label: { en: '', zh: '' },
    about: { en: '', zh: '' },
    unit: 'rows' as const,
    n: passing === null ? 0 : 100,
    failing: passing === null ? 0 : Math.round(100 - 100 * passing),
    passing,
    sql: '',
    failingSql: '',
  })

  test('is the weighted mean of the dimensions that have a check', () => {
    const checks = [
      check('completeness', 1),
      check('completeness', 0.5),
      check('validity', 0.9),
      check('integrity', null),
    ]
    const score = scoreOf(checks, { ...DEFAULT_WEIGHTS, completeness: 3, validity: 1 })
    expect(score.total).toBeCloseTo((100 * (3 * 0.75 + 0.9)) / 4)
    expect(score.dimensions).toMatchObject({ completeness: 0.75, validity: 0.9, integrity: null })
  })

  test('is nothing where nothing was checked or no weight is left', () => {
    expect(scoreOf([], DEFAULT_WEIGHTS).total).toBeNull()
    const none = { ...DEFAULT_WEIGHTS, completeness: 0 }
    expect(scoreOf([check('completeness', 1)], none).total).toBeNull()
  })

  test('is 100 for a file without a fault, and follows the weights', async () => {
    const shop = await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
        rows: [
          ['1', 'a', '2025-01-01', '3'],
          ['2', 'b', '2025-01-02', '4'],
        ],
      },
    ])
    const clean = await qualityReport(engine, shop.recipe, '2025-01-03')
    expect(clean.tables[0]?.score.total).toBe(100)
    const late = await qualityReport(engine, shop.recipe, '2025-01-18')
    expect(late.tables[0]?.score.dimensions.timeliness).toBeCloseTo((1 + 0.5) / 2)
    const heavy = reweighed(late, { ...DEFAULT_WEIGHTS, timeliness: 1000 })
    expect(overallScore(heavy) ?? 0).toBeLessThan(overallScore(late) ?? 0)
  })
})

test('a file that is no shop table is judged by its own columns', async () => {
  const shop = await loadFiles(engine, [
    {
      table: null,
      roles: ['[k]', '[v]'],
      rows: [
        ['x', '1'],
        ['x', '1'],
        ['', '2'],
      ],
    },
  ])
  const report = await qualityReport(engine, shop.recipe, null)
  expect(outcome(report, 'file_1', 'completeness.[k]')).toEqual([3, 1])
  expect(outcome(report, 'file_1', 'uniqueness.rows')).toEqual([3, 1])
  expect(report.tables[0]?.checks.some(({ dimension }) => dimension === 'timeliness')).toBe(false)
})
