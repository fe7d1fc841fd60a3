import type { ShopTable } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import type { SourcePlan } from './recipe'
import { readColumn } from './typed.sql'

/**
 * A file's first records as a plan reads them: one column per mapped column of the table, as text the engine made of
 * the typed value; null where the cell is missing or cannot be read.
 *
 * @param records cells as text, in the order of the plan's columns.
 */
export function previewOf(plan: SourcePlan, table: ShopTable, records: readonly (readonly string[])[]): Sql {
  const mapped = table.columns.filter(({ name }) => plan.mapping[name] !== undefined)
  const used = plan.columns.flatMap(({ name }, i) =>
    Object.values(plan.mapping).includes(name) ? [{ name, i }] : [],
  )
  const rows = records.map((record) => sql`(${join(used.map(({ i }) => sql`${record[i] ?? ''}`))})`)
  const read = mapped.map(
    ({ name, type }) => sql`cast(${readColumn(plan, name, type)} as varchar) as ${ident(name)}`,
  )
  return sql`select ${join(read)}
from (values ${join(rows)}) as first_rows(${join(used.map(({ name }) => ident(name)))})`
}
