import { lineCategory, listedProducts } from './listed-products.sql'
import { empty, ident, join, list, sql, type Sql } from '../sql/sql'
import { factByName } from './facts/catalogue'
import { flag } from './flags.sql'
import type { ShopRelations } from './relations'
import {
  RuleFault,
  type BoughtRule,
  type Goods,
  type ListRule,
  type Rule,
  type SequenceRule,
  type Test,
} from './rule'

/** What a rule is evaluated on. */
export interface RuleContext {
  /** member_facts: one row for each member. */
  facts: Sql
  /** The columns it has. */
  known: ReadonlySet<string>
  /** The table of a part that is no column of it, by `partOf`: member_id, and value where a test follows. */
  part: (rule: PartRule) => Sql
}

/** Rules that are read from tables of their own, so that a test can change without asking the orders again. */
export type PartRule = Extract<Rule, { kind: 'bought' | 'sequence' | 'list' | 'result' }>

export const isPart = (rule: Rule): rule is PartRule =>
  rule.kind === 'bought' || rule.kind === 'sequence' || rule.kind === 'list' || rule.kind === 'result'

/**
 * SELECT of member_id, the members for whom a rule holds. Tags and segments must have been put in their places
 * (`resolved`).
 */
export const membersWhere = (rule: Rule, context: RuleContext): Sql =>
  sql`select f.member_id from ${context.facts} as f where ${condition(rule, context)}`

/** SELECT of member_id and t0, t1, …: whether each of the rules holds for a member. */
export const membersByRule = (rules: readonly Rule[], context: RuleContext): Sql =>
  sql`select f.member_id${
    rules.length === 0
      ? empty
      : sql`, ${join(rules.map((rule, i) => sql`${condition(rule, context)} as ${flag(i)}`))}`
  }
from ${context.facts} as f`

/** A boolean of a row `f` of member_facts, never null. */
export function condition(rule: Rule, context: RuleContext): Sql {
  switch (rule.kind) {
    case 'all':
      return rule.of.length === 0
        ? sql`true`
        : sql`(${join(
            rule.of.map((part) => condition(part, context)),
            ' and ',
          )})`
    case 'any':
      return rule.of.length === 0
        ? sql`false`
        : sql`(${join(
            rule.of.map((part) => condition(part, context)),
            ' or ',
          )})`
    case 'not':
      return sql`(not ${condition(rule.of, context)})`
    case 'fact':
      return factTest(rule.fact, rule.test, context)
    case 'bought': {
      const bought = sql`select p.member_id from ${context.part(rule)} as p where ${holds(sql`p.value`, rule.test)}`
      const inside = sql`f.member_id in (${bought})`
      // Who bought none of it stands in no row.
      return zeroPasses(rule.test)
        ? sql`(${inside} or f.member_id not in (select p.member_id from ${context.part(rule)} as p))`
        : sql`(${inside})`
    }
    case 'sequence':
    case 'list':
    case 'result':
      return sql`(f.member_id in (select p.member_id from ${context.part(rule)} as p))`
    case 'tag':
    case 'segment':
      throw new Error('Tags and segments are resolved before a rule is evaluated.')
  }
}

function factTest(name: string, test: Test, { facts, known }: RuleContext): Sql {
  const fact = factByName(name)
  if (!fact) throw new RuleFault('gone', `fact ${name}`)
  // A shop that does not say it knows it of nobody.
  if (!known.has(name)) return test.op === 'unknown' ? sql`true` : sql`false`
  const value = sql`f.${ident(name)}`
  if (test.op === 'top' || test.op === 'bottom') return extreme(value, ident(name), test, facts)
  return holds(value, test)
}

/** The k highest or lowest of the members that have a value, k = ⌈share × their number⌉, and all that equal the last. */
function extreme(
  value: Sql,
  column: Sql,
  { op, share }: { op: 'top' | 'bottom'; share: number },
  facts: Sql,
): Sql {
  if (share <= 0) return sql`false`
  return op === 'top'
    ? sql`coalesce(-${value} <= (select quantile_disc(-${column}, ${share}) from ${facts}), false)`
    : sql`coalesce(${value} <= (select quantile_disc(${column}, ${share}) from ${facts}), false)`
}

