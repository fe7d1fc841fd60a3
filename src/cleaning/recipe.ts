import type { ColumnReport, Dialect } from '../ingest/types'
import type { TableName } from '../shop/tables'
import type { IdentityPlan } from './identity-plan'
import type { RuleChanges } from './rule-list'
import { RULES, type RuleId } from './rules'

/** How one file becomes rows of a shop table. Everything needed to do it again on the same or a newer file. */
export interface SourcePlan {
  file: { name: string; size: number; records: number }
  dialect: Dialect
  /** null: kept as a raw table only. */
  table: TableName | null
  /** Shop column → the file's column. */
  mapping: Record<string, string>
  /** Shop columns that an order's first row says for its other rows too. */
  fill?: string[]
  /** What the names of files of one shape have in common, where several make one table: orders_*.csv. */
  shape?: string
  /** Whether the file is read as it is written, though other tables could be made of it. */
  asWritten?: true
  /** The system that the member ids come from, where they are not the shop's own: equal ids are then no evidence. */
  system?: string
  /** How the values of the file's columns are written; what `inspectFile` saw, as far as reading needs it. */
  columns: Pick<
    ColumnReport,
    | 'name'
    | 'type'
    | 'dateFormats'
    | 'clockFormats'
    | 'year'
    | 'missingWords'
    | 'coding'
    | 'decimal'
    | 'marked'
    | 'currency'
    | 'stored'
  >[]
}

/** Members who are taken out of every file that is read: HMACs of their ids under the salt, both in hexadecimal. */
export interface DeletedMembers {
  salt: string
  members: string[]
}

/** All that a person decided about her data; the data itself is not in it. */
export interface Recipe {
  sources: SourcePlan[]
  /** Which rules are switched on. */
  rules: Record<RuleId, boolean>
  /** The rules that a person added, their order, and the reasons written beside them. */
  changes?: RuleChanges
  /** The day of the first load, YYYY-MM-DD: a later time is a future one. */
  today: string
  /** ISO 4217, or '' when the files do not say. */
  currency: string
  /** How records of one person are brought together; without it every id is a member of its own. */
  identity?: IdentityPlan
  deleted?: DeletedMembers[]
  /** The salt of pseudonyms, in hexadecimal, where a person wants the same ones on other days. */
  pseudonymSalt?: string
}

/** The rules as they stand before anybody switches one: they depend on what a row of the files is. */
export function defaultRules(sources: readonly SourcePlan[]): Record<RuleId, boolean> {
  const byLine = !sources.some((source) => source.table === 'orders')
  return Object.fromEntries(
    RULES.map((rule) => [rule.id, rule.id === 'zero_amount' ? byLine : rule.onByDefault]),
  ) as Record<RuleId, boolean>
}

/** What a source's rows are to the shop: `records` are those of every other table, each read as it is. */
export type SourceRole = 'sales' | 'details' | 'baskets' | 'members' | 'products' | 'records' | 'raw'

/** Whether a source's rows are sales with a time of their own, or details of another file's orders. */
export function roleOf(source: SourcePlan, sources: readonly SourcePlan[]): SourceRole {
  switch (source.table) {
    case 'orders':
      return 'sales'
    case 'order_items':
      if (sources.some((other) => other.table === 'orders')) return 'details'
      return sources.some((other) => other.table === 'order_items' && !isBasket(other)) ? 'sales' : 'baskets'
    case 'members':
      return 'members'
    case 'products':
      return 'products'
    case null:
      return 'raw'
    default:
      return 'records'
  }
}

/** Lines that say what was bought together and neither when, nor by whom, nor for how much. */
const isBasket = ({ mapping }: SourcePlan): boolean =>
  mapping['order_id'] !== undefined &&
  (mapping['product_id'] ?? mapping['product_name']) !== undefined &&
  ['ordered_at', 'member_id', 'amount', 'unit_price'].every((role) => mapping[role] === undefined)
