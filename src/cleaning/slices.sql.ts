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
  const count = Math.ceil(source.file.records / rows)
  const asksOthers =
    source.fill !== undefined || source.mapping['refund'] !== undefined || hasDiscounts(source)
  if (count < 2 || asksOthers) return [empty]
  return Array.from({ length: count }, (_, i) => {
    const from = sql`\nwhere rowid >= ${i * rows}`
    // The last one takes what the file may have grown by.
    return i === count - 1 ? from : sql`${from} and rowid < ${(i + 1) * rows}`
  })
}
