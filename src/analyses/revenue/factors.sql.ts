import { join, sql, type Sql } from '../../sql/sql'
import type { RevenueParameters } from './parameters'

/**
 * Two rows, 'before' and 'after', of the days compared: first_day, end_day (the first that no longer counts), members,
 * orders, items, amount (of orders with a member), other_amount (of those without), items_known (1 where every order
 * of both says its pieces).
 */
export const halves = (orders: Sql, asOf: string, p: RevenueParameters): Sql => {
  const days = Number(p.span)
  const back = p.against === 'year' ? 365 : days
  const end = sql`cast(${asOf} as date)`
  return sql`with spans(half, first_day, end_day) as (
  values ('before', ${end} - ${days + back}, ${end} - ${back}), ('after', ${end} - ${days}, ${end})
),
counted as (
  select
    s.half,
    count(distinct o.member_id) as members,
    count(*) filter (where o.member_id is not null) as orders,
    sum(o.quantity) filter (where o.member_id is not null) as items,
    count(*) filter (where o.member_id is not null and coalesce(o.quantity, 0) <= 0) as unsaid,
    coalesce(sum(o.amount) filter (where o.member_id is not null), 0)::double as amount,
    coalesce(sum(o.amount) filter (where o.member_id is null), 0)::double as other_amount
  from spans as s
  join ${orders} as o on o.ordered_at >= s.first_day and o.ordered_at < s.end_day
  group by s.half
)
select
  s.half, s.first_day, s.end_day,
  coalesce(c.members, 0) as members,
  coalesce(c.orders, 0) as orders,
  coalesce(c.items, 0)::double as items,
  coalesce(c.amount, 0) as amount,
  coalesce(c.other_amount, 0) as other_amount,
  cast(coalesce(sum(c.unsaid) over (), 1) = 0 and min(coalesce(c.items, 0)) over () > 0 as integer) as items_known
from spans as s
left join counted as c on c.half = s.half
order by s.first_day`
}

/** The factors of revenue, each by its place in the tree. */
const FOUR = ['members', 'orders_per_member', 'items_per_order', 'price_per_item'] as const
const THREE = ['members', 'orders_per_member', 'amount_per_order'] as const

/**
 * One row per factor: place, factor, value_before, value_after, contribution to the change of revenue; then
 * 'no_member', the change of orders without a member. The contributions add up to the change. Where one of the
 * periods has no member, the factors per member are not there, and all is the members'. Shapley: each factor's mean
 * effect over all orders of change; log: L(V₁, V₀)·ln(x₁ ⁄ x₀), L the logarithmic mean (Ang 2005), where all are above
 * zero.
 */
export const factors = (
  table: Sql,
  p: RevenueParameters,
): Sql => sql`with a as (select * from ${table} where half = 'before'),
b as (select * from ${table} where half = 'after'),
pair as (
  select
    a.items_known = 1 as four, a.members > 0 and b.members > 0 as whole,
    a.amount as v0, b.amount as v1, a.other_amount as o0, b.other_amount as o1,
    ${join([...sides(sql`a`, sql`0`), ...sides(sql`b`, sql`1`)])}
  from a cross join b
)
select place, factor, value_before, value_after, contribution
from (
  ${join([variant(FOUR, p, true), variant(THREE, p, false)], '\nunion all\n')}
  union all
  select 9, 'no_member', o0, o1, o1 - o0 from pair where o0 <> 0 or o1 <> 0
)
order by place`

const sides = (half: Sql, suffix: Sql): Sql[] => [
  sql`${half}.members::double as members_${suffix}`,
  sql`${half}.orders::double / nullif(${half}.members, 0) as orders_per_member_${suffix}`,
  sql`${half}.items / nullif(${half}.orders, 0) as items_per_order_${suffix}`,
  sql`${half}.amount / nullif(${half}.items, 0) as price_per_item_${suffix}`,
  sql`${half}.amount / nullif(${half}.orders, 0) as amount_per_order_${suffix}`,
]

type Factor = (typeof FOUR)[number] | (typeof THREE)[number]

const COLUMNS: Readonly<Record<Factor, readonly [Sql, Sql]>> = {
  members: [sql`members_0`, sql`members_1`],
  orders_per_member: [sql`orders_per_member_0`, sql`orders_per_member_1`],
  items_per_order: [sql`items_per_order_0`, sql`items_per_order_1`],
  price_per_item: [sql`price_per_item_0`, sql`price_per_item_1`],
  amount_per_order: [sql`amount_per_order_0`, sql`amount_per_order_1`],
}

const variant = (names: readonly Factor[], p: RevenueParameters, four: boolean): Sql =>
  join(
    names.map((name, i) => {
      const [before, after] = COLUMNS[name]
      const share = p.method === 'log' ? logMean(name, names) : shapley(name, names)
      return sql`select ${i + 1} as place, ${name} as factor, ${before} as value_before, ${after} as value_after,
    case when whole then ${share} else ${name === 'members' ? sql`v1 - v0` : sql`0`} end as contribution
  from pair where four = ${four}`
    }),
    '\nunion all\n',
  )

/** Σ over the sets S of other factors that changed before: |S|!(k − |S| − 1)! ⁄ k! · (x₁ − x₀) · Π. */
function shapley(name: Factor, names: readonly Factor[]): Sql {
  const others = names.filter((other) => other !== name)
  const [before, after] = COLUMNS[name]
  const terms = Array.from({ length: 2 ** others.length }, (_, set) => {
    const changed = others.filter((_, i) => (set >> i) & 1)
    const weight =
      (factorial(changed.length) * factorial(others.length - changed.length)) / factorial(names.length)
    const product = others.map((other) => COLUMNS[other][changed.includes(other) ? 1 : 0])
    return sql`${weight} * ${join([product[0] ?? sql`1`, ...product.slice(1).map((factor) => sql`* ${factor}`)], ' ')}`
  })
  return sql`(${after} - ${before}) * (${join([terms[0] ?? sql`0`, ...terms.slice(1).map((term) => sql`+ ${term}`)], ' ')})`
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

function logMean(name: Factor, names: readonly Factor[]): Sql {
  const [before, after] = COLUMNS[name]
  const positive = join(
    names.flatMap((other) => COLUMNS[other].map((column) => sql`${column} > 0`)),
    ' and ',
  )
  return sql`case
      when not (${positive}) then ${shapley(name, names)}
      when abs(v1 - v0) <= 1e-12 * v0 then v0 * ln(${after} / ${before})
      else (v1 - v0) / ln(v1 / v0) * ln(${after} / ${before})
    end`
}
