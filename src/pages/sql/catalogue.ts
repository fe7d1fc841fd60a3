import type { Step } from '../../analyses/analysis'
import { completeParameters } from '../../analyses/analysis'
import { shopViews } from '../../analyses/lens'
import type { Database } from '../../engine/database'
import { shopTable, SHOP_TABLES, TABLE_NAMES, type TableName } from '../../shop/tables'
import { cell, rowArrays } from '../../sql/rows'
import { ident, join, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { DERIVED_COLUMNS } from './derived-columns'
import { RESULT_NAMES } from './result-tables'

/** `shop`: the shop's words; `result`: an analysis made it; `file`: a file as it is; `making`: between the two. */
export type TableGroup = 'shop' | 'result' | 'file' | 'making'

export interface ListedColumn {
  name: string
  /** As the engine calls it: VARCHAR, BIGINT, DECIMAL(18,4). */
  type: string
  about: Bilingual | null
}

export interface ListedTable {
  /** As it is written in a query. */
  name: string
  table: Sql
  group: TableGroup
  columns: ListedColumn[]
  rows: number
  about: Bilingual | null
  /** The file a raw table holds. */
  file: string | null
}

/** What is written down of a result table. */
type Documented = Pick<Step, 'about' | 'columns'>

const GROUPS: readonly TableGroup[] = ['shop', 'result', 'file', 'making']
const SHOP_ORDER: readonly string[] = TABLE_NAMES

/**
 * Every table that can be asked, in the order they are listed; `files` are the names behind raw.file_1, raw.file_2 …
 * Those that `wanted` leaves out are not counted either: to count the rows of a view is to run it.
 */
export async function listTables(
  db: Database,
  files: readonly string[],
  wanted: (name: string) => boolean = () => true,
): Promise<ListedTable[]> {
  const described = await db.query(sql`select schema_name, table_name, column_name, data_type
from duckdb_columns()
where database_name = 'shop' and not internal and schema_name in ('main', 'raw')
  and table_name not in (${join(RESULT_NAMES.map((name) => sql`${name}`))})
order by schema_name, table_name, column_index`)
  const [steps, { factByName }] = await Promise.all([
    documentedSteps(),
    import('../../segments/facts/catalogue'),
  ])
  const tables = new Map<string, ListedTable>()
  for (const row of rowArrays(described)) {
    const [schema, name, column, type] = row.map(String) as [string, string, string, string]
    const key = `${schema}.${name}`
    const listed = tables.get(key) ?? emptyTable(schema, name, steps.get(name), files)
    listed.columns.push({
      name: column,
      type,
      about:
        aboutColumn(listed.group, name, column, steps.get(name)) ??
        // Which facts a table has depends on the shop and what was chosen.
        (listed.group === 'result' ? (factByName(column)?.label ?? null) : null),
    })
    tables.set(key, listed)
  }
  const list = [...tables.values()].filter(({ name }) => wanted(name)).sort(inOrder)
  const counts = await countRows(db, list)
  return list.map((table, i) => ({ ...table, rows: counts[i] ?? 0 }))
}

async function countRows(db: Database, tables: readonly ListedTable[]): Promise<number[]> {
  if (tables.length === 0) return []
  const counts = tables.map(({ table }) => sql`(select count(*) from ${table})`)
  const { columns } = await db.query(sql`select ${join(counts)}`)
  return columns.map((column) => Number(cell(column, 0) ?? 0))
}

function emptyTable(
  schema: string,
  name: string,
  step: Documented | undefined,
  files: readonly string[],
): ListedTable {
  const shop = SHOP_TABLES.find((table) => table.name === name)
  const group = schema === 'raw' ? 'file' : shop ? 'shop' : step ? 'result' : 'making'
  const number = /^file_(\d+)$/.exec(name)?.[1]
  return {
    name: group === 'file' ? `raw.${written(name)}` : written(name),
    table: ident(schema, name),
    group,
    columns: [],
    rows: 0,
    about: group === 'file' ? null : (shop?.grain ?? step?.about ?? null),
    file: group === 'file' ? (files[Number(number) - 1] ?? null) : null,
  }
}

function aboutColumn(
  group: TableGroup,
  table: string,
  column: string,
  step: Documented | undefined,
): Bilingual | null {
  if (group === 'result') return step?.columns.find(({ name }) => name === column)?.about ?? null
  if (group !== 'shop') return null
  const supplied = shopTable(table as TableName).columns.find(({ name }) => name === column)
  return DERIVED_COLUMNS[column] ?? supplied?.label ?? null
}

function inOrder(a: ListedTable, b: ListedTable): number {
  if (a.group !== b.group) return GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group)
  if (a.group === 'shop') return SHOP_ORDER.indexOf(a.name) - SHOP_ORDER.indexOf(b.name)
  return a.name.localeCompare(b.name, 'en', { numeric: true })
}

/** The steps of every analysis by their table's name, as far as their words go: nothing of them is run. */
async function documentedSteps(): Promise<Map<string, Documented>> {
  const { ANALYSES } = await import('../../analyses/registry')
  const shop = shopViews('', { asOf: '2000-01-01', from: null, basis: 'gross' })
  const { MEMBER_TAGS_WORDS } = await import('../../analyses/flag-tables')
  return new Map<string, Documented>([
    ['member_tags', MEMBER_TAGS_WORDS],
    ...ANALYSES.flatMap((analysis) =>
      analysis.steps.map((makeStep) => {
        const step = makeStep({
          shop,
          parameters: completeParameters(analysis),
          table: (name) => ident(name),
        })
        return [step.name, step] as const
      }),
    ),
  ])
}

/** A name as it may stand in a query: quoted only where it has to be. */
export const written = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name.toLowerCase()) ? name : ident(name).text

/** Words that the engine does not take for a column or a table unless they are quoted. */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create ' +
    'default deferrable desc describe distinct do else end except false fetch for foreign from group having in ' +
    'initially intersect into lambda lateral leading limit not null offset on only or order pivot pivot_longer ' +
    'pivot_wider placing primary qualify references returning select show some summarize symmetric table then to ' +
    'trailing true union unique unpivot using variadic when where window with'
  ).split(' '),
)
