import type { Database } from '../engine/database'
import { cell } from '../sql/rows'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { isCountName } from '../text/small-counts'
import { fromSource, type SourceColumn } from './export-columns'
import { isMemberId } from './pseudonym.sql'

/** What becomes of a column in an export: years and bands of ten instead of days and numbers; or it is left out. */
export type Treatment = 'keep' | 'coarse' | 'leave_out'

export interface QuasiIdentifier {
  column: SourceColumn
  treatment: Treatment
}

/**
 * How alike the rows of a list are in what an outsider may know of a person (Sweeney 2002): `k`, the size of the
 * smallest group of rows that agree in all quasi-identifiers; rows in groups smaller than asked; and for a sensitive
 * column the smallest number of different values in a group (l-diversity, Machanavajjhala and others 2007).
 */
export interface AnonymityCheck {
  rows: number
  groups: number
  /** 0 where there are no rows. */
  k: number
  /** Rows in groups smaller than the k asked for. */
  below: number
  /** null where no sensitive column was named. */
  l: number | null
}

export async function checkAnonymity(
  db: Database,
  source: Sql,
  quasi: readonly QuasiIdentifier[],
  k: number,
  sensitive: string | null = null,
): Promise<AnonymityCheck> {
  const by = groupBy(quasi)
  const { columns } = await db.query(sql`select
  coalesce(sum(size), 0)::double, count(*)::double, coalesce(min(size), 0)::double,
  coalesce(sum(size) filter (where size < ${k}), 0)::double, coalesce(min(l), 0)::double
from (
  select count(*) as size, ${sensitive === null ? sql`1` : sql`count(distinct ${ident(sensitive)})`} as l
  from ${fromSource(source)}${by.length === 0 ? sql` having count(*) > 0` : sql` group by ${join(by)}`}
)`)
  const [rows = 0, groups = 0, smallest = 0, below = 0, l = 0] = columns.map((column) =>
    Number(cell(column, 0)),
  )
  return { rows, groups, k: smallest, below, l: sensitive === null ? null : l }
}

/** `source` with the quasi-identifiers treated, and without the rows of groups smaller than `atLeast`. */
export function anonymised(
  source: Sql,
  columns: readonly SourceColumn[],
  quasi: readonly QuasiIdentifier[],
  atLeast: number,
): Sql {
  const treated = new Map(quasi.map((one) => [one.column.name, one]))
  const cells = columns.flatMap(({ name }) => {
    const one = treated.get(name)
    if (one?.treatment === 'leave_out') return []
    return [one?.treatment === 'coarse' ? sql`${coarse(one.column)} as ${ident(name)}` : ident(name)]
  })
  const by = groupBy(quasi)
  const partition = by.length === 0 ? empty : sql`partition by ${join(by)}`
  const suppress = atLeast > 1 ? sql` qualify count(*) over (${partition}) >= ${atLeast}` : empty
  return sql`select ${join(cells)} from ${fromSource(source)}${suppress}`
}

const groupBy = (quasi: readonly QuasiIdentifier[]): Sql[] =>
  quasi.flatMap(({ column, treatment }) =>
    treatment === 'leave_out' ? [] : [treatment === 'coarse' ? coarse(column) : ident(column.name)],
  )

/** Days and times become years, numbers bands of ten ("30–39"); there is nothing coarser than a word. */
function coarse({ name, kind }: SourceColumn): Sql {
  const column = ident(name)
  if (kind === 'date' || kind === 'time') return sql`cast(year(${column}) as integer)`
  const from = sql`cast(floor(cast(${column} as double) / 10) * 10 as bigint)`
  return isNumber(kind)
    ? sql`case when ${column} is not null then concat(${from}, '–', ${from} + 9) end`
    : column
}

const isNumber = (kind: SourceColumn['kind']): boolean =>
  ['integer', 'bigint', 'wide', 'number', 'decimal'].includes(kind)

export const canBeCoarser = ({ kind }: SourceColumn): boolean =>
  kind === 'date' || kind === 'time' || isNumber(kind)

/** Columns that an outsider may know of a person, by their names. */
export const quasiIdentifiers = (columns: readonly SourceColumn[]): SourceColumn[] =>
  columns.filter(({ name }) =>
    QUASI.test(
      name
        .trim()
        .toLowerCase()
        .replace(/[_\s]+/g, ' '),
    ),
  )

const QUASI =
  /^(gender|sex|birthday|birth ?date|date of birth|dob|birth year|age|age (group|band)|city|province|state|region|country|county|district|zip|zip ?code|post ?code|postal code|occupation|profession|education|income|marital status|nationality|tier|member level)$|^(性别|生日|出生日期|出生年月|年龄|年龄段|城市|省份|省|地区|区县|国家|邮编|职业|学历|收入|婚姻状况|民族|会员等级)$/

/** Columns of a table of groups that count members, orders or rows; none where the rows are members themselves. */
export const countColumns = (columns: readonly SourceColumn[]): SourceColumn[] =>
  columns.some(({ name }) => isMemberId(name))
    ? []
    : columns.filter(({ name, kind }) => isNumber(kind) && isCountName(name))

/** How many cells of these columns count fewer than `k`, but not nothing: behind them are persons that can be known. */
export async function countSmallCells(
  db: Database,
  source: Sql,
  columns: readonly SourceColumn[],
  k: number,
): Promise<number> {
  if (columns.length === 0) return 0
  const sums = columns.map(({ name }) => sql`count(*) filter (where ${isSmall(name, k)})`)
  const sum = sums.reduce((all, one) => sql`${all} + ${one}`)
  const { columns: counted } = await db.query(sql`select (${sum})::double from ${fromSource(source)}`)
  return Number(cell(counted[0], 0) ?? 0)
}

/** `source` with those cells left empty. What totals give away stays: they are to be looked at by eye. */
export function withoutSmallCells(
  source: Sql,
  columns: readonly SourceColumn[],
  counts: readonly SourceColumn[],
  k: number,
): Sql {
  const cells = columns.map((column) => {
    const name = ident(column.name)
    return counts.some((count) => count.name === column.name)
      ? sql`case when not ${isSmall(column.name, k)} then ${name} end as ${name}`
      : name
  })
  return sql`select ${join(cells)} from ${fromSource(source)}`
}

const isSmall = (name: string, k: number): Sql =>
  sql`coalesce(${ident(name)} > 0 and ${ident(name)} < ${k}, false)`
