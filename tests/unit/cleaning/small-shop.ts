import { defaultRules, type Recipe } from '../../../src/cleaning/recipe'
import type { RuleId } from '../../../src/cleaning/rules'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { loadShop, type Accounting, type HeldFile } from '../../../src/project/load'
import { columnsOf } from '../../../src/project/plan'
import type { TableName } from '../../../src/shop/tables'
import { csvCell } from '../../../src/text/csv'
import { rowObjects } from '../../../src/sql/rows'
import { sql, type Sql } from '../../../src/sql/sql'

export const TODAY = '2026-01-01'

export type Cells = readonly string[]

/** A file by hand: what its columns mean is said, not guessed. A column without a meaning is named in brackets. */
export interface SmallFile {
  table: TableName | null
  /** One per column: a role of the table, which is its header too. */
  roles: readonly string[]
  rows: readonly Cells[]
}

export interface SmallShop {
  recipe: Recipe
  files: HeldFile[]
  accounting: Accounting
}

export const normalise = (file: File, report: HeldFile['report']) => normaliseFile(file, report)

const csv = ({ roles, rows }: SmallFile): string =>
  [roles, ...rows].map((cells) => cells.map((cell) => quoted(cell)).join(',')).join('\n') + '\n'

/** As `csvCell`, but without its guard against formulas: the cells here are the data. */
const quoted = (cell: string): string =>
  /^[=+\-@]/.test(cell) ? (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell) : csvCell(cell)

export async function holdFiles(files: readonly SmallFile[]): Promise<{ recipe: Recipe; held: HeldFile[] }> {
  const held: HeldFile[] = []
  for (const [i, file] of files.entries()) {
    const made = new File([csv(file)], `${i + 1}.csv`)
    held.push({ file: made, report: await inspectFile(made) })
  }
  const sources = held.map(({ report }, i) => ({
    file: { name: report.name, size: report.size, records: report.records },
    dialect: report.dialect,
    table: files[i]?.table ?? null,
    mapping: Object.fromEntries(
      (files[i]?.roles ?? []).filter((role) => !role.startsWith('[')).map((role) => [role, role]),
    ),
    columns: columnsOf(report),
  }))
  return { recipe: { sources, rules: defaultRules(sources), today: TODAY, currency: '' }, held }
}

/** The whole way from files to shop tables, with the rules as they are by default but for `rules`. */
export async function loadFiles(
  engine: EngineCore,
  files: readonly SmallFile[],
  rules: Partial<Recipe['rules']> = {},
): Promise<SmallShop> {
  const { recipe: usual, held } = await holdFiles(files)
  const recipe = { ...usual, rules: { ...usual.rules, ...rules } }
  return { recipe, files: held, accounting: await loadShop(engine, normalise, held, recipe) }
}

/** Rows that each rule caught in a file, those of none left out: `returned` on, `returned (off)` only counted. */
export function caught(shop: SmallShop, index = 0): Record<string, number> {
  const rules = shop.accounting.sources[index]?.rules ?? []
  return Object.fromEntries(
    rules.flatMap(({ rule, on, rows }) => (rows === 0 ? [] : [[on ? rule : `${rule} (off)`, rows]])),
  )
}

/** Every rule off that can be. */
export const allOff = (shop: Pick<SmallShop, 'recipe'>): Recipe['rules'] =>
  Object.fromEntries(Object.keys(shop.recipe.rules).map((id) => [id, false])) as Record<RuleId, boolean>

/** A result as plain rows, nothing as null. */
export const readRows = async (engine: EngineCore, statement: Sql) =>
  rowObjects(await engine.query(statement))

export const ordersOf = (engine: EngineCore) =>
  readRows(
    engine,
    sql`select order_id, member_id, lines, quantity, gross, returned, net from orders order by order_id, member_id`,
  )
