import { ident, sql, type Sql } from '../sql/sql'
import type { Recipe, SourcePlan } from './recipe'
import { readColumn } from './typed.sql'

const PARTS = ['shipping', 'tax'] as const

/** Whether a file's amounts hold shipping or tax that it states. */
export const holdsParts = ({ table, mapping }: SourcePlan): boolean =>
  (table === 'orders' || table === 'order_items') &&
  mapping['amount'] !== undefined &&
  PARTS.some((part) => mapping[part] !== undefined)

/** What a row says of its shipping and tax, DECIMAL(18,4), never null; as columns of `readSales` and `readDetails`. */
export const partColumns = (source: SourcePlan): Sql[] =>
  PARTS.map((part) =>
    holdsParts(source) && source.mapping[part] !== undefined
      ? sql`coalesce(abs(${readColumn(source, part, 'money')}), 0)::decimal(18, 4) as ${ident(part)}`
      : sql`0::decimal(18, 4) as ${ident(part)}`,
  )

/**
 * Rows whose `amount` is paid for the goods alone: their tax and then their shipping go off it, down to nothing at
 * most. `tax` and `shipping` become what went off.
 */
export const goodsAlone = (rows: Sql): Sql => sql`select
  * replace (
    cast(sign(amount) * greatest(abs(amount) - tax - shipping, 0) as decimal(18, 4)) as amount,
    cast(least(tax, coalesce(abs(amount), 0)) as decimal(18, 4)) as tax,
    cast(greatest(least(shipping, coalesce(abs(amount), 0) - tax), 0) as decimal(18, 4)) as shipping
  )
from (
${rows}
)`

/** What of a file's amounts was shipping and tax, and is not counted. */
export interface PartAccount {
  /** Rows that had any. */
  rows: number
  shipping: number
  tax: number
}

/** The statement that adds up what `goodsAlone` took off the rows of a file: rows, shipping, tax. */
export function partTotals(recipe: Recipe, index: number, table: Sql): Sql | null {
  const source = recipe.sources[index]
  if (!source || !holdsParts(source)) return null
  return sql`select
  count(*) filter (where shipping + tax > 0) as "rows",
  coalesce(sum(shipping), 0)::double as shipping,
  coalesce(sum(tax), 0)::double as tax
from ${table} where source = ${index}`
}

export const anyHoldsParts = (recipe: Recipe): boolean => recipe.sources.some(holdsParts)
