import { sql } from '../../sql/sql'

/** The order of a row of `stage`: its number, or the row itself where it has none. */
export const orderKey = sql`coalesce(order_id, concat('row ', source + 1, '-', source_row))`
