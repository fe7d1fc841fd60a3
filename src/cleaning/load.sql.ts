import { readCsv } from '../ingest/read-csv.sql'
import type { FileReport } from '../ingest/types'
import { ident, sql, type Sql } from '../sql/sql'

/** The raw table of the n-th source: the file as it is, every cell as text, in the file's order. */
export const rawTable = (index: number): Sql => ident('raw', `file_${index + 1}`)

/** Reads a registered file into its raw table, as `readCsv` does; `normalised` is the CSV that `normaliseFile` wrote. */
export const loadCsv = (index: number, path: string, report: FileReport, normalised: boolean): Sql =>
  sql`create or replace table ${rawTable(index)} as select * from ${readCsv(path, report, normalised)}`
