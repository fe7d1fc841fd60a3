import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Csr } from '../../../../src/numerics/csr'
import { csrOf } from '../../../../src/numerics/csr'
import { frameOf, numbers, texts } from '../../../../src/numerics/kernel'
import { interactionsOf, tasteOf } from '../../../../src/numerics/recommend/interactions'
import {
  ModelFileError,
  readModel,
  restored,
  writeModel,
} from '../../../../src/numerics/recommend/model-file'
import type { Recommender } from '../../../../src/numerics/recommend/model'
import { RECOMMENDERS, trainByName } from '../../../../src/numerics/recommend/registry'
import { rerank } from '../../../../src/numerics/recommend/rerank'
import {
  festivalWindows,
  liftIn,
  seasonWindows,
  festivalById,
} from '../../../../src/numerics/recommend/season'
import { SlotDesk, type ListSettings } from '../../../../src/numerics/recommend/slot-desk'
import { columnsOf, shopLines, tasteShop } from './random-shop'

const silent = () => undefined
const DAY = 86_400_000
const day = (date: string) => Date.parse(date) / DAY

const SETTINGS: ListSettings = {
  ...{ n: 5, diversity: 0, perCategory: 0, again: 'any', inStock: false, leastMargin: 0, soldWithin: 0 },
  ...{ rankBy: 'chance', beside: 'any', due: 0, stage: 0, context: 0, occasion: '', rules: [] },
}

describe('re-ranking', () => {
  const pools = fc
    .tuple(
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 1, max: 9 })), { maxLength: 30 }),
      fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
      fc.constantFrom(0, 0.3, 0.7, 1),
      fc.nat(3),
      fc.integer({ min: 1, max: 14 }),
    )
    .map(([scores, pairs, categories, diversity, perCategory, n]) => ({
      scores: scores.sort((a, b) => b - a),
      similar: csrOf(
        [12, 12],
        Int32Array.from(pairs, ([a]) => a),
        Int32Array.from(pairs, ([, b]) => b),
        Float64Array.from(pairs, ([, , value]) => value / 300),
      ),
      category: Int32Array.from(categories, (one) => one - 1),
      ...{ diversity, perCategory, n },
    }))

  const valueIn = ({ starts, columns, values }: Csr, row: number, column: number) => {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) if (columns[at] === column) return values[at]!
    return 0
  }

  test('takes item by item what a reading of the formula takes', () => {
    fc.assert(
      fc.property(pools, ({ scores, similar, category, diversity, perCategory, n }) => {
        const chosen: number[] = []
        for (;;) {
          const open = scores
            .map((score, item) => {
              const alike = Math.max(0, ...chosen.map((one) => valueIn(similar, one, item)))
              return { item, worth: ((1 - diversity) * score) / scores[0]! - diversity * alike }
            })
            .filter(({ item }) => !chosen.includes(item))
            .filter(({ item }) => {
              const same = chosen.filter((one) => category[one] === category[item]).length
              return perCategory === 0 || category[item]! < 0 || same < perCategory
            })
          const best = open.reduce<(typeof open)[number] | null>(
            (most, one) => (most && most.worth >= one.worth ? most : one),
            null,
          )
          if (!best || chosen.length === n) break
          chosen.push(best.item)
        }
        const pool = { places: Int32Array.from(scores.keys()), scores: Float64Array.from(scores) }
        const made = rerank(pool, similar, { n, diversity, category, perCategory })
        expect([...made.places]).toEqual(chosen)
      }),
    )
  })

  test('without diversity and limits the pool stays as it is', () => {
    const pool = { places: Int32Array.of(4, 2, 9), scores: Float64Array.of(3, 2, 1) }
    const nothing = csrOf([10, 10], new Int32Array(0), new Int32Array(0))
    expect([...rerank(pool, nothing, { n: 5, diversity: 0 }).places]).toEqual([4, 2, 9])
  })
})

