import { beforeAll, describe, expect, test } from 'vitest'
import { setReason } from '../../../src/cleaning/edit-rules'
import { ruleEffects } from '../../../src/cleaning/effects'
import { missingMap } from '../../../src/cleaning/missing-map'
import { proposeBusyMembers, proposeOpeningDay } from '../../../src/cleaning/proposals'
import { countsOf, shiftsOf } from '../../../src/cleaning/replay'
import type { EngineCore } from '../../../src/engine/core'
import { recipeJson, recipeReportHtml, recipeText } from '../../../src/pages/cleaning/recipe-report'
import { ruleRows } from '../../../src/pages/cleaning/rule-rows'
import { loadByRules } from '../../../src/project/load'
import { readProject, writeProject } from '../../../src/project/project-file'
import { openTestEngine } from '../engine-fixture'
import { added, cleanedBy } from './added-shop'
import { holdFiles, loadFiles, normalise, type Cells, type SmallFile } from './small-shop'

const FORMS = [
  {
    source: 0,
    column: '手机',
    role: 'phone',
    values: 30,
    changed: 12,
    unread: 2,
    unreadRows: [4, 9],
    lost: 0,
  },
  { source: 0, column: '<b>id</b>', role: 'order_id', values: 30, changed: 0, unread: 0, lost: 3 },
]

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ROLES = ['order_id', 'member_id', 'ordered_at', 'amount', 'channel']
const file = (rows: readonly Cells[]): SmallFile => ({ table: 'orders', roles: ROLES, rows })
const order = (id: number, member: string, day: string, amount: string, channel = 'web'): Cells => [
  `${id}`,
  member,
  day,
  amount,
  channel,
]

async function reported() {
  const rows = [
    order(1, 'a', '2025-01-01', '10'),
    order(2, 'b', '2025-01-02', '900'),
    order(3, '', '2025-01-03', '5'),
  ]
  const shop = await cleanedBy(
    engine,
    await loadFiles(engine, [file(rows)]),
    added('condition', { condition: 'amount > 500', name: '<i>large</i>' }, 'aside'),
    (set) => setReason(set, 'condition_1', 'a "wholesaler"'),
  )
  const list = ruleRows(shop.recipe, shop.accounting, await ruleEffects(engine, shop.recipe))
  return {
    shop,
    report: { accounting: shop.accounting, rows: list, forms: FORMS, currency: 'CNY', today: '2026-01-01' },
  }
}

describe('the report', () => {
  test('in words: every rule in its order, with what it does and the reason', async () => {
    const { report } = await reported()
    const text = recipeText(report, 'en')
    expect(text).toContain('Cleaning recipe of 2026-01-01')
    expect(text).toMatch(
      /\n\d+\. <i>large<\/i> \[set aside\]\n {3}amount > 500\n {3}1 rows, 33\.33 % of those read\n {3}Reason: a "wholesaler"\n/,
    )
    expect(text.indexOf('No member')).toBeLessThan(text.indexOf('<i>large</i>'))
    expect(recipeText(report, 'zh')).toContain('理由: a "wholesaler"')
  })

  test('as data', async () => {
    const { report } = await reported()
    const { rules } = JSON.parse(recipeJson(report)) as { rules: Record<string, unknown>[] }
    expect(rules.find(({ id }) => id === 'condition_1')).toMatchObject({
      on: true,
      action: 'aside',
      kind: 'condition',
      parameters: { condition: 'amount > 500' },
      reason: 'a "wholesaler"',
      rows: 1,
      before: { members: 2, orders: 2, revenue: 910 },
      after: { members: 1, orders: 1, revenue: 10 },
    })
  })

  test('as a page of its own: both languages, nothing of the data as markup, nothing fetched', async () => {
    const { report } = await reported()
    const text = recipeReportHtml(report, 'zh')
    expect(text).toContain('&lt;i&gt;large&lt;/i&gt;')
    expect(text).not.toContain('<i>large</i>')
    expect(text).toContain('910 → 10')
    expect(text).toContain('30 个值中有 12 个改为统一写法。2 个不是电话号码,保持原样(最早在第 4、9 行)。')
    expect(text).toContain('&lt;b&gt;id&lt;/b&gt;</b>: 3 of 30 ids lost their last digits')
    expect(text.indexOf('数据清洗报告')).toBeLessThan(text.indexOf('Cleaning report'))
    expect(text).not.toMatch(/<script|https?:/)
  })
})

