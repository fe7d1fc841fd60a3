import { knownFacts, MEMBER_FACTS, ownFacts } from '../../segments/facts/catalogue'
import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { boughtColumns, factColumns } from '../fact-columns.sql'
import type { Grouping } from '../groupings.sql'

/** Facts that members are told apart by: categories, and age. */
export const ATTRIBUTES = MEMBER_FACTS.filter(({ name, type }) => type === 'category' || name === 'age')
/** The same, and what the shop's own lists of members say. */
export const attributesOf = (known: ReadonlySet<string>) => [...ATTRIBUTES, ...ownFacts(known)]

/** Days of the halves whose revenue is compared for growth. */
export const HALF = 180

/**
 * What a tree may split on: who a member is, and what the first order told. What is counted or averaged over all her
 * orders would say how many there were, which is what is asked; a tier is earned by buying, and says the same.
 */
const SPLIT_FACTS = [
  'gender',
  'age',
  'age_band',
  'province',
  'occupation',
  'income',
  'source',
  'first_category',
  'first_channel',
]

export interface TreeFeatures {
  numbers: string[]
  categories: string[]
}

export function treeFeatures(known: ReadonlySet<string>, target: string): TreeFeatures {
  const facts = [
    ...knownFacts(known).filter(({ name }) => SPLIT_FACTS.includes(name)),
    // A number of the shop's own may sum up orders too.
    ...ownFacts(known).filter(({ type }) => type === 'category'),
  ].filter(({ name }) => name !== 'age_band' || !known.has('age'))
  return {
    numbers: [
      ...facts.filter(({ type }) => type !== 'category').map(({ name }) => name),
      // Spending holds the first order itself.
      ...(target === 'repurchase' ? ['first_amount'] : []),
    ],
    categories: facts.filter(({ type }) => type === 'category').map(({ name }) => name),
  }
}

/**
 * One row per member: facts of categories and age; orders, spent; first_amount of the first day with an order;
 * repurchased (1 or 0; null for who has not had the days since); lately and before, the revenue of the last 180 days and
 * of those before; row_level and column_level, the groups of the cross-table.
 */
export const attributeMembers = (
  shop: ShopViews,
  attribute: Grouping | null,
  against: Grouping | null,
  days: number,
): Sql => {
  const end = sql`cast(${shop.asOf} as date)`
  const money = (from: number, to: number) =>
    sql`coalesce(sum(amount) filter (where ordered_at >= ${end} - interval ${sql`${from}`} day and ordered_at < ${end} - interval ${sql`${to}`} day), 0)::double`
  return sql`select
  f.*, b.first_amount, coalesce(b.lately, 0) as lately, coalesce(b.before, 0) as before,
  case when b.first_day + ${days} < ${end} then (b.second_day <= b.first_day + ${days})::integer end as repurchased
from (
  select
    member_id, ${boughtColumns(shop.known)}, ${factColumns(attributesOf(shop.known), shop.known)},
    ${attribute?.value ?? sql`cast(null as varchar)`} as row_level,
    ${against?.value ?? sql`cast(null as varchar)`} as column_level
  from ${shop.facts}
) as f
left join (
  select
    member_id, min(day) as first_day, coalesce(min(day) filter (where day > first_day), date '9999-01-01') as second_day,
    sum(amount) filter (where day = first_day)::double as first_amount,
    sum(lately) as lately, sum(before) as before
  from (
    select
      member_id, ordered_at::date as day, sum(amount) as amount,
      ${money(HALF, 0)} as lately, ${money(2 * HALF, HALF)} as before,
      min(ordered_at::date) over (partition by member_id) as first_day
    from ${shop.orders} where member_id is not null group by member_id, ordered_at::date
  )
  group by member_id
) as b on b.member_id = f.member_id`
}
