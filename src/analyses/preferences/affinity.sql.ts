import { sql, type Sql } from '../../sql/sql'

/** Kinds across, groups down. */
export const MOST_KINDS = 24
export const MOST_GROUPS = 10

/**
 * A row for each group and kind: members and orders of the group with the kind, revenue; wallet, the kind's share of the
 * group's revenue; base, its share of all; raw = wallet ÷ base; shrunk, the same drawn towards the mean of all cells the
 * more, the fewer orders it rests on.
 *
 * Gamma–Poisson, global moments (Marshall 1991). Money of a cell is a sum of order amounts, so raw has a variance of
 * (1 + cv²) ÷ expected orders, cv that of the amounts of the kind: its exposure is E = expected orders ÷ (1 + cv²), where a
 * group's orders are expected to hold the kind as often as all orders do, whatever they bring: those of small spenders count. With
 * mean m = Σ E·raw ÷ Σ E and variance between cells A = Σ E·(raw − m)² ÷ Σ E − m ÷ mean E (0 at least),
 * shrunk = (raw·E + m²⁄A) ÷ (E + m⁄A); m where A is 0.
 */
export const affinity = (lines: Sql, groups: Sql, levels: Sql, mix: Sql): Sql => sql`with cells as (
  select
    g.place, l.kind, count(distinct l.member_id) as members, count(distinct l.order_id) as orders, sum(l.amount) as revenue
  from ${lines} as l join ${groups} as g on g.member_id = l.member_id
  group by g.place, l.kind
),
kinds as (
  select kind, sum(revenue) as revenue, sum(orders) as orders from cells group by kind
),
amounts as (
  select kind, case when avg(amount) > 0 then coalesce(var_pop(amount), 0) / (avg(amount) * avg(amount)) else 0 end as cv2
  from (select kind, order_id, sum(amount) as amount from ${lines} where member_id is not null group by kind, order_id)
  group by kind
),
rows_of as (
  select place, sum(revenue) as revenue, sum(orders) as orders from cells group by place
),
every as (
  select
    v.place, k.kind, coalesce(c.members, 0) as members, coalesce(c.orders, 0) as orders, coalesce(c.revenue, 0) as revenue,
    coalesce(c.revenue, 0) / nullif(r.revenue, 0) as wallet,
    k.revenue / nullif(sum(k.revenue) over (partition by v.place), 0) as base,
    k.orders * r.orders / sum(r.orders) over (partition by k.kind) / (1 + a.cv2) as exposure
  from ${levels} as v
  join rows_of as r on r.place = v.place
  cross join kinds as k
  join amounts as a on a.kind = k.kind
  left join cells as c on c.place = v.place and c.kind = k.kind
),
ratios as (
  select *, wallet / nullif(base, 0) as raw from every where exposure > 0 and base > 0 and wallet is not null
),
means as (
  select sum(exposure * raw) / sum(exposure) as m, avg(exposure) as mean_exposure from ratios
),
spreads as (
  select
    any_value(m.m) as m,
    greatest(0, sum(r.exposure * (r.raw - m.m) * (r.raw - m.m)) / sum(r.exposure) - any_value(m.m) / any_value(m.mean_exposure)) as between_cells
  from ratios as r cross join means as m
)
select
  r.place, x.place as kind_place, r.kind, r.members, r.orders, r.revenue, r.wallet, r.base, r.raw, r.exposure,
  case when s.between_cells > 0 then (r.raw * r.exposure + s.m * s.m / s.between_cells) / (r.exposure + s.m / s.between_cells)
  else s.m end as shrunk
from ratios as r
cross join spreads as s
join ${mix} as x on x.kind = r.kind
where x.place <= ${MOST_KINDS}
order by r.place, x.place`

/**
 * A row for each group and kind: weight, its money with each line halved for every half-life since; members; share of the
 * group's weight; index, 100 × that share ÷ the share of all; rank within the group.
 */
export const profile = (
  lines: Sql,
  groups: Sql,
  asOf: string,
  halfLife: number,
  top: number,
): Sql => sql`select
  place, rank, kind, members, weight, share, 100 * share / nullif(base, 0) as index
from (
  select
    *, weight / nullif(sum(weight) over (partition by place), 0) as share,
    sum(weight) over (partition by kind) / nullif(sum(weight) over (), 0) as base,
    row_number() over (partition by place order by weight desc, kind)::integer as rank
  from (
    select
      g.place, l.kind, count(distinct l.member_id) as members,
      sum(greatest(l.amount, 0) * pow(0.5, date_diff('day', l.day, cast(${asOf} as date)) / ${halfLife}::double)) as weight
    from ${lines} as l join ${groups} as g on g.member_id = l.member_id
    group by g.place, l.kind
  )
)
where rank <= ${top}
order by place, rank`

/** member_id, kind, share: what each member prefers now, by the same weights; ties to the first by name. */
export const memberPreference = (
  lines: Sql,
  asOf: string,
  halfLife: number,
): Sql => sql`select member_id, kind, share, spent
from (
  select
    member_id, kind, spent, weight / nullif(sum(weight) over (partition by member_id), 0) as share,
    row_number() over (partition by member_id order by weight desc, kind) as rank
  from (
    select
      member_id, kind, sum(amount) as spent,
      sum(greatest(amount, 0) * pow(0.5, date_diff('day', day, cast(${asOf} as date)) / ${halfLife}::double)) as weight
    from ${lines} where member_id is not null group by member_id, kind
  )
)
where rank = 1`
