import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import { FALLBACK } from '../../../src/analyses/lifecycle/parameters'
import { STATES } from '../../../src/analyses/lifecycle/states'
import type { RunResult } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'
import { makeMembers, quantile, stateAsOf, type Limits, type Listed } from './lifecycle-reference'
import { dayText, readTable, runOf, tableOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const cdnow = realFile('cdnow/cdnow_master.csv')

describe.skipIf(!cdnow)('the CDNOW master file, from the file to the result', () => {
  let shop: TestShop
  let result: RunResult
  beforeAll(async () => {
    if (!cdnow) return
    shop = await loadTestShop(engine, [cdnow])
    result = await runOf(shop.runner, 'lifecycle', { asOf: '1998-07-01', from: null, basis: 'gross' })
  })

  test('the gaps between order days', async () => {
    const [limits] = await readTable(engine, result, 'lifecycle_thresholds')
    expect(limits).toMatchObject({ gaps: 44_021, median: 34, p80: 119, p90: 200, p95: 283 })
    expect(limits).toMatchObject({ declining: 119, dormant: 200, lost: 283 })
  })

  test('March 1997: new, returning, resurrected, dormant', async () => {
    const [march] = await rowsOf(
      engine,
      sql`select * from ${tableOf(result, 'lifecycle_flows')} where period = timestamp '1997-03-01'`,
    )
    expect(march).toMatchObject({
      active: 9524,
      new_members: 7248,
      returning_members: 1681,
      resurrected: 595,
      dormant: 7952,
    })
  })

  test('every member is in one state, and was in one', async () => {
    const [sum] = await rowsOf(
      engine,
      sql`select (select sum(members) from ${tableOf(result, 'lifecycle_states')}) as now,
  (select sum(members) from ${tableOf(result, 'lifecycle_transitions')}) as moved,
  (select sum(members) from ${tableOf(result, 'lifecycle_counts')} where day = date '1998-07-01') as counted,
  (select count(distinct member_id) from ${tableOf(result, 'member_lifecycle')}) as members`,
    )
    expect(sum).toEqual({ now: 23_570, moved: 23_570, counted: 23_570, members: 23_570 })
  })
})

const ASOF = 500
const lens: Lens = { asOf: dayText(ASOF), from: null, basis: 'gross' }
const order = (member: string | null, day: number, second = 0): Order => ({
  member,
  day,
  second,
  gross: 10_000,
  returned: 0,
})

interface Drawn {
  orders: Order[]
  listed: Listed[]
  limits: Limits
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const drawn: fc.Arbitrary<Drawn> = fc.record({
  orders: fc.array(
    fc
      .tuple(
        fc.option(fc.constantFrom(...names), { freq: 12 }),
        fc.oneof(fc.integer({ min: 0, max: 520 }), fc.constantFrom(0, 30, 31, 90, 499)),
        fc.integer({ min: 0, max: 86_399 }),
      )
      .map(([member, day, second]) => order(member, day, second)),
    { maxLength: 60 },
  ),
  listed: fc.uniqueArray(
    fc.record({
      member: fc.constantFrom(...names, 'h', 'i', 'j'),
      joined: fc.option(fc.integer({ min: -20, max: 520 })),
    }),
    { selector: ({ member }) => member, maxLength: 8 },
  ),
  limits: fc.record({
    declining: fc.integer({ min: 1, max: 60 }),
    dormant: fc.integer({ min: 1, max: 120 }),
    lost: fc.integer({ min: 1, max: 250 }),
    mature: fc.integer({ min: 2, max: 6 }),
  }),
})

/** What the reference needs, once for all days. */
function byHand({ orders, listed, limits }: Drawn) {
  const dormant = Math.max(limits.declining, limits.dormant)
  const ordered = { ...limits, dormant, lost: Math.max(dormant, limits.lost) }
  const seen = orders.filter(({ day, member }) => day < ASOF && member !== null)
  // Whoever has any order is in the shop's members; whoever has one only after the as-of day is a prospect of no date.
  const everybody = new Map<string, number | null>(listed.map(({ member, joined }) => [member, joined]))
  for (const { member } of orders) if (member !== null && !everybody.has(member)) everybody.set(member, null)
  const first = seen.length > 0 ? Math.min(...seen.map(({ day }) => day)) + 1 : ASOF
  return (asOf: number) =>
    new Map(
      [...everybody].flatMap(([member, joined]) => {
        const days = seen.filter((one) => one.member === member).map(({ day }) => day)
        const state = stateAsOf(asOf, days, { everBought: days.length > 0, joined, first }, ordered)
        return state === null ? [] : [[member, state] as const]
      }),
    )
}

describe('against the plain way, on random shops', () => {
  test('as of every day each known member is in exactly one state, and it is that one', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (shop) => {
        const result = await runOf(await makeMembers(engine, shop.orders, shop.listed), 'lifecycle', lens, {
          ...shop.limits,
        })
        const reference = byHand(shop)
        const found = await rowsOf(
          engine,
          sql`select date_diff('day', date ${dayText(0)}, day) as day, member_id, state
from (select unnest(generate_series(date ${dayText(0)}, date ${lens.asOf}, interval 7 day))::date as day
  union select date ${lens.asOf}) as g
join ${tableOf(result, 'lifecycle_spells')} as s on s.begins <= g.day and (s.ends is null or s.ends > g.day)
order by day, member_id`,
        )
        const days = [...Array.from({ length: Math.ceil(ASOF / 7) }, (_, i) => 7 * i), ASOF]
        const wanted = days.flatMap((day) =>
          [...reference(day)]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([member_id, state]) => ({ day, member_id, state })),
        )
        expect(found).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  test('counts by month, moves and the list say the same', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.constantFrom('30', '90', '365', 'months'), async (shop, compare) => {
        const parameters: Partial<Parameters> = { ...shop.limits, compare }
        const runner = await makeMembers(engine, shop.orders, shop.listed)
        const result = await runOf(runner, 'lifecycle', lens, parameters)
        const reference = byHand(shop)
        const counted = await rowsOf(
          engine,
          sql`select date_diff('day', date ${dayText(0)}, day) as day, state, members
from ${tableOf(result, 'lifecycle_counts')}`,
        )
        for (const { day, state, members } of counted) {
          const want = [...reference(Number(day)).values()].filter((one) => one === state).length
          expect(members, `${String(state)} as of ${String(day)}`).toBe(want)
        }
        const list = await readTable(engine, result, 'member_lifecycle', sql`member_id`)
        const now = reference(ASOF)
        expect(new Map(list.map((row) => [row['member_id'], row['state']]))).toEqual(now)
        if (compare !== 'months') {
          const then = reference(ASOF - Number(compare))
          for (const row of list)
            expect(row['state_before']).toBe(then.get(String(row['member_id'])) ?? 'none')
          const moves = await readTable(engine, result, 'lifecycle_transitions')
          for (const { before, after, members } of moves)
            expect(
              list.filter((row) => row['state_before'] === before && row['state'] === after),
            ).toHaveLength(Number(members))
          expect(moves.reduce((sum, { members }) => sum + Number(members), 0)).toBe(now.size)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('month to month: the pooled moves are those of every pair of successive months', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (shop) => {
        const runner = await makeMembers(engine, shop.orders, shop.listed)
        const result = await runOf(runner, 'lifecycle', lens, { ...shop.limits, compare: 'months' })
        const reference = byHand(shop)
        const buys = [...reference(ASOF).values()].some((state) => state !== 'prospect')
        const starts = Array.from({ length: 18 }, (_, i) => Date.UTC(2025, i, 1))
          .map((time) => (time - Date.UTC(2025, 0, 1)) / 86_400_000)
          .filter((day) => day <= ASOF && reference(day).size > 0)
          .filter((day) => !buys || [...reference(day).values()].some((state) => state !== 'prospect'))
        const want = new Map<string, number>()
        starts.slice(1).forEach((after, i) => {
          const then = reference(starts[i] ?? NaN)
          for (const [member, state] of reference(after)) {
            const key = `${then.get(member) ?? 'none'} ${state}`
            want.set(key, (want.get(key) ?? 0) + 1)
          }
        })
        const moves = await readTable(engine, result, 'lifecycle_transitions')
        const found = new Map(
          moves.map(({ before, after, members }) => [`${String(before)} ${String(after)}`, members]),
        )
        expect(found).toEqual(want)
      }),
      { numRuns: 30 },
    )
  })

  test('flows by month: new + returning + resurrected = active', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.constantFrom('week', 'month', 'quarter'), async (shop, period) => {
        const runner = await makeMembers(engine, shop.orders, shop.listed)
        const result = await runOf(runner, 'lifecycle', lens, { period })
        const flows = await readTable(engine, result, 'lifecycle_flows', sql`period`)
        const seen = shop.orders.filter(({ day, member }) => day < ASOF && member !== null)
        const periodOf = (day: number) => {
          const date = new Date(Date.UTC(2025, 0, 1 + day))
          if (period === 'week') return Math.floor((day + 2) / 7)
          const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
          return period === 'month' ? month : Math.floor(month / 3)
        }
        const active = new Map<number, Set<string>>()
        for (const { member, day } of seen) {
          const at = periodOf(day)
          active.set(at, (active.get(at) ?? new Set()).add(String(member)))
        }
        const first = Math.min(...active.keys())
        flows.forEach((row, i) => {
          const here = active.get(first + i) ?? new Set()
          const before = active.get(first + i - 1) ?? new Set()
          const earlier = new Set([...active].flatMap(([at, who]) => (at < first + i ? [...who] : [])))
          expect(row).toMatchObject({
            active: here.size,
            new_members: [...here].filter((who) => !earlier.has(who)).length,
            returning_members: [...here].filter((who) => before.has(who)).length,
            resurrected: [...here].filter((who) => earlier.has(who) && !before.has(who)).length,
            dormant: [...before].filter((who) => !here.has(who)).length,
          })
        })
        expect(flows.length).toBe(active.size === 0 ? 0 : Math.max(...active.keys()) - first + 1)
      }),
      { numRuns: 40 },
    )
  })

  test('thresholds are the type-7 quantiles of the gaps, or the usual days where gaps are few', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ orders, listed }) => {
        const result = await runOf(await makeMembers(engine, orders, listed), 'lifecycle', lens)
        const [limits = {}] = await readTable(engine, result, 'lifecycle_thresholds')
        const gaps = names.flatMap((name) => {
          const days = [...new Set(orders.filter((one) => one.member === name).map(({ day }) => day))]
            .filter((day) => day < ASOF)
            .sort((a, b) => a - b)
          return days.slice(1).map((day, i) => day - (days[i] ?? NaN))
        })
        expect(limits['gaps']).toBe(gaps.length)
        const want = (share: number, otherwise: number) =>
          gaps.length < 20 ? otherwise : Math.ceil(quantile(gaps, share) - 1e-9)
        expect(limits).toMatchObject({
          declining: want(0.8, FALLBACK.declining),
          dormant: want(0.9, FALLBACK.dormant),
          lost: want(0.95, FALLBACK.lost),
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe('small and odd shops', () => {
  const states = async (orders: Order[], listed: Listed[] = []) => {
    const result = await runOf(await makeMembers(engine, orders, listed), 'lifecycle', lens)
    return new Map(
      (await readTable(engine, result, 'lifecycle_states')).map((row) => [row['state'], row['members']]),
    )
  }

  test('nobody at all', async () => {
    expect(await states([])).toEqual(new Map())
    expect(await states([order(null, 3)])).toEqual(new Map())
  })
  test('members but no order', async () => {
    const listed = [
      { member: 'x', joined: null },
      { member: 'y', joined: 10 },
      { member: 'z', joined: 510 },
    ]
    expect(await states([], listed)).toEqual(new Map([['prospect', 2]]))
  })
  test('one member, one order', async () => {
    expect(await states([order('x', 499)])).toEqual(new Map([['new', 1]]))
    expect(await states([order('x', ASOF - FALLBACK.lost - 1)])).toEqual(new Map([['lost', 1]]))
    expect(await states([order('x', ASOF - FALLBACK.lost)])).toEqual(new Map([['dormant', 1]]))
  })
  test('all on one day, several orders each', async () => {
    const orders = Array.from({ length: 30 }, (_, i) => order(`m${i % 10}`, 480, i))
    expect(await states(orders)).toEqual(new Map([['new', 10]]))
  })
  test('every state has a name', () => {
    expect(new Set(STATES.map(({ id }) => id)).size).toBe(8)
  })
})
