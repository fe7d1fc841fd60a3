import { list, sql, type Sql } from '../../sql/sql'

/** Tables of a run that lists of members are read from. Lists name items by key: codes differ once there are new orders. */
export interface ListTables {
  items: Sql
  memberItems: Sql
  rules: Sql
  list: Sql
  cells: Sql
}

const codes = (items: Sql, keys: readonly string[]): Sql =>
  sql`(select item from ${items} where list_contains(${list(keys)}, key))`

/** member_id, last_bought, spent: members who have bought all of `having`, ever under the lens, and never `lacking`. */
export const havingNot = (
  { memberItems, items }: ListTables,
  having: readonly string[],
  lacking: string,
): Sql => sql`select member_id, max(last_bought) as last_bought, sum(amount)::double as spent
from ${memberItems} where item in ${codes(items, having)}
group by member_id
having count(distinct item) = ${having.length}
  and member_id not in (select member_id from ${memberItems} where item in ${codes(items, [lacking])})`

/**
 * member_id, item, because, confidence, lift: for each member the item she lacks that the rules promise most of, by its
 * gain (confidence − share of all baskets with it). Rules of one item on the left, the `most` strongest.
 */
export const gaps = ({ memberItems, rules }: ListTables, holds: number, most: number): Sql => sql`select
  member_id, item, because, confidence, lift
from (
  select
    m.member_id, r.item, r.because, r.confidence, r.lift,
    row_number() over (partition by m.member_id order by r.gain desc, r.item, r.because) as place
  from ${memberItems} as m
  join (
    select cast(antecedent as integer) as because, cast(consequent as integer) as item, confidence, lift,
      confidence - confidence / lift as gain
    from ${rules}
    where kind = 'rule' and antecedent_length = 1 and consequent_length = 1 and lift > 1 and p_adjusted < ${holds}
    order by gain desc, because, item limit ${most}
  ) as r on r.because = m.item
  where not exists (select 1 from ${memberItems} as h where h.member_id = m.member_id and h.item = r.item)
)
where place = 1`

/** The same of those who lack one item. */
export const gapsOf = (tables: ListTables, lacking: string, holds: number, most: number): Sql =>
  sql`select * from (${gaps(tables, holds, most)}) where item in ${codes(tables.items, [lacking])}`

/** item, members, confidence: how many members lack an item in the gap list, by item. */
export const gapCounts = (tables: ListTables, holds: number, most: number): Sql => sql`select
  item, count(*) as members, avg(confidence) as confidence
from (${gaps(tables, holds, most)}) group by item order by members desc, item`

/** member_id, last_bought, spent: members whose last basket has `a`, and who never bought `b`, where that is another. */
export const mayFollow = (
  { list: all, cells, memberItems, items }: ListTables,
  a: string,
  b: string,
): Sql => sql`select member_id, ordered_at as last_bought, amount as spent
from (
  select *, row_number() over (partition by member order by ordered_at desc, basket desc) as place
  from ${all} where member is not null
) as l
where place = 1 and basket in (select basket from ${cells} where item in ${codes(items, [a])})${
  a === b
    ? sql``
    : sql` and member_id not in (select member_id from ${memberItems} where item in ${codes(items, [b])})`
}`

/** One row for the items of a bundle: baskets (with all), any (with one at least), amount, members, since, until. */
export const jointDemand = ({ list: all, cells }: ListTables, items: readonly number[]): Sql => sql`select
  count(*) filter (where found = ${items.length}) as joint, count(*) as any_of,
  count(distinct l.member) filter (where found = ${items.length}) as members,
  (select min(ordered_at) from ${all}) as since, (select max(ordered_at) from ${all}) as until,
  (select count(*) from ${all}) as baskets
from (
  select basket, count(*) as found from ${cells} where list_contains(${list(items)}, item) group by basket
) as c
join ${all} as l on l.basket = c.basket`