describe('a model as a file', () => {
  const about = { members: 3, lines: 9, until: '2024-01-01', level: 'product' }
  const products = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const ABOUT = {
    item: Float64Array.from(products, (_, item) => item),
    name: ['red tea', 'green tea', 'red cup', 'green cup', 'pot', 'tea pot', 'red pot'],
    category: ['tea', 'tea', 'cup', 'cup', 'pot', 'pot', null],
    brand: ['x', 'y', 'x', 'y', null, null, 'x'],
    price: Float64Array.of(1, 2, 3, 4, 5, 6, NaN),
  }

  const savable = Object.keys(RECOMMENDERS).filter((name) => name !== 'userBased' && name !== 'personal')

  test.each(savable)('%s scores as before', (model) => {
    fc.assert(
      fc.property(shopLines, (lines) => {
        const data = interactionsOf({ ...columnsOf(lines), about: ABOUT }, undefined, ABOUT.item)
        const trained = trainByName(model, data, { factors: 4, epochs: 3, length: 5 }, silent)
        const own = products.slice(0, data.items)
        const saved = writeModel({ model, products: own, about, parts: trained.parts! })
        const read = readModel(saved)
        expect([read.products, read.about]).toEqual([own, about])
        const again = restored(read)
        for (let member = 0; member < data.members; member++) {
          const taste = { ...tasteOf(data, member), member: -1, segment: null }
          const [before, after] = [new Float64Array(data.items), new Float64Array(data.items)]
          trained.score(taste, before)
          again.score(taste, after)
          expect(after).toEqual(before)
        }
        expect([again.floor, again.items]).toEqual([trained.floor, trained.items])
      }),
      { numRuns: 30 },
    )
  })

  test('what a segment has is saved but for small segments, whose members would be told by it', () => {
    const lines = Array.from({ length: 40 }, (_, i) => [i, i < 30 ? 0 : i < 37 ? 1 : 2, 1, i] as const)
    const member = Float64Array.from({ length: 40 }, (_, i) => i)
    const segment = Array.from(member, (i) => (i < 30 ? 'gold' : i < 37 ? 'few' : null))
    const data = interactionsOf({ ...columnsOf(lines), belonging: { member, segment } })
    const { parts, ...trained } = trainByName('popularInSegment', data, {}, silent)
    expect(parts?.texts).toEqual({ segments: ['gold'] })
    const again = restored(
      readModel(writeModel({ model: 'popularInSegment', products, about, parts: parts! })),
    )
    const scoresFor = (model: Pick<Recommender, 'score'>, of: string | null) => {
      const into = new Float64Array(3)
      model.score({ member: -1, items: new Int32Array(0), weights: [], segment: of }, into)
      return [...into]
    }
    expect(scoresFor(again, 'gold')).toEqual(scoresFor(trained, 'gold'))
    expect(scoresFor(trained, 'gold')).not.toEqual(scoresFor(trained, 'few'))
    expect(scoresFor(again, 'few')).toEqual(scoresFor(trained, null))
  })

  test('what is no model says why', () => {
    const trained = trainByName('popular', tasteShop(2, 6, 4), {}, silent)
    const bytes = writeModel({ model: 'popular', products, about, parts: trained.parts! })
    const faultOf = (file: Uint8Array) => {
      try {
        restored(readModel(file))
      } catch (error) {
        return error instanceof ModelFileError ? error.fault : error
      }
      return null
    }
    const text = new TextEncoder()
    const header = (from: string, to: string) => {
      const at = new TextDecoder('latin1').decode(bytes).indexOf(from)
      const changed = bytes.slice()
      changed.set(text.encode(to), at)
      return changed
    }
    const flipped = bytes.slice()
    flipped[bytes.length - 3]! ^= 64
    expect(faultOf(bytes)).toBeNull()
    expect(faultOf(text.encode('member_id,product\n1,2\n'))).toBe('foreign')
    expect(faultOf(bytes.subarray(0, 40))).toBe('broken')
    expect(faultOf(bytes.subarray(0, bytes.length - 8))).toBe('broken')
    expect(faultOf(flipped)).toBe('broken')
    expect(faultOf(header('"version":1', '"version":9'))).toBe('newer')
    expect(faultOf(header('"popular"', '"pupolar"'))).toBe('unknown')
  })
})

