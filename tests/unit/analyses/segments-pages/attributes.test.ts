import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../../src/analyses/analysis'
import { readAttributes } from '../../../../src/analyses/attributes/attributes-view'
import { mapView, onTiles, placeKey } from '../../../../src/analyses/attributes/map-view.svelte'
import { leafWhere } from '../../../../src/analyses/attributes/tree-view'
import { CHINA_TILES, TILE_COLUMNS, TILE_ROWS, tileOf } from '../../../../src/charts/china-tiles'
import { areaPaths, readAreas } from '../../../../src/charts/geo-shapes'
import type { EngineCore } from '../../../../src/engine/core'
import { sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { makeShop } from '../../segments/small-shop'
import { runOf, tableOf } from '../order-table'
import { AS_OF, PRODUCTS, randomShop, spentOf, sum } from './random-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: AS_OF, from: null, basis: 'gross' }

describe('the cross-table', () => {
  test.each(['members', 'revenue'])(
    '%s: shares, index and expected counts as counted by hand',
    async (measure) => {
      await fc.assert(
        fc.asyncProperty(randomShop, async ({ lines, people }) => {
          const runner = await makeShop(engine, lines, people, PRODUCTS)
          const run = await runOf(runner, 'attributes', lens, {
            attribute: 'gender',
            against: 'tier',
            measure,
          })
          const data = await readAttributes(run, (statement) => engine.query(statement))
          if (data.attribute !== 'gender' || data.against !== 'tier') return
          const weight = (of: typeof people) =>
            measure === 'members' ? of.length : sum(of.map(({ id }) => spentOf(lines, id)))
          expect(sum(data.rows.map(({ members }) => members))).toBe(people.length)
          expect(data.rows.some(({ kind }) => kind === 'unknown')).toBe(people.some(({ gender }) => !gender))
          let chi = 0
          for (const row of data.rows) {
            for (const column of data.columns) {
              const inRow = people.filter(({ gender }) => (gender ?? null) === row.level)
              const inColumn = people.filter(({ tier }) => (tier ?? null) === column.level)
              const both = inRow.filter(({ tier }) => (tier ?? null) === column.level)
              const cell = data.cells.get(`${row.place} ${column.place}`)
              const expected = (inRow.length * inColumn.length) / people.length
              expect(cell?.members).toBe(both.length)
              expect(cell?.expected).toBeCloseTo(expected, 9)
              chi += (both.length - expected) ** 2 / expected
              const [share, base] = [weight(both) / weight(inRow), weight(inColumn) / weight(people)]
              if (weight(inRow) > 0 && base > 0) expect(cell?.index).toBeCloseTo((100 * share) / base, 6)
              else expect(cell?.index).toBeNaN()
            }
          }
          expect(data.test.chi).toBeCloseTo(chi, 9)
        }),
        { numRuns: 8 },
      )
    },
    120_000,
  )
})

describe('repurchase', () => {
  test('a second day within so many days of the first; who has not had the days is not asked', async () => {
    await fc.assert(
      fc.asyncProperty(randomShop, fc.integer({ min: 1, max: 300 }), async ({ lines, people }, days) => {
        const runner = await makeShop(engine, lines, people, PRODUCTS)
        const run = await runOf(runner, 'attributes', lens, { days })
        const rows = await rowsOf(
          engine,
          sql`select member_id, repurchased, first_amount from ${tableOf(run, 'attribute_members')}`,
        )
        const number = (at: string) => Date.parse(at.slice(0, 10)) / 86_400_000
        const end = number(AS_OF)
        for (const { member_id: id, repurchased, first_amount: amount } of rows) {
          const own = lines.filter(({ member }) => member === id)
          const bought = [...new Set(own.map(({ at }) => number(at)))].sort((a, b) => a - b)
          const first = bought[0] ?? Infinity
          if (!(first + days < end)) expect(repurchased).toBeNaN()
          else expect(repurchased).toBe(Number((bought[1] ?? Infinity) <= first + days))
          if (bought.length > 0)
            expect(amount).toBeCloseTo(
              sum(
                own.filter(({ at }) => number(at) === first).map(({ price, quantity }) => price * quantity),
              ),
              9,
            )
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)
})

describe('segments of the tree', () => {
  /** 600 members; women come back, of men those whose first order was large; a tenth say no gender. */
  function planted() {
    const people = Array.from({ length: 600 }, (_, i) => ({
      id: `m${i}`,
      ...(i % 10 !== 0 && { gender: i % 2 ? 'female' : 'male' }),
    }))
    const lines = people.flatMap(({ id, ...person }, i) => {
      const price = 1 + ((i * 37) % 100)
      const gender = 'gender' in person ? person.gender : null
      const returns = gender === 'female' ? i % 20 !== 1 : gender === 'male' ? price > 60 : i % 30 === 0
      const order = (at: string, n: number, amount: number) => ({
        order: `${id} ${n}`,
        member: id,
        at,
        product: 'p0',
        price: amount,
        quantity: 1,
      })
      return [order('2024-02-01 10:00', 1, price), ...(returns ? [order('2024-02-20 10:00', 2, 10)] : [])]
    })
    return { people, lines }
  }

  test('what was planted is found, told by hold-out, and each segment’s SQL holds just its members', async () => {
    const { people, lines } = planted()
    const runner = await makeShop(engine, lines, people, PRODUCTS)
    const run = await runOf(runner, 'attributes', lens, { depth: 3 })
    const { tree, features } = await readAttributes(run, (statement) => engine.query(statement))
    expect(features).toEqual(['first_amount', 'gender', 'first_category'])
    expect(tree.r2).toBeGreaterThan(0.6)
    expect(tree.leaves.length).toBeGreaterThanOrEqual(3)
    const members = tableOf(run, 'attribute_members')
    let all = 0
    for (const leaf of tree.leaves) {
      const [row = {}] = await rowsOf(
        engine,
        sql`select count(*)::double as n, avg(m.repurchased) as mean from ${members} as m
where m.repurchased is not null and ${leafWhere(leaf)}`,
      )
      expect(row['n']).toBe(leaf.n + leaf.heldN)
      expect(row['mean']).toBeCloseTo(
        (leaf.n * leaf.mean + leaf.heldN * (leaf.heldN > 0 ? leaf.heldMean : 0)) / (leaf.n + leaf.heldN),
        9,
      )
      all += leaf.n + leaf.heldN
    }
    expect(all).toBe(600)
  }, 60_000)

  test('a target that does not vary, and a shop without attributes, are said by name', async () => {
    const people = [{ id: 'a' }, { id: 'b' }]
    const lines = people.map(({ id }) => ({
      order: id,
      member: id,
      at: '2024-02-01 10:00',
      product: 'p0',
      price: 5,
      quantity: 1,
    }))
    const runner = await makeShop(engine, lines, people, [])
    for (const [target, problem] of [
      ['repurchase', 'tooFewRows'],
      ['spent', 'noFeatures'],
    ]) {
      const run = await runOf(runner, 'attributes', lens, { target: target ?? '' })
      const { tree } = await readAttributes(run, (statement) => engine.query(statement))
      expect(tree.problem).toBe(problem)
    }
  })
})

describe('maps', () => {
  const place = (level: string | null, members: number, asked = members) => ({
    dimension: 'province',
    level,
    members,
    revenue: 10 * members,
    repurchased: 1,
    asked,
  })

  test('34 units, each on a tile of its own, found by long, short and Latin names', () => {
    expect(CHINA_TILES).toHaveLength(34)
    expect(new Set(CHINA_TILES.map(({ row, col }) => `${row} ${col}`)).size).toBe(34)
    expect(new Set(CHINA_TILES.map(({ code }) => code)).size).toBe(34)
    for (const { row, col } of CHINA_TILES) {
      expect(row).toBeLessThan(TILE_ROWS)
      expect(col).toBeLessThan(TILE_COLUMNS)
    }
    const names = [
      '北京市',
      '广西壮族自治区',
      '香港特别行政区',
      'Guangdong Province',
      'macau',
      '内蒙古自治区',
    ]
    expect(names.map((name) => tileOf(name)?.zh)).toEqual(['北京', '广西', '香港', '广东', '澳门', '内蒙古'])
    expect(tileOf('France')).toBeNull()
  })

  test('what fewer than k members stand behind is left out, by the members that the figure rests on', () => {
    const rows = [place('北京', 30), place('上海', 9), place('France', 12, 4), place(null, 5)]
    const members = mapView(rows, 'province', 'members', 10, 1000)
    expect(members.places.map(({ value }) => value)).toEqual([30, null, 12])
    expect(members.suppressed).toEqual({ places: 1, members: 9 })
    expect(members.unknown).toBe(5)
    const repeat = mapView(rows, 'province', 'repeat', 10, 1000)
    expect(repeat.places.map(({ value }) => value)).toEqual([1 / 30, null, null])
    const { tiles, elsewhere } = onTiles(members.places)
    expect([...tiles.keys()]).toEqual(['北京', '上海'])
    expect(elsewhere.map(({ name }) => name)).toEqual(['France'])
  })

  test('a dropped map: areas, the properties that may name them, paths of either winding', () => {
    const square = (reversed: boolean) => {
      const ring = [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
        [0, 0],
      ]
      return { type: 'Polygon', coordinates: [reversed ? ring.toReversed() : ring] }
    }
    const file = (reversed: boolean) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { name: 'Île-de-France', kind: 'region', id: 7 },
            geometry: square(reversed),
          },
          { type: 'Feature', properties: { name: 'Bretagne', kind: 'region' }, geometry: square(reversed) },
          {
            type: 'Feature',
            properties: { name: 'a point' },
            geometry: { type: 'Point', coordinates: [0, 0] },
          },
        ],
      })
    const areas = readAreas(file(false))
    expect(areas?.features).toHaveLength(2)
    expect(areas?.properties).toEqual(['name', 'kind'])
    for (const reversed of [false, true]) {
      const { paths, height } = areaPaths(readAreas(file(reversed))?.features ?? [], 300)
      expect(height).toBeCloseTo(300, -1)
      const numbers = (paths[0] ?? '').match(/[\d.]+/g)?.map(Number) ?? []
      expect(Math.max(...numbers)).toBeLessThanOrEqual(310)
    }
    expect(placeKey('Ile-de-France')).toBe(placeKey('Île de France'))
    for (const bad of [
      '',
      '{',
      '[]',
      '{"type":"FeatureCollection"}',
      '{"features":[]}',
      '{"features":[null]}',
    ])
      expect(readAreas(bad)).toBeNull()
  })
})
