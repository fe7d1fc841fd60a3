import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { groupCase } from '../../../src/analyses/rfm/groups'
import { EIGHT_GROUPS, MAP_IDS, TEN_GROUPS } from '../../../src/analyses/rfm/maps'
import type { Lens } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { rowObjects } from '../../../src/sql/rows'
import { join, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { dayText, makeOrders, readTable, runOf, tableOf, type Order } from './order-table'
import {
  bitsOf,
  elevenOf,
  fourOf,
  groupOf,
  scoresOf,
  splitBy,
  totalsOf,
  unevenness,
  type Policy,
} from './rfm-by-hand'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

/** Few values each, so that many are equal; prices whose doubles are not exact. */
const order: fc.Arbitrary<Order> = fc
  .record({
    member: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 1, max: 14 }).map((n) => `m${n}`) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    day: fc.integer({ min: 0, max: 40 }),
    second: fc.integer({ min: 0, max: 86_399 }),
    gross: fc.constantFrom(1_000, 2_000, 25_500, 99_000, 99_000, 149_600, 0, -30_000, 1_000_000_000_001),
    back: fc.constantFrom(0, 0, 0, 0.5, 1),
  })
  .map(({ back, ...rest }) => ({
    ...rest,
    returned: Math.max(0, Math.round(rest.gross * back)),
  }))
const orders = fc.array(order, { maxLength: 60 })
const bins = fc.integer({ min: 2, max: 10 })
const policy = fc.constantFrom<Policy>('together', 'first_rank', 'ntile')

const lensOf = (asOf: number, basis: Lens['basis'] = 'gross'): Lens => ({
  asOf: dayText(asOf),
  from: null,
  basis,
})

const inFives = (score: number, bins: number) => Math.round(1 + (4 * (score - 1)) / (bins - 1))

test('scores, groups, ties and totals are those counted by hand, whatever the choices', async () => {
  await fc.assert(
    fc.asyncProperty(
      orders,
      bins,
      policy,
      fc.constantFrom('all', '90'),
      fc.constantFrom<'orders' | 'days'>('orders', 'days'),
      fc.constantFrom<'mean' | 'median'>('mean', 'median'),
      fc.constantFrom<'gross' | 'net'>('gross', 'net'),
      fc.integer({ min: 20, max: 130 }),
      async (rows, bins, ties, window, frequency, cut8, basis, asOf) => {
        const runner = await makeOrders(engine, rows)
        const parameters = { bins, ties, window, frequency, cut8 }
        const run = await runOf(runner, 'rfm', lensOf(asOf, basis), parameters)
        const totals = totalsOf(rows, asOf, { window: window === 'all' ? null : 90, frequency, basis })
        const scores = scoresOf(totals, bins, ties)
        const eight = bitsOf(totals, cut8)
        const score = (member: string) => scores.get(member) ?? { r: 0, f: 0, m: 0 }

        const found = await readTable(engine, run, 'member_rfm')
        const byHand = totals
          .map(({ member, recency, frequency, money }) => {
            const { r, f, m } = score(member)
            return {
              member_id: member,
              recency_days: recency,
              frequency,
              monetary: money / 10_000,
              r,
              f,
              m,
              group10: groupOf(inFives(r, bins), inFives(f, bins)),
              group8: eight.get(member),
              score: expect.closeTo((r + f + m) / 3, 9) as number,
              group4: fourOf(eight.get(member) ?? ''),
              group11: elevenOf(inFives(r, bins), inFives(f, bins), inFives(m, bins)),
            }
          })
          .sort((a, b) => (a.member_id < b.member_id ? -1 : 1))
        expect(
          found.map((row) =>
            Object.fromEntries(Object.entries(row).filter(([key]) => !key.endsWith('_order'))),
          ),
        ).toEqual(byHand)

        const [split] = await readTable(engine, run, 'rfm_ties')
        expect(split).toEqual({
          r_split: splitBy(
            totals,
            (row) => row.recency,
            (member) => score(member).r,
          ),
          f_split: splitBy(
            totals,
            (row) => row.frequency,
            (member) => score(member).f,
          ),
          m_split: splitBy(
            totals,
            (row) => row.money,
            (member) => score(member).m,
          ),
        })
        if (ties === 'together') expect(split).toEqual({ r_split: 0, f_split: 0, m_split: 0 })

        const [summary] = await readTable(engine, run, 'rfm_summary')
        const { gini, top } = unevenness(totals.map(({ money }) => money))
        expect(summary).toMatchObject({
          members: totals.length,
          frequency: totals.reduce((sum, row) => sum + row.frequency, 0),
          once: totals.filter((row) => row.frequency === 1).length,
        })
        expect(Number(summary?.['monetary'])).toBeCloseTo(
          totals.reduce((sum, row) => sum + row.money, 0) / 10_000,
          4,
        )
        const close = (value: unknown, expected: number | null) =>
          expected === null ? expect(value).toBeNull() : expect(Number(value)).toBeCloseTo(expected, 9)
        close(summary?.['gini'], gini)
        for (const share of [1, 5, 10, 20])
          close(summary?.[`top_${String(share).padStart(2, '0')}`], top(share / 100))
      },
    ),
    { numRuns: 30 },
  )
})

