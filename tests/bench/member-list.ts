import type { Columns } from '../../src/engine/database'
import { SortedList } from '../../src/pages/analysis/sorted-list'
import { sql, type Sql } from '../../src/sql/sql'

/** The list of all members as the pages read it. */
export const listOfMembers = (query: (statement: Sql) => Promise<Columns>): SortedList =>
  new SortedList(
    sql`select member_id, recency_days, frequency, monetary::double as monetary, r, f, m, group10, group8, last_order
from member_rfm`,
    query,
  )
