import { beforeAll, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'
import { readTable, runOf } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: '2025-03-01', from: null, basis: 'gross' }
const orders = 'order_id,member_id,order_date,amount,channel\n1,a,2025-01-02,10,app\n2,b,2025-01-03,10,web\n'
const members = 'member_id,gender,tier,joined_at\na,女,gold,2024-01-01\nb,男,,2024-01-01\n'

test.each([
  ['orders alone', [textFile('orders.csv', orders)], ['channel', 'none']],
  [
    'with a list of members',
    [textFile('orders.csv', orders), textFile('members.csv', members)],
    ['channel', 'gender', 'none', 'tier'],
  ],
])('the splits that a shop has: %s', async (_, files, expected) => {
  const { runner } = await loadTestShop(engine, files)
  for (const id of ['retention', 'repurchase']) {
    const rows = await readTable(engine, await runOf(runner, id, lens), `${id}_splits`)
    expect(rows.map(({ split }) => split)).toEqual(expected)
  }
})
