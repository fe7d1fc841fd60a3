import { beforeAll, describe, expect, test } from 'vitest'
import type { AnalysisRunner } from '../../../src/analyses/runner'
import type { Lens } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import {
  categoryProfile,
  frequentGoods,
  frequentValues,
  numberProfile,
} from '../../../src/segments/profile.sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { makeShop, type Line } from './small-shop'

const lens: Lens = { asOf: '2025-06-01', from: null, basis: 'gross' }
const line = (order: string, member: string, product: string, price: number): Line => ({
  order,
  member,
  at: '2025-01-04 10:00',
  product,
  price,
  quantity: 1,
  channel: member === 'a' ? 'app' : 'shop',
})

let engine: EngineCore
let runner: AnalysisRunner
beforeAll(async () => {
  engine = await openTestEngine()
  runner = await makeShop(
    engine,
    [
      line('1', 'a', 'tea', 10),
      line('2', 'a', 'tea', 10),
      line('3', 'b', 'cup', 30),
      line('4', 'c', 'pot', 80),
    ],
    [{ id: 'a', gender: 'female' }, { id: 'b', gender: 'female' }, { id: 'c', gender: 'male' }, { id: 'd' }],
    [
      { id: 'tea', category: 'drinks', brand: 'leaf' },
      { id: 'cup', category: 'ware', brand: 'clay' },
      { id: 'pot', category: 'ware', brand: 'clay' },
    ],
  )
})

describe('what the editor of a rule says of the shop', () => {
  test.each([
    [
      'category',
      [
        ['drinks', 2],
        ['ware', 2],
      ],
    ],
    [
      'brand',
      [
        ['clay', 2],
        ['leaf', 2],
      ],
    ],
    [
      'product',
      [
        ['tea', 2],
        ['cup', 1],
        ['pot', 1],
      ],
    ],
    [
      'channel',
      [
        ['app', 2],
        ['shop', 2],
      ],
    ],
  ] as const)('goods by %s, the most frequent first', async (by, expected) => {
    const rows = await rowsOf(engine, frequentGoods(by, await runner.shop(lens), 10))
    expect(rows.map((row) => [row['value'], row['n']])).toEqual(expected)
    expect(rows.map((row) => row['label'])).toEqual(rows.map((row) => row['value']))
  })

  test('the values of a fact, and how it is spread', async () => {
    const { table } = await runner.facts(lens)
    expect(await rowsOf(engine, frequentValues(table, ['gender'], 10))).toEqual([
      { fact: 'gender', value: 'female', n: 2 },
      { fact: 'gender', value: 'male', n: 1 },
    ])
    expect(await rowsOf(engine, frequentValues(table, [], 10))).toEqual([])
    expect(await rowsOf(engine, numberProfile(table, 'spent'))).toEqual([
      { n: 4, missing: 0, low: 0, q1: 0, median: 20, q3: 30, high: 80 },
    ])
    expect(await rowsOf(engine, categoryProfile(table, 'gender'))).toEqual([{ n: 3, missing: 1, values: 2 }])
  })
})