test('the index of a window is shrunk to 1, and nothing is said of a few lines', () => {
  const item = Int32Array.from({ length: 200 }, (_, line) => (line < 40 ? 0 : line % 4))
  const times = Float64Array.from(item.keys(), (line) => (line < 40 ? 5 : line))
  const category = Int32Array.of(0, 0, 1, -1)
  const { index, ofCategory, lines, within, withinCategory } = liftIn([[0, 10]], category, item, times)
  expect([lines, within[0], withinCategory[0]]).toEqual([40, 40, 40])
  const own = item.filter((one) => one === 0).length
  const [first, second] = [60 / ((own + 40) * 0.2 + 20), 20 / (40 * 0.2 + 20)]
  expect([...ofCategory]).toEqual([first, second])
  expect(index[0]).toBeCloseTo((40 + 5 * first) / (own * 0.2 + 5), 12)
  expect(index[1]).toBeCloseTo((5 * first) / (40 * 0.2 + 5), 12)
  expect(index[3]).toBeCloseTo(5 / (40 * 0.2 + 5), 12)
  const few = liftIn([[0, 10]], category, item.subarray(20), times.subarray(20))
  expect([...few.index, ...few.ofCategory]).toEqual([1, 1, 1, 1, 1, 1])
})

test('windows are those of earlier years that the data holds', () => {
  const [first, now] = [day('2022-01-20'), day('2024-06-01')]
  const spring = festivalById('springFestival')!
  expect(festivalWindows(spring, first, now)).toEqual([
    [day('2023-01-01'), day('2023-01-23')],
    [day('2024-01-20'), day('2024-02-11')],
  ])
  expect(seasonWindows(first, now).map(([from]) => new Date(from * DAY).getUTCFullYear())).toEqual([
    2023, 2022,
  ])
})

