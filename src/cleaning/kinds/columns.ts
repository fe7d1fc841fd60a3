import { shopTable } from '../../shop/tables'
import type { Bilingual } from '../../text/bilingual'
import type { Recipe } from '../recipe'
import { roleOf } from '../recipe'
import type { RuleTable } from '../rule-list'
import type { FieldOption } from './kind'

/** Columns of the sales that hold numbers. */
export const NUMBER_COLUMNS = ['amount', 'quantity', 'unit_price'] as const

/** Columns that hold numbers, in any table. */
export const ALL_NUMBERS: readonly string[] = [...NUMBER_COLUMNS, 'price', 'cost']

/** Columns of the typed rows that hold words for a group. An id is no group: to fill it would make a member. */
export const TEXT_COLUMNS = ['product_name', 'category', 'status', 'channel', 'region'] as const

/** Columns of lists that hold words for a group of members or products. */
const LIST_GROUPS = ['gender', 'age', 'city', 'province', 'tier', 'occupation', 'income', 'brand']

/** Columns by which the rows of a table may be grouped. */
export const GROUP_COLUMNS: readonly string[] = [...TEXT_COLUMNS, ...LIST_GROUPS]

/** Whether empty cells of a column can be given a value. */
export const isFillable = (name: string): boolean => isNumberColumn(name) || GROUP_COLUMNS.includes(name)

const ID_COLUMNS = ['order_id', 'member_id', 'ordered_at', 'product_id'] as const

export const isNumberColumn = (name: string): boolean => ALL_NUMBERS.includes(name)

const IN_DETAILS = ['order_id', 'product_id', 'product_name', 'category', ...NUMBER_COLUMNS]

/** Columns of a table's rows that a file of the recipe fills. `amount` counts where it is made of others. */
export function filledColumns(recipe: Recipe, table: RuleTable, among: readonly string[]): FieldOption[] {
  const sources = recipe.sources.filter((source) => roleOf(source, recipe.sources) === table)
  const known = columnsOf(table)
  const mapped = (name: string) =>
    sources.some(
      ({ mapping }) =>
        mapping[name] !== undefined ||
        (name === 'amount' && known.includes(name) && mapping['unit_price'] !== undefined),
    )
  return among
    .filter((name) => known.includes(name) && mapped(name))
    .map((name) => ({ value: name, label: columnLabel(name) }))
}

/** The columns of the sales. */
export const ALL_COLUMNS: readonly string[] = [...ID_COLUMNS, ...NUMBER_COLUMNS, ...TEXT_COLUMNS]

/** The columns of a table's rows that rules may look at. */
export function columnsOf(table: RuleTable): readonly string[] {
  if (table === 'sales') return ALL_COLUMNS
  if (table === 'details') return IN_DETAILS
  const { columns } = shopTable(table)
  return columns.flatMap(({ name, of }) => (of === undefined ? [name] : []))
}

/** A column's name in words; one that no table knows keeps its own. */
export const columnLabel = (name: string): Bilingual =>
  LABELLED.find((column) => column.name === name)?.label ?? { en: name, zh: name }

const LABELLED = (['order_items', 'members', 'products'] as const).flatMap(
  (table) => shopTable(table).columns,
)
