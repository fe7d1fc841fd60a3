import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { readRevenue } from '../../../src/analyses/revenue/revenue-view.svelte'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { dayText, makeOrders, runOf, tableOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ASOF = 401
const lens: Lens = { asOf: dayText(ASOF), from: null, basis: 'gross' }

describe('where nobody is seen to leave', () => {
  test('the year ahead is expected by the NBD, by its name, and nobody is said to have gone', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => i).flatMap((i) => {
      const every = 5 + ((i * 37) % 90)
      return Array.from({ length: Math.ceil((ASOF - (i % 50)) / every) }, (_, k): Order => ({
        member: `n${i}`,
        day: (i % 50) + k * every,
        second: 0,
        gross: 10_000,
        returned: 0,
      }))
    })
    const run = await runOf(await makeOrders(engine, rows), 'revenue', lens)
    const data = await readRevenue(run, (statement) => engine.query(statement))
    expect(data.model).toEqual({ model: 'nbd', converged: true })
    expect(data.frequency[0]).toMatchObject({ model: 'nbd', converged: true })
    // One unit of money an order: about as much in the next 365 days as in the 401 before, without the first orders.
    const repeats = rows.length - 300
    expect((data.summary['predicted'] ?? NaN) / repeats).toBeGreaterThan(0.8)
    expect((data.summary['predicted'] ?? NaN) / repeats).toBeLessThan(1.3)
    const [{ known = -1 } = {}] = await rowsOf(
      engine,
      sql`select count(p_alive) as known from ${tableOf(run, 'member_value')}`,
    )
    expect(known).toBe(0)
  })
})
