import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { catching } from './catching.sql'
import { kindById } from './kinds/kinds'
import { changesRows, type RuleUse } from './kinds/kind'
import { isNumberColumn } from './kinds/columns'
import type { Recipe } from './recipe'
import { roleOf } from './recipe'
import { addedFor, listedFor, type ListedAddedRule, type ListedRule, type RuleTable } from './rule-list'

/**
 * `rule_hits`, one row per row that an added rule caught: rule, position (of the rule in the list), action, source,
 * source_row, member_id, order_id, amount (before the rule); of a change also changed_column, before and after (as
 * text) and amount_after. `rule_fits`: the numbers that a rule took from the rows, by rule and part.
 */
export const ruleTables: readonly Sql[] = [
  sql`create or replace table rule_hits (
  rule varchar, position integer, action varchar, source usmallint, source_row bigint, member_id varchar,
  order_id varchar, amount decimal(18, 4), changed_column varchar, before varchar, after varchar,
  amount_after decimal(18, 4)
)`,
  sql`create or replace table rule_fits (rule varchar, part varchar, value double)`,
]

/** Notes what one added rule catches among the rows that no rule before it set aside. */
export function noteHits(recipe: Recipe, rule: ListedAddedRule, base: Sql): Sql[] {
  const { added } = rule
  const kind = kindById(added.kind)
  const use = useOf(recipe, added)
  const stage = stageBefore(recipe, rule, base)
  const fit = kind.fit && [
    sql`insert into rule_fits
with stage as (
${stage}
)
select ${rule.id}, part, value from (
${kind.fit(use)}
)`,
  ]
  return [
    ...(fit ?? []),
    sql`insert into rule_hits
with stage as (
${stage}
)
select
  ${rule.id}, ${rule.position}, ${rule.action}, source, source_row, member_id, order_id, amount, ${changedTo(use, kind.changes?.(added.parameters))}
from (
${kind.catches(use)}
)`,
  ]
}

/** How many rows an added rule would catch, their money, members and orders; nothing is noted. */
export function countHits(recipe: Recipe, rule: ListedAddedRule, base: Sql): Sql {
  const { added } = rule
  const kind = kindById(added.kind)
  const fits = kind.fit
    ? sql`,
fits as (
${kind.fit(useOf(recipe, added))}
)`
    : sql``
  const use: RuleUse = {
    ...useOf(recipe, added),
    fitted: (part) => sql`(select value from fits where part = ${part})`,
  }
  return sql`with stage as (
${stageBefore(recipe, rule, base)}
)${fits}
select
  count(*) as "rows",
  coalesce(sum(abs(amount)), 0)::double as amount,
  count(distinct member_id) as members,
  count(distinct order_id) as orders,
  (select count(*) from stage) as stage
from (
${kind.catches(use)}
)`
}

function useOf(recipe: Recipe, { id, table, parameters, action }: ListedAddedRule['added']): RuleUse {
  const fitted = (part: string) =>
    sql`(select max(value) from rule_fits where rule = ${id} and part = ${part})`
  return { recipe, table, parameters, action, fitted }
}

/** changed_column, before, after, amount_after of a caught row. What cannot be computed changes nothing. */
function changedTo({ recipe, table, action }: RuleUse, name: string | undefined): Sql {
  if (!changesRows(action) || name === undefined) return sql`null, null, null, null`
  const column = ident(name)
  return sql`${name}, ${column}::varchar, ${isNumberColumn(name) ? sql`new_value::double::varchar` : sql`new_value::varchar`},
  ${amountAfter(recipe, table, name)}`
}

/** Where a file's amount is quantity × price, it follows a change of either. */
function amountAfter(recipe: Recipe, table: RuleTable, name: string): Sql {
  if (name === 'amount') return sql`try_cast(new_value as decimal(18, 4))`
  const made = recipe.sources.flatMap((source, index) =>
    roleOf(source, recipe.sources) === table && source.mapping['amount'] === undefined ? [sql`${index}`] : [],
  )
  if (made.length === 0 || (name !== 'quantity' && name !== 'unit_price')) return sql`amount`
  const other = name === 'quantity' ? sql`unit_price::double` : sql`coalesce(quantity, 1)`
  return sql`case when source in (${join(made)}) then try_cast(new_value * ${other} as decimal(18, 4)) else amount end`
}

