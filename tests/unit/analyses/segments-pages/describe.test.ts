import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../../src/analyses/analysis'
import { groupedFact } from '../../../../src/analyses/groupings.sql'
import { readDescribe, sizeOf } from '../../../../src/analyses/describe/describe-view'
import { boxes, crossed, scatterCells } from '../../../../src/analyses/describe/pair.sql'
import type { EngineCore } from '../../../../src/engine/core'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { makeShop } from '../../segments/small-shop'
import { readTable, runOf, tableOf } from '../order-table'
import { AS_OF, PRODUCTS, quantile, randomShop, spentOf, sum } from './random-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: AS_OF, from: null, basis: 'gross' }

describe('facts', () => {
  test('mean, deviation, quartiles, fences, far-out members and bars of spending, by hand in JavaScript', async () => {
    await fc.assert(
      fc.asyncProperty(randomShop, async ({ lines, people }) => {
        const runner = await makeShop(engine, lines, people, PRODUCTS)
        const run = await runOf(runner, 'describe', lens)
        const spent = people.map(({ id }) => spentOf(lines, id))
        const [row = {}] = (await readTable(engine, run, 'fact_summary')).filter(
          ({ fact }) => fact === 'spent',
        )
        const mean = sum(spent) / spent.length
        const [q1, q3] = [quantile(spent, 0.25), quantile(spent, 0.75)]
        expect(row['n']).toBe(people.length)
        expect(row['missing']).toBe(0)
        expect(row['mean']).toBeCloseTo(mean, 9)
        expect(row['sd']).toBeCloseTo(
          Math.sqrt(sum(spent.map((value) => (value - mean) ** 2)) / (spent.length - 1)),
          9,
        )
        expect(row['median']).toBeCloseTo(quantile(spent, 0.5), 9)
        expect(row['low_fence']).toBeCloseTo(q1 - 1.5 * (q3 - q1), 9)
        const out = spent.filter((value) => value < q1 - 1.5 * (q3 - q1) || value > q3 + 1.5 * (q3 - q1))
        expect(row['outliers']).toBe(out.length)
        const data = await readDescribe(run, (statement) => engine.query(statement))
        for (const fact of data.facts.filter(({ bars }) => bars.length > 0))
          expect(sum(fact.bars.map(({ members }) => members))).toBe(fact.n)
        // A bar for each number of orders between the fences, those beyond in the first and the last.
        const orders = people.map(({ id }) => lines.filter(({ member }) => member === id).length)
        const ofOrders = data.facts.find(({ fact }) => fact === 'orders')
        const [low, high] = [ofOrders?.bars[0]?.from ?? 0, ofOrders?.bars.at(-1)?.from ?? 0]
        for (const { from, to, members } of ofOrders?.bars ?? []) {
          const inBar = orders.map((n) => Math.min(high, Math.max(low, n))).filter((n) => n >= from && n < to)
          expect([from, to, members]).toEqual([Math.round(from), Math.round(to), inBar.length])
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  test('means of groups, with members of unknown group apart, and every member in one group', async () => {
    await fc.assert(
      fc.asyncProperty(randomShop, async ({ lines, people }) => {
        const runner = await makeShop(engine, lines, people, PRODUCTS)
        const run = await runOf(runner, 'describe', lens, { group: 'tier' })
        const levels = await readTable(engine, run, 'described_levels')
        expect(sum(levels.map(({ members }) => Number(members)))).toBe(people.length)
        const means = await readTable(engine, run, 'fact_groups')
        const chosen = (await readTable(engine, run, 'described_groupings')).find(
          (one) => one['chosen'] === 1,
        )
        // Without a tier of anybody the page falls back to what the shop has.
        if (chosen?.['id'] !== 'tier')
          return expect(people.every(({ tier }) => tier === undefined)).toBe(true)
        for (const { place, level, members } of levels) {
          const own = people.filter(({ tier }) => (tier ?? null) === level)
          expect(members).toBe(own.length)
          const mean = means.find((one) => one['fact'] === 'spent' && one['place'] === place)
          expect(mean?.['mean']).toBeCloseTo(sum(own.map(({ id }) => spentOf(lines, id))) / own.length, 9)
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  test('a pair, seen: cells, boxes and the cross-table hold every member who has both', async () => {
    await fc.assert(
      fc.asyncProperty(randomShop, async ({ lines, people }) => {
        const runner = await makeShop(engine, lines, people, PRODUCTS)
        const run = await runOf(runner, 'describe', lens)
        const data = await readDescribe(run, (statement) => engine.query(statement))
        const members = tableOf(run, 'described_members')
        const fact = (name: string) => data.facts.find((row) => row.fact === name)
        const [spent, orders] = [fact('spent'), fact('orders')]
        expect(spent && orders).toBeDefined()
        if (spent && orders) {
          const cells = await rowsOf(engine, scatterCells(members, spent, orders))
          expect(sum(cells.map((cell) => Number(cell['members'])))).toBe(people.length)
        }
        if (!fact('gender')) return
        const known = people.filter(({ gender }) => gender !== undefined)
        const drawn = await rowsOf(engine, boxes(members, 'spent', 'gender'))
        expect(sum(drawn.map(({ n }) => Number(n)))).toBe(known.length)
        for (const { level, median } of drawn)
          expect(median).toBeCloseTo(
            quantile(
              known.filter(({ gender }) => gender === level).map(({ id }) => spentOf(lines, id)),
              0.5,
            ),
            9,
          )
        if (!fact('tier')) return
        const table = await rowsOf(engine, crossed(members, 'gender', 'tier'))
        const both = known.filter(({ tier }) => tier !== undefined)
        for (const { a, b, members: count, index } of table) {
          const cell = both.filter(({ gender, tier }) => gender === a && tier === b).length
          const [row, column] = [
            both.filter(({ gender }) => gender === a).length,
            both.filter(({ tier }) => tier === b).length,
          ]
          expect(count).toBe(cell)
          expect(index).toBeCloseTo((100 * cell * both.length) / (row * column), 9)
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)
})

describe('what cannot be described', () => {
  const bought = (member: string) => ({
    order: `o${member}`,
    member,
    at: '2024-03-01 10:00',
    product: 'p0',
    price: 5,
    quantity: 1,
  })

  test('two members who are alike: no pair is claimed', async () => {
    const people = [{ id: 'a', gender: 'female' }, { id: 'b' }]
    const runner = await makeShop(engine, [bought('a'), bought('b')], people, PRODUCTS)
    const run = await runOf(runner, 'describe', lens)
    const data = await readDescribe(run, (statement) => engine.query(statement))
    expect(data.members).toBe(2)
    expect(data.pairs.filter(({ p }) => p < 0.05)).toEqual([])
    expect(data.facts.find(({ fact }) => fact === 'spent')).toMatchObject({
      levels: 1,
      outliers: 0,
      bars: [],
    })
    expect(data.effects).toEqual([])
  })

  test.each(['spearman', 'pearson', 'kendall', 'information'])(
    'by %s: only its own measure, and each pair once',
    async (method) => {
      const people = Array.from({ length: 30 }, (_, i) => ({
        id: `m${i}`,
        gender: i % 2 ? 'female' : 'male',
        tier: 'plain',
      }))
      const lines = people.flatMap(({ id }, i) =>
        Array.from({ length: 1 + (i % 4) }, (_, j) => ({ ...bought(id), order: `${id} ${j}`, price: 3 + i })),
      )
      const runner = await makeShop(engine, lines, people, PRODUCTS)
      const run = await runOf(runner, 'describe', lens, { method })
      const data = await readDescribe(run, (statement) => engine.query(statement))
      const names = data.pairs.map(({ a, b }) => [a, b].sort().join(' '))
      expect(new Set(names).size).toBe(names.length)
      const allowed = method === 'information' ? ['information'] : [method, 'cramers_v', 'eta']
      expect(data.pairs.every((pair) => allowed.includes(pair.method))).toBe(true)
      // Everybody has the same tier: nothing goes with it.
      expect(
        data.pairs
          .filter(({ a, b }) => a === 'tier' || b === 'tier')
          .every(({ value }) => Number.isNaN(value)),
      ).toBe(true)
    },
  )

  test('groups made of a fact are not said to differ in it', async () => {
    const people = Array.from({ length: 40 }, (_, i) => ({ id: `m${i}` }))
    const lines = people.map(({ id }, i) => ({ ...bought(id), price: 3 + i }))
    const runner = await makeShop(engine, lines, people, PRODUCTS)
    const run = await runOf(runner, 'describe', lens, { group: 'value_fifth' })
    const data = await readDescribe(run, (statement) => engine.query(statement))
    expect(data.divided).toBe('spent')
    expect(data.effects.map(({ fact }) => fact)).not.toContain('spent')
    expect(data.effects.length).toBeGreaterThan(0)
    expect(groupedFact('fifth of number:CLV')).toBe('number:CLV')
  })

  test('one word for each size, in Cohen’s bounds', () => {
    const step = (effect: string, value: number) => sizeOf({ effect, value }).step
    expect([0.009, 0.01, 0.06, 0.14].map((value) => step('eta_squared', value))).toEqual([0, 1, 2, 3])
    expect([-0.19, -0.2, 0.5, 0.8].map((value) => step('cohens_d', value))).toEqual([0, 1, 2, 3])
    expect([0.09, 0.1, 0.3, 0.5].map((value) => step('cramers_v', value))).toEqual([0, 1, 2, 3])
  })
})
