import { empty, sql, type Sql } from '../sql/sql'
import { hasDiscounts } from './discounts.sql'
import type { SourcePlan } from './recipe'

/** Sixteen of the engine's row groups: none is stored half full. */
const SLICE_ROWS = 16 * 122_880

/**
 * Conditions on `rowid` that give the rows of a large file a slice at a time, in order; one empty condition for a file
 * that is read whole. What a statement writes lies unpacked in memory until the statement ends: 20,000,000 rows would
 * take 2.4 GB so. Where a row asks other rows of its file, the file is read whole.
 */
export function slices(source: SourcePlan, rows = SLICE_ROWS): Sql[] {
  const asksOthers =
    source.fill !== undefined || source.mapping['refund'] !== undefined || hasDiscounts(source)
  if (!isLarge(source, rows) || asksOthers) return [empty]
  return ranges(source.file.records, sql`rowid`, rows).map((range) => sql`\nwhere ${range}`)
}

/** Conditions that cut rows numbered from 0 into slices; the last takes what there may be beyond `records`. */
export const ranges = (records: number, number: Sql, rows = SLICE_ROWS): Sql[] =>
  Array.from({ length: Math.max(1, Math.ceil(records / rows)) }, (_, i) => {
    const from = sql`${number} >= ${i * rows}`
    return (i + 1) * rows >= records ? from : sql`${from} and ${number} < ${(i + 1) * rows}`
  })

export const isLarge = (source: SourcePlan, rows = SLICE_ROWS): boolean => source.file.records > rows
