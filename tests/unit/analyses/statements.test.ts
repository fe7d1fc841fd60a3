import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import { shopByName } from '../../../src/analyses/shop-names'
import { ANALYSES } from '../../../src/analyses/registry'
import { AnalysisRunner } from '../../../src/analyses/runner'
import { shopTables } from '../../../src/cleaning/shop.sql'
import type { FileDatabase } from '../../../src/engine/database'
import type { EngineCore } from '../../../src/engine/core'
import { loadShop } from '../../../src/project/load'
import { ident, sql, type Sql } from '../../../src/sql/sql'
import { holdFiles, normalise, type SmallFile } from '../cleaning/small-shop'
import { openTestEngine } from '../engine-fixture'
import { numerics } from '../numerics-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

/** The engine, which explains every statement before it runs it, and keeps the plans. */
class Explaining implements FileDatabase {
  plans = 0

  async run(statement: Sql): Promise<void> {
    await this.#explain(statement)
    await engine.run(statement)
  }

  async query(statement: Sql) {
    await this.#explain(statement)
    return engine.query(statement)
  }

  async arrow(statement: Sql) {
    await this.#explain(statement)
    return engine.arrow(statement)
  }

  register = (path: string, file: Blob) => engine.register(path, file)
  drop = (path: string) => engine.drop(path)
  insertArrow: FileDatabase['insertArrow'] = (table, bytes, options) =>
    engine.insertArrow(table, bytes, options)

  async #explain(statement: Sql) {
    // Schemas come and go; a view is explained where it is read.
    if (/^(drop|create schema|create or replace view)/.test(statement.text)) return
    const plan = await engine.query(sql`explain ${statement}`)
    expect(plan.rows).toBeGreaterThan(0)
    this.plans += 1
  }
}

const orderRoles = ['order_id', 'member_id', 'ordered_at', 'amount']
const orders: SmallFile = {
  table: 'orders',
  roles: orderRoles,
  rows: [
    ['1', 'a', '2025-01-01 10:00:00', '5.00'],
    ['2', 'b', '2025-02-01 10:00:00', '7.50'],
    ['3', 'b', '2025-03-05', '-7.50'],
  ],
}
const lines: SmallFile = {
  table: 'order_items',
  roles: ['order_id', 'product_id', 'product_name', 'quantity', 'unit_price'],
  rows: [
    ['1', 'p', 'tea', '1', '5.00'],
    ['2', 'q', 'cup', '3', '2.50'],
  ],
}
const salesLines: SmallFile = {
  table: 'order_items',
  roles: [
    'order_id',
    'member_id',
    'ordered_at',
    'product_id',
    'category',
    'quantity',
    'unit_price',
    'status',
    'region',
  ],
  rows: [
    ['1', 'a', '2025-01-01 10:00:00', 'p', 'tea', '1', '5.00', 'paid', '上海'],
    ['1', 'a', '2025-01-01 10:00:00', 'q', 'cup', '-1', '2.00', 'paid', '上海'],
    ['2', '', 'soon', 'q', 'cup', 'x', '', '已取消', ''],
  ],
}
const members: SmallFile = {
  table: 'members',
  roles: ['member_id', 'joined_at', 'gender', 'birthday', 'city', 'province', 'tier', 'channel'],
  rows: [['a', '2024-01-01', 'f', '1990-02-03', '上海', '上海', 'gold', 'app']],
}
const products: SmallFile = {
  table: 'products',
  roles: ['product_id', 'product_name', 'category', 'brand', 'price', 'cost'],
  rows: [['p', 'tea', 'drinks', 'x', '5.00', '3.10']],
}
const recoLog: SmallFile = {
  table: 'reco_log',
  roles: ['member_id', 'product_id', 'shown_at', 'position', 'slot', 'algorithm', 'clicked', 'propensity'],
  rows: [
    ['a', 'p', '2025-01-02 08:00:00', '1', 'home', 'ease', '1', '0.5'],
    ['b', 'q', '2025-01-02 09:00:00', '2', 'home', 'popular', '0', '0.25'],
  ],
}
const raw: SmallFile = { table: null, roles: ['[x]'], rows: [['1']] }

