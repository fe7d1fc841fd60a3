// What a list of members says beyond the columns every shop may have: read, told apart, and enough to describe, set
// against each other and cluster members by, without a single order.
import { beforeAll, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { ownFacts } from '../../../src/analyses/own-facts'
import type { EngineCore } from '../../../src/engine/core'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, textFile } from '../shop-fixture'
import { sql } from '../../../src/sql/sql'
import { readTable, runOf } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: '2026-01-01', from: null, basis: 'gross' }
const header = 'customer_id,gender,Points,"Likes, most",Serial,Note,Salary'
const row = (i: number) =>
  [
    `M${String(i)}`,
    i % 2 === 0 ? 'female' : 'male',
    i % 7 === 0 ? '' : String(i * 1.25),
    ['tea', 'coffee', 'water'][i % 3],
    String(100_000 + i),
    `note ${String(i)}`,
    String(30_000 + (i % 60) * 10),
  ].join(',')
const members = (count: number) =>
  textFile('members.csv', [header, ...Array.from({ length: count }, (_, i) => row(i + 1))].join('\n'))

test('columns that tell members apart are facts; those that number or name them are not', async () => {
  const { runner } = await loadTestShop(engine, [members(120)])
  const { table, known } = await runner.facts(lens)
  expect([...known].sort()).toEqual(['gender', 'number:Points', 'number:Salary', 'text:Likes  most'])
  const [totals] = await rowsOf(
    engine,
    sql`select count(*) as n, count("number:Points") as points, sum("number:Points")::double as sum,
  count(*) filter (where "text:Likes  most" = 'coffee') as coffee from ${table}`,
  )
  const points = Array.from({ length: 120 }, (_, i) => i + 1).filter((i) => i % 7 !== 0)
  expect(totals).toEqual({
    n: 120,
    points: points.length,
    sum: points.reduce((sum, i) => sum + i * 1.25, 0),
    coffee: 40,
  })
})

test('a column of a single value stands after those that tell members apart', async () => {
  const lines = ['customer_id,gender,Always,Points', 'a,male,5,1.5', 'b,female,5,2.5', 'c,male,5,4']
  const { runner } = await loadTestShop(engine, [textFile('members.csv', lines.join('\n'))])
  const { known } = await runner.facts(lens)
  const own = [...known].filter((name) => name.startsWith('number:'))
  expect(own).toEqual(['number:Points', 'number:Always'])
  const run = await runOf(runner, 'attributes', lens)
  const against = (await readTable(engine, run, 'attribute_groupings')).find((one) => one['against'] === 1)
  expect(against?.['id']).toBe('fifth of number:Points')
})

test('a column that names persons is no fact, however many share a name', async () => {
  await loadTestShop(engine, [members(120)])
  const namesPersons = (headers: readonly string[]) => headers.map((header) => header.startsWith('Likes'))
  const all = await ownFacts(engine, () => [])
  const { columns } = await ownFacts(engine, namesPersons)
  expect(all.columns.map(({ name }) => name)).toContain('text:Likes  most')
  expect(columns.map(({ name }) => name)).toEqual(
    all.columns.map(({ name }) => name).filter((name) => name !== 'text:Likes  most'),
  )
})

test('a rule over such a column finds its members', async () => {
  const { runner } = await loadTestShop(engine, [members(120)])
  const found = await runner.members(
    {
      kind: 'all',
      of: [
        { kind: 'fact', fact: 'number:Points', test: { op: 'at_least', value: 140 } },
        { kind: 'fact', fact: 'text:Likes  most', test: { op: 'one_of', values: ['water'] } },
      ],
    },
    lens,
  )
  const ids = (await rowsOf(engine, sql`select member_id from (${found}) order by 1`)).map(
    ({ member_id }) => member_id,
  )
  const wanted = Array.from({ length: 120 }, (_, i) => i + 1)
    .filter((i) => i % 7 !== 0 && i * 1.25 >= 140 && i % 3 === 2)
    .map((i) => `M${String(i)}`)
  expect(ids).toEqual(wanted.sort())
})

test('members without an order are described, cross-tabulated and clustered', async () => {
  const { runner } = await loadTestShop(engine, [members(120)])
  const described = await runOf(runner, 'describe', lens)
  const facts = (await readTable(engine, described, 'fact_summary')).map(({ fact }) => fact)
  expect(facts).toContain('number:Points')
  expect(facts).toContain('text:Likes  most')
  const attributes = await runOf(runner, 'attributes', lens, {
    attribute: 'text:Likes  most',
    against: 'fifth of number:Points',
  })
  const cells = await readTable(engine, attributes, 'attribute_cells')
  expect(cells.reduce((sum, cell) => sum + Number(cell['members']), 0)).toBe(120)
  const clusters = await runOf(runner, 'clusters', lens, { k: 3 })
  const fitted = await readTable(engine, clusters, 'member_cluster')
  expect(fitted).toHaveLength(120)
  expect(fitted.filter(({ cluster }) => cluster !== null)).toHaveLength(120 - 17)
})

test('of two rows of one person the first counts', async () => {
  const text = await members(120).text()
  await loadTestShop(engine, [textFile('members.csv', `${text}\nM1,male,7777,water,1,twice,1`)])
  const rows = await rowsOf(
    engine,
    sql`select count(*) as n, max("Points") filter (where member_id = 'M1') as points,
  max("Likes, most") filter (where member_id = 'M1') as likes from member_attributes`,
  )
  expect(rows).toEqual([{ n: 120, points: 1.25, likes: 'coffee' }])
})

const cards = realFile('clustering_cc_general/cc_general.csv')
test.skipIf(cards === null)(
  'card holders: every one of the 17 columns is a fact with the file’s own sums',
  async () => {
    if (!cards) return
    const { runner } = await loadTestShop(engine, [cards])
    const { table, known } = await runner.facts(lens)
    expect(known.size).toBe(17)
    const [row] = await rowsOf(
      engine,
      sql`select count(*) as n, count("number:MINIMUM_PAYMENTS") as with_minimum, avg("number:BALANCE") as balance from ${table}`,
    )
    expect(row?.['n']).toBe(8950)
    expect(row?.['with_minimum']).toBe(8637)
    expect(row?.['balance']).toBeCloseTo(1564.4748, 3)
  },
)
