import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { overlapOf } from '../../../src/analyses/starter-tags'
import type { AnalysisRunner } from '../../../src/analyses/runner'
import type { Lens } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { asGroup, simplified } from '../../../src/segments/edit-rule'
import { flagCombinations, flagMoves, longFlags } from '../../../src/segments/flags.sql'
import { markedIds, pastedIds } from '../../../src/segments/list-rule'
import { jaccard } from '../../../src/segments/overlap'
import type { Goods, Rule, Test } from '../../../src/segments/rule'
import { ruleWords } from '../../../src/segments/words'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { naiveMembers, type PlainShop } from './naive'
import { makeShop, type Line } from './small-shop'

const lens: Lens = { asOf: '2025-06-01', from: null, basis: 'gross' }
const PEOPLE = Array.from({ length: 40 }, (_, i) => ({
  id: `m${String(i).padStart(2, '0')}`,
  ...(i % 3 !== 0 && { gender: i % 3 === 1 ? 'female' : 'male' }),
  ...(i % 4 !== 0 && { tier: ['gold', 'silver', 'plain'][i % 3] ?? '' }),
}))
const PRODUCTS = ['tea', 'cup', 'pot', 'leaf'].map((id, i) => ({
  id,
  category: i % 2 === 0 ? 'drinks' : 'ware',
  brand: ['a', 'a', 'b', 'c'][i] ?? '',
}))

/** Two lines of one order share their day, member and channel, as in any shop. */
const LINES: readonly Line[] = Array.from({ length: 240 }, (_, i) => {
  const order = Math.floor((i * 7) / 10)
  const member = (order * order * 13 + order) % 37
  const day = new Date(Date.UTC(2024, 4, 1) + ((order * 97) % 400) * 86_400_000)
  return {
    order: `o${order}`,
    member: `m${String(member).padStart(2, '0')}`,
    at: `${day.toISOString().slice(0, 10)} ${String(order % 24).padStart(2, '0')}:00`,
    product: PRODUCTS[(i * 5) % 4]?.id ?? 'tea',
    price: 3 + ((i * 11) % 17),
    quantity: 1 + (i % 3),
    channel: order % 3 === 0 ? 'app' : 'shop',
  }
})
const shop: PlainShop = { lines: LINES, people: PEOPLE, products: PRODUCTS, asOf: lens.asOf }

let engine: EngineCore
let runner: AnalysisRunner
beforeAll(async () => {
  engine = await openTestEngine()
  runner = await makeShop(engine, LINES, PEOPLE, PRODUCTS)
})

async function members(rule: Rule): Promise<string[]> {
  const rows = await rowsOf(
    engine,
    sql`select member_id from (${await runner.members(rule, lens)}) order by 1`,
  )
  return rows.map((row) => String(row['member_id']))
}

const number = fc.integer({ min: -1, max: 60 })
const bound = fc.record({
  op: fc.constantFrom<'at_least' | 'at_most' | 'above' | 'below'>('at_least', 'at_most', 'above', 'below'),
  value: number,
})
const between = fc
  .tuple(number, number)
  .map(([a, b]) => ({ op: 'between' as const, from: Math.min(a, b), to: Math.max(a, b) }))