/** The rows that no rule before this one sets aside, with the values that rules before it gave them. */
const stageBefore = (recipe: Recipe, rule: ListedRule, base: Sql): Sql =>
  sql`select * exclude (rule) from (
${ruledRows(recipe, rule.added?.table ?? 'sales', base, rule.position)}
) where rule is null`

/**
 * The rows of `base` with `rule`, the id of the first rule that sets each aside (null: kept), and with the values that
 * rules gave them. `before`: only by the rules before this position. Reads `rule_hits`, where added rules are on, so
 * the rules before must have been noted.
 *
 * A change at some position is made to rows that no rule before it caught, and so those rules need not, and must not,
 * judge the row again by its new value.
 */
export function ruledRows(recipe: Recipe, scope: RuleTable, base: Sql, before = Infinity): Sql {
  const added = addedFor(recipe, scope).filter(({ position }) => position < before)
  const rules = listedFor(recipe, scope).filter(({ on, position }) => on && position < before)
  const changes = added.filter(({ action }) => changesRows(action))
  const asides = added.some(({ action }) => action === 'aside')
  const found = [...(asides ? [sql`h.rule as hit`] : []), ...(changes.length > 0 ? [sql`c.changed_at`] : [])]
  if (found.length === 0) return ruled(sql`*`, firstOf(recipe, rules, []), base)
  const helpers = [...(asides ? [sql`hit`] : []), ...(changes.length > 0 ? [sql`changed_at`] : [])]
  return ruled(
    sql`* exclude (${join(helpers)})`,
    firstOf(recipe, rules, changes),
    sql`  select b.*${changes.length > 0 ? replaced(changes) : empty}, ${join(found)}
  from (
${base}
  ) as b${asides ? HIT : empty}${changes.length > 0 ? joinChanges(changes) : empty}`,
  )
}

const ruled = (columns: Sql, rule: Sql, rows: Sql): Sql => sql`select ${columns}, ${rule} as rule
from (
${rows}
)`

/** A row is caught by one rule at most: later ones do not see it. */
const HIT = sql`
  left join (select source, source_row, rule from rule_hits where action = 'aside') as h
    on h.source = b.source and h.source_row = b.source_row`

const columnsOf = (changes: readonly ListedAddedRule[]): string[] => [
  ...new Set([
    'amount',
    ...changes.map(({ added }) => kindById(added.kind).changes?.(added.parameters) ?? 'amount'),
  ]),
]

const MONEY = sql`decimal(18, 4)`
const TYPES: Record<string, Sql> = { quantity: sql`double`, unit_price: MONEY, price: MONEY, cost: MONEY }

function replaced(changes: readonly ListedAddedRule[]): Sql {
  const parts = columnsOf(changes).map(
    (name) => sql`coalesce(c.${ident(name)}, b.${ident(name)}) as ${ident(name)}`,
  )
  return sql` replace (${join(parts)})`
}

/** The last value that these rules gave to each column of a row, and the position of the rule that gave one last. */
function joinChanges(changes: readonly ListedAddedRule[]): Sql {
  const positions = changes.map(({ id, position }) => sql`when ${id} then ${position}`)
  const parts = columnsOf(changes).map((name) =>
    name === 'amount'
      ? sql`max_by(amount_after, place) as amount`
      : sql`try_cast(max_by(after, place) filter (where changed_column = ${name}) as ${TYPES[name] ?? sql`varchar`}) as ${ident(name)}`,
  )
  return sql`
  left join (
    select source, source_row, max(place) as changed_at, ${join(parts)}
    from (select *, case rule ${join(positions, ' ')} end as place from rule_hits)
    where place is not null
    group by source, source_row
  ) as c on c.source = b.source and c.source_row = b.source_row`
}

/** The id of the first of these rules that catches the row; else null. */
function firstOf(recipe: Recipe, rules: readonly ListedRule[], changes: readonly ListedAddedRule[]): Sql {
  const branches = rules.flatMap(({ id, rule, action, position }) => {
    if (!rule) return action === 'aside' ? [sql`when hit = ${id} then ${id}`] : []
    const judged = changes.some((change) => change.position > position)
      ? sql`coalesce(changed_at, -1) < ${position} and `
      : sql``
    return [sql`when ${judged}${catching(recipe, rule)} then ${id}`]
  })
  return branches.length === 0 ? sql`cast(null as varchar)` : sql`case ${join(branches, '\n')} end`
}
