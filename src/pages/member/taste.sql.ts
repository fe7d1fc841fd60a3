import { lineCategory, listedProducts } from '../../segments/listed-products.sql'
import type { ShopRelations } from '../../segments/relations'
import { sql, type Sql } from '../../sql/sql'

/** Days after which a purchase counts half for present taste. */
export const HALF_LIFE = 180

/** As many of each kind as are listed. */
const LISTED = 5

/** member_id, order_id, day, product_id, category, brand, amount of the order lines. */
const lines = ({ order_items, products }: ShopRelations): Sql => sql`select
  i.member_id, i.order_id, i.ordered_at::date as day, i.product_id, ${lineCategory} as category, p.brand,
  i.amount::double as amount
from ${order_items} as i
left join ${listedProducts(products, 'category', 'brand')} as p on p.product_id = i.product_id
where i.member_id is not null`

/**
 * What a member's money goes to: kind (category or brand), value, amount, share, recent (share with each amount halved
 * for every HALF_LIFE days since). Shares are of lines whose amount is above zero and that say the kind.
 */
export const tastes = (shop: ShopRelations, id: string): Sql => sql`with own as (
  select *, amount * pow(0.5, date_diff('day', day, cast(${shop.asOf} as date)) / ${HALF_LIFE}) as weight
  from (${lines(shop)}) where member_id = ${id} and amount > 0
),
kinds as (
  select 'category' as kind, category as value, amount, weight from own where category is not null
  union all
  select 'brand', brand, amount, weight from own where brand is not null
)
select
  kind, value, sum(amount) as amount,
  sum(amount) / sum(sum(amount)) over (partition by kind) as share,
  sum(weight) / sum(sum(weight)) over (partition by kind) as recent
from kinds
group by kind, value
qualify row_number() over (partition by kind order by sum(weight) desc, value) <= ${LISTED}
order by kind, recent desc, value`

/**
 * For every member and day with a categorised line: main, the category with most money (the first by name among
 * equals); all, every category of the day; before, the main category of the day before; next, all categories of the
 * next one. A table, since each member's answer reads it.
 */
export const categoryDays = (shop: ShopRelations): Sql => sql`select
  member_id, day, main, "all",
  lag(main) over w as before,
  lead("all") over w as next
from (
  select
    member_id, day,
    first(category order by amount desc, category) as main,
    list(category order by category) as "all"
  from (
    select member_id, day, category, sum(amount) as amount
    from (${lines(shop)}) where category is not null
    group by member_id, day, category
  )
  group by member_id, day
)
window w as (partition by member_id order by day)`

/** The main category of the member's last day with one, and of the day before: last, previous. No row without any. */
export const lastCategories = (days: Sql, id: string): Sql =>
  sql`select main as last, before as previous from ${days} where member_id = ${id} order by day desc limit 1`

/**
 * What others bought next: of the other members who once had the same main category on a day (and, with `previous`, that
 * one on the day before) and came again, each once, by the last such day: category, members (who bought it on the next
 * day), n (all of them), base_members and base_n (the same of all members who came again, by their last such day).
 */
export const boughtNext = (
  days: Sql,
  id: string,
  last: string,
  previous: string | null,
): Sql => sql`with alike as (
  select member_id, last(next order by day) as next
  from ${days}
  where member_id <> ${id} and next is not null and main = ${last}${previous === null ? sql`` : sql` and before = ${previous}`}
  group by member_id
),
everyone as (
  select member_id, last(next order by day) as next from ${days}
  where member_id <> ${id} and next is not null group by member_id
),
theirs as (select unnest(next) as category from alike),
usual as (select unnest(next) as category from everyone)
select
  t.category, count(*) as members,
  (select count(*) from alike) as n,
  any_value(u.members) as base_members,
  (select count(*) from everyone) as base_n
from theirs as t
join (select category, count(*) as members from usual group by category) as u on u.category = t.category
group by t.category
order by members desc, t.category
limit ${LISTED}`
