import { isMissing } from '../ingest/values.sql'
import { ident, join, sql, type Sql } from '../sql/sql'
import { rawTable } from './load.sql'
import type { SourcePlan } from './recipe'

/**
 * The raw rows of a source, with what an order's first row says written in its other rows too where the plan says so.
 * An empty order number is that of the row above.
 */
export function filledRows(source: SourcePlan, index: number): Sql {
  const order = source.mapping['order_id']
  const fill = (source.fill ?? [])
    .flatMap((role) => source.mapping[role] ?? [])
    .filter((name) => name !== order)
  if (order === undefined || source.fill === undefined) return rawTable(index)
  const said = (name: string) =>
    sql`case when not ${isMissing(sql`cast(${ident(name)} as varchar)`)} then ${ident(name)} end`
  const numbered = source.fill.includes('order_id')
    ? sql`(
  select
    rowid,
    * replace (last_value(${said(order)} ignore nulls) over (order by rowid) as ${ident(order)})
  from ${rawTable(index)}
)`
    : sql`(select rowid, * from ${rawTable(index)})`
  if (fill.length === 0) return sql`${numbered} as numbered`
  const filled = fill.map(
    (name) =>
      sql`coalesce(${said(name)}, first_value(${said(name)} ignore nulls) over (partition by ${ident(order)} order by rowid)) as ${ident(name)}`,
  )
  return sql`(
  select * replace (${join(filled)})
  from ${numbered}
) as filled`
}
