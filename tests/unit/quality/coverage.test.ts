import { beforeAll, describe, expect, test } from 'vitest'
import { ANALYSES } from '../../../src/analyses/registry'
import type { EngineCore } from '../../../src/engine/core'
import { coverageOf, familyOf, monthsOf, type Coverage } from '../../../src/quality/coverage'
import { unlockedBy } from '../../../src/quality/unlocked'
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
    expect(monthsOf(coverage)).toEqual(['2024-10', '2024-11', '2024-12', '2025-01', '2025-02'])
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

test('files without members cover none', async () => {
  const { recipe } = await loadFiles(engine, [{ table: null, roles: ['[note]'], rows: [['hello']] }])
  const coverage = await coverageOf(engine, recipe)
  expect(coverage).toMatchObject({ members: 0, overlaps: [] })
  expect(monthsOf(coverage)).toEqual([])
})

test('a table is of a family by its name, also one the shop does not know yet', () => {
  expect(familyOf('members')).toBe('registration')
  expect(familyOf('products')).toBe('transactions')
  expect(familyOf('reviews' as never)).toBe('feedback')
  expect(familyOf('events' as never)).toBe('behaviour')
  expect(familyOf(null)).toBe('other')
})

test('every analysis is open with its tables, and says what it lacks without', () => {
  expect(
    unlockedBy(ANALYSES, ['orders', 'order_items', 'members', 'products']).every(({ open }) => open),
  ).toBe(true)
  const locked = unlockedBy(ANALYSES, [])
  expect(locked.map(({ open }) => open)).toEqual(ANALYSES.map(({ needs }) => needs.length === 0))
  expect(locked[0]?.missing[0]).toMatchObject({
    table: 'orders',
    headers: { en: 'order_id, member_id, ordered_at, amount', zh: '订单编号、会员编号、下单时间、实付金额' },
  })
})
