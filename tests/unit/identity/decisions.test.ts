import { beforeAll, describe, expect, it } from 'vitest'
import { NO_LINKS, type IdentityDecision, type IdentityPlan } from '../../../src/cleaning/identity-plan'
import type { Recipe } from '../../../src/cleaning/recipe'
import type { EngineCore } from '../../../src/engine/core'
import { loadShop, relink } from '../../../src/project/load'
import { readProject, writeProject } from '../../../src/project/project-file'
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
    ['1', 'A', '2025-01-01', '10', '13912340001'],
    ['2', 'B', '2025-01-02', '20', '13912340001'],
    ['3', 'C', '2025-01-03', '30', '13912340002'],
    ['4', 'D', '2025-01-04', '40', '13912340002'],
    ['5', 'E', '2025-01-05', '50', ''],
  ],
}
/** Another system's list, whose A is somebody else: Z's phone. */
const OTHER: SmallFile = {
  table: 'members',
  roles: ['member_id', 'phone', 'city'],
  rows: [
    ['A', '13912340002', 'Smallville'],
    ['E', '13912340099', 'Bigville'],
  ],
}

async function load(plan: Partial<IdentityPlan>, files = [ORDERS], change = (recipe: Recipe) => recipe) {
  const { recipe, held } = await holdFiles(files)
  const linked = change({ ...recipe, identity: { ...NO_LINKS, on: true, ...plan } })
  return { recipe: linked, held, accounting: await loadShop(engine, normalise, held, linked) }
}

const buyers = async () =>
  (await readRows(engine, sql`select member_id from orders order by order_id`)).map((row) => row['member_id'])
const markOf = async (id: string) => {
  const [row] = await readRows(
    engine,
    sql`select mark from identity_records where member_id = ${id} and system = ''`,
  )
  return String(row?.['mark'])
}
const markOfPhone = async (end: string) => {
  const [row] = await readRows(
    engine,
    sql`select mark from identity_identifiers where ends_with(value, ${end})`,
  )
  return String(row?.['mark'])
}

describe('what a person decides', () => {
  it('links, takes apart, accepts and refuses; and taking it back brings back what was', async () => {
    const { recipe, held, accounting } = await load({})
    expect(await buyers()).toEqual(['A', 'A', 'C', 'C', 'E'])
    const decide = async (...decisions: IdentityDecision[]) => {
      const plan = { ...NO_LINKS, on: true, decisions }
      await relink(engine, held, { ...recipe, identity: plan }, accounting)
      return buyers()
    }
    const [b, c, e] = [await markOf('B'), await markOf('C'), await markOf('E')]
    expect(await decide({ decision: 'unlink', member: b })).toEqual(['A', 'B', 'C', 'C', 'E'])
    expect(await decide({ decision: 'link', members: [c, e] })).toEqual(['A', 'A', 'C', 'C', 'C'])
    expect(await decide({ decision: 'distinct', members: [await markOf('A'), b] })).toEqual([
      'A',
      'B',
      'C',
      'C',
      'E',
    ])
    const phone = await markOfPhone('0001')
    expect(await decide({ decision: 'refuse', kind: 'phone', value: phone })).toEqual([
      'A',
      'B',
      'C',
      'C',
      'E',
    ])
    expect(await decide()).toEqual(['A', 'A', 'C', 'C', 'E'])
  })

  it('accepts an identifier that the guard refused', async () => {
    await load({ shared: 1 })
    expect(await buyers()).toEqual(['A', 'B', 'C', 'D', 'E'])
    const value = await markOfPhone('0001')
    await load({ shared: 1, decisions: [{ decision: 'accept', kind: 'phone', value }] })
    expect(await buyers()).toEqual(['A', 'A', 'C', 'D', 'E'])
  })

  it('switched off again, members go by their ids', async () => {
    const { recipe, held, accounting } = await load({})
    const off = { ...recipe, identity: { ...NO_LINKS, on: false } }
    const after = await relink(engine, held, off, accounting)
    expect(after.identity).toBeUndefined()
    expect(await buyers()).toEqual(['A', 'B', 'C', 'D', 'E'])
  })

  it('is kept in the project file without an id or a phone, and older files still open', async () => {
    const { recipe } = await load({})
    const decisions: IdentityDecision[] = [
      { decision: 'link', members: [await markOf('A'), await markOf('E')] },
      { decision: 'unlink', member: await markOf('B') },
      { decision: 'accept', kind: 'phone', value: await markOfPhone('0002') },
    ]
    const sources = recipe.sources.map((source) => ({ ...source, system: 'tmall' }))
    const kept = { ...recipe, sources, identity: { ...NO_LINKS, on: true, likeness: 0.9, decisions } }
    const text = writeProject({ recipe: kept, lens: null, parameters: {}, data: [] })
    expect(text).not.toContain('1391234')
    const read = readProject(text)
    expect(read.recipe.identity).toEqual(kept.identity)
    expect(read.recipe.sources[0]?.system).toBe('tmall')
    const older = JSON.parse(text) as { recipe: Partial<Recipe> }
    delete older.recipe.identity
    expect(readProject(JSON.stringify(older)).recipe.identity).toBeUndefined()
  })
})

describe('ids of two systems', () => {
  const named = (recipe: Recipe): Recipe => ({
    ...recipe,
    sources: recipe.sources.map((source, i) => (i === 1 ? { ...source, system: 'mall' } : source)),
  })

  it('of one system are one member where they are equal', async () => {
    await load({}, [ORDERS, OTHER])
    // A, B, and by the other phone of A: C and D.
    expect(await buyers()).toEqual(['A', 'A', 'A', 'A', 'E'])
  })

  it('of two systems are linked by contacts alone', async () => {
    await load({}, [ORDERS, OTHER], named)
    expect(await buyers()).toEqual(['A', 'A', 'C', 'C', 'E'])
    const rows = await readRows(engine, sql`select member_id, city from members order by member_id`)
    expect(rows).toEqual([
      { member_id: 'A', city: null },
      { member_id: 'C', city: 'Smallville' },
      { member_id: 'E', city: null },
      { member_id: 'mall:E', city: 'Bigville' },
    ])
  })
})

describe('hashes', () => {
  it('keep no contact in the evidence, and link as well', async () => {
    await load({ hashed: true })
    expect(await buyers()).toEqual(['A', 'A', 'C', 'C', 'E'])
    const rows = await readRows(engine, sql`select value, masked from identity_evidence`)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row['value']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('of one file meet the plain values of another', async () => {
    const [row] = await readRows(engine, sql`select upper(sha256('13912340001')) as hash`)
    const hashed: SmallFile = {
      table: 'members',
      roles: ['member_id', 'phone'],
      rows: [
        ['Z', String(row?.['hash'])],
        ['Y', '13912340077'],
      ],
    }
    await load({}, [ORDERS, hashed])
    const [found] = await readRows(
      engine,
      sql`select member_id from member_crosswalk where original_id = 'Z'`,
    )
    expect(found).toEqual({ member_id: 'A' })
  })
})
