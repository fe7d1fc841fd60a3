import { numberFromCell, textFromCell, type Cell } from '../ingest/typed-values.sql'
import { ident, join, sql, type Sql } from '../sql/sql'
import { rawTable } from './load.sql'
import type { Recipe, SourcePlan } from './recipe'

type OwnColumn = SourcePlan['columns'][number]

/** Columns of a list of members that are none of the shop's; and what she earns where it is a number, not a band. */
function ownColumns({ table, mapping, columns }: SourcePlan): readonly OwnColumn[] {
  if (table !== 'members') return []
  const mapped = Object.entries(mapping).flatMap(([role, name]) => (role === 'income' ? [] : [name]))
  return columns.filter(
    ({ name, type }) =>
      !mapped.includes(name) && (isNumber(type) || (isText(type) && name !== mapping['income'])),
  )
}

const isNumber = (type: OwnColumn['type']) => type === 'integer' || type === 'decimal'
const isText = (type: OwnColumn['type']) => type === 'text' || type === 'boolean'

export const hasMemberAttributes = (recipe: Recipe): boolean =>
  recipe.sources.some((source) => ownColumns(source).length > 0)

/**
 * `member_attributes`: member_id and every column of the lists of members that the shop has no column for, under its
 * header: numbers as doubles, all else as text. Of several kept rows of one person the first that says it counts. A
 * column that two lists have is read as text where they do not agree that it is a number.
 */
export function memberAttributes(recipe: Recipe): Sql {
  const lists = recipe.sources.map((source, index) => ({ source, index, own: ownColumns(source) }))
  const all = lists.flatMap(({ own }) => own)
  const names = [...new Set(all.map(({ name }) => name))]
  const numeric = (name: string) => all.every((column) => column.name !== name || isNumber(column.type))
  const parts = lists
    .filter(({ own }) => own.length > 0)
    .map(({ own, index }) => {
      const read = names.map((name) => {
        const column = own.find((one) => one.name === name)
        const nothing = sql`cast(null as ${numeric(name) ? sql`double` : sql`varchar`})`
        return sql`${column ? readOwn(column, numeric(name)) : nothing} as ${ident(name)}`
      })
      return sql`select ${index}::usmallint as source, rowid + 1 as source_row, ${join(read)} from ${rawTable(index)}`
    })
  return sql`create or replace table member_attributes as
select c.member_id, ${join(names.map((name) => sql`first(r.${ident(name)} order by c.source, c.source_row) filter (where r.${ident(name)} is not null) as ${ident(name)}`))}
from checked_members as c
join (
${join(parts, '\nunion all\n')}
) as r on r.source = c.source and r.source_row = c.source_row
where c.rule is null and c.member_id is not null
group by c.member_id`
}

/** A number keeps all its digits where the engine's own cast reads it. */
function readOwn(column: OwnColumn, numeric: boolean): Sql {
  const cell: Cell = { column: ident(column.name), ...column }
  if (!numeric) return textFromCell(cell)
  const read = sql`cast(${numberFromCell(cell)} as double)`
  return column.decimal === ','
    ? read
    : sql`case when ${numberFromCell(cell)} is not null then coalesce(try_cast(${cell.column} as double), ${read}) end`
}