const extreme = fc.record({
  op: fc.constantFrom<'top' | 'bottom'>('top', 'bottom'),
  share: fc.constantFrom(0, 0.1, 0.25, 0.5, 0.77, 1),
})
const presence = fc.constantFrom<Test>({ op: 'known' }, { op: 'unknown' })
const goods: fc.Arbitrary<Goods> = fc.oneof(
  fc.constant<Goods>({ by: 'any' }),
  fc.subarray(['tea', 'cup', 'pot']).map((values): Goods => ({ by: 'product', values })),
  fc.subarray(['drinks', 'ware']).map((values): Goods => ({ by: 'category', values })),
  fc.subarray(['a', 'b', 'nobody’s']).map((values): Goods => ({ by: 'brand', values })),
  fc.subarray(['app', 'shop']).map((values): Goods => ({ by: 'channel', values })),
)
const days = fc.constantFrom(1, 30, 90, 200)
const condition: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('orders', 'spent', 'recency_days', 'order_days', 'mean_gap'),
      fc.oneof(bound, between, extreme, presence),
    )
    .map(([fact, test]): Rule => ({ kind: 'fact', fact, test })),
  fc
    .tuple(
      fc.constantFrom('gender', 'tier'),
      fc.oneof(
        fc.record({
          op: fc.constantFrom<'one_of' | 'none_of'>('one_of', 'none_of'),
          values: fc.subarray(['female', 'gold', 'silver', 'it’s']),
        }),
        presence,
      ),
    )
    .map(([fact, test]): Rule => ({ kind: 'fact', fact, test })),
  fc
    .record({
      goods,
      days: fc.option(days),
      measure: fc.constantFrom<'orders' | 'days' | 'amount' | 'pieces'>('orders', 'days', 'amount', 'pieces'),
      test: fc.oneof(bound, between),
    })
    .map((bought): Rule => ({ kind: 'bought', ...bought })),
  fc.record({ first: goods, then: goods, days }).map((sequence): Rule => ({ kind: 'sequence', ...sequence })),
)
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.array(tie('rule'), { maxLength: 3 }).map((of): Rule => ({ kind: 'all', of })),
    fc.array(tie('rule'), { maxLength: 3 }).map((of): Rule => ({ kind: 'any', of })),
    tie('rule').map((of): Rule => ({ kind: 'not', of })),
  ),
}))

