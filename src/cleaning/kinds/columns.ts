import { shopTable } from '../../shop/tables'
import type { Bilingual } from '../../text/bilingual'
import type { Recipe } from '../recipe'
import { roleOf } from '../recipe'
import type { RuleTable } from '../rule-list'
import type { FieldOption } from './kind'

/** Columns of the typed rows that hold numbers, and their SQL type. */
export const NUMBER_COLUMNS = ['amount', 'quantity', 'unit_price'] as const

/** Columns of the typed rows that hold words for a group. An id is no group: to fill it would make a member. */
export const TEXT_COLUMNS = ['product_name', 'category', 'status', 'channel', 'region'] as const

/** Whether empty cells of a column can be given a value. */
export const isFillable = (name: string): boolean =>
  isNumberColumn(name) || (TEXT_COLUMNS as readonly string[]).includes(name)

const ID_COLUMNS = ['order_id', 'member_id', 'ordered_at', 'product_id'] as const

export const isNumberColumn = (name: string): boolean => (NUMBER_COLUMNS as readonly string[]).includes(name)

const IN_DETAILS = ['order_id', 'product_id', 'product_name', 'category', ...NUMBER_COLUMNS]

/** Columns of a table's rows that a file of the recipe fills. `amount` counts where it is made of others. */
export function filledColumns(recipe: Recipe, table: RuleTable, among: readonly string[]): FieldOption[] {
  const sources = recipe.sources.filter((source) => roleOf(source, recipe.sources) === table)
  const mapped = (name: string) =>
    sources.some(
      ({ mapping }) =>
        mapping[name] !== undefined || (name === 'amount' && mapping['unit_price'] !== undefined),
    )
  return among
    .filter((name) => mapped(name) && (table === 'sales' || IN_DETAILS.includes(name)))
    .map((name) => ({ value: name, label: columnLabel(name) }))
}

export const ALL_COLUMNS: readonly string[] = [...ID_COLUMNS, ...NUMBER_COLUMNS, ...TEXT_COLUMNS]

/** A column's name in words; one that no table knows keeps its own. */
export const columnLabel = (name: string): Bilingual =>
  shopTable('order_items').columns.find((column) => column.name === name)?.label ?? { en: name, zh: name }
