import { Sql, sql } from '../sql/sql'
import type { FileReport } from './types'

/**
 * The engine's reader for a registered file, all columns as text: `select * from ${readCsv(path, report)}`. For a
 * file with `readInPlace` it returns exactly `report.records` rows, for a normalised one exactly `loaded`. Nothing is
 * left to sniffing. The line end is not named: the reader finds LF and CRLF by itself and returns no rows, without a
 * word, when told one and given the other.
 *
 * @param path the name the file is registered under.
 * @param normalised whether it is the CSV that `normaliseFile` wrote.
 */
export function readCsv(path: string, report: FileReport, normalised = false): Sql {
  const columns = report.columns.map((column) => `${sql`${column.name}`.text}: 'VARCHAR'`).join(', ')
  const delimiter = normalised ? ',' : report.dialect.delimiter
  const header = normalised || report.dialect.header
  // Written anew, a record may grow: every quote in it is doubled.
  const longest = (normalised ? 2 : 1) * report.longestRecord + 2 * report.columns.length + 1024
  return sql`read_csv(${path}, auto_detect = false, columns = {${new Sql(columns)}}, delim = ${delimiter}, quote = '"', escape = '"', header = ${header}, strict_mode = true, null_padding = false, max_line_size = ${Math.max(2_000_000, longest)}, buffer_size = 32000000)`
}
