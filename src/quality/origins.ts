import { checkedTable, scopeOf } from '../cleaning/accounting'
import { rawTable } from '../cleaning/load.sql'
import type { Recipe } from '../cleaning/recipe'
import { catching } from '../cleaning/catching.sql'
import { listedFor } from '../cleaning/rule-list'
import { OWN_ORDER } from '../cleaning/shop.sql'
import { readColumn } from '../cleaning/typed.sql'
import type { Database } from '../engine/database'
import { shopTable } from '../shop/tables'
import { rowObjects } from '../sql/rows'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'

/** What names the rows of the files that a row of any table goes back to. */
export interface RowKeys {
  source?: number
  source_row?: number
  order_id?: string
  member_id?: string
  product_id?: string
}

/** The keys that a row's columns give, the narrowest first; null where the row goes back to no row that can be named. */
export function keysOf(columns: readonly string[], row: readonly (string | number | null)[]): RowKeys | null {
  const value = (name: string) => row[columns.indexOf(name)] ?? null
  const [source, record] = [value('source'), value('source_row')]
  if (source !== null && record !== null) return { source: Number(source), source_row: Number(record) }
  const keys: RowKeys = {}
  for (const name of ['order_id', 'member_id', 'product_id'] as const) {
    const found = value(name)
    if (found !== null) keys[name] = String(found)
  }
  return Object.keys(keys).length === 0 ? null : keys
}

/** source, source_row, rule (null: kept): the rows of the files behind keys, in the order of the files. */
export function originRows(recipe: Recipe, keys: RowKeys): Sql {
  const parts = checkedTables(recipe).flatMap(({ table, columns }) => {
    const matches = matching(keys, columns)
    return matches === null ? [] : [sql`select source, source_row, rule from ${table} where ${matches}`]
  })
  if (parts.length === 0) {
    return sql`select cast(null as integer) as source, cast(null as bigint) as source_row, cast(null as varchar) as rule where false`
  }
  return sql`select source, source_row, rule from (
${join(parts, '\nunion all\n')}
)
order by source, source_row`
}

interface CheckedTable {
  table: Sql
  columns: readonly string[]
}

/** Every table that holds rows of files with the rule that caught each, with the keys they have. */
function checkedTables(recipe: Recipe): CheckedTable[] {
  const tables = new Map<string, CheckedTable>()
  recipe.sources.forEach((source, index) => {
    const scope = scopeOf(recipe, index)
    if (scope === 'raw' || source.table === null) return
    const columns =
      scope === 'keyed'
        ? shopTable(source.table).columns.map(({ name }) => name)
        : ['order_id', 'member_id', 'product_id']
    const table = checkedTable(recipe, index)
    tables.set(table.text, { table, columns })
  })
  return [...tables.values()]
}

/** Null where the table lacks a key that is asked for. */
function matching(keys: RowKeys, columns: readonly string[]): Sql | null {
  if (keys.source !== undefined && keys.source_row !== undefined)
    return sql`source = ${keys.source} and source_row = ${keys.source_row}`
  const parts: Sql[] = []
  for (const name of ['order_id', 'member_id', 'product_id'] as const) {
    const value = keys[name]
    if (value === undefined) continue
    if (!columns.includes(name)) return null
    // A row without an order number is an order of its own, named by its place.
    parts.push(
      name === 'order_id' ? sql`coalesce(order_id, ${OWN_ORDER}) = ${value}` : sql`${ident(name)} = ${value}`,
    )
  }
  return parts.length === 0 ? null : join(parts, ' and ')
}

/** One row of a file, and all that was made of it. */
export interface Origin {
  file: string
  /** 1-based number of the record in its file, the header not counted. */
  record: number
  /** Every cell as it stands in the file. */
  cells: { header: string; text: string | null }[]
  /** The mapped columns: what the cell was read as; null where it is missing or cannot be read. */
  read: { role: string; label: Bilingual; header: string; text: string | null; value: string | null }[]
  /** In the order in which they are tried. */
  rules: { rule: string; label: Bilingual; about: Bilingual; on: boolean; catches: boolean }[]
  /** The rule that sets the row aside; null: kept, or of a file that no rule looks at. */
  rule: string | null
}

/** Where a row stands, what its cells say, how they were read, and which rules it passed. Null: there is no such row. */
export async function originOf(
  db: Database,
  recipe: Recipe,
  index: number,
  record: number,
  signal?: AbortSignal,
): Promise<Origin | null> {
  const source = recipe.sources[index]
  if (!source) return null
  const [raw] = rowObjects(
    await db.query(sql`select * from ${rawTable(index)} where rowid = ${record - 1}`, { signal }),
  )
  if (!raw) return null
  const text = (header: string) => (raw[header] == null ? null : String(raw[header]))
  const columns = source.table === null ? [] : shopTable(source.table).columns
  const mapped = columns.filter(({ name }) => source.mapping[name] !== undefined)
  const values = mapped.length === 0 ? {} : await readValues(db, recipe, index, record, signal)
  const { rule, rules } = await ruleOutcomes(db, recipe, index, record, signal)
  return {
    file: source.file.name,
    record,
    cells: source.columns.map(({ name }) => ({ header: name, text: text(name) })),
    read: mapped.map(({ name, label }) => {
      const header = source.mapping[name] ?? ''
      return { role: name, label, header, text: text(header), value: values[name] ?? null }
    }),
    rules,
    rule,
  }
}

async function readValues(
  db: Database,
  recipe: Recipe,
  index: number,
  record: number,
  signal: AbortSignal | undefined,
): Promise<Record<string, string | null>> {
  const source = recipe.sources[index]
  if (!source || source.table === null) return {}
  const cells = shopTable(source.table).columns.flatMap(({ name, type }) =>
    source.mapping[name] === undefined
      ? []
      : [sql`cast(${readColumn(source, name, type)} as varchar) as ${ident(name)}`],
  )
  const statement = sql`select ${join(cells)} from ${rawTable(index)} where rowid = ${record - 1}`
  const row = rowObjects(await db.query(statement, { signal }))[0] ?? {}
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]),
  )
}

async function ruleOutcomes(
  db: Database,
  recipe: Recipe,
  index: number,
  record: number,
  signal: AbortSignal | undefined,
): Promise<Pick<Origin, 'rule' | 'rules'>> {
  const scope = scopeOf(recipe, index)
  if (scope === 'raw') return { rule: null, rules: [] }
  const rules = listedFor(recipe, scope)
  const caught = rules.flatMap(({ rule }) =>
    rule ? [sql`coalesce(${catching(recipe, rule)}, false) as ${ident(rule.id)}`] : [],
  )
  const statement = sql`select rule as outcome${caught.length === 0 ? empty : sql`, ${join(caught)}`}
from ${checkedTable(recipe, index)}
where source = ${index} and source_row = ${record}`
  const row = rowObjects(await db.query(statement, { signal }))[0] ?? {}
  const outcome = row['outcome'] ?? null
  return {
    rule: outcome === null ? null : String(outcome),
    rules: rules.map(({ id, label, about, on }) => ({
      rule: id,
      label,
      about,
      on,
      catches: String(row[id]) === 'true' || outcome === id,
    })),
  }
}
