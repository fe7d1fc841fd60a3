import type { Database } from '../engine/database'
import { rowObjects } from '../sql/rows'
import { join, sql, type Sql } from '../sql/sql'
import { hasMoney } from './typed.sql'
import { roleOf, type Recipe } from './recipe'
import { addedFor, listedFor } from './rule-list'
import { hasDetails, hasSales } from './shop.sql'
import { changesRows } from './kinds/kind'

/** What is left of the sales at some point of the list. */
export interface Standing {
  members: number
  orders: number
  /** Sum of the amounts, with what returns have not yet taken off. */
  revenue: number
}

/** What one rule that is on does to members, orders and revenue, as the list comes to it. */
export interface RuleEffect {
  rule: string
  before: Standing
  after: Standing
}

/**
 * What each rule that is on does to the sales, in the order of the list: a member or an order goes with the last of
 * its rows. One pass over the rows of `checked_sales`.
 */
export async function ruleEffects(db: Database, recipe: Recipe): Promise<RuleEffect[]> {
  if (!hasSales(recipe)) return []
  const rows = rowObjects(await db.query(goneAt(recipe)))
  const moneyChanges = await amountChanges(db, recipe)
  const gone = new Map(rows.map((row) => [Number(row['gone']), row]))
  const left: Standing = { members: 0, orders: 0, revenue: 0 }
  for (const row of rows) {
    left.members += Number(row['members'])
    left.orders += Number(row['orders'])
    left.revenue += Number(row['revenue'])
  }
  for (const change of moneyChanges.values()) left.revenue -= change
  return listedFor(recipe, 'sales').flatMap(({ id, on, action, position }): RuleEffect[] => {
    if (!on || action === 'flag') return []
    const before = { ...left }
    const row = gone.get(position)
    left.members -= Number(row?.['members'] ?? 0)
    left.orders -= Number(row?.['orders'] ?? 0)
    left.revenue += (moneyChanges.get(id) ?? 0) - Number(row?.['revenue'] ?? 0)
    return [{ rule: id, before, after: { ...left } }]
  })
}

/** Past every position: of the rows that are kept. */
const KEPT = 1_000_000

/** gone (the position of the rule that sets them aside), members, orders, revenue that go there. */
function goneAt(recipe: Recipe): Sql {
  const positions = listedFor(recipe, 'sales').map(({ id, position }) => sql`when ${id} then ${position}`)
  const gone = sql`case rule ${join(positions, '\n')} else ${KEPT} end`
  return sql`with sales as (
  select ${gone} as gone, member_id, order_id, source, source_row, amount from (${withMoney(recipe)})
)
select gone, sum(members)::double as members, sum(orders)::double as orders, sum(revenue)::double as revenue
from (
  select gone, 0 as members, 0 as orders, coalesce(sum(amount), 0)::double as revenue from sales group by gone
  union all
  select gone, count(*), 0, 0 from (
    select max(gone) as gone from sales where member_id is not null group by member_id
  ) group by gone
  union all
  select gone, 0, count(*), 0 from (
    select max(gone) as gone from sales where order_id is not null group by order_id, member_id
  ) group by gone
  union all
  select gone, 0, count(*), 0 from sales where order_id is null group by gone
)
group by gone`
}

/** Where orders name no amount, their lines do. */
function withMoney(recipe: Recipe): Sql {
  const said = recipe.sources.some((source) => roleOf(source, recipe.sources) === 'sales' && hasMoney(source))
  if (said || !hasDetails(recipe)) return sql`select * from checked_sales`
  return sql`select s.* replace (d.amount as amount)
from checked_sales as s
left join (select order_id, sum(amount) as amount from detail_rows group by order_id) as d on d.order_id = s.order_id`
}

/** What each rule that changes rows added to the sum of their amounts. */
async function amountChanges(db: Database, recipe: Recipe): Promise<Map<string, number>> {
  if (!addedFor(recipe, 'sales').some(({ action }) => changesRows(action))) return new Map()
  const rows = rowObjects(
    await db.query(sql`select rule, sum(coalesce(amount_after, amount, 0) - coalesce(amount, 0))::double as change
from rule_hits where action in ('fill', 'cap') group by rule`),
  )
  return new Map(rows.map((row) => [String(row['rule']), Number(row['change'])]))
}