test('cells and groups hold every member once', async () => {
  await fc.assert(
    fc.asyncProperty(orders, bins, policy, async (rows, bins, ties) => {
      const run = await runOf(await makeOrders(engine, rows), 'rfm', lensOf(50), { bins, ties })
      const sum = async (name: string, where = sql`true`) =>
        rowObjects(
          await engine.query(
            sql`select coalesce(sum(members), 0) as members, coalesce(sum(monetary), 0) as monetary from ${tableOf(run, name)} where ${where}`,
          ),
        )[0]
      const [summary] = await readTable(engine, run, 'rfm_summary')
      const whole = { members: summary?.['members'], monetary: summary?.['monetary'] }
      expect(await sum('rfm_cells')).toEqual(whole)
      for (const map of MAP_IDS) expect(await sum('rfm_groups', sql`map = ${map}`)).toEqual(whole)
    }),
    { numRuns: 8 },
  )
})

test('a higher value never has a lower score; equal values together have equal ones', async () => {
  await fc.assert(
    fc.asyncProperty(orders, bins, policy, async (rows, bins, ties) => {
      const run = await runOf(await makeOrders(engine, rows), 'rfm', lensOf(50), { bins, ties })
      const pair = sql`${tableOf(run, 'member_rfm')} as a, ${tableOf(run, 'member_rfm')} as b`
      const [wrong] = rowObjects(
        await engine.query(sql`select
  count(*) filter (where a.recency_days < b.recency_days and a.r < b.r) as r,
  count(*) filter (where a.frequency > b.frequency and a.f < b.f) as f,
  count(*) filter (where a.monetary > b.monetary and a.m < b.m) as m,
  count(*) filter (where least(a.r, a.f, a.m) < 1 or greatest(a.r, a.f, a.m) > ${bins}) as outside
from ${pair}`),
      )
      expect(wrong).toEqual({ r: 0, f: 0, m: 0, outside: 0 })
    }),
    { numRuns: 8 },
  )
})

test('the order of orders does not matter', async () => {
  const mixed = orders.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  )
  await fc.assert(
    fc.asyncProperty(mixed, policy, async ([rows, shuffled], ties) => {
      const members = async (given: readonly Order[]) =>
        readTable(
          engine,
          await runOf(await makeOrders(engine, given), 'rfm', lensOf(50), { ties }),
          'member_rfm',
        )
      expect(await members(shuffled)).toEqual(await members(rows))
    }),
    { numRuns: 10 },
  )
})

describe('small and plain shops', () => {
  const one = (member: string, day: number, gross: number): Order => ({
    member,
    day,
    second: 0,
    gross,
    returned: 0,
  })
  const load = async (rows: readonly Order[], parameters = {}) => {
    const run = await runOf(await makeOrders(engine, rows), 'rfm', lensOf(50), parameters)
    const [summary] = await readTable(engine, run, 'rfm_summary')
    return { run, summary, members: await readTable(engine, run, 'member_rfm') }
  }

  test('nobody', async () => {
    const { run, summary, members } = await load([])
    expect(members).toEqual([])
    expect(summary).toMatchObject({ members: 0, frequency: 0, monetary: 0, gini: null, top_01: null })
    expect(await readTable(engine, run, 'rfm_groups')).toEqual([])
    expect(await readTable(engine, run, 'lorenz_curve')).toEqual([{ members: 0, money: 0 }])
  })

  test('one member', async () => {
    const { summary, members, run } = await load([one('a', 3, 99_000)])
    expect(members).toMatchObject([{ member_id: 'a', recency_days: 47, r: 5, f: 1, m: 1, group8: '000' }])
    expect(summary).toMatchObject({ members: 1, gini: 0, top_01: 1, top_20: 1 })
    expect(await readTable(engine, run, 'lorenz_curve')).toEqual([
      { members: 0, money: 0 },
      { members: 1, money: 1 },
    ])
  })

  // 0.1 summed ten times is a little less than 1, and 99 × 149.6 a little off: nobody may rise for it.
  test.each([1_000, 7_000, 149_600, 599_240, 99_000])('all alike, at %i', async (gross) => {
    for (const size of [3, 7, 10, 99]) {
      const rows = Array.from({ length: size }, (_, i) => one(`m${i}`, 7, gross))
      for (const cut8 of ['mean', 'median']) {
        const { members, summary } = await load(rows, { cut8 })
        expect(new Set(members.map(({ r, f, m, group8 }) => `${r}${f}${m} ${group8}`))).toEqual(
          new Set(['511 000']),
        )
        expect(Number(summary?.['gini'])).toBeCloseTo(0, 12)
      }
    }
  })

  test('no money at all, or less than none', async () => {
    const { summary, run } = await load([one('a', 1, 0), one('b', 2, -50_000)])
    expect(summary).toMatchObject({ members: 2, monetary: -5, gini: null, top_10: null })
    expect((await readTable(engine, run, 'lorenz_curve')).every(({ money }) => money === 0)).toBe(true)
  })

  test('a member below zero counts as zero in the curve, not in the sum', async () => {
    const { summary } = await load([one('a', 1, 300_000), one('b', 2, -100_000)])
    expect(summary).toMatchObject({ monetary: 20, gini: 0.5, top_01: 1 })
  })
})

