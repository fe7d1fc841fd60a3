import { sql, type Sql } from '../../sql/sql'

/** Items compared pair by pair, and over time. */
export const PAIRED_ITEMS = 60
/** Items of the matrix of what comes next. */
export const NEXT_ITEMS = 12
/** Weeks that a change from week to week is read from at least. */
export const LEAST_WEEKS = 12
/** Baskets with an item, and without it, that its halo is read from at least. */
export const LEAST_BASKETS = 20

/**
 * What members had in their next basket: a, b (items), baskets (with a, and one after it), followed (of these, whose next
 * has b), share, base (share of all next baskets that have b), lift, days (median to the next), steps (baskets with a next). Baskets of one moment go
 * by their number.
 */
export const nextItems = (list: Sql, cells: Sql): Sql => sql`with steps as (
  select basket, next, days
  from (
    select
      basket,
      lead(basket) over following as next,
      date_diff('day', ordered_at, lead(ordered_at) over following) as days
    from ${list} where member is not null and ordered_at is not null
    window following as (partition by member order by ordered_at, basket)
  )
  where next is not null
),
common as (
  select basket, item from ${cells} where item < ${NEXT_ITEMS}
),
befores as (
  select c.item as a, count(*) as baskets, median(s.days) as days from steps as s join common as c on c.basket = s.basket group by c.item
),
bases as (
  select c.item as b, count(*) / any_value(n.steps) as base
  from steps as s join common as c on c.basket = s.next cross join (select count(*)::double as steps from steps) as n
  group by c.item
),
followed as (
  select x.item as a, y.item as b, count(*) as followed
  from steps as s join common as x on x.basket = s.basket join common as y on y.basket = s.next
  group by x.item, y.item
)
select
  f.a, e.b, f.baskets, coalesce(n.followed, 0) as followed, coalesce(n.followed, 0) / f.baskets::double as share, e.base,
  coalesce(n.followed, 0) / f.baskets / e.base as lift, f.days,
  (select count(*) from steps) as steps
from befores as f cross join bases as e
left join followed as n on n.a = f.a and n.b = e.b
order by f.a, e.b`

/**
 * What else is in baskets with an item: item, baskets, kinds (other items a basket), kinds_without (items of a basket
 * without it), rest (money on other items a basket), rest_without, difference (in money, else in items), error (its
 * standard error, Welch), measure (money or items), attach (share of its baskets with anything else).
 */
export const halo = (list: Sql, cells: Sql): Sql => sql`with every as (
  select
    count(*)::double as n, sum(items) as items, sum(items * items) as items2,
    sum(amount) as amount, sum(amount * amount) as amount2, (count(amount) = count(*) and sum(abs(amount)) > 0) as priced
  from ${list}
),
having_it as (
  select
    c.item, count(*)::double as n,
    sum(l.items) as items, sum(l.items * l.items) as items2, sum(l.amount) as amount, sum(l.amount * l.amount) as amount2,
    sum(l.items - 1) as kinds, sum((l.items - 1) * (l.items - 1)) as kinds2,
    sum(l.amount - c.amount) as rest, sum((l.amount - c.amount) * (l.amount - c.amount)) as rest2,
    count(*) filter (where l.items > 1) as attached
  from ${cells} as c join ${list} as l on l.basket = c.basket
  where c.item < ${PAIRED_ITEMS}
  group by c.item
),
compared as (
  select
    h.item, h.n, e.n - h.n as m, e.priced, h.attached / h.n as attach,
    h.kinds / h.n as kinds, (e.items - h.items) / nullif(e.n - h.n, 0) as kinds_without,
    case when e.priced then h.rest / h.n end as rest,
    case when e.priced then (e.amount - h.amount) / nullif(e.n - h.n, 0) end as rest_without,
    case when e.priced then h.rest else h.kinds end as sum1, case when e.priced then h.rest2 else h.kinds2 end as square1,
    case when e.priced then e.amount - h.amount else e.items - h.items end as sum2,
    case when e.priced then e.amount2 - h.amount2 else e.items2 - h.items2 end as square2
  from having_it as h cross join every as e
)
select
  item, n::bigint as baskets, m::bigint as baskets_without, attach, kinds, kinds_without, rest, rest_without,
  case when priced then 'money' else 'items' end as measure,
  sum1 / n - sum2 / m as difference,
  sqrt(greatest(0, square1 - sum1 * sum1 / n) / (n - 1) / n + greatest(0, square2 - sum2 * sum2 / m) / (m - 1) / m) as error
from compared
where n >= ${LEAST_BASKETS} and m >= ${LEAST_BASKETS}
order by item`