const shapes: [name: string, files: SmallFile[]][] = [
  ['order lines alone', [salesLines]],
  ['orders alone, without numbers', [{ ...orders, roles: ['[order_id]', ...orderRoles.slice(1)] }]],
  [
    'orders alone, without members',
    [{ ...orders, roles: ['order_id', '[member_id]', 'ordered_at', 'amount'] }],
  ],
  [
    'orders with statuses and refunds',
    [
      {
        table: 'orders',
        roles: [...orderRoles, 'quantity', 'status', 'refund', 'channel', 'region'],
        rows: [['1', 'a', '20250101', '¥5.00', '2', '已退款', '1', 'app', '上海']],
      },
    ],
  ],
  ['orders and their lines', [orders, lines]],
  [
    'orders without amounts and their lines',
    [{ ...orders, roles: ['order_id', 'member_id', 'ordered_at', '[amount]'] }, lines],
  ],
  ['all four tables and one that is none', [members, orders, lines, products, raw]],
  ['two files of one shape', [orders, orders]],
  ['members alone', [members]],
  ['a log of recommendations alone', [recoLog]],
  ['all four tables and a log of recommendations', [members, orders, lines, products, recoLog]],
]

const lens: Lens = { asOf: '2025-03-06', from: null, basis: 'gross' }

/** Every choice of every parameter, one at a time beside the defaults. */
function choices(analysis: (typeof ANALYSES)[number]): Parameters[] {
  const entries = Object.entries(analysis.parameters).flatMap(([name, spec]): Parameters[] =>
    spec.kind === 'choice'
      ? spec.options.map(({ value }) => ({ [name]: value }))
      : (spec.kind === 'text' ? [spec.initial] : [spec.min, spec.initial, spec.max]).map((value) => ({
          [name]: value,
        })),
  )
  return [{}, ...entries]
}

/** Twenty analyses twice, recommenders among them. */
const EVERY_ANALYSIS_MS = 240_000

describe('the engine explains every statement', () => {
  test.each(shapes)(
    '%s',
    async (_, files) => {
      const db = new Explaining()
      const { recipe, held } = await holdFiles(files)
      const accounting = await loadShop(db, normalise, held, recipe)
      expect(accounting.sources).toHaveLength(files.length)
      const tables = shopTables(recipe)
      const runner = new AnalysisRunner(db, tables, numerics)
      for (const analysis of ANALYSES) {
        if (!analysis.needs.every((table) => tables.includes(table))) continue
        for (const basis of ['gross', 'net'] as const) {
          const { tables: results, statements } = await runner.run(analysis, { ...lens, basis })
          expect(Object.keys(results)).toHaveLength(analysis.steps.length)
          expect(Object.keys(statements)).toEqual(Object.keys(results))
        }
      }
      for (const table of tables) await db.query(sql`select * from ${ident(table)}`)
      expect(db.plans).toBeGreaterThan(files.length)
    },
    EVERY_ANALYSIS_MS,
  )
})

describe('what an analysis declares', () => {
  let runner: AnalysisRunner
  beforeAll(async () => {
    const { recipe, held } = await holdFiles([orders])
    await loadShop(engine, normalise, held, recipe)
    runner = new AnalysisRunner(engine, shopTables(recipe), numerics)
  })

  test.each(ANALYSES.flatMap((analysis) => choices(analysis).map((given) => [analysis.id, given] as const)))(
    '%s %j: each table has the columns that are documented, in their order',
    async (id, given) => {
      const analysis = ANALYSES.find((candidate) => candidate.id === id)
      if (!analysis) throw new Error(id)
      const run = await runner.run(analysis, { ...lens, from: '2024-06-01' }, given)
      for (const makeStep of analysis.steps) {
        const step = makeStep({
          shop: shopByName(lens.asOf),
          parameters: run.parameters as never,
          table: () => sql``,
        })
        const table = run.tables[step.name]
        if (!table) throw new Error(step.name)
        const { columns } = await engine.query(sql`select * from ${table} limit 0`)
        expect(columns.map(({ name }) => name)).toEqual(step.columns.map(({ name }) => name))
        for (const words of [step.about, ...step.columns.map(({ about }) => about)])
          expect([words.en, words.zh]).not.toContain('')
      }
    },
  )
})