describe('the project file', () => {
  test('keeps added rules, their order, reasons and counts; older files have none', async () => {
    const { shop } = await reported()
    const project = {
      recipe: shop.recipe,
      lens: null,
      parameters: {},
      data: [],
      counts: countsOf(shop.accounting.sources),
    }
    expect(readProject(writeProject(project))).toEqual(project)
    const { counts, recipe, ...rest } = project
    const { changes, ...older } = recipe
    expect(counts['condition_1']).toEqual({ rows: 1, of: 3 })
    expect(changes?.order.at(-1)).toBe('condition_1')
    const read = readProject(writeProject({ ...rest, recipe: older }))
    expect(read).not.toHaveProperty('counts')
    expect(read.recipe).not.toHaveProperty('changes')
  })

  test('a kind of rule that is not known is refused, with its place', async () => {
    const { shop } = await reported()
    const text = writeProject({ recipe: shop.recipe, lens: null, parameters: {}, data: [] })
    expect(() => readProject(text.replace('"kind": "condition"', '"kind": "magic"'))).toThrow(
      expect.objectContaining({ code: 'invalid', path: 'recipe.changes.added.0.kind' }),
    )
  })
})

describe('run again on other rows', () => {
  test('says which rules catch another share', async () => {
    const { shop } = await reported()
    const before = { no_member: { rows: 1, of: 100 }, condition_1: { rows: 1, of: 3 } }
    const shifts = shiftsOf(shop.recipe, before, countsOf(shop.accounting.sources))
    expect(shifts.map(({ rule, rows, rowsBefore, notable }) => [rule.id, rows, rowsBefore, notable])).toEqual(
      [['no_member', 1, 1, true]],
    )
    expect(shifts[0]?.shareBefore).toBe(0.01)
  })

  test('a rule that these rows cannot be asked is switched off, and the rest is loaded', async () => {
    const { recipe, held } = await holdFiles([file([order(1, 'a', '2025-01-01', '10')])])
    const rule = added('condition', { condition: 'cast(channel as integer) > 1' }, 'aside')
    const { accounting, followed, broken } = await loadByRules(engine, normalise, held, {
      ...recipe,
      ...rule(recipe),
    })
    expect(broken.map(({ rule: id }) => id)).toEqual(['condition_1'])
    expect(broken[0]?.message).toMatch(/web/)
    expect(followed.changes?.added).toEqual([expect.objectContaining({ id: 'condition_1', on: false })])
    expect(accounting.sources[0]).toMatchObject({ loaded: 1, kept: 1 })
  })
})

describe('proposals', () => {
  test('the opening day is after the last long pause, if hardly any row lies before it', async () => {
    const days = Array.from({ length: 300 }, (_, i) =>
      new Date(Date.UTC(2024, 4, 1 + i)).toISOString().slice(0, 10),
    )
    const rows = ['1970-01-01', '2001-05-05', ...days].map((day, i) => order(i, 'a', day, '5'))
    await loadFiles(engine, [file(rows)])
    expect(await proposeOpeningDay(engine)).toEqual({ day: '2024-05-01', rowsBefore: 2 })
  })

  test('a pause in the middle of business is no opening', async () => {
    const rows = ['2020-01-01', '2020-01-02', '2024-01-01', '2024-01-02'].map((day, i) =>
      order(i, 'a', day, '5'),
    )
    await loadFiles(engine, [file(rows)])
    expect(await proposeOpeningDay(engine)).toEqual({ day: '2020-01-01', rowsBefore: 0 })
  })

  test('members with absurd counts', async () => {
    const rows = [
      ...Array.from({ length: 80 }, (_, i) => order(i, `m${i % 20}`, '2025-01-01', '5')),
      ...Array.from({ length: 400 }, (_, i) => order(1000 + i, 'till', '2025-01-01', '5')),
    ]
    await loadFiles(engine, [file(rows)])
    expect(await proposeBusyMembers(engine)).toEqual([{ member: 'till', orders: 400 }])
  })
})

test('missing values by column and together, with the means that go with them', async () => {
  const rows = [
    order(1, 'a', '2025-01-01', '10', ''),
    order(2, '', '2025-01-02', '20', ''),
    order(3, 'b', '2025-01-03', '30'),
    order(4, 'b', '2025-01-04', ''),
  ]
  await loadFiles(engine, [file(rows)])
  const { recipe } = await loadFiles(engine, [file(rows)])
  const map = await missingMap(engine, recipe)
  expect(map.rows).toBe(4)
  const named = Object.fromEntries(map.columns.map(({ name, missing }) => [name, missing]))
  expect(named).toEqual({ order_id: 0, member_id: 1, ordered_at: 0, amount: 1, channel: 2 })
  const together = map.patterns.map(({ missing, rows: n }) => [
    missing.map((i) => map.columns[i]?.name).join(),
    n,
  ])
  expect(together.sort()).toEqual([
    ['', 1],
    ['amount', 1],
    ['channel', 1],
    ['member_id,channel', 1],
  ])
  const amount = map.measured.findIndex(({ name }) => name === 'amount')
  expect(map.measured[amount]?.mean).toBeCloseTo((Math.log(11) + Math.log(21) + Math.log(31)) / 3, 12)
  expect(map.patterns.find(({ missing }) => missing.length === 2)?.means[amount]).toBeCloseTo(
    Math.log(21),
    12,
  )
})