/**
 * Pairs of like items over time: a, b, weeks, r, the correlation of how their shares of the week's baskets change from
 * one week to the next. Weeks before both are sold, and after one was last, are left out. Like: of one category, where
 * categories of products are known.
 */
export const weekly = (list: Sql, cells: Sql, items: Sql): Sql => sql`with weeks as (
  select
    basket, (date_diff('day', (select min(ordered_at)::date from ${list}), ordered_at::date) // 7)::integer as week
  from ${list} where ordered_at is not null
),
totals as (
  select week, count(*)::double as baskets from weeks group by week
),
sold as (
  select c.item, w.week, count(*) as baskets from ${cells} as c join weeks as w on w.basket = c.basket
  where c.item < ${PAIRED_ITEMS} group by c.item, w.week
),
spans as (
  select item, min(week) as first_week, max(week) as last_week from sold group by item
),
shares as (
  select
    s.item, t.week, coalesce(x.baskets, 0) / t.baskets as share
  from spans as s
  join totals as t on t.week between s.first_week and s.last_week
  left join sold as x on x.item = s.item and x.week = t.week
),
changes as (
  select item, week, share - lag(share) over of_item as change, week - lag(week) over of_item as weeks
  from shares window of_item as (partition by item order by week)
)
select x.item as a, y.item as b, count(*) as weeks, corr(x.change, y.change) as r
from changes as x
join changes as y on y.week = x.week and y.item > x.item and y.weeks = x.weeks
join ${items} as i on i.item = x.item
join ${items} as j on j.item = y.item and (i.category is null or j.category is null or i.category = j.category)
where x.change is not null and y.change is not null
group by x.item, y.item
having count(*) >= ${LEAST_WEEKS} and r is not null and isfinite(r)
order by r, x.item, y.item`

/** Of two items not sold at the same time nothing can be said: less of one's baskets than this lie in the days of the other. */
const LEAST_OVERLAP = 0.5

/**
 * a, b, overlap of the commonest items: the share of its baskets that lie between the first and the last sale of the
 * other, of that item of the two whose share is the less.
 */
const overlaps = (list: Sql, cells: Sql): Sql => sql`days as (
  select c.item, l.ordered_at::date as day, count(*) as baskets from ${cells} as c join ${list} as l on l.basket = c.basket
  where c.item < ${PAIRED_ITEMS} and l.ordered_at is not null group by 1, 2
),
spans as (
  select item, min(day) as first_day, max(day) as last_day, sum(baskets) as baskets from days group by item
),
inside as (
  select
    x.item, y.item as other,
    coalesce(sum(d.baskets) filter (where d.day between y.first_day and y.last_day), 0) / any_value(x.baskets) as share
  from spans as x join spans as y on x.item <> y.item join days as d on d.item = x.item
  group by x.item, y.item
),
shared as (
  select x.item as a, x.other as b, least(x.share, y.share)::double as overlap
  from inside as x join inside as y on y.item = x.other and y.other = x.item
)`

/**
 * Each pair with what members say of it: `pairs` and `memberPairs` are tables of the kernel basketPairs. relation:
 * 'together' (meets more often at equal size); 'substitute' (less often, though members of the one rather buy the other
 * too, and of one category where categories are known); 'apart' (less often otherwise); null where chance may have done
 * it, or where the two were hardly sold at the same time (`overlap`).
 */
export const pairRelations = (
  pairs: Sql,
  memberPairs: Sql,
  { items, list, cells }: { items: Sql; list: Sql; cells: Sql },
): Sql => sql`with ${overlaps(list, cells)}
select
  p.a, p.b, p."both", p.count_a, p.count_b, p.baskets, p.expected, p.phi, p.yule, p.p, p.p_adjusted, p.equal_yule,
  p.equal_p_adjusted, m."both" as members_both, m.phi as member_phi, m.yule as member_yule, m.p_adjusted as member_p_adjusted,
  o.overlap,
  case
    when p.equal_p_adjusted is null or p.equal_p_adjusted >= 0.05 then null
    when p.equal_yule > 0 then 'together'
    when o.overlap < ${LEAST_OVERLAP} then null
    when m.p_adjusted < 0.05 and m.phi > 0 and (i.category = j.category) is not false then 'substitute'
    else 'apart'
  end as relation
from ${pairs} as p
join ${items} as i on i.item = p.a
join ${items} as j on j.item = p.b
left join ${memberPairs} as m on m.a = p.a and m.b = p.b
left join shared as o on o.a = p.a and o.b = p.b`
