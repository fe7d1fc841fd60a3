import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import { lineCategory, listedProducts } from '../listed-products.sql'
import type { ShopRelations } from '../relations'
import { AGE_IN_YEARS } from './who'

/** A relation with one row for each member at most, and the facts that are read from it. */
export interface FactSource {
  name: string
  /** member_id and whatever the values need. */
  select: Sql
  values: Readonly<Record<string, Sql>>
}

/** What the member list says: every member, once. */
export function peopleFacts({ members, asOf }: ShopRelations, filled: ReadonlySet<string>): FactSource {
  const plain = [
    'gender',
    'province',
    'city',
    'tier',
    'occupation',
    'income',
    'age',
    'channel',
    'birthday',
    'joined_at',
  ]
  const has = (column: string) =>
    filled.has(`members.${column}`) || (column === 'age' && filled.has(AGE_IN_YEARS))
  const columns = plain.filter(has).map((column) => sql`min(${ident(column)}) as ${ident(column)}`)
  const column = (name: string) => (has(name) ? sql`people.${ident(name)}` : sql`null`)
  const born = has('birthday')
    ? sql`case when date_part('year', age(cast(${asOf} as timestamp), people.birthday::timestamp)) between 1 and 110
    then date_part('year', age(cast(${asOf} as timestamp), people.birthday::timestamp))::integer end`
    : sql`cast(null as integer)`
  const written = sql`try_cast(${column('age')} as double)`
  const years = sql`coalesce(${born}, case when ${written} between 1 and 110 then floor(${written})::integer end)`
  return {
    name: 'people',
    select: sql`select member_id${columns.length === 0 ? empty : sql`, ${join(columns)}`}
from ${members} where member_id is not null group by member_id`,
    values: {
      gender: column('gender'),
      province: column('province'),
      city: column('city'),
      tier: column('tier'),
      occupation: column('occupation'),
      income: column('income'),
      source: column('channel'),
      age: years,
      age_band: sql`coalesce(
    case when ${years} < 80 then concat(${years} // 10 * 10, '–', ${years} // 10 * 10 + 9) when ${years} >= 80 then '80+' end,
    case when ${written} is null then cast(${column('age')} as varchar) end
  )`,
      birth_month: has('birthday') ? sql`strftime(people.birthday, '%m')` : sql`cast(null as varchar)`,
      joined_days: has('joined_at')
        ? sql`case when people.joined_at < cast(${asOf} as date) then date_diff('day', people.joined_at::date, cast(${asOf} as date)) end`
        : sql`cast(null as bigint)`,
    },
  }
}

/** What orders say. */
export function orderFacts({ orders, memberOrders, memberNumbers, asOf }: ShopRelations): FactSource {
  const end = sql`cast(${asOf} as date)`
  const lately = (days: number) => sql`ordered_at >= ${end} - interval ${sql`${days}`} day`
  const of = (name: string) => sql`bought.${ident(name)}`
  const names = [
    'largest_order',
    'pieces',
    'recency_days',
    'tenure_days',
    'order_days',
    'orders_90',
    'orders_365',
    'spent_90',
    'spent_365',
    'spent_change',
    'top_channel',
    'first_channel',
    'channels',
  ]
  return {
    name: 'bought',
    select: sql`select
  n.member_id, b.*, c.first_channel, c.top_channel, coalesce(c.channels, 0) as channels
from (
  select
    member,
    count(*) as orders,
    sum(amount)::decimal(18, 4) as spent,
    max(amount) as largest_order,
    sum(quantity)::double as pieces,
    sum(gross)::double as gross,
    sum(returned)::double as returned,
    date_diff('day', max(ordered_at)::date, ${end}) as recency_days,
    date_diff('day', min(ordered_at)::date, ${end}) as tenure_days,
    date_diff('day', min(ordered_at)::date, max(ordered_at)::date) as span,
    count(*) filter (where new_day) as order_days,
    count(*) filter (where ${lately(90)}) as orders_90,
    count(*) filter (where ${lately(365)}) as orders_365,
    coalesce(sum(amount) filter (where ${lately(90)}), 0)::decimal(18, 4) as spent_90,
    coalesce(sum(amount) filter (where ${lately(365)}), 0)::decimal(18, 4) as spent_365,
    case when count(*) filter (where ${lately(360)}) > 0 then
      (coalesce(sum(amount) filter (where ${lately(180)}), 0)
        - coalesce(sum(amount) filter (where ${lately(360)} and not ${lately(180)}), 0))::decimal(18, 4)
    end as spent_change,
    count(*) filter (where isodow(ordered_at) > 5) as weekend,
    count(*) filter (where hour(ordered_at) >= 18 or hour(ordered_at) < 6) as evening
  from (
    select
      *,
      lag(member) over () is distinct from member or lag(ordered_at) over ()::date <> ordered_at::date as new_day
    from ${memberOrders}
  )
  group by member
) as b
join ${memberNumbers} as n on n.member = b.member
left join (
  select
    member_id,
    first(channel order by n desc, channel) as top_channel,
    min_by(channel, first_at) as first_channel,
    count(*) as channels
  from (
    select member_id, channel, count(*) as n, min(ordered_at) as first_at from ${orders}
    where member_id is not null and channel is not null group by member_id, channel
  )
  group by member_id
) as c on c.member_id = n.member_id`,
    values: {
      ...Object.fromEntries(names.map((name) => [name, of(name)])),
      orders: sql`coalesce(bought.orders, 0)`,
      spent: sql`coalesce(bought.spent, 0)::decimal(18, 4)`,
      mean_order: sql`(bought.spent::double / bought.orders)::decimal(18, 4)`,
      pieces_per_order: sql`bought.pieces / bought.orders`,
      returned_share: sql`bought.returned / nullif(bought.gross, 0)`,
      mean_gap: sql`case when bought.order_days > 1 then bought.span::double / (bought.order_days - 1) end`,
      overdue: sql`case when bought.order_days > 1 then bought.recency_days * (bought.order_days - 1)::double / bought.span end`,
      weekend_share: sql`bought.weekend::double / bought.orders`,
      // Without a time of day every order is at midnight.
      evening_share: sql`case when (exists (from ${orders} where ordered_at <> date_trunc('day', ordered_at))) then bought.evening::double / bought.orders end`,
    },
  }
}