/** A test of a value; null passes `unknown` alone. */
function holds(value: Sql, test: Test): Sql {
  switch (test.op) {
    case 'at_least':
      return sql`coalesce(${value} >= ${test.value}, false)`
    case 'at_most':
      return sql`coalesce(${value} <= ${test.value}, false)`
    case 'above':
      return sql`coalesce(${value} > ${test.value}, false)`
    case 'below':
      return sql`coalesce(${value} < ${test.value}, false)`
    case 'between':
      return sql`coalesce(${value} between ${test.from} and ${test.to}, false)`
    case 'one_of':
      return test.values.length === 0 ? sql`false` : sql`coalesce(${value} in (${texts(test.values)}), false)`
    case 'none_of':
      return test.values.length === 0
        ? sql`(${value} is not null)`
        : sql`coalesce(${value} not in (${texts(test.values)}), false)`
    case 'known':
      return sql`(${value} is not null)`
    case 'unknown':
      return sql`(${value} is null)`
    default:
      throw new Error(`A ${test.op} test needs all values.`)
  }
}

const texts = (values: readonly string[]): Sql => join(values.map((value) => sql`${value}`))

function zeroPasses(test: BoughtRule['test']): boolean {
  switch (test.op) {
    case 'at_least':
      return test.value <= 0
    case 'above':
      return test.value < 0
    case 'at_most':
      return test.value >= 0
    case 'below':
      return test.value > 0
    case 'between':
      return test.from <= 0 && test.to >= 0
  }
}

/** member_id, value: what was bought of the goods in the window, by the rule's measure; no row for nothing. */
export function boughtValues(
  { goods, days, measure }: Omit<BoughtRule, 'test' | 'kind'>,
  shop: ShopRelations,
): Sql {
  const value = {
    orders: sql`count(distinct order_id)`,
    days: sql`count(distinct ordered_at::date)`,
    amount: sql`sum(amount)::double`,
    pieces: sql`sum(quantity)::double`,
  }[measure]
  const since =
    days === null ? sql`` : sql` and ordered_at >= cast(${shop.asOf} as date) - interval ${sql`${days}`} day`
  return sql`select member_id, ${value} as value
from (${purchases(goods, shop)})
where member_id is not null${since}
group by member_id`
}

/** member_id of those who bought one, and then the other on a later day within the days. */
export const sequenceMembers = (rule: Omit<SequenceRule, 'kind'>, shop: ShopRelations): Sql =>
  sql`select distinct member_id from (${sequenceDays(rule, shop)})`

/** member_id, before, day: each day of the second that follows one of the first within the days, and the last such. */
export const sequenceDays = ({ first, then, days }: Omit<SequenceRule, 'kind'>, shop: ShopRelations): Sql =>
  // Of the purchases of the first before a purchase of the second, the last one is the nearest.
  sql`select member_id, before, day
from (
  select
    member_id, day, is_then,
    max(case when is_first then day end) over (
      partition by member_id order by day range between unbounded preceding and interval 1 day preceding
    ) as before
  from (
    select member_id, day, bool_or(is_first) as is_first, bool_or(is_then) as is_then
    from (
      select member_id, ordered_at::date as day, true as is_first, false as is_then from (${purchases(first, shop)})
      union all
      select member_id, ordered_at::date, false, true from (${purchases(then, shop)})
    )
    where member_id is not null
    group by member_id, day
  )
)
where is_then and date_diff('day', before, day) <= ${days}`

/** member_id of those whose mark a list has. */
export const listMembers = ({ salt, marks }: Omit<ListRule, 'kind'>, { members }: ShopRelations): Sql =>
  marks.length === 0
    ? sql`select cast(null as varchar) as member_id where false`
    : sql`select distinct member_id from ${members}
where md5(${salt} || member_id) in (select unnest(${list(marks)}))`

/** order_id, member_id, ordered_at, amount, quantity of the orders or order lines that hold the goods. */
function purchases(goods: Goods, shop: ShopRelations): Sql {
  switch (goods.by) {
    case 'any':
      return sql`select order_id, member_id, ordered_at, amount, quantity from ${shop.orders}`
    case 'channel':
      return sql`select order_id, member_id, ordered_at, amount, quantity from ${shop.orders} where ${among(sql`channel`, goods.values)}`
    case 'product':
      return sql`select order_id, member_id, ordered_at, amount, quantity from ${shop.order_items} where ${among(sql`product_id`, goods.values)}`
    case 'category':
      return sql`select i.order_id, i.member_id, i.ordered_at, i.amount, i.quantity
from ${shop.order_items} as i
left join ${listedProducts(shop.products, 'category')} as p
  on p.product_id = i.product_id
where ${among(lineCategory, goods.values)}`
    case 'brand':
      return sql`select i.order_id, i.member_id, i.ordered_at, i.amount, i.quantity
from ${shop.order_items} as i
join (select product_id from ${shop.products} where ${among(sql`brand`, goods.values)} group by product_id) as p
  on p.product_id = i.product_id`
  }
}

const among = (value: Sql, values: readonly string[]): Sql =>
  values.length === 0 ? sql`false` : sql`${value} in (${texts(values)})`
