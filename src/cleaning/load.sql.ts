import { readCsv } from '../ingest/read-csv.sql'
import { sqlType } from '../ingest/typed-values.sql'
import type { ColumnReport, FileReport } from '../ingest/types'
import { ident, join, sql, type Sql } from '../sql/sql'

/** The raw table of the n-th source: the file as it is, in its order; every cell as text unless the file has types. */
export const rawTable = (index: number): Sql => ident('raw', `file_${index + 1}`)

export const rawName = (index: number) => ({ schema: 'raw', name: `file_${index + 1}` })

/** Reads a registered file into its raw table, as `readCsv` does; `normalised` is the CSV that `normaliseFile` wrote. */
export const loadCsv = (index: number, path: string, report: FileReport, normalised: boolean): Sql =>
  sql`create or replace table ${rawTable(index)} as select * from ${readCsv(path, report, normalised)}`

/** The raw table of a file that is stored by columns, still empty. */
export function createRaw(index: number, report: FileReport): Sql {
  const columns = report.columns.map(({ name, stored = 'VARCHAR' }) => sql`${ident(name)} ${sqlType(stored)}`)
  return sql`create or replace table ${rawTable(index)} (${join(columns)})`
}

/** A batch of such a file as it is, before fields of structs and bytes become columns and text. */
export const stagedName = (index: number) => ({ schema: 'raw', name: `batch_${index + 1}` })
export const stagedTable = (index: number): Sql => ident('raw', `batch_${index + 1}`)

/** The staged batch into the raw table. */
export const fillRaw = (index: number, report: FileReport): Sql =>
  sql`insert into ${rawTable(index)} select ${join(report.columns.map(stagedCell))} from ${stagedTable(index)}`

/** Bytes are text where they are UTF-8, else shown as the engine shows them. */
function stagedCell({ name, path = [name], bytes = false }: ColumnReport): Sql {
  const [root = name, ...fields] = path
  const cell = fields.reduce((value, field) => sql`struct_extract(${value}, ${field})`, ident(root))
  return bytes ? sql`coalesce(try(decode(${cell})), cast(${cell} as varchar))` : cell
}
