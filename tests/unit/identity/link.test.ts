import { beforeAll, describe, expect, it } from 'vitest'
import { NO_LINKS, type IdentityPlan } from '../../../src/cleaning/identity-plan'
import type { EngineCore } from '../../../src/engine/core'
import { loadShop } from '../../../src/project/load'
import { sql } from '../../../src/sql/sql'
import { holdFiles, normalise, readRows, type SmallFile } from '../cleaning/small-shop'
import { openTestEngine } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ORDERS: SmallFile = {
  table: 'orders',
  roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'phone'],
  rows: [
    ['o1', 'A1', '2025-01-01', '10', '138 1234 0001'],
    ['o2', 'A2', '2025-01-02', '20', '13912340002'],
    ['o3', '', '2025-01-03', '30', '+86 13812340001'],
    ['o4', '', '2025-01-04', '40', '13712340009'],
    ['o5', '', '2025-01-05', '50', ''],
  ],
}
const MEMBERS: SmallFile = {
  table: 'members',
  roles: ['member_id', 'phone', 'email', 'city', 'birthday'],
  rows: [
    ['B7', '１３８１２３４０００１', 'Zhang@Example.org', 'Smallville', '1990-05-06'],
    ['B8', '13912340002', '', 'Bigville', '1988-02-03'],
    ['A2', '', '', '', '1985-12-11'],
    ['B9', '13800000000', 'x@y.cn', '', ''],
    ['B10', '13800000000', '', '', ''],
  ],
}

async function load(files: readonly SmallFile[], plan?: Partial<IdentityPlan>) {
  const { recipe, held } = await holdFiles(files)
  const identity = plan && { ...NO_LINKS, on: true, ...plan }
  const accounting = await loadShop(engine, normalise, held, identity ? { ...recipe, identity } : recipe)
  return { accounting, recipe, held }
}

const membersOf = () => readRows(engine, sql`select member_id, city, phone from members order by member_id`)
const buyersOf = async () =>
  (await readRows(engine, sql`select order_id, member_id from orders order by order_id`)).map((row) => [
    row['order_id'],
    row['member_id'],
  ])

describe('linking by identifiers', () => {
  it('leaves a shop without a plan as it is', async () => {
    const { accounting } = await load([ORDERS, MEMBERS])
    expect(accounting.identity).toBeUndefined()
    expect((await membersOf()).map((row) => row['member_id'])).toEqual(['A1', 'A2', 'B10', 'B7', 'B8', 'B9'])
  })

  it('brings records of one phone together, guests too, and refuses contradictions and placeholders', async () => {
    const { accounting } = await load([ORDERS, MEMBERS], {})
    expect(await buyersOf()).toEqual([
      ['o1', 'A1'],
      ['o2', 'A2'],
      ['o3', 'A1'],
      ['o4', expect.stringMatching(/^guest-[0-9a-f]{12}$/)],
    ])
    const found = accounting.identity
    expect(found).toMatchObject({
      rows: 10,
      unidentified: 1,
      records: 8,
      before: 6,
      guests: 2,
      after: 6,
      clusters: 1,
      largest: 3,
      links: [{ kind: 'phone', identifiers: 1, joined: 2 }],
    })
    expect(found?.refused).toEqual([
      { reason: 'birthday', identifiers: 1 },
      { reason: 'placeholder', identifiers: 1 },
    ])
    // The member list's row of B7 speaks for A1 now, and nobody stands twice.
    const rows = await membersOf()
    expect(rows.find((row) => row['member_id'] === 'A1')).toMatchObject({ city: 'Smallville' })
    expect(new Set(rows.map((row) => row['member_id'])).size).toBe(rows.length)
    for (const source of accounting.sources) expect(source.read).toBe(source.loaded + source.rejected.count)
  })

  it('keeps the evidence in the crosswalk, masked', async () => {
    await load([ORDERS, MEMBERS], {})
    const rows = await readRows(
      engine,
      sql`select source, original_id, member_id, evidence, rows, first_row
from member_crosswalk where member_id = 'A1' order by source, original_id nulls last`,
    )
    expect(rows).toEqual([
      {
        source: '1.csv',
        original_id: 'A1',
        member_id: 'A1',
        evidence: 'phone 138****0001',
        rows: 1,
        first_row: 1,
      },
      {
        source: '1.csv',
        original_id: null,
        member_id: 'A1',
        evidence: 'phone 138****0001',
        rows: 1,
        first_row: 3,
      },
      {
        source: '2.csv',
        original_id: 'B7',
        member_id: 'A1',
        evidence: 'phone 138****0001',
        rows: 1,
        first_row: 1,
      },
    ])
  })

  it('leaves nothing of one shop in the next', async () => {
    await load([ORDERS, MEMBERS], {})
    await load([ORDERS])
    const rows = await readRows(
      engine,
      sql`select table_name from duckdb_tables() where table_name like 'identity_%' or table_name = 'member_crosswalk'`,
    )
    expect(rows).toEqual([])
  })

  it('does not depend on the order of rows or files', async () => {
    await load([ORDERS, MEMBERS], {})
    const before = await readRows(engine, sql`select original_id, cluster from identity_members order by key`)
    await load(
      [
        { ...MEMBERS, rows: [...MEMBERS.rows].reverse() },
        { ...ORDERS, rows: [...ORDERS.rows].reverse() },
      ],
      {},
    )
    expect(
      await readRows(engine, sql`select original_id, cluster from identity_members order by key`),
    ).toEqual(before)
  })
})
