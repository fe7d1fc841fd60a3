import { byPerson } from '../cleaning/aliases.sql'
import { rawTable } from '../cleaning/load.sql'
import type { Recipe, SourcePlan } from '../cleaning/recipe'
import { readColumn } from '../cleaning/typed.sql'
import { isCellMissing, textOf, type Cell } from '../ingest/typed-values.sql'
import { shopTable, type ColumnType, type TableName } from '../shop/tables'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { rawColumn } from './profile.sql'

/** What the quality report judges together: all files taken for one shop table, or one file taken for none. */
export interface Subject {
  /** The shop table's name, or the raw table's: file_1. */
  key: string
  table: TableName | null
  label: Bilingual
  /** Indexes of the recipe's sources. */
  sources: number[]
  columns: SubjectColumn[]
  /**
   * One row per row of the files, as delivered, before any rule: source (index), source_row (from 1), then for each
   * column its typed value, whether its cell is missing (`…_missing`), and for ids the cell as written (`…_written`).
   */
  rows: Sql
}

export interface SubjectColumn {
  name: string
  type: ColumnType
  label: Bilingual
}

/** The subjects of a recipe, in the order of its sources. */
export function subjectsOf(recipe: Recipe): Subject[] {
  const subjects: Subject[] = []
  recipe.sources.forEach((source, index) => {
    if (source.table === null) subjects.push(fileSubject(source, index))
    else if (!subjects.some(({ table }) => table === source.table)) {
      subjects.push(tableSubject(recipe, source.table))
    }
  })
  return subjects
}

function tableSubject(recipe: Recipe, table: TableName): Subject {
  const sources = recipe.sources.flatMap((source, index) => (source.table === table ? [index] : []))
  const columns = shopTable(table).columns.filter(({ name }) =>
    sources.some((index) => recipe.sources[index]?.mapping[name] !== undefined),
  )
  const parts = sources.flatMap((index) => {
    const source = recipe.sources[index]
    return source ? [readRows(source, index, columns)] : []
  })
  const rows = join(parts, '\nunion all\n')
  const refersToMembers = table !== 'members' && columns.some(({ name }) => name === 'member_id')
  return {
    key: table,
    table,
    label: shopTable(table).label,
    sources,
    columns: columns.map(({ name, type, label }) => ({ name, type, label })),
    // Orders may carry ids that a list of members explains: whom they stand for counts.
    rows: refersToMembers ? byPerson(recipe, rows) : rows,
  }
}

const cellOf = (source: SourcePlan, header: string): Cell => ({
  column: ident(header),
  ...source.columns.find(({ name }) => name === header),
})

function readRows(source: SourcePlan, index: number, columns: readonly SubjectColumn[]): Sql {
  const cells = columns.map(({ name, type }) => {
    const header = source.mapping[name]
    const cell = header === undefined ? null : cellOf(source, header)
    const missing = cell === null ? sql`true` : isCellMissing(cell)
    const written = cell === null ? sql`cast(null as varchar)` : textOf(cell)
    return sql`  ${readColumn(source, name, type)} as ${ident(name)}, ${missing} as ${missingOf(name)}${
      type === 'id' ? sql`, ${written} as ${writtenOf(name)}` : empty
    }`
  })
  return selectRows(index, cells)
}

/** A file that is no shop table: its own columns, read as what the inspection took them for. */
function fileSubject(source: SourcePlan, index: number): Subject {
  const columns = source.columns.filter(({ name }) => !/^source(_row)?$/i.test(name)).slice(0, MOST_COLUMNS)
  const cells = columns.map((column) => {
    const { value, missing } = rawColumn(column)
    return sql`  ${value} as ${ident(column.name)}, ${missing} as ${missingOf(column.name)}`
  })
  return {
    key: `file_${index + 1}`,
    table: null,
    label: { en: source.file.name, zh: source.file.name },
    sources: [index],
    columns: columns.map((column) => ({
      name: column.name,
      type: typeOf(rawColumn(column).kind),
      label: { en: column.name, zh: column.name },
    })),
    rows: selectRows(index, cells),
  }
}

/** Of a file with more columns than anybody reads, the first are judged. */
const MOST_COLUMNS = 100

const typeOf = (kind: 'number' | 'time' | 'text'): ColumnType => (kind === 'text' ? 'text' : kind)

const selectRows = (index: number, cells: readonly Sql[]): Sql =>
  sql`select
  ${join([sql`${index}::usmallint as source`, sql`rowid + 1 as source_row`, ...cells])}
from ${rawTable(index)}`

export const missingOf = (column: string): Sql => ident(`${column}_missing`)
export const writtenOf = (column: string): Sql => ident(`${column}_written`)

/** The rows' own columns without the helpers: what a person reads. */
export const readableColumns = (subject: Subject): Sql =>
  join([sql`source`, sql`source_row`, ...subject.columns.map(({ name }) => ident(name))])