/** What order lines say of products: how many, again, new, and at what price. */
export function itemFacts({ order_items, products }: ShopRelations): FactSource {
  const of = (name: string) => sql`lines.${ident(name)}`
  return {
    name: 'lines',
    select: sql`select
  member_id,
  count(distinct product_id) as products,
  sum(again)::double / nullif(sum(later), 0) as repeat_share,
  avg(fresh) as novelty,
  avg(cheap) as discount_share,
  avg(discount) as mean_discount,
  avg(level) as price_level
from (
  select
    i.member_id, i.product_id,
    (i.day > min(i.day) over (partition by i.member_id))::integer as later,
    (i.day > min(i.day) over (partition by i.member_id, i.product_id))::integer as again,
    case when p.first_sold > s.opened + 90 then (i.day - p.first_sold <= 90)::integer end as fresh,
    case when i.unit_price > 0 and p.usual > 0 then (i.unit_price <= 0.95 * p.usual)::integer end as cheap,
    case when i.unit_price > 0 and i.unit_price < p.usual then 1 - i.unit_price / p.usual end as discount,
    p.usual / nullif(p.usual_of_category, 0) as level
  from (
    select member_id, product_id, ordered_at::date as day, unit_price::double as unit_price
    from ${order_items} where member_id is not null and product_id is not null
  ) as i
  join (
    select *, median(usual) over (partition by category) as usual_of_category
    from (
      select
        l.product_id, min(l.ordered_at)::date as first_sold,
        median(l.unit_price::double) filter (where l.unit_price > 0) as usual,
        coalesce(min(c.category), min(l.category)) as category
      from ${order_items} as l
      left join ${listedProducts(products, 'category')} as c on c.product_id = l.product_id
      where l.product_id is not null
      group by l.product_id
    )
  ) as p on p.product_id = i.product_id
  cross join (select min(ordered_at)::date as opened from ${order_items}) as s
)
group by member_id`,
    values: Object.fromEntries(
      ['products', 'repeat_share', 'novelty', 'discount_share', 'mean_discount', 'price_level'].map(
        (name) => [name, of(name)],
      ),
    ),
  }
}

/** What the money of order lines says of categories and brands. */
export function kindFacts(shop: ShopRelations, filled: ReadonlySet<string>): FactSource {
  const of = (name: string) => sql`kinds.${ident(name)}`
  const brands = filled.has('products.brand')
  return {
    name: 'kinds',
    select: sql`select
  coalesce(c.member_id, b.member_id) as member_id, top_category, top_category_share, categories, first_category, top_brand, brand_loyalty
from (
  select
    member_id,
    first(category order by amount desc, category) as top_category,
    max(amount)::double / nullif(sum(amount), 0)::double as top_category_share,
    count(*) as categories,
    first(category order by first_day, first_amount desc, category) as first_category
  from (
    select
      member_id, category, sum(amount) as amount, min(day) as first_day,
      first(amount order by day) as first_amount
    from (
      select i.member_id, ${lineCategory} as category, i.ordered_at as day, sum(i.amount) as amount
      from ${shop.order_items} as i
      left join ${listedProducts(shop.products, 'category')} as p on p.product_id = i.product_id
      where i.member_id is not null and ${lineCategory} is not null
      group by i.member_id, ${lineCategory}, i.ordered_at
    )
    group by member_id, category
  )
  group by member_id
) as c
full join (
  ${
    brands
      ? sql`select
    member_id,
    first(brand order by amount desc, brand) as top_brand,
    sum((amount / total) * (amount / total)) as brand_loyalty
  from (
    select *, nullif(sum(greatest(amount, 0)) over (partition by member_id), 0) as total
    from (
      select i.member_id, p.brand, sum(i.amount)::double as amount
      from ${shop.order_items} as i
      join ${listedProducts(shop.products, 'brand')} as p on p.product_id = i.product_id
      where i.member_id is not null and p.brand is not null
      group by i.member_id, p.brand
    )
  )
  group by member_id`
      : sql`select cast(null as varchar) as member_id, cast(null as varchar) as top_brand, cast(null as double) as brand_loyalty where false`
  }
) as b on b.member_id = c.member_id`,
    values: Object.fromEntries(
      [
        'top_category',
        'top_category_share',
        'categories',
        'first_category',
        'top_brand',
        'brand_loyalty',
      ].map((name) => [name, of(name)]),
    ),
  }
}