// 3 × 0.3333… is not quite 1, nor 90 × 0.7 quite 63: a cut that falls on a member is that member's value.
test.each([2, 3, 4, 5, 6, 7, 8, 9, 10])('%i bins whose cuts fall on members', async (bins) => {
  for (const size of [bins + 1, 9 * bins + 1]) {
    const rows = Array.from({ length: size }, (_, i) => ({
      member: `m${String(i).padStart(3, '0')}`,
      day: i,
      second: 0,
      gross: 10_000 + 37 * i,
      returned: 0,
    }))
    const run = await runOf(await makeOrders(engine, rows), 'rfm', lensOf(400), { bins, ties: 'first_rank' })
    const totals = totalsOf(rows, 400, { window: null, frequency: 'orders', basis: 'gross' })
    const byHand = scoresOf(totals, bins, 'first_rank')
    const found = await readTable(engine, run, 'member_rfm')
    expect(found.map(({ member_id, r, f, m }) => [member_id, { r, f, m }])).toEqual([...byHand])
  }
})

test('the curve rises from nothing to all, ever steeper, and holds the Gini coefficient', async () => {
  const money = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(money, async (amounts) => {
      const rows = amounts.map((gross, i) => ({ member: `m${i}`, day: 1, second: 0, gross, returned: 0 }))
      const run = await runOf(await makeOrders(engine, rows), 'rfm', lensOf(50))
      const points = (await readTable(engine, run, 'lorenz_curve')).map(({ members, money }) => ({
        x: Number(members),
        y: Number(money),
      }))
      const { gini } = unevenness(amounts)
      const steps = points.slice(1).map((point, i) => {
        const before = points[i] ?? point
        return { width: point.x - before.x, rise: point.y - before.y, mean: (point.y + before.y) / 2 }
      })
      expect(points).toHaveLength(amounts.length + 1)
      steps.forEach(({ rise }, i) => expect(rise + 1e-12).toBeGreaterThanOrEqual(steps[i - 1]?.rise ?? 0))
      if (gini === null) return
      expect(points.at(-1)?.y).toBeCloseTo(1, 9)
      expect(1 - 2 * steps.reduce((sum, { width, mean }) => sum + width * mean, 0)).toBeCloseTo(gini, 9)
    }),
    { numRuns: 10 },
  )
})

describe('the maps of groups', () => {
  test('ten: each of the 25 cells is in exactly one, that of the definitions', async () => {
    const tests = TEN_GROUPS.map(({ id, test }) => sql`case when ${test} then ${id} else '' end`)
    const cells = rowObjects(
      await engine.query(sql`select r5, f5, ${groupCase(TEN_GROUPS)} as id, concat_ws(' ', ${join(tests)}) as every
from range(1, 6) as r(r5), range(1, 6) as f(f5)`),
    )
    expect(cells).toHaveLength(25)
    for (const { r5, f5, id, every } of cells) {
      expect(id).toBe(groupOf(Number(r5), Number(f5)))
      expect(String(every).trim().split(/\s+/)).toEqual([id])
    }
  })

  test('eight: each of the eight patterns is one, in the words of its bits', async () => {
    expect(EIGHT_GROUPS.map(({ id, label }) => `${id} ${label.zh}`)).toEqual([
      '111 重要价值',
      '101 重要发展',
      '011 重要保持',
      '001 重要挽留',
      '110 一般价值',
      '100 一般发展',
      '010 一般保持',
      '000 一般挽留',
    ])
    for (const { id, rule } of EIGHT_GROUPS) {
      const [r, f, m] = [...id].map((bit) => bit === '1')
      expect(rule.zh).toBe(`${r ? '近' : '远'}、${f ? '频' : '疏'}、${m ? '多' : '少'}`)
    }
    const patterns = rowObjects(
      await engine.query(sql`select
  cast(r as integer) || '' || cast(f as integer) || cast(m as integer) as bits, ${groupCase(EIGHT_GROUPS)} as id
from (select r as r_high, f as f_high, m as m_high, r, f, m
  from (values (true), (false)) as a(r), (values (true), (false)) as b(f), (values (true), (false)) as c(m))`),
    )
    expect(patterns).toHaveLength(8)
    for (const { bits, id } of patterns) expect(id).toBe(bits)
  })
})
