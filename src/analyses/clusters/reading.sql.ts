import { FACT_COLUMNS, knownFacts, ownFacts } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { memberFacts } from '../../segments/facts/facts.sql'
import { ident, join, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import type { Features } from './parameters'

/** One row a member: cluster (0 noise; null without), why not, distances, strength, place on the map. */
export const membersOf = (rows: Sql, fit: Sql): Sql => sql`select
  r.member_id, f.cluster::integer as cluster, r.aside, f.distance, f.second, f.strength, f.x, f.y, r."row"
from ${rows} as r
left join ${fit} as f on f."row" = r."row"
order by r."row"`

/** Shares of buyers, the highest spenders first: heavy, then medium, the rest light. */
const [HEAVY, MEDIUM] = [0.2, 0.5]

/** Clusters with their members, orders, money, and how many are heavy, medium and light buyers among all. */
export function totalsOf(facts: Sql, members: Sql, known: ReadonlySet<string>): Sql {
  const spent = known.has('spent') ? sql`f.spent::double` : sql`0::double`
  const orders = known.has('orders') ? sql`f.orders` : sql`0`
  return sql`select
  cluster, count(*)::integer as members, sum(orders)::double as orders, sum(spent) as spent,
  (count(*) filter (where place <= ${HEAVY}))::integer as heavy,
  (count(*) filter (where place > ${HEAVY} and place <= ${MEDIUM}))::integer as medium,
  (count(*) filter (where place > ${MEDIUM}))::integer as light
from (
  select
    m.cluster, ${orders} as orders, ${spent} as spent,
    case when ${spent} > 0 then
      row_number() over (partition by ${spent} > 0 order by ${spent} desc, f.member_id)::double
      / count(*) over (partition by ${spent} > 0)
    end as place
  from ${facts} as f join ${members} as m on m.member_id = f.member_id
)
group by cluster order by cluster nulls last`
}

/**
 * Each numeric fact of each cluster against everybody else: n, mean, deviation, rest_mean, effect (Hedges' g: the
 * difference in pooled standard deviations, with the correction for small samples).
 */
export function profileOf(facts: Sql, members: Sql, numeric: readonly MemberFact[]): Sql {
  if (numeric.length === 0) return NO_PROFILE
  const column = (prefix: string, i: number) => ident(`${prefix}_${String(i)}`)
  const wide = numeric.map(({ name }, i) => {
    const x = sql`${ident('f', name)}::double`
    return sql`count(${x}) as ${column('n', i)}, avg(${x}) as ${column('a', i)}, var_pop(${x}) as ${column('v', i)}`
  })
  const long = numeric.map(
    (
      { name },
      i,
    ) => sql`select cluster, ${name} as fact, ${column('n', i)}::double as n, ${column('a', i)} as mean, ${column('v', i)} as variance
from wide where ${column('n', i)} > 0`,
  )
  return sql`with wide as materialized (
  select m.cluster, ${join([sql`count(*) as size`, ...wide])}
  from ${facts} as f join ${members} as m on m.member_id = f.member_id
  where m.cluster is not null group by m.cluster
),
long as (
${join(long, '\nunion all\n')}
),
whole as (
  select *, sum(n) over w as total, sum(n * mean) over w / sum(n) over w as middle
  from long window w as (partition by fact)
),
apart as (
  select *, total - n as others, sum(n * (variance + (mean - middle) * (mean - middle))) over (partition by fact) as squares
  from whole
),
against as (
  select
    *, case when others > 0 then middle - n * (mean - middle) / others end as rest_mean,
    squares - n * (mean - middle) * (mean - middle)
      - case when others > 0 then n * n * (mean - middle) * (mean - middle) / others else 0 end as within
  from apart
)
select
  cluster, fact, n::integer as n, mean, sqrt(variance) as deviation, rest_mean,
  case when total > 2 and others > 0 and within > 1e-12 * squares
    then (mean - rest_mean) / sqrt(within / (total - 2)) * (1 - 3 / (4 * total - 9)) end as effect
from against order by fact, cluster`
}

const NO_PROFILE = sql`select cast(null as integer) as cluster, cast(null as varchar) as fact, 0 as n, cast(null as double) as mean,
  cast(null as double) as deviation, cast(null as double) as rest_mean, cast(null as double) as effect
where false`

/** Levels of a category that are told, the commonest first. */
const MOST_LEVELS = 8

/** Each category of each cluster: its share there, among all, and the index, share ÷ share. */
export function levelsOf(facts: Sql, members: Sql, categories: readonly MemberFact[]): Sql {
  if (categories.length === 0) return NO_LEVELS
  const counts = categories.map(
    ({
      name,
    }) => sql`select m.cluster, ${name} as fact, ${ident('f', name)}::varchar as level, count(*)::double as members
from ${facts} as f join ${members} as m on m.member_id = f.member_id
where m.cluster is not null group by m.cluster, ${ident('f', name)}::varchar`,
  )
  return sql`with counted as (
${join(counts, '\nunion all\n')}
),
shares as (
  select
    *, members / sum(members) over (partition by cluster, fact) as share,
    sum(members) over (partition by fact, level) / sum(members) over (partition by fact) as share_all
  from counted
)
select cluster, fact, level, members::integer as members, share, share_all, share / share_all as index
from shares
qualify row_number() over (partition by cluster, fact order by members desc, level) <= ${MOST_LEVELS}
order by cluster, fact, members desc, level`
}

const NO_LEVELS = sql`select cast(null as integer) as cluster, cast(null as varchar) as fact, cast(null as varchar) as level,
  0 as members, cast(null as double) as share, cast(null as double) as share_all, cast(null as double) as index
where false`

/** YYYY-MM-DD, so many days before another. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

const featureList = ({ numeric, categories }: Features): Sql =>
  join([sql`member_id`, ...[...numeric, ...categories].map(({ name }) => ident(name))])

/** The features of every member as an earlier day knew them; amounts, returns and the shop's own columns as they are now. */
export function factsBefore(shop: ShopViews, features: Features, before: string): Sql {
  const columns = featureList(features)
  if (before === 'none') return sql`select ${columns} from ${shop.facts} where false`
  const day = dayBefore(shop.asOf, Number(before))
  const until = (table: Sql) => sql`(select * from ${table} where ordered_at < cast(${day} as date))`
  const then = {
    ...shop,
    orders: until(shop.orders),
    order_items: until(shop.order_items),
    memberOrders: until(shop.memberOrders),
    asOf: day,
  }
  const own = ownFacts(shop.known).map(({ name }) => sql`o.${ident(name)}`)
  const facts = sql`(${memberFacts(then, columnsOf(shop.known))})`
  return own.length === 0
    ? sql`select ${columns} from ${facts}`
    : sql`select ${columns} from (select t.*, ${join(own)} from ${facts} as t join ${shop.facts} as o on o.member_id = t.member_id)`
}

/** The columns of the shop that the known facts come from. */
function columnsOf(known: ReadonlySet<string>): Set<string> {
  const from = knownFacts(known).flatMap((fact) => fact.from)
  return new Set(FACT_COLUMNS.filter((column) => from.some((one) => one === column)))
}
