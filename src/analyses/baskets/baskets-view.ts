import type { Columns } from '../../engine/database'
import { normalTwoSided, benjaminiHochberg } from '../../numerics/proportions'
import { likenessOrder } from '../../numerics/association/likeness-order'
import { cell, rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import { doubtedGoods } from '../no-goods.sql'
import type { RunResult } from '../runner'
import { LEVELS, type Level } from './parameters'

export interface Item {
  item: number
  key: string
  name: string
  category: string | null
  baskets: number
  amount: number
  price: number
  cost: number
  /** Pieces; NaN where the shop does not say. */
  stock: number
}

export interface Pair {
  a: number
  b: number
  both: number
  countA: number
  countB: number
  expected: number
  phi: number
  yule: number
  p: number
  equalYule: number
  equalP: number
  membersBoth: number
  memberPhi: number
  relation: 'together' | 'substitute' | 'apart' | null
}

export interface NextCell {
  a: number
  b: number
  baskets: number
  followed: number
  share: number
  base: number
  lift: number
  days: number
}

export interface HaloRow {
  item: number
  baskets: number
  attach: number
  kinds: number
  kindsWithout: number
  rest: number
  restWithout: number
  measure: string
  difference: number
  error: number
}

export interface WeeklyPair {
  a: number
  b: number
  weeks: number
  r: number
  /** Two-sided, of Fisher's z, corrected by Benjamini and Hochberg. */
  p: number
}

export interface BasketsData {
  levels: { level: Level; lines: number; items: number }[]
  level: Level | null
  lines: number
  homeless: number
  nameless: number
  /** Lines left out by name. */
  byName: number
  /** Names of items that look like no goods. */
  doubted: readonly string[]
  hasTimes: boolean
  hasMembers: boolean
  /** By code. */
  items: Item[]
  baskets: number
  cells: number
  /** Baskets with two items at least. */
  crossed: number
  /** Members with a basket, and those who have bought two items at least. */
  members: number
  /** Baskets of the member with most of them. */
  mostOfOne: number
  crossMembers: number
  itemsets: number
  askedCount: number
  minCount: number
  rules: number
  rulesFound: number
  minConfidence: number
  /** The rule of greatest lift that is neither redundant nor, likely, chance. */
  best: {
    left: number[]
    right: number
    lift: number
    confidence: number
    both: number
    count: number
  } | null
  pairs: Pair[]
  next: NextCell[]
  /** Baskets that have a next one of the same member. */
  nextBaskets: number
  halo: HaloRow[]
  weekly: WeeklyPair[]
}

/** Beyond it a finding is taken as chance. */
export const HOLDS = 0.05
/** Names kept at hand; items beyond are in so few baskets that no rule holds them. */
const MOST_ITEMS = 50_000

type Query = (statement: Sql) => Promise<Columns>
type Row = Record<string, string | number | null>

const of = (row: Row | undefined, name: string): number => (row?.[name] == null ? NaN : Number(row[name]))

export const tableOf = (run: RunResult, name: string): Sql => run.tables[name] ?? sql`(select 1 where false)`

export const codesOf = (text: unknown): number[] => String(text).split(',').map(Number)

export async function readBaskets(run: RunResult, query: Query): Promise<BasketsData> {
  const table = (name: string) => tableOf(run, name)
  const rows = async (statement: Sql) => rowObjects(await query(statement))
  const levels = await rows(sql`select * from ${table('basket_levels')} order by place`)
  const [coverage] = await rows(sql`select * from ${table('basket_coverage')}`)
  const items = await query(
    sql`select * from ${table('basket_items')} where item < ${MOST_ITEMS} order by item`,
  )
  const [counts] = await rows(sql`select
  count(*) as baskets, sum(items)::bigint as cells, count(*) filter (where items > 1) as crossed,
  count(distinct member) as members,
  (select max(n) from (select count(*) as n from ${table('basket_list')} where member is not null group by member)) as most
from ${table('basket_list')}`)
  const [crossing] = await rows(sql`select count(*) as members from (
  select l.member from ${table('basket_cells')} as c join ${table('basket_list')} as l on l.basket = c.basket
  where l.member is not null group by l.member having count(distinct c.item) > 1
)`)
  const told =
    await rows(sql`select 'itemsets ' || kind as kind, value from ${table('basket_itemsets')} where kind <> 'itemset'
union all select 'rules ' || kind, value from ${table('basket_rules')} where kind <> 'rule'
union all select 'rules given', count(*) from ${table('basket_rules')} where kind = 'rule'`)
  const figure = (kind: string) =>
    of(
      told.find((row) => row['kind'] === kind),
      'value',
    )
  const [best] = await rows(sql`select * from ${table('basket_rules')}
where kind = 'rule' and redundant = 0 and p_adjusted < ${HOLDS} and lift > 1 order by lift desc, "both" desc limit 1`)
  const pairs = await rows(sql`select * from ${table('basket_relations')} order by a, b`)
  const next = await rows(sql`select * from ${table('basket_next')} order by a, b`)
  const haloRows = await rows(sql`select * from ${table('basket_halo')} order by difference desc`)
  const weekly = await rows(sql`select * from ${table('basket_weekly')} order by r, a, b`)
  const doubted = await rows(doubtedGoods(table('basket_items'), sql`baskets`))
  const chosen = levels.find((row) => row['chosen'] === 1)?.['level']
  return {
    levels: levels.flatMap((row) => {
      const level = LEVELS.find((known) => known === row['level'])
      return level ? [{ level, lines: of(row, 'lines'), items: of(row, 'items') }] : []
    }),
    level: LEVELS.find((known) => known === chosen) ?? null,
    lines: of(coverage, 'lines'),
    homeless: of(coverage, 'homeless'),
    nameless: of(coverage, 'nameless'),
    byName: of(coverage, 'by_name'),
    doubted: doubted.map(({ name }) => String(name)),
    hasTimes: of(coverage, 'timed') > 0,
    hasMembers: of(coverage, 'with_member') > 0,
    items: itemsOf(items),
    baskets: of(counts, 'baskets'),
    cells: of(counts, 'cells') || 0,
    crossed: of(counts, 'crossed'),
    members: of(counts, 'members'),
    mostOfOne: of(counts, 'most'),
    crossMembers: of(crossing, 'members'),
    itemsets: figure('itemsets itemsets'),
    askedCount: figure('itemsets asked_count'),
    minCount: figure('itemsets min_count'),
    rules: figure('rules given'),
    rulesFound: figure('rules found'),
    minConfidence: figure('rules min_confidence'),
    best: best
      ? {
          left: codesOf(best['antecedent']),
          right: Number(best['consequent']),
          lift: of(best, 'lift'),
          confidence: of(best, 'confidence'),
          both: of(best, 'both'),
          count: of(best, 'antecedent_count'),
        }
      : null,
    pairs: pairs.map(pairOf),
    next: next.map((row) => ({
      a: of(row, 'a'),
      b: of(row, 'b'),
      baskets: of(row, 'baskets'),
      followed: of(row, 'followed'),
      share: of(row, 'share'),
      base: of(row, 'base'),
      lift: of(row, 'lift'),
      days: of(row, 'days'),
    })),
    nextBaskets: of(next[0], 'steps') || 0,
    halo: haloRows.map((row) => ({
      item: of(row, 'item'),
      baskets: of(row, 'baskets'),
      attach: of(row, 'attach'),
      kinds: of(row, 'kinds'),
      kindsWithout: of(row, 'kinds_without'),
      rest: of(row, 'rest'),
      restWithout: of(row, 'rest_without'),
      measure: String(row['measure']),
      difference: of(row, 'difference'),
      error: of(row, 'error'),
    })),
    weekly: withP(weekly),
  }
}

function itemsOf(result: Columns): Item[] {
  const column = (name: string) => result.columns.find((known) => known.name === name)
  const columns = {
    item: column('item'),
    key: column('key'),
    name: column('name'),
    category: column('category'),
    baskets: column('baskets'),
    amount: column('amount'),
    price: column('price'),
    cost: column('cost'),
    stock: column('stock'),
  }
  const number = (name: keyof typeof columns, row: number) => {
    const value = cell(columns[name], row)
    return value === null ? NaN : Number(value)
  }
  return Array.from({ length: result.rows }, (_, row) => {
    const category = cell(columns.category, row)
    return {
      item: number('item', row),
      key: String(cell(columns.key, row)),
      name: String(cell(columns.name, row)),
      category: category === null ? null : String(category),
      baskets: number('baskets', row),
      amount: number('amount', row),
      price: number('price', row),
      cost: number('cost', row),
      stock: number('stock', row),
    }
  })
}

const RELATIONS = ['together', 'substitute', 'apart'] as const

const pairOf = (row: Row): Pair => ({
  a: of(row, 'a'),
  b: of(row, 'b'),
  both: of(row, 'both'),
  countA: of(row, 'count_a'),
  countB: of(row, 'count_b'),
  expected: of(row, 'expected'),
  phi: of(row, 'phi'),
  yule: of(row, 'yule'),
  p: of(row, 'p_adjusted'),
  equalYule: of(row, 'equal_yule'),
  equalP: of(row, 'equal_p_adjusted'),
  membersBoth: of(row, 'members_both'),
  memberPhi: of(row, 'member_phi'),
  relation: RELATIONS.find((known) => known === row['relation']) ?? null,
})

function withP(rows: readonly Row[]): WeeklyPair[] {
  const pairs = rows.map((row) => ({
    a: of(row, 'a'),
    b: of(row, 'b'),
    weeks: of(row, 'weeks'),
    r: of(row, 'r'),
  }))
  const p = benjaminiHochberg(
    pairs.map(({ r, weeks }) =>
      normalTwoSided(Math.atanh(Math.max(-0.999999, Math.min(0.999999, r))) * Math.sqrt(weeks - 3)),
    ),
  )
  return pairs.map((pair, i) => ({ ...pair, p: p[i] ?? NaN }))
}

export type PairMeasure = 'equal' | 'raw'

export const yuleOf = (pair: Pair, measure: PairMeasure): number =>
  measure === 'equal' ? pair.equalYule : pair.yule
export const pOf = (pair: Pair, measure: PairMeasure): number => (measure === 'equal' ? pair.equalP : pair.p)

/** The first items in an order with like beside like. */
export function likeBesideLike(
  pairs: readonly Pair[],
  items: readonly number[],
  measure: PairMeasure,
): number[] {
  const placeOf = new Map(items.map((item, place) => [item, place]))
  const strength = new Float64Array(items.length ** 2)
  for (const pair of pairs) {
    const [x, y] = [placeOf.get(pair.a), placeOf.get(pair.b)]
    if (x === undefined || y === undefined) continue
    const value = pOf(pair, measure) < HOLDS ? Math.max(0, yuleOf(pair, measure)) : 0
    strength[x * items.length + y] = strength[y * items.length + x] = value
  }
  return likenessOrder(strength, items.length).flatMap((place) => {
    const item = items[place]
    return item === undefined ? [] : [item]
  })
}
