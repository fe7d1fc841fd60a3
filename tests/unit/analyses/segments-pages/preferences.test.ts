import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../../src/analyses/analysis'
import { kindMix } from '../../../../src/analyses/preferences/mix.sql'
import { kindOf } from '../../../../src/analyses/preferences/parameters'
import { traitFifths } from '../../../../src/analyses/preferences/traits.sql'
import type { EngineCore } from '../../../../src/engine/core'
import { join, sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { makeShop } from '../../segments/small-shop'
import { readTable, runOf } from '../order-table'
import { AS_OF, PRODUCTS, randomShop, sum } from './random-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: AS_OF, from: null, basis: 'gross' }
const categoryOf = (product: string) => PRODUCTS.find(({ id }) => id === product)?.category ?? ''
const END = Date.parse(AS_OF) / 86_400_000
const age = (at: string) => END - Date.parse(at.slice(0, 10)) / 86_400_000

describe('the mix', () => {
  test('revenue, penetration and growth as counted by hand', async () => {
    await fc.assert(
      fc.asyncProperty(randomShop, async ({ lines, people }) => {
        const runner = await makeShop(engine, lines, people, PRODUCTS)
        const rows = await readTable(
          engine,
          await runOf(runner, 'preferences', lens, { days: 90 }),
          'preference_mix',
        )
        const money = (own: typeof lines) => sum(own.map(({ price, quantity }) => price * quantity))
        const buyers = new Set(lines.map(({ member }) => member)).size
        expect(sum(rows.map(({ share }) => Number(share)))).toBeCloseTo(1, 9)
        for (const row of rows) {
          const own = lines.filter(({ product }) => categoryOf(product) === row['kind'])
          expect(row['revenue']).toBeCloseTo(money(own), 6)
          expect(row['penetration']).toBeCloseTo(new Set(own.map(({ member }) => member)).size / buyers, 9)
          const lately = money(own.filter(({ at }) => age(at) <= 90))
          const before = money(own.filter(({ at }) => age(at) > 90 && age(at) <= 180))
          const reaches = lines.some(({ at }) => age(at) >= 180)
          if (reaches && before > 0) expect(row['growth']).toBeCloseTo(lately / before - 1, 9)
          else expect(row['growth']).toBeNull()
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  test('classes by hand: cumulative revenue, and months without a sale', async () => {
    const line = (kind: string, day: string, amount: number) =>
      sql`(${`${kind}${day}`}, 'm', cast(${day} as date), ${kind}, ${amount}::double)`
    const months = ['2024-01-05', '2024-02-05', '2024-03-05', '2024-04-05']
    const lines = sql`(select * from (values ${join([
      ...months.map((day) => line('steady', day, 20)),
      line('once', '2024-01-10', 10),
      line('rare', '2024-04-10', 6),
      line('least', '2024-04-11', 4),
    ])}) as v(order_id, member_id, day, kind, amount))`
    const rows = await rowsOf(engine, kindMix(lines, '2024-05-01', 30))
    // Of 100: 80 come first (A), then 10 begins at 80 % (B), 6 at 90 % (B), 4 at 96 % (C).
    expect(rows.map(({ kind, abc }) => [kind, abc])).toEqual([
      ['steady', 'A'],
      ['once', 'B'],
      ['rare', 'B'],
      ['least', 'C'],
    ])
    expect(rows[0]).toMatchObject({ months: 4, cv: 0, xyz: 'X' })
    // 10, 0, 0, 0: mean 2.5, deviation (÷ 3) 5.
    expect(rows[1]?.['cv']).toBeCloseTo(2, 12)
    expect(rows[1]?.['xyz']).toBe('Z')
    // One month says nothing of how steady.
    expect(rows[2]).toMatchObject({ months: 1, xyz: null })
  })

  test('by what the shop has, where it has not what is asked', () => {
    expect(kindOf('brand', new Set(['top_category', 'top_brand']))).toBe('brand')
    expect(kindOf('brand', new Set(['products']))).toBe('product')
    expect(kindOf('category', new Set(['orders']))).toBeNull()
  })
})

describe('affinity', () => {
  test('wallet ÷ base by hand; each drawn from its raw value towards one mean, never past it', async () => {
    await fc.assert(
      fc.asyncProperty(randomShop, async ({ lines, people }) => {
        const runner = await makeShop(engine, lines, people, PRODUCTS)
        const run = await runOf(runner, 'preferences', lens, { group: 'gender' })
        const rows = await readTable(engine, run, 'preference_affinity')
        const levels = await readTable(engine, run, 'preference_levels')
        const chosen = (await readTable(engine, run, 'preference_groupings')).find(
          (one) => one['chosen'] === 1,
        )
        if (chosen?.['id'] !== 'gender') return
        const money = (own: typeof lines) => sum(own.map(({ price, quantity }) => price * quantity))
        const cells = rows.map((row) => {
          const level = levels.find(({ place }) => place === row['place'])?.['level'] ?? null
          const ids = people.filter(({ gender }) => (gender ?? null) === level).map(({ id }) => id)
          const inGroup = lines.filter(({ member }) => ids.includes(member))
          const ofKind = (own: typeof lines) =>
            own.filter(({ product }) => categoryOf(product) === row['kind'])
          const raw = money(ofKind(inGroup)) / money(inGroup) / (money(ofKind(lines)) / money(lines))
          const amounts = ofKind(lines).map(({ price, quantity }) => price * quantity)
          const mean = sum(amounts) / amounts.length
          const cv2 = sum(amounts.map((one) => (one - mean) ** 2)) / amounts.length / mean ** 2
          const exposure = (amounts.length * inGroup.length) / lines.length / (1 + cv2)
          expect(row['raw']).toBeCloseTo(raw, 9)
          expect(row['exposure']).toBeCloseTo(exposure, 9)
          return { raw, exposure, shrunk: Number(row['shrunk']) }
        })
        const weight = sum(cells.map(({ exposure }) => exposure))
        const m = sum(cells.map(({ raw, exposure }) => raw * exposure)) / weight
        const apart = sum(cells.map(({ raw, exposure }) => exposure * (raw - m) ** 2)) / weight
        const between = Math.max(0, apart - m / (weight / cells.length))
        for (const { raw, exposure, shrunk } of cells) {
          const wanted = between > 0 ? (raw * exposure + (m * m) / between) / (exposure + m / between) : m
          expect(shrunk).toBeCloseTo(wanted, 6)
          expect(Math.abs(shrunk - m)).toBeLessThanOrEqual(Math.abs(raw - m) + 1e-9)
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)
})

describe('profiles', () => {
  test('money halves with every half-life: by hand', async () => {
    const order = (product: string, at: string, price: number) => ({
      order: `${product}${at}`,
      member: 'a',
      at: `${at} 10:00`,
      product,
      price,
      quantity: 1,
    })
    // 30 and 60 days before the end: 80 ÷ 2 of tea against 200 ÷ 4 of cups.
    const before = (days: number) =>
      new Date(Date.parse(AS_OF) - days * 86_400_000).toISOString().slice(0, 10)
    const runner = await makeShop(
      engine,
      [order('p0', before(30), 80), order('p1', before(60), 200)],
      [{ id: 'a', gender: 'female' }],
      PRODUCTS,
    )
    const run = await runOf(runner, 'preferences', lens, { half_life: 30, group: 'gender' })
    const profile = await readTable(engine, run, 'preference_profile', sql`rank`)
    expect(profile.map(({ kind, weight }) => [kind, weight])).toEqual([
      ['cups', 50],
      ['tea', 40],
    ])
    const [member = {}] = await readTable(engine, run, 'member_preference')
    expect(member).toMatchObject({ member_id: 'a', kind: 'cups', spent: 200 })
    expect(member['share']).toBeCloseTo(50 / 90, 12)
  })
})

describe('fifths of a trait', () => {
  test('equal values together, in order, nobody lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }),
        async (values) => {
          const members = sql`(select * from (values ${join(
            values.map((value, i) => sql`(${`m${i}`}, ${value / 10}::double, 1, 1)`),
          )}) as v(member_id, novelty, spent, orders))`
          const rows = await rowsOf(
            engine,
            sql`select * from (${traitFifths(members, new Set(['novelty']))}) order by fifth`,
          )
          expect(sum(rows.map((row) => Number(row['members'])))).toBe(values.length)
          rows.forEach((row, i) => {
            expect(row['fifth']).toBeGreaterThanOrEqual(1)
            expect(row['fifth']).toBeLessThanOrEqual(5)
            const next = rows[i + 1]
            if (next) expect(Number(row['high'])).toBeLessThan(Number(next['low']))
          })
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)
})