describe('rules', () => {
  test('hold for whom a reading of every purchase says', async () => {
    await fc.assert(
      fc.asyncProperty(rule, async (given) => {
        expect(await members(given)).toEqual(naiveMembers(given, shop))
      }),
      { numRuns: 300 },
    )
  })

  test('mean the same when they are put in order for the editor, and afterwards', () => {
    fc.assert(
      fc.property(rule, (given) => {
        const expected = naiveMembers(given, shop)
        expect(naiveMembers(simplified(given), shop)).toEqual(expected)
        expect(naiveMembers(asGroup(given), shop)).toEqual(expected)
        expect(simplified(simplified(given))).toEqual(simplified(given))
      }),
      { numRuns: 300 },
    )
  })

  test('have words in both languages, whatever they are made of', () => {
    fc.assert(
      fc.property(rule, (given) => {
        const { en, zh } = ruleWords(given, { book: { tags: [], segments: [] }, currency: 'CNY' })
        for (const text of [en, zh]) {
          expect(text).not.toBe('')
          expect(text).not.toMatch(/undefined|NaN|\[object/)
        }
        expect(zh).toMatch(/\p{Script=Han}/u)
      }),
    )
  })
})

describe('many rules at once', () => {
  const sets = fc.array(rule, { minLength: 1, maxLength: 55 })

  test('count as one by one, each two together too', async () => {
    await fc.assert(
      fc.asyncProperty(sets, async (rules) => {
        const holds = rules.map((given) => new Set(naiveMembers(given, shop)))
        const { flags, members: all, overlap } = await overlapOf(runner, engine, rules, lens)
        expect(all).toBe(PEOPLE.length)
        expect(overlap.counts).toEqual(holds.map(({ size }) => size))
        for (const [a, left] of holds.entries())
          for (const [b, right] of holds.entries()) {
            const both = [...left].filter((id) => right.has(id)).length
            expect(overlap.both(a, b)).toBe(both)
            expect(overlap.jaccard(a, b)).toBeCloseTo(jaccard(left.size, right.size, both), 12)
          }
        const chosen = rules.map((_, i) => i).slice(0, 6)
        const expected = new Map<string, number>()
        for (const { id } of PEOPLE) {
          const key = chosen.map((i) => (holds[i]?.has(id) ? '1' : '0')).join('')
          if (key.includes('1')) expected.set(key, (expected.get(key) ?? 0) + 1)
        }
        const found = await rowsOf(engine, flagCombinations(flags, chosen))
        expect(
          new Map(
            found.map((row) => [
              chosen.map((_, i) => (String(row[`s${i}`]) === 'true' ? '1' : '0')).join(''),
              row['n'],
            ]),
          ),
        ).toEqual(expected)
        const counts = found.map((row) => Number(row['n']))
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
        const long = await rowsOf(
          engine,
          sql`select tag, count(*) as n from (${longFlags(
            flags,
            rules.map((_, i) => `it’s ${i}`),
          )}) group by 1`,
        )
        expect(Object.fromEntries(long.map((row) => [row['tag'], row['n']]))).toEqual(
          Object.fromEntries(holds.flatMap(({ size }, i) => (size > 0 ? [[`it’s ${i}`, size]] : []))),
        )
      }),
      { numRuns: 25 },
    )
  })

  test('a tag that says what an earlier one says is told', async () => {
    const women: Rule = { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } }
    const nobody: Rule = { kind: 'any', of: [] }
    const again: Rule = { kind: 'not', of: { kind: 'not', of: women } }
    const { overlap } = await overlapOf(runner, engine, [women, nobody, again, nobody], lens)
    expect(overlap.doubles()).toEqual([null, null, 0, null])
  })

  test('who entered and who left since an earlier day', async () => {
    const lately: Rule = { kind: 'fact', fact: 'recency_days', test: { op: 'at_most', value: 60 } }
    const rules = [lately, { kind: 'not', of: lately } as const]
    const before = { ...lens, asOf: '2025-03-01' }
    const [row = {}] = await rowsOf(
      engine,
      flagMoves(await runner.flags.table(rules, lens), await runner.flags.table(rules, before), 2),
    )
    const now = naiveMembers(lately, shop)
    const then = naiveMembers(lately, { ...shop, asOf: before.asOf })
    const entered = now.filter((id) => !then.includes(id)).length
    const left = then.filter((id) => !now.includes(id)).length
    expect(entered + left).toBeGreaterThan(0)
    const members = naiveMembers({ kind: 'all', of: [] }, shop).length
    expect(row).toEqual({ members, entered0: entered, left0: left, entered1: left, left1: entered })
  })

  test('more tables than are kept: the least lately asked for is made anew', async () => {
    const rules = Array.from({ length: 9 }, (_, i): Rule[] => [
      { kind: 'fact', fact: 'orders', test: { op: 'at_least', value: i } },
    ])
    for (const one of [...rules, ...rules.toReversed()]) {
      const flags = await runner.flags.table(one, lens)
      const [row = {}] = await rowsOf(engine, sql`select count(*) filter (where t0) as n from ${flags}`)
      expect(row['n']).toBe(naiveMembers(one[0] ?? { kind: 'any', of: [] }, shop).length)
    }
  })

  test('member_tags can be asked by name, and goes with the shop', async () => {
    const women: Rule = { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } }
    await runner.flags.show(['Women'], [women], lens)
    const [row = {}] = await rowsOf(engine, sql`select count(*) as n from member_tags where tag = 'Women'`)
    expect(row['n']).toBe(naiveMembers(women, shop).length)
    await runner.forget()
    await expect(engine.query(sql`select * from member_tags`)).rejects.toThrow()
    runner = await makeShop(engine, LINES, PEOPLE, PRODUCTS)
  })
})

test('a pasted list keeps marks alone, and names the ids that nobody has', async () => {
  const ids = pastedIds(' m01, m02;m02\n\nnobody\tm03 ')
  expect(ids).toEqual(['m01', 'm02', 'nobody', 'm03'])
  const salt = 'ab'.repeat(16)
  const { table } = await runner.facts(lens)
  const rows = await rowsOf(engine, markedIds(ids, salt, table))
  expect(rows.filter((row) => row['found'] === 0).map((row) => row['id'])).toEqual(['nobody'])
  const marks = rows.filter((row) => row['found'] === 1).map((row) => String(row['mark']))
  expect(await members({ kind: 'list', salt, marks })).toEqual(['m01', 'm02', 'm03'])
  expect(await members({ kind: 'list', salt: 'cd'.repeat(16), marks })).toEqual([])
  expect(await members({ kind: 'list', salt, marks: [] })).toEqual([])
  expect(JSON.stringify(marks)).not.toContain('m01')
})
