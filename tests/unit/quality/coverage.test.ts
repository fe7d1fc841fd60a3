import { beforeAll, describe, expect, test } from 'vitest'
import { ANALYSES } from '../../../src/analyses/registry'
import type { EngineCore } from '../../../src/engine/core'
import { coverageOf, FAMILIES, familyOf, monthsOf, type Coverage } from '../../../src/quality/coverage'
import { qualityReport } from '../../../src/quality/report'
import { unlockedBy } from '../../../src/quality/unlocked'
import { SHOP_TABLES } from '../../../src/shop/tables'
import { openTestEngine } from '../engine-fixture'
import { loadFiles, type SmallFile } from '../cleaning/small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const FILES: SmallFile[] = [
  {
    table: 'orders',
    roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
    rows: [
      ['1', 'a', '2024-11-30', '3'],
      ['2', 'b', '2025-02-01', '4'],
      ['3', '', '2025-02-02', '4'],
    ],
  },
  {
    table: 'order_items',
    roles: ['order_id', 'product_id', 'amount'],
    rows: [
      ['1', 'p', '3'],
      ['1', 'q', '0'],
      ['9', 'q', '1'],
    ],
  },
  {
    table: 'members',
    roles: ['member_id', 'joined_at'],
    rows: [
      ['a', '2024-10-05'],
      ['x', '2024-10-06'],
      ['y', 'never'],
    ],
  },
  { table: null, roles: ['[note]'], rows: [['hello']] },
]

test('events alone make no table of members: the members are those they speak of', async () => {
  const { recipe } = await loadFiles(engine, [
    {
      table: 'events',
      roles: ['member_id', 'event_type', 'occurred_at'],
      rows: [
        ['a', 'view', '2025-01-01 10:00'],
        ['a', 'buy', '2025-01-01 10:05'],
        ['b', 'view', '2025-01-02 10:00'],
        ['', 'view', '2025-01-03 10:00'],
      ],
    },
  ])
  expect(await coverageOf(engine, recipe)).toMatchObject({ members: 2, sources: [{ rows: 4, members: 2 }] })
})

describe('which source covers what', () => {
  let coverage: Coverage
  beforeAll(async () => {
    const { recipe } = await loadFiles(engine, FILES)
    coverage = await coverageOf(engine, recipe)
  })

  test('months: rows by the time of the row; a row whose time cannot be read is in none', () => {
    expect(coverage.sources.map(({ rows }) => rows)).toEqual([3, 3, 3, 1])
    expect([...(coverage.sources[0]?.months ?? [])]).toEqual([
      ['2024-11', 1],
      ['2025-02', 2],
    ])
    expect([...(coverage.sources[2]?.months ?? [])]).toEqual([['2024-10', 2]])
    expect(coverage.sources[1]?.months.size).toBe(0)
    expect(coverage.sources[0]).toMatchObject({ first: Date.UTC(2024, 10, 30), last: Date.UTC(2025, 1, 2) })
    expect(monthsOf(coverage)).toEqual({
      months: ['2024-10', '2024-11', '2024-12', '2025-01', '2025-02'],
      outside: 0,
    })
  })

  test('members: each is counted once, in the set of sources that speak of her', () => {
    expect(coverage.members).toBe(4)
    expect(coverage.sources.map(({ members }) => members)).toEqual([2, 1, 3, null])
    expect(coverage.overlaps).toEqual([
      { sources: [2], members: 2 },
      { sources: [0], members: 1 },
      { sources: [0, 1, 2], members: 1 },
    ])
  })

  test('families: members of any of their sources', () => {
    expect(coverage.sources.map(({ family }) => family)).toEqual([
      'transactions',
      'transactions',
      'registration',
      'other',
    ])
    expect([...coverage.families]).toEqual([
      ['registration', 3],
      ['transactions', 2],
    ])
  })
})

test('orders that carry another id than the member cover the member it stands for', async () => {
  const { recipe } = await loadFiles(engine, [
    {
      table: 'orders',
      roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
      rows: [
        ['1', 'o1', '2024-01-01', '3'],
        ['2', 'o2', '2024-01-02', '4'],
      ],
    },
    {
      table: 'members',
      roles: ['order_member_id', 'member_id'],
      rows: [
        ['o1', 'anna'],
        ['o2', 'anna'],
      ],
    },
  ])
  const coverage = await coverageOf(engine, recipe)
  expect(coverage.sources.map(({ members }) => members)).toEqual([1, 1])
  const { tables } = await qualityReport(engine, recipe, null)
  const check = tables[0]?.checks.find(({ id }) => id === 'integrity.members')
  expect([check?.n, check?.failing]).toEqual([2, 0])
})

test('files without members cover none', async () => {
  const { recipe } = await loadFiles(engine, [{ table: null, roles: ['[note]'], rows: [['hello']] }])
  const coverage = await coverageOf(engine, recipe)
  expect(coverage).toMatchObject({ members: 0, overlaps: [] })
  expect(monthsOf(coverage)).toEqual({ months: [], outside: 0 })
})

test('a few mistyped years do not stretch the axis of months, and are counted', () => {
  const source = {
    index: 0,
    file: '',
    table: null,
    family: 'other' as const,
    rows: 0,
    first: null,
    last: null,
    members: null,
  }
  const months = new Map([
    ['1970-01', 2],
    ['2024-01', 500],
    ['2024-03', 500],
    ['2099-12', 3],
  ])
  const coverage = { members: 0, sources: [{ ...source, months }], overlaps: [], families: new Map() }
  expect(monthsOf(coverage)).toEqual({ months: ['2024-01', '2024-02', '2024-03'], outside: 5 })
  const half = {
    ...coverage,
    sources: [
      {
        ...source,
        months: new Map([
          ['2010-01', 5],
          ['2024-01', 5],
        ]),
      },
    ],
  }
  expect(monthsOf(half).months).toHaveLength(14 * 12 + 1)
})

test('every table of the shop is of a family that is shown', () => {
  const shown = FAMILIES.map(({ id }) => id)
  for (const { name } of SHOP_TABLES) expect(shown).toContain(familyOf(name))
  expect(familyOf('reviews')).toBe('feedback')
  expect(familyOf(null)).toBe('other')
})

test('every analysis is open with its tables, and says what it lacks without', () => {
  expect(
    unlockedBy(ANALYSES, ['orders', 'order_items', 'members', 'products', 'reco_log']).every(
      ({ open }) => open,
    ),
  ).toBe(true)
  const locked = unlockedBy(ANALYSES, [])
  expect(locked.map(({ open }) => open)).toEqual(
    ANALYSES.map(({ needs, needsOne }) => needs.length === 0 && needsOne === undefined),
  )
  expect(locked[0]?.missing[0]).toMatchObject({
    table: 'orders',
    headers: { en: 'order_id, member_id, ordered_at, amount', zh: '订单编号、会员编号、下单时间、实付金额' },
  })
})