describe('the desk', () => {
  /** Two tastes; item 0 is bought every 30 days by member 0; items have categories, margins and stock. */
  function deskOf(model = 'itemBased', more: readonly [number, number, number][] = []) {
    const lines: [number, number, number][] = [...more]
    for (let member = 0; member < 20; member++)
      for (let item = 0; item < 6; item++)
        if ((member + item) % 3 > 0) lines.push([member, (member % 2) * 6 + item, 900 + item])
    for (const at of [850, 880, 910, 940]) lines.push([0, 0, at])
    const items = 13
    const desk = new SlotDesk()
    const name = (item: number) => (item === 3 ? '婴儿奶粉' : item === 4 ? '纸尿裤 L' : `product ${item}`)
    const number = (of: (item: number) => number) =>
      Float64Array.from({ length: items }, (_, item) => of(item))
    const all = Array.from({ length: items }, (_, item) => item)
    desk.fill(
      {
        key: 'shop',
        now: 1000,
        halfLife: 0,
        interactions: frameOf({
          member: Float64Array.from(lines, ([member]) => member),
          item: Float64Array.from(lines, ([, item]) => item),
          weight: new Float64Array(lines.length).fill(1),
          time: Float64Array.from(lines, ([, , at]) => at),
        }),
        items: frameOf({
          item: number((item) => item),
          product_id: all.map((item) => `p${item}`),
          name: all.map(name),
          category: all.map((item) => (item < 6 ? 'left' : item < 12 ? 'right' : null)),
          brand: all.map(() => null),
          price: number((item) => 10 + item),
          margin: number((item) => (item === 12 ? NaN : item / 12)),
          stock: number((item) => (item === 1 ? 0 : 5)),
          gap: number((item) => (item === 0 ? 30 : NaN)),
          spread: number((item) => (item === 0 ? 5 : NaN)),
        }),
        members: frameOf({ member: Float64Array.of(0, 1), segment: ['gold', 'gold'] }),
      },
      silent,
    )
    desk.train('m', model, {}, silent)
    return desk
  }
  const home = (desk: SlotDesk, member: number, change: Partial<ListSettings> = {}) =>
    desk.lists([{ slot: 'home', member, about: [], settings: { ...SETTINGS, ...change } }])[0]!
  const itemsOf = (list: { items: { item: number }[] }) => list.items.map(({ item }) => item)

  test('what a member has comes back by the filter: any, due, never', () => {
    const desk = deskOf()
    const had = desk.history(0).map(({ item }) => item)
    expect(desk.history(0)[0]).toEqual({ item: 0, times: 4, last: 940 })
    const never = home(desk, 0, { again: 'never', n: 13 })
    expect(itemsOf(never).some((item) => had.includes(item))).toBe(false)
    expect(never.left.had).toBe(had.length)
    const due = home(desk, 0, { again: 'due', n: 13, due: 1 })
    expect(due.items.find(({ item }) => item === 0)?.reasons[0]).toEqual({
      kind: 'due',
      since: 60,
      gap: 30,
      spread: 5,
    })
    expect(itemsOf(due).filter((item) => had.includes(item))).toEqual([0])
  })

  test('stock, margin and last sale take items out, each counted once', () => {
    const desk = deskOf()
    const { left, items } = home(desk, 2, { inStock: true, leastMargin: 0.3, soldWithin: 39, n: 13 })
    expect(left).toEqual({ all: 13, stock: 1, margin: 3, sold: 2, had: 0 })
    expect(items.every(({ item }) => item !== 1 && item / 12 >= 0.3)).toBe(true)
  })

  test('somebody with nothing gets what her segment has, or everybody', () => {
    const desk = deskOf()
    const nobody = home(desk, -1)
    expect(nobody.source).toBe('everybody')
    expect(nobody.items.length).toBeGreaterThan(0)
    expect(nobody.items.every(({ reasons: [reason] }) => reason?.kind === 'everybody')).toBe(true)
  })

  test('beside a product stand those of its category, or of others, and never itself', () => {
    const desk = deskOf()
    const beside = (about: number[], how: ListSettings['beside']) =>
      desk.lists([{ slot: 'product', member: 2, about, settings: { ...SETTINGS, beside: how } }])[0]!
    const instead = beside([2], 'instead')
    expect(itemsOf(instead).length).toBeGreaterThan(0)
    expect(itemsOf(instead).every((item) => item < 6 && item !== 2)).toBe(true)
    expect(instead.items[0]?.reasons[0]).toEqual({ kind: 'with', item: 2 })
    expect(itemsOf(beside([2], 'with'))).toEqual([])
  })

  test('a life stage brings what comes next, and says from what', () => {
    const desk = deskOf()
    const rules = [{ from: ['奶粉'], to: ['纸尿裤'], after: 10, until: 200 }]
    const had = (member: number, item: number) => desk.history(member).some((one) => one.item === item)
    const member = [...Array(20).keys()].find((one) => had(one, 3) && !had(one, 4))!
    const list = home(desk, member, { rules, stage: 2, again: 'never' })
    expect(list.items[0]?.item).toBe(4)
    expect(list.items[0]?.reasons[0]).toEqual({ kind: 'stage', item: 3, since: 97 })
    expect(
      home(desk, member, { rules: [{ ...rules[0]!, until: 50 }], stage: 2 }).items[0]?.reasons[0]?.kind,
    ).not.toBe('stage')
  })

  test('the reason of a neighbourhood model is the item that brought most', () => {
    const desk = deskOf()
    const list = home(desk, 2, { again: 'never' })
    for (const { reasons } of list.items) {
      const [reason] = reasons
      expect(reason?.kind).toBe('because')
      if (reason?.kind === 'because') expect(desk.history(2).map(({ item }) => item)).toContain(reason.item)
    }
  })

  test('by money the dear come first; one category is not above its limit', () => {
    const desk = deskOf()
    const list = home(desk, 2, { rankBy: 'money', n: 13 })
    const money = (item: number) => (item === 12 ? 0 : (10 + item) * (item / 12))
    expect(list.items.length).toBeGreaterThan(3)
    for (const { item, model, score } of list.items)
      expect(score).toBeCloseTo((model * money(item)) / money(11), 12)
    expect(itemsOf(home(desk, -1, { perCategory: 1, n: 10 })).filter((item) => item < 6)).toHaveLength(1)
  })

  test('the lists of all are those of each, and a saved model gives new members the same', () => {
    const desk = deskOf()
    const all = desk.everybody(SETTINGS, silent)
    for (const member of [0, 7, 19]) {
      const own = itemsOf(home(desk, member))
      const rows = [...numbers(all, 'member').keys()].filter((row) => numbers(all, 'member')[row] === member)
      expect(rows.map((row) => numbers(all, 'item')[row])).toEqual(own)
      expect(rows.map((row) => numbers(all, 'rank')[row])).toEqual(own.map((_, place) => place + 1))
    }
    expect(new Set(texts(all, 'source'))).toEqual(new Set(['model']))
    const saved = desk.save({ until: '2024-01-01', level: 'product' })
    const other = deskOf('popular')
    const { model } = other.load('file', saved)
    expect(model).toMatchObject({ model: 'itemBased', isLoaded: true, known: 13, gone: 0, savable: false })
    expect(numbers(other.everybody(SETTINGS, silent), 'item')).toEqual(numbers(all, 'item'))
  })

  test('models that are the histories themselves are not saved', () => {
    expect(deskOf('personal').status().model?.savable).toBe(false)
    expect(() => deskOf('userBased').save({ until: '', level: '' })).toThrow(/cannot be saved/)
    expect(deskOf('als').status().model?.savable).toBe(true)
  })

  test('occasions: a year ahead in order, each with what earlier years hold', () => {
    const occasions = deskOf().occasions()
    expect(occasions[0]?.kind).toBe('season')
    expect(occasions.slice(1).map((one) => one.day)).toEqual(
      occasions
        .slice(1)
        .map((one) => one.day)
        .sort((a, b) => a - b),
    )
    const yearsOf = (id: string) => occasions.find((one) => one.id === id)?.years
    expect([yearsOf('sixEighteen'), yearsOf('springFestival'), yearsOf('season')]).toEqual([1, 0, 0])
  })

  test('an item is said to rise for a festival where its rows there are beyond chance, and not for a few more', () => {
    // Days 878 to 898 lead up to 18 June 1972. Items 7 and 8 sell every day alike, but 8 three times more on two of them.
    const daily = Array.from({ length: 150 }, (_, i): [number, number, number][] => [
      [i % 20, 7, 850 + i],
      [(i + 7) % 20, 8, 850 + i],
    ]).flat()
    const few = [880, 880, 880, 890, 890, 890].map((at, i): [number, number, number] => [i, 8, at])
    const rush = Array.from({ length: 40 }, (_, i): [number, number, number] => [i % 20, 5, 879 + (i % 19)])
    const found = deskOf('itemBased', [...daily, ...few, ...rush]).occasions()
    const june = found.find(({ id }) => id === 'sixEighteen')
    expect(june?.rising.map(({ item }) => item)).toEqual([5])
    expect(june?.rising[0]?.index).toBeGreaterThan(2)
    const calm = deskOf('itemBased', [...daily, ...few])
      .occasions()
      .find(({ id }) => id === 'sixEighteen')
    expect(calm?.lines).toBeGreaterThan(30)
    expect(calm?.rising).toEqual([])
  })
})

test('lines without a time fill slots all the same', () => {
  const { time: _, ...columns } = columnsOf([
    [0, 0, 1, 0],
    [0, 1, 1, 0],
    [1, 0, 1, 0],
  ])
  expect(interactionsOf(columns).lines.times).toBeNull()
})
