import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import type { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { cramersV, cramersVOfCounts } from '../../../src/numerics/association/categories'
import { hedges } from '../../../src/numerics/effect-size'
import { compareSides } from '../../../src/pages/segments/compare'
import { combined, withSegment } from '../../../src/pages/segments/edit-segments'
import { NO_SEGMENTS, type Rule, type Segment } from '../../../src/segments/rule'
import { inHoldout, inPart } from '../../../src/segments/sampled.sql'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { makeShop, type Line } from './small-shop'

const lens: Lens = { asOf: '2025-06-01', from: null, basis: 'gross' }
const PEOPLE = Array.from({ length: 60 }, (_, i) => ({
  id: `m${i}`,
  gender: (i % 7) + (i % 2) > 4 ? 'female' : 'male',
}))
const LINES: readonly Line[] = PEOPLE.map(({ id }, i) => ({
  order: `o${i}`,
  member: id,
  at: '2025-01-04 10:00',
  product: 'tea',
  price: i % 2 === 0 ? 100 + (i % 9) : 10 + (i % 5),
  quantity: 1,
}))

let engine: EngineCore
let runner: AnalysisRunner
beforeAll(async () => {
  engine = await openTestEngine()
  runner = await makeShop(engine, LINES, PEOPLE, [{ id: 'tea', category: 'drinks', brand: 'leaf' }])
})

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { n: values.length, mean, variance }
}

describe('two sides compared', () => {
  const isEven = sql`(substr(member_id, 2)::integer % 2 = 0)`
  const sides = sql`select member_id, ${isEven} as a, not ${isEven} as b from members`

  test('by the numbers of a reading of every member, the largest difference first', async () => {
    const facts = await runner.facts(lens)
    const { a, b, both, differences } = await compareSides((query) => engine.query(query), sides, facts)
    expect([a, b, both]).toEqual([30, 30, 0])
    const priceOf = (even: boolean) =>
      LINES.filter((_, i) => (i % 2 === 0) === even).map(({ price }) => price)
    const expected = hedges(moments(priceOf(true)), moments(priceOf(false)))
    const spent = differences.find(({ fact }) => fact.name === 'spent')
    expect(spent?.effect).toBeCloseTo(expected.value, 9)
    expect(spent?.low).toBeCloseTo(expected.low, 9)
    expect(spent?.p).toBeCloseTo(expected.p, 12)
    expect(differences[0]?.fact.group).toBe('spending')
    const gender = differences.find(({ fact }) => fact.name === 'gender')
    const codes = (of: (i: number) => boolean) => ({
      codes: Int32Array.from(PEOPLE, (_, i) => (of(i) ? 1 : 0)),
      levels: ['no', 'yes'],
    })
    const known = cramersV(
      codes((i) => PEOPLE[i]?.gender === 'female'),
      codes((i) => i % 2 === 0),
    )
    expect(gender?.effect).toBeCloseTo(known.value, 12)
    expect(gender?.p).toBeCloseTo(known.p, 12)
    expect([gender?.aN, gender?.bN]).toEqual([30, 30])
    for (const { p, pAdjusted } of differences) expect(pAdjusted).toBeGreaterThanOrEqual(p)
    // Nobody differs in what is the same for all.
    expect(differences.find(({ fact }) => fact.name === 'orders')?.effect).toBe(0)
  })

  test('nobody on a side: nothing to compare, and no figure made up', async () => {
    const facts = await runner.facts(lens)
    const none = sql`select member_id, true as a, false as b from members`
    expect((await compareSides((query) => engine.query(query), none, facts)).differences).toEqual([])
  })
})

test('counts without rows or columns that are empty give the V of what is left', () => {
  const full = cramersVOfCounts([
    [10, 20],
    [30, 5],
  ])
  expect(
    cramersVOfCounts([
      [10, 0, 20],
      [0, 0, 0],
      [30, 0, 5],
    ]),
  ).toEqual(full)
  expect(full.value).toBeGreaterThan(0.4)
  expect(cramersVOfCounts([]).value).toBeNaN()
})

test('two sets put together hold whom they should', async () => {
  const women: Rule = { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } }
  const dear: Rule = { kind: 'fact', fact: 'spent', test: { op: 'at_least', value: 100 } }
  const isWoman = (i: number) => PEOPLE[i]?.gender === 'female'
  const isDear = (i: number) => (LINES[i]?.price ?? 0) >= 100
  const holds = {
    and: (i: number) => isWoman(i) && isDear(i),
    or: (i: number) => isWoman(i) || isDear(i),
    without: (i: number) => isWoman(i) && !isDear(i),
    one: (i: number) => isWoman(i) !== isDear(i),
  }
  for (const operation of ['and', 'or', 'without', 'one'] as const) {
    const select = await runner.members(combined(women, operation, dear), lens)
    const rows = await rowsOf(engine, sql`select member_id from (${select})`)
    const expected = PEOPLE.flatMap(({ id }, i) => (holds[operation](i) ? [id] : []))
    expect(rows.map((row) => String(row['member_id'])).sort(), operation).toEqual(expected.sort())
  }
})

test('a new rule is a new version, another name is none', () => {
  const one: Rule = { kind: 'all', of: [] }
  const two: Rule = { kind: 'any', of: [] }
  const segment: Segment = { id: 's', name: 'A', rule: one, versions: [] }
  const first = withSegment(NO_SEGMENTS, segment, '2025-01-01')
  expect(first.segments[0]?.versions).toEqual([{ on: '2025-01-01', rule: one }])
  const kept = first.segments[0] ?? segment
  const named = withSegment(first, { ...kept, name: 'B' }, '2025-01-02')
  expect(named.segments).toMatchObject([{ name: 'B', versions: [{ on: '2025-01-01' }] }])
  const changed = withSegment(named, { ...kept, rule: two }, '2025-01-03')
  expect(changed.segments[0]?.versions.map(({ on }) => on)).toEqual(['2025-01-01', '2025-01-03'])
})

test('a hold-out is no part of a sample by the same seed', async () => {
  const part = { share: 0.5, seed: 7 }
  const [row = {}] = await rowsOf(
    engine,
    sql`select
  count(*) filter (where ${inPart(sql`id`, part)}) as sampled,
  count(*) filter (where ${inPart(sql`id`, part)} and ${inHoldout(sql`id`, part)}) as held
from (select 'm' || i as id from range(10000) as r(i))`,
  )
  expect(Number(row['sampled']) / 10_000).toBeCloseTo(0.5, 1)
  expect(Number(row['held']) / Number(row['sampled'])).toBeCloseTo(0.5, 1)
})
