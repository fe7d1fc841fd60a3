import type { ColumnReport, Dialect } from '../ingest/types'
import type { TableName } from '../shop/tables'
import { RULES, type RuleId } from './rules'

/** How one file becomes rows of a shop table. Everything needed to do it again on the same or a newer file. */
export interface SourcePlan {
  file: { name: string; size: number; records: number }
  dialect: Dialect
  /** null: kept as a raw table only. */
  table: TableName | null
  /** Shop column → the file's column. */
  mapping: Record<string, string>
  /** How the values of the file's columns are written; what `inspectFile` saw, as far as reading needs it. */
  columns: Pick<ColumnReport, 'name' | 'type' | 'dateFormats' | 'decimal' | 'currency'>[]
}

/** All that a person decided about her data; the data itself is not in it. */
export interface Recipe {
  sources: SourcePlan[]
  /** Which rules are switched on. */
  rules: Record<RuleId, boolean>
  /** The day of the first load, YYYY-MM-DD: a later time is a future one. */
  today: string
  /** ISO 4217, or '' when the files do not say. */
  currency: string
}

/** The rules as they stand before anybody switches one: they depend on what a row of the files is. */
export function defaultRules(sources: readonly SourcePlan[]): Record<RuleId, boolean> {
  const byLine = !sources.some((source) => source.table === 'orders')
  return Object.fromEntries(
    RULES.map((rule) => [rule.id, rule.id === 'zero_amount' ? byLine : rule.onByDefault]),
  ) as Record<RuleId, boolean>
}

/** Whether a source's rows are sales with a time of their own, or details of another file's orders. */
export function roleOf(
  source: SourcePlan,
  sources: readonly SourcePlan[],
): 'sales' | 'details' | 'members' | 'products' | 'raw' {
  switch (source.table) {
    case 'orders':
      return 'sales'
    case 'order_items':
      return sources.some((other) => other.table === 'orders') ? 'details' : 'sales'
    case 'members':
      return 'members'
    case 'products':
      return 'products'
    default:
      return 'raw'
  }
}
