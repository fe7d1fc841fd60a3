import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { MAP_IDS, type MapId } from '../../../src/analyses/rfm/maps'
import { groupColumn, movedMembers } from '../../../src/analyses/rfm/migration.sql'
import { earlierDay } from '../../../src/analyses/rfm/parameters'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'
import { dayText, makeOrders, readTable, runOf, tableOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const orders: fc.Arbitrary<Order[]> = fc.array(
  fc.record({
    member: fc.option(
      fc.integer({ min: 1, max: 12 }).map((n) => `m${n}`),
      { freq: 12 },
    ),
    day: fc.integer({ min: 0, max: 200 }),
    second: fc.constant(0),
    gross: fc.constantFrom(1_000, 25_500, 99_000, 0, -30_000),
    returned: fc.constant(0),
  }),
  { maxLength: 50 },
)
const lens: Lens = { asOf: dayText(210), from: null, basis: 'gross' }

test('the earlier day is scored as a run of that day would score it', async () => {
  await fc.assert(
    fc.asyncProperty(
      orders,
      fc.constantFrom('all', '90'),
      fc.integer({ min: 1, max: 220 }),
      fc.constantFrom('quantile', 'unique', 'kmeans', 'mean'),
      async (rows, window, back, scores) => {
        const runner = await makeOrders(engine, rows)
        const both = await runOf(runner, 'rfm', lens, { window, scores, compare: String(back) })
        const before = await readTable(engine, both, 'member_rfm_before')
        const alone = await runOf(runner, 'rfm', { ...lens, asOf: dayText(210 - back) }, { window, scores })
        expect(before).toEqual(await readTable(engine, alone, 'member_rfm'))
      },
    ),
    { numRuns: 6 },
  )
})

test('every member of either day is in one cell of each matrix, with her money, and in the list behind it', async () => {
  await fc.assert(
    fc.asyncProperty(
      orders,
      fc.constantFrom('all', '90'),
      fc.integer({ min: 1, max: 150 }),
      async (rows, window, back) => {
        const run = await runOf(await makeOrders(engine, rows), 'rfm', lens, {
          window,
          compare: String(back),
        })
        const [now, before] = [
          await readTable(engine, run, 'member_rfm'),
          await readTable(engine, run, 'member_rfm_before'),
        ]
        const cells = await readTable(engine, run, 'rfm_migration')
        if (before.length === 0) {
          expect(cells).toEqual([])
          return
        }
        const column: Record<MapId, string> = {
          four: 'group4',
          eight: 'group8',
          ten: 'group10',
          eleven: 'group11',
        }
        const ids = [...new Set([...now, ...before].map((row) => String(row['member_id'])))]
        for (const map of MAP_IDS) {
          const byHand = new Map<string, { members: number; then: number; now: number }>()
          for (const id of ids) {
            const [was, is] = [before, now].map((list) => list.find((row) => row['member_id'] === id))
            const key = `${was?.[column[map]] ?? 'absent'} ${is?.[column[map]] ?? 'absent'}`
            const cell = byHand.get(key) ?? { members: 0, then: 0, now: 0 }
            byHand.set(key, {
              members: cell.members + 1,
              then: cell.then + Number(was?.['monetary'] ?? 0),
              now: cell.now + Number(is?.['monetary'] ?? 0),
            })
          }
          const found = cells.filter((row) => row['map'] === map)
          expect(found).toHaveLength(byHand.size)
          for (const row of found) {
            const cell = byHand.get(`${row['from_group']} ${row['to_group']}`)
            expect(row['members']).toBe(cell?.members)
            expect(Number(row['monetary_before'])).toBeCloseTo(cell?.then ?? NaN, 6)
            expect(Number(row['monetary'])).toBeCloseTo(cell?.now ?? NaN, 6)
          }
          const [first] = found
          const list = await rowsOf(
            engine,
            movedMembers(
              tableOf(run, 'member_rfm_before'),
              tableOf(run, 'member_rfm'),
              map,
              String(first?.['from_group']),
              String(first?.['to_group']),
            ),
          )
          expect(list).toHaveLength(Number(first?.['members']))
        }
      },
    ),
    { numRuns: 5 },
  )
})

test.each([
  ['', null],
  ['90', '2025-03-03'],
  ['0', null],
  ['2025-01-01', '2025-01-01'],
  ['2025-06-01', null],
])('compared with %j: %s', (compare, day) => {
  expect(earlierDay(compare, '2025-06-01')).toBe(day)
})

const cdnow = realFile('cdnow/cdnow_master.csv')
describe.skipIf(!cdnow)('CDNOW, from the file: ../shared/data is beside the project', () => {
  let shop: TestShop
  beforeAll(async () => {
    if (cdnow) shop = await loadTestShop(engine, [cdnow])
  })

  test('champions of 1997-07-01 who are none any more on 1998-07-01: the same counted from two runs', async () => {
    const asOf: Lens = { asOf: '1998-07-01', from: null, basis: 'gross' }
    const run = await runOf(shop.runner, 'rfm', asOf, { compare: '1997-07-01' })
    const then = await runOf(shop.runner, 'rfm', { ...asOf, asOf: '1997-07-01' })
    const [counted] = await rowsOf(
      engine,
      sql`select count(*) as members, sum(b.monetary)::double as monetary_before, sum(n.monetary)::double as monetary
from ${tableOf(then, 'member_rfm')} as b join ${tableOf(run, 'member_rfm')} as n on n.member_id = b.member_id
where b.${groupColumn('ten')} = 'champions' and n.${groupColumn('ten')} <> 'champions'`,
    )
    const [summed] = await rowsOf(
      engine,
      sql`select sum(members)::bigint as members, sum(monetary_before)::double as monetary_before, sum(monetary)::double as monetary
from ${tableOf(run, 'rfm_migration')}
where map = 'ten' and from_group = 'champions' and to_group <> 'champions'`,
    )
    expect(summed).toEqual(counted)
    expect(Number(summed?.['members'])).toBeGreaterThan(0)
    const [all] = await rowsOf(
      engine,
      sql`select sum(members)::bigint as n from ${tableOf(run, 'rfm_migration')} where map = 'ten'`,
    )
    expect(all).toEqual({ n: 23570 })
  })
})
