import { checkedTable, scopeOf } from '../cleaning/accounting'
import { rawTable } from '../cleaning/load.sql'
import type { Recipe } from '../cleaning/recipe'
import type { Database } from '../engine/database'
import { shopTable, type TableName } from '../shop/tables'
import { rowObjects } from '../sql/rows'
import { join, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { shopTables } from '../cleaning/shop.sql'
import { readColumn } from '../cleaning/typed.sql'

/** The families of sources that know something of members. */
export type Family = 'registration' | 'transactions' | 'behaviour' | 'social' | 'feedback' | 'other'

export const FAMILIES: readonly { id: Family; label: Bilingual; about: Bilingual }[] = [
  {
    id: 'registration',
    label: { en: 'Registration', zh: '注册' },
    about: { en: 'Who members are, and since when.', zh: '会员是谁、何时加入。' },
  },
  {
    id: 'transactions',
    label: { en: 'Transactions', zh: '交易' },
    about: { en: 'What they bought, paid and returned.', zh: '买了什么、付了多少、退了什么。' },
  },
  {
    id: 'behaviour',
    label: { en: 'Behaviour', zh: '行为' },
    about: { en: 'What they looked at, clicked and received.', zh: '看了什么、点了什么、收到了什么。' },
  },
  {
    id: 'social',
    label: { en: 'Social media', zh: '社媒' },
    about: { en: 'Whom they follow and invite.', zh: '关注谁、邀请谁。' },
  },
  {
    id: 'feedback',
    label: { en: 'Feedback', zh: '反馈' },
    about: { en: 'What they say: reviews, surveys, tickets.', zh: '说了什么:评价、问卷、工单。' },
  },
  {
    id: 'other',
    label: { en: 'Other files', zh: '其他文件' },
    about: { en: 'Kept as they are, for SQL.', zh: '原样保留,供 SQL 查询。' },
  },
]

const FAMILY: Record<TableName, Family> = {
  members: 'registration',
  orders: 'transactions',
  order_items: 'transactions',
  products: 'transactions',
  categories: 'transactions',
  payments: 'transactions',
  returns: 'transactions',
  coupons: 'transactions',
  coupon_redemptions: 'transactions',
  events: 'behaviour',
  campaigns: 'behaviour',
  messages: 'behaviour',
  experiments: 'behaviour',
  reco_log: 'behaviour',
  reviews: 'feedback',
  surveys: 'feedback',
}

export const familyOf = (table: TableName | null): Family => (table === null ? 'other' : FAMILY[table])

/** One source, and what it knows. Times are epoch milliseconds. */
export interface SourceCoverage {
  index: number
  file: string
  table: TableName | null
  family: Family
  rows: number
  first: number | null
  last: number | null
  /** Members of the shop that the source speaks of; null where its rows have no member. */
  members: number | null
  /** Rows by month of the source's own time, YYYY-MM. */
  months: ReadonlyMap<string, number>
}

export interface Coverage {
  /** Members in all. */
  members: number
  sources: SourceCoverage[]
  /** Members by the set of sources (indexes) that speak of them, the largest set first. */
  overlaps: { sources: number[]; members: number }[]
  /** Members that at least one source of the family speaks of; absent where no source could. */
  families: ReadonlyMap<Family, number>
}

/** Sources whose members can be told apart in one number of 53 bits. */
const MOST_SOURCES = 52
const MOST_OVERLAPS = 12

/** Which source covers which months and which members. Reads the files as delivered, before any rule. */
export async function coverageOf(db: Database, recipe: Recipe, signal?: AbortSignal): Promise<Coverage> {
  const sources: SourceCoverage[] = []
  for (const [index, source] of recipe.sources.entries()) {
    signal?.throwIfAborted()
    const rows = rowObjects(await db.query(sourceMonths(recipe, index), { signal }))
    const months = rows.flatMap((row) =>
      row['month'] === null ? [] : [[String(row['month']), Number(row['n'])] as const],
    )
    const ends = (key: string, pick: (...values: number[]) => number) => {
      const values = rows.flatMap((row) => (row[key] == null ? [] : [Number(row[key])]))
      return values.length === 0 ? null : values.reduce((a, b) => pick(a, b))
    }
    sources.push({
      index,
      file: source.file.name,
      table: source.table,
      family: familyOf(source.table),
      rows: rows.reduce((sum, row) => sum + Number(row['n']), 0),
      first: ends('first', Math.min),
      last: ends('last', Math.max),
      members: null,
      months: new Map(months),
    })
  }
  const overlaps = await memberOverlaps(db, recipe, signal)
  for (const source of sources) {
    if (memberKeys(recipe, source.index) === null) continue
    source.members = overlaps
      .filter(({ sources: set }) => set.includes(source.index))
      .reduce((sum, { members }) => sum + members, 0)
  }
  return {
    members: overlaps.reduce((sum, { members }) => sum + members, 0),
    sources,
    overlaps: overlaps.filter(({ sources: set }) => set.length > 0).slice(0, MOST_OVERLAPS),
    families: familyCounts(sources, overlaps),
  }
}

function familyCounts(
  sources: readonly SourceCoverage[],
  overlaps: Coverage['overlaps'],
): Map<Family, number> {
  const counts = new Map<Family, number>()
  for (const { id } of FAMILIES) {
    const own = sources.filter(({ family, members }) => family === id && members !== null)
    if (own.length === 0) continue
    const covered = overlaps.filter(({ sources: set }) => own.some(({ index }) => set.includes(index)))
    counts.set(
      id,
      covered.reduce((sum, { members }) => sum + members, 0),
    )
  }
  return counts
}

/** The role that says when a row of a source happened, or null. */
function timeRole(recipe: Recipe, index: number): { name: string; type: 'time' | 'date' } | null {
  const source = recipe.sources[index]
  if (!source || source.table === null) return null
  for (const { name, type } of shopTable(source.table).columns) {
    // A birthday is a date of the member, not of the row.
    if (type === 'time' && source.mapping[name] !== undefined) return { name, type }
  }
  return null
}

/** month (YYYY-MM or null), n, first, last: the rows of a source by month. */
function sourceMonths(recipe: Recipe, index: number): Sql {
  const source = recipe.sources[index]
  const time = timeRole(recipe, index)
  if (!source || !time) {
    return sql`select cast(null as varchar) as month, count(*) as n, cast(null as timestamp) as first, cast(null as timestamp) as last from ${rawTable(index)}`
  }
  return sql`select strftime(t, '%Y-%m') as month, count(*) as n, min(t) as first, max(t) as last
from (select ${readColumn(source, time.name, time.type)} as t from ${rawTable(index)})
group by month
order by month`
}

/**
 * The distinct members a source speaks of, as `member_id`: after ids were explained and linked, but whatever a rule
 * made of the rows; through their orders where rows have no member of their own. Null: the source knows no member.
 */
function memberKeys(recipe: Recipe, index: number): Sql | null {
  const source = recipe.sources[index]
  if (!source || source.table === null) return null
  const table = checkedTable(recipe, index)
  const hasOrders = shopTables(recipe).includes('orders')
  const keyed = scopeOf(recipe, index) === 'keyed'
  if (source.mapping['member_id'] !== undefined || (!keyed && hasOrders))
    return sql`select distinct member_id from ${table} where source = ${index}`
  if (source.mapping['order_id'] === undefined || !hasOrders) return null
  return sql`select distinct o.member_id from orders as o
join (select distinct order_id from ${table} where source = ${index}) as k on k.order_id = o.order_id`
}

async function memberOverlaps(
  db: Database,
  recipe: Recipe,
  signal: AbortSignal | undefined,
): Promise<Coverage['overlaps']> {
  signal?.throwIfAborted()
  const keyed = recipe.sources.flatMap((_, index) => {
    const keys = memberKeys(recipe, index)
    return keys === null ? [] : [{ index, keys }]
  })
  const known = keyed.slice(0, MOST_SOURCES)
  if (known.length === 0) return []
  const parts = known.map(
    ({ keys }, bit) =>
      sql`select member_id, ${2 ** bit}::bigint as bit from (${keys}) where member_id is not null`,
  )
  // Events or ratings alone make no table of members.
  const members = shopTables(recipe).includes('members')
    ? sql`members`
    : sql`(select distinct member_id from known)`
  const statement = sql`with known as (
${join(parts, '\nunion all\n')}
)
select sources, count(*) as n
from (
  select m.member_id, cast(coalesce(sum(s.bit), 0) as double) as sources
  from ${members} as m
  left join known as s on s.member_id = m.member_id
  group by m.member_id
)
group by sources
order by n desc, sources`
  return rowObjects(await db.query(statement, { signal })).map((row) => ({
    sources: known.flatMap(({ index }, bit) =>
      Math.floor(Number(row['sources']) / 2 ** bit) % 2 === 1 ? [index] : [],
    ),
    members: Number(row['n']),
  }))
}

/** The months that are worth an axis, YYYY-MM, those without rows included, and the rows that lie apart from them. */
export interface MonthAxis {
  months: string[]
  outside: number
}

/** Empty months that part stray rows, such as a mistyped 2099, from the others. */
const GAP = 12
/** No more than this share of the rows is left off the axis at either end. */
const STRAY = 0.005

/** From the first month to the last that any source has, without stray rows far off at either end. */
export function monthsOf(coverage: Coverage): MonthAxis {
  const rows = new Map<number, number>()
  for (const { months } of coverage.sources) {
    for (const [month, n] of months) rows.set(numberOf(month), (rows.get(numberOf(month)) ?? 0) + n)
  }
  const seen = [...rows].sort(([a], [b]) => a - b)
  const total = seen.reduce((sum, [, n]) => sum + n, 0)
  const early = strayCount(seen, total)
  const late = strayCount([...seen].reverse(), total)
  const kept = seen.slice(early, seen.length - late)
  const [first, last] = [kept[0]?.[0], kept.at(-1)?.[0]]
  if (first === undefined || last === undefined) return { months: [], outside: 0 }
  return {
    months: Array.from({ length: last - first + 1 }, (_, i) => monthText(first + i)),
    outside: total - kept.reduce((sum, [, n]) => sum + n, 0),
  }
}

const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1

const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`

/** How many months at the beginning of the list lie apart from the rest and hold next to nothing. */
function strayCount(months: readonly (readonly [number, number])[], total: number): number {
  let [count, sum] = [0, 0]
  for (const [i, [month, n]] of months.entries()) {
    sum += n
    const next = months[i + 1]
    if (!next || sum > STRAY * total) break
    if (Math.abs(next[0] - month) > GAP) count = i + 1
  }
  return count
}

/** The name of a source's table for people. */
export const tableLabel = (table: TableName | null): Bilingual =>
  table === null ? { en: 'raw table', zh: '原始表' } : shopTable(table).label
