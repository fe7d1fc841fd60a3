import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'
import { readTree, type TreeData } from './tree-view'

export interface Level {
  place: number
  kind: string
  level: string | null
  members: number
}

export interface Cell {
  members: number
  revenue: number
  share: number
  base: number
  expected: number
  /** NaN where nobody is in the column. */
  index: number
}

export interface PlaceRow {
  dimension: string
  level: string | null
  members: number
  revenue: number
  repurchased: number
  asked: number
}

export interface MarketRow {
  dimension: string
  level: string | null
  members: number
  share: number
  buyers: number
  revenue: number
  perMember: number
  growth: number
}

export interface AttributesData {
  members: number
  revenue: number
  /** Whether there is an order at all: without, there is no money, no repurchase and no tree. */
  bought: boolean
  groupings: string[]
  attribute: string | null
  against: string | null
  rows: Level[]
  columns: Level[]
  /** By "row column". */
  cells: ReadonlyMap<string, Cell>
  test: { v: number; p: number; chi: number; df: number; small: number }
  tree: TreeData
  /** What the tree could split on. */
  features: string[]
  places: PlaceRow[]
  pyramid: { age: string | null; gender: string | null; members: number }[]
  market: MarketRow[]
}

type Row = Record<string, string | number | null>

const of = (row: Row | undefined, name: string): number => (row?.[name] == null ? NaN : Number(row[name]))
const text = (row: Row, name: string): string | null => (row[name] == null ? null : String(row[name]))

/** Places and parts of the market with fewer members than all these are never read: nobody looks at the thousandth city. */
const MOST_PLACES = 2000
const MOST_PARTS = 12

/** Reads what the page shows: some thousand rows at most. */
export async function readAttributes(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<AttributesData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [
    totals = [],
    features = [],
    groupings = [],
    rows = [],
    columns = [],
    cells = [],
    test = [],
    tree = [],
    places = [],
    pyramid = [],
    market = [],
  ] = (
    await Promise.all([
      query(
        sql`select count(*) as members, sum(spent) as revenue, sum(orders)::double as orders from ${table('attribute_members')}`,
      ),
      query(sql`select feature from ${table('attribute_features')}`),
      query(sql`select * from ${table('attribute_groupings')} order by place`),
      query(sql`select * from ${table('attribute_rows')} order by place`),
      query(sql`select * from ${table('attribute_columns')} order by place`),
      query(sql`select * from ${table('attribute_cells')}`),
      query(sql`select * from ${table('attribute_test')}`),
      query(sql`select * from ${table('attribute_tree')}`),
      query(
        sql`select * from ${table('attribute_places')} order by members desc, level limit ${MOST_PLACES}`,
      ),
      query(sql`select * from ${table('attribute_pyramid')} order by age, gender`),
      query(sql`select * from (
  select *, row_number() over (partition by dimension order by level is null, members desc, level) as place
  from ${table('attribute_market')}
) where place <= ${MOST_PARTS} or level is null order by dimension, place`),
    ])
  ).map(rowObjects)
  const level = (row: Row): Level => ({
    place: of(row, 'place'),
    kind: String(row['kind']),
    level: text(row, 'level'),
    members: of(row, 'members'),
  })
  const read = cells.map((row): [string, Cell] => [
    `${of(row, 'row_place')} ${of(row, 'column_place')}`,
    {
      members: of(row, 'members'),
      revenue: of(row, 'revenue'),
      share: of(row, 'share'),
      base: of(row, 'base'),
      expected: of(row, 'expected'),
      index: of(row, 'index'),
    },
  ])
  const chosen = (name: string) => {
    const found = groupings.find((row) => row[name] === 1)
    return found ? text(found, 'id') : null
  }
  return {
    members: of(totals[0], 'members'),
    revenue: of(totals[0], 'revenue'),
    bought: of(totals[0], 'orders') > 0,
    groupings: groupings.map(({ id }) => String(id)),
    attribute: chosen('chosen'),
    against: chosen('against'),
    rows: rows.map(level),
    columns: columns.map(level),
    cells: new Map(read),
    test: {
      v: of(test[0], 'value'),
      p: of(test[0], 'p'),
      small: of(test[0], 'small'),
      chi: read.reduce(
        (sum, [, { members, expected }]) => sum + (expected > 0 ? (members - expected) ** 2 / expected : 0),
        0,
      ),
      df: (rows.length - 1) * (columns.length - 1),
    },
    tree: readTree(tree),
    features: features.map(({ feature }) => String(feature)),
    places: places.map((row) => ({
      dimension: String(row['dimension']),
      level: text(row, 'level'),
      members: of(row, 'members'),
      revenue: of(row, 'revenue'),
      repurchased: of(row, 'repurchased'),
      asked: of(row, 'asked'),
    })),
    pyramid: pyramid.map((row) => ({
      age: text(row, 'age'),
      gender: text(row, 'gender'),
      members: of(row, 'members'),
    })),
    market: market.map((row) => ({
      dimension: String(row['dimension']),
      level: text(row, 'level'),
      members: of(row, 'members'),
      share: of(row, 'share'),
      buyers: of(row, 'buyers'),
      revenue: of(row, 'revenue'),
      perMember: of(row, 'per_member'),
      growth: of(row, 'growth'),
    })),
  }
}
