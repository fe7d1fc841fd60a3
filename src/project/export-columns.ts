import type { Database } from '../engine/database'
import { cell } from '../sql/rows'
import { ident, join, sql, type Sql } from '../sql/sql'

/** What a column of the source holds, as far as writing it needs. */
export interface SourceColumn {
  name: string
  kind: 'text' | 'boolean' | 'integer' | 'bigint' | 'wide' | 'number' | 'decimal' | 'date' | 'time' | 'other'
}

/** A column of what is written: the expression that gives it, and its plain type. */
export interface WrittenColumn {
  name: string
  value: Sql
  type: 'text' | 'boolean' | 'integer' | 'bigint' | 'number' | 'date' | 'time'
}

/** A table stands in FROM as it is, a SELECT in parentheses. */
export const fromSource = (source: Sql): Sql =>
  source.text.startsWith('"') ? source : sql`(\n${source}\n) as source`

/**
 * The columns of a source. Integers of more than 64 bits, which sums of whole numbers are, count as `bigint` when
 * all of them fit.
 */
export async function describeColumns(
  db: Database,
  source: Sql,
  signal?: AbortSignal,
): Promise<SourceColumn[]> {
  const described = await db.query(
    sql`select column_name, column_type from (describe select * from ${fromSource(source)})`,
    { signal },
  )
  const [names, types] = described.columns
  const columns = Array.from({ length: described.rows }, (_, row): SourceColumn => ({
    name: String(cell(names, row)),
    kind: kindOf(String(cell(types, row))),
  }))
  const wide = columns.filter((column) => column.kind === 'wide')
  if (wide.length === 0) return columns
  const fits = wide.map(
    ({ name }) => sql`coalesce(bool_and(${ident(name)} between ${MIN_BIGINT} and ${MAX_BIGINT}), true)`,
  )
  const { columns: answers } = await db.query(sql`select ${join(fits)} from ${fromSource(source)}`, {
    signal,
  })
  wide.forEach((column, i) => {
    if (cell(answers[i], 0) === 'true') column.kind = 'bigint'
  })
  return columns
}

const MIN_BIGINT = -(2n ** 63n)
const MAX_BIGINT = 2n ** 63n - 1n

function kindOf(type: string): SourceColumn['kind'] {
  if (/^(U?TINYINT|U?SMALLINT|INTEGER)$/.test(type)) return 'integer'
  if (/^(UINTEGER|BIGINT)$/.test(type)) return 'bigint'
  if (/^(UBIGINT|U?HUGEINT)$/.test(type)) return 'wide'
  if (/^(FLOAT|DOUBLE)$/.test(type)) return 'number'
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return 'decimal'
  if (/^TIMESTAMP(_S|_MS|_NS)?$/.test(type)) return 'time'
  if (type === 'VARCHAR') return 'text'
  if (type === 'BOOLEAN') return 'boolean'
  return type === 'DATE' ? 'date' : 'other'
}

/** For typed formats. */
export function asTyped({ name, kind }: SourceColumn): WrittenColumn {
  const column = ident(name)
  switch (kind) {
    case 'text':
    case 'boolean':
    case 'date':
      return { name, value: column, type: kind }
    case 'integer':
      return { name, value: sql`cast(${column} as integer)`, type: 'integer' }
    case 'bigint':
      return { name, value: sql`cast(${column} as bigint)`, type: 'bigint' }
    case 'number':
    case 'decimal':
      return { name, value: sql`cast(${column} as double)`, type: 'number' }
    case 'time':
      return { name, value: sql`cast(${column} as timestamp)`, type: 'time' }
    default:
      return { name, value: sql`cast(${column} as varchar)`, type: 'text' }
  }
}

/** For JSON: dates and times as ISO text. */
export function asText(source: SourceColumn): WrittenColumn {
  const { name, kind } = source
  const column = ident(name)
  if (kind === 'date') return { name, value: sql`cast(${column} as varchar)`, type: 'text' }
  if (kind === 'time')
    return { name, value: sql`replace(cast(${column} as varchar), ' ', 'T')`, type: 'text' }
  return asTyped(source)
}
