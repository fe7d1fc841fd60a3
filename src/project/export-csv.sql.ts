import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { csvCell } from '../text/csv'
import type { SourceColumn } from './export-columns'

/**
 * A COPY of `source` to `path` as CSV. By the same rule as `csvCell`, text that a spreadsheet would take for a
 * formula gets a leading apostrophe, and so do such column names; numbers and dates are written as they are. Text is
 * always quoted: a spreadsheet that splits at semicolons would else find formulas inside it. A number that is none
 * (NaN, infinity) is an empty field.
 */
export function copyCsv(source: Sql, columns: readonly SourceColumn[], path: string, crlf: boolean): Sql {
  const names = columns.map(({ name }) => ident(headerOf(name)))
  const cells = columns.map((column, i) => sql`${safeCell(column)} as ${names[i] ?? empty}`)
  const quoted = names.filter((_, i) => isText(columns[i]))
  const quotes = quoted.length === 0 ? empty : sql`, force_quote (${join(quoted)})`
  return sql`copy (select ${join(cells)} from ${source}) to ${path}
  (format csv, header, use_tmp_file false, new_line ${crlf ? '\\r\\n' : '\\n'}${quotes})`
}

const isText = (column: SourceColumn | undefined): boolean =>
  column?.kind === 'text' || column?.kind === 'other'

/** The name as `csvCell` would make it safe, not yet quoted. */
const headerOf = (name: string): string =>
  /^"?'/.test(csvCell(name)) && !name.startsWith("'") ? `'${name}` : name

function safeCell(column: SourceColumn): Sql {
  const value = ident(column.name)
  if (column.kind === 'number') return sql`case when isfinite(${value}) then ${value} end`
  if (!isText(column)) return value
  const text = column.kind === 'text' ? value : sql`cast(${value} as varchar)`
  return sql`case
    when left(${text}, 1) in ('=', '+', '-', '@', chr(9), chr(13), chr(10), '＝', '＋', '－', '＠')
      and not regexp_full_match(${text}, '-\\d+(\\.\\d+)?([eE][+-]?\\d+)?')
    then concat('''', ${text})
    else ${text}
  end`
}
