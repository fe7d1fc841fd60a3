import { beforeAll, describe, expect, test } from 'vitest'
import { allocation } from '../../../src/analyses/allocation/allocation'
import { assumptionOf, planText, readPlan, splitOf, withAssumption } from '../../../src/analyses/budget'
import type { EngineCore } from '../../../src/engine/core'
import { openTestEngine } from '../engine-fixture'
import { LENS, makePlanted, plantedOrders } from './clusters/planted-shop'
import { readTable, runOf } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const { orders } = plantedOrders(100)
const money = orders.reduce((sum, { amount }) => sum + amount, 0)

describe('groups', () => {
  test.each([
    ['hml', { heavy: 20, medium: 30, light: 50, none: 1 }],
    ['tenths', { '01': 10, '05': 10, '10': 10, none: 1 }],
    ['top_channel', { app: 34, shop: 33, web: 33 }],
  ])('%s: every member in one of them, no money lost', async (by, expected) => {
    const result = await runOf(await makePlanted(engine, orders, ['nobody']), allocation.id, LENS, { by })
    const rows = await readTable(engine, result, 'allocation_groups')
    const sizes = Object.fromEntries(rows.map((row) => [row['group_key'] ?? 'unknown', row['members']]))
    expect(sizes).toMatchObject(expected)
    expect(rows.reduce((sum, row) => sum + Number(row['members']), 0)).toBe(101)
    expect(rows.reduce((sum, row) => sum + Number(row['spent']), 0)).toBeCloseTo(money, 4)
  })

  test('recency, frequency, money: each side of the median', async () => {
    const result = await runOf(await makePlanted(engine, orders, ['nobody']), allocation.id, LENS, {
      by: 'rfm',
    })
    const rows = await readTable(engine, result, 'member_budget_group')
    const keys = new Map(rows.map((row) => [row['member_id'], String(row['group_key'])]))
    expect(keys.get('nobody')).toBe('none')
    // The first kind bought lately and often; the third long ago, seldom and little.
    expect(keys.get('m00000')?.slice(0, 2)).toBe('hh')
    expect(keys.get('m00002')).toBe('lll')
  })

  test('nobody ever bought: no group, no fault', async () => {
    const result = await runOf(await makePlanted(engine, []), allocation.id, LENS)
    expect(await readTable(engine, result, 'allocation_groups')).toEqual([])
  })
})

describe('a plan', () => {
  const groups = [
    { key: 'a', label: 'A', members: 100, orders: 200, spent: 20_000 },
    { key: 'b', label: 'B', members: 50, orders: 0, spent: 0 },
  ]

  test('proposed: an order is worth its contribution, and the proposed budget breaks even', () => {
    const plan = readPlan('', groups)
    expect(assumptionOf(groups[0]!, plan)).toEqual({ most: 0.05, worth: 30, half: 0.5, cap: null })
    const split = splitOf(groups, plan)
    expect(split.marginal).toBeGreaterThan(0.9)
    expect(split.marginal).toBeLessThan(1.1)
    expect(split.shares[1]?.spend).toBe(0)
  })

  test('what was typed comes back from the text; nonsense does not', () => {
    const plan = withAssumption({ ...readPlan('', groups), total: 77 }, 'b', 'cap', 3)
    expect(readPlan(planText(plan), groups)).toEqual(plan)
    const bad = readPlan(
      '{"total":-5,"margin":"x","groups":{"a":{"most":-1,"half":2,"cap":null,"evil":1},"b":7}}',
      groups,
    )
    expect(bad.total).toBe(readPlan('', groups).total)
    expect(bad.groups).toEqual({ a: { half: 2, cap: null }, b: {} })
  })
})
