import type { Database } from '../engine/database'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { rowObjects } from '../sql/rows'
import { changesRows, type RuleAction } from './kinds/kind'
import { partTotals, type PartAccount } from './amount-parts.sql'
import { sharedTotals, statingFiles, type SharedAccount } from './shared-discounts.sql'
import { hasDiscounts, type DiscountAccount } from './discounts.sql'
import { rawTable } from './load.sql'
import { roleOf, type Recipe } from './recipe'
import { addedFor, ruleList, type ListedRule } from './rule-list'
import { LIST_TABLES, rulesFor, type ListTable, type Scope } from './rules'
import { catching } from './catching.sql'

/** Rows that one rule catches in one file. */
export interface RuleAccount {
  rule: string
  /** On: these rows are set aside. Off: they are only counted, and stay among the kept. */
  on: boolean
  rows: number
  /** Sum of the amounts' absolute values. */
  amount: number
  members: number
  orders: number
  /** Of an added rule: what it does to its rows. */
  action?: RuleAction
  /** Of a rule that changes amounts: what it added to their sum. */
  amountChange?: number
}

/** Where the rows of one file went: loaded = kept + the rows of the rules that are on. */
export interface SourceAccount {
  index: number
  scope: Scope | 'raw'
  /** The list that the file's rows are in, where rules of one's own may look at it. */
  list?: ListTable
  loaded: number
  kept: number
  /** Sum of the absolute amounts of all loaded rows, before any rule; 0 where rows have none. */
  amount: number
  /** The file's amounts are what is left after refunds: its refund column was added back. */
  afterRefunds: boolean
  /** Where the file says what is taken off its amounts: what was. */
  discounts?: DiscountAccount
  /** Where another file says what was taken off the orders of these lines: what was. */
  shared?: SharedAccount
  /** Where the amounts hold shipping or tax that the file states: what was taken off them. */
  parts?: PartAccount
  /** Kept rows with a value that a rule gave them. */
  changed: number
  rules: RuleAccount[]
}

export interface ReturnsAccount {
  rows: number
  matched: number
  amount: number
  matchedAmount: number
  /** Orders that gave money back, and how much: matched returns, refund columns, and statuses that say so. */
  orders: number
  takenOff: number
}

export const scopeOf = (recipe: Recipe, index: number): Scope | 'raw' => {
  const source = recipe.sources[index]
  const role = source ? roleOf(source, recipe.sources) : 'raw'
  return role === 'sales' || role === 'details' || role === 'raw' ? role : 'keyed'
}

/** The list of members or products that a file's rows are in; null for any other. */
function listOf(recipe: Recipe, index: number): ListTable | null {
  const table = recipe.sources[index]?.table
  return scopeOf(recipe, index) === 'keyed' ? (LIST_TABLES.find((list) => list === table) ?? null) : null
}

/** The rules that look at a file's rows, in their order. */
function listedIn(recipe: Recipe, index: number): ListedRule[] {
  const [scope, list] = [scopeOf(recipe, index), listOf(recipe, index)]
  return ruleList(recipe).filter(({ scopes }) => scopes.some((looked) => looked === scope || looked === list))
}

/** The table that holds a file's rows with the rule that caught each: `checked_…`. */
export function checkedTable(recipe: Recipe, index: number): Sql {
  const source = recipe.sources[index]
  if (source && roleOf(source, recipe.sources) === 'baskets') return ident('checked_baskets')
  const table = source?.table
  const scope = scopeOf(recipe, index)
  if (scope === 'sales') return ident('checked_sales')
  if (scope === 'details') return ident('checked_details')
  return scope === 'keyed' && table ? ident(`checked_${table}`) : rawTable(index)
}

/** Counts every loaded row of every file once. */
export async function accountFor(db: Database, recipe: Recipe): Promise<SourceAccount[]> {
  const accounts: SourceAccount[] = []
  for (let index = 0; index < recipe.sources.length; index++)
    accounts.push(await accountForSource(db, recipe, index))
  return accounts
}

async function accountForSource(db: Database, recipe: Recipe, index: number): Promise<SourceAccount> {
  const scope = scopeOf(recipe, index)
  const table = checkedTable(recipe, index)
  if (scope === 'raw') {
    const [count] = rowObjects(await db.query(sql`select count(*) as "rows" from ${table}`))
    const loaded = Number(count?.['rows'] ?? 0)
    return { index, scope, loaded, kept: loaded, amount: 0, afterRefunds: false, changed: 0, rules: [] }
  }
  const money = scope !== 'keyed'
  const counted = rowObjects(
    await db.query(sql`select
  rule,
  count(*) as "rows",
  ${money ? sql`coalesce(sum(abs(amount)), 0)` : sql`0`} as amount,
  ${money ? sql`count(distinct case when rule is not null then member_id end)` : sql`0`} as members,
  ${money ? sql`count(distinct case when rule is not null then order_id end)` : sql`0`} as orders,
  ${scope === 'sales' ? sql`bool_or(after_refunds)` : sql`false`} as after_refunds
from ${table}
where source = ${index}
group by rule`),
  )
  const idle = rulesFor(scope).filter((rule) => !rule.required && !recipe.rules[rule.id])
  const off = idle.length === 0 ? {} : await countIdle(db, recipe, table, index, idle)
  const { noted, changed, growth } = await countNoted(
    db,
    recipe,
    listOf(recipe, index) ?? scope,
    table,
    index,
  )
  const rules = listedIn(recipe, index).flatMap(({ id, on, added, action }): RuleAccount[] => {
    const aside = on && action === 'aside'
    const row = aside
      ? counted.find((candidate) => candidate['rule'] === id)
      : (off[id] ?? noted.find((candidate) => candidate['rule'] === id))
    if (added && !on) return []
    return [
      {
        rule: id,
        on: aside,
        rows: Number(row?.['rows'] ?? 0),
        amount: Number(row?.['amount'] ?? 0),
        members: Number(row?.['members'] ?? 0),
        orders: Number(row?.['orders'] ?? 0),
        ...(added && { action, amountChange: Number(row?.['amount_change'] ?? 0) }),
      },
    ]
  })
  const total = (key: string) => counted.reduce((sum, row) => sum + Number(row[key] ?? 0), 0)
  const kept = counted.find((row) => row['rule'] === null)
  const list = listOf(recipe, index)
  const discounts = await discountsOf(db, recipe, index)
  const shared = await sharedOf(db, recipe, index)
  const parts = await partsOf(db, recipe, index, scope)
  return {
    index,
    scope,
    ...(list && { list }),
    ...(discounts && { discounts }),
    ...(shared && { shared }),
    ...(parts && { parts }),
    loaded: total('rows'),
    kept: Number(kept?.['rows'] ?? 0),
    amount: Math.round((total('amount') - growth) * 1e4) / 1e4,
    afterRefunds: counted.some((row) => row['after_refunds'] === 'true'),
    changed,
    rules,
  }
}

async function discountsOf(db: Database, recipe: Recipe, index: number): Promise<DiscountAccount | null> {
  const source = recipe.sources[index]
  if (!source || !hasDiscounts(source)) return null
  const [row] = rowObjects(
    await db.query(sql`select orders, amount, above from discount_totals where source = ${index}`),
  )
  const [orders = 0, amount = 0, above = 0] = [row?.['orders'], row?.['amount'], row?.['above']].map(Number)
  return { orders, amount, above }
}

async function sharedOf(db: Database, recipe: Recipe, index: number): Promise<SharedAccount | null> {
  const files = statingFiles(recipe, index)
  if (files.length === 0) return null
  const [row] = rowObjects(await db.query(sharedTotals(index)))
  return { orders: Number(row?.['orders'] ?? 0), amount: Number(row?.['amount'] ?? 0), files }
}

async function partsOf(
  db: Database,
  recipe: Recipe,
  index: number,
  scope: Scope | 'raw',
): Promise<PartAccount | null> {
  if (scope !== 'sales' && scope !== 'details') return null
  const statement = partTotals(recipe, index, scope === 'sales' ? sql`sales_rows` : sql`detail_rows`)
  if (!statement) return null
  const [row] = rowObjects(await db.query(statement))
  const [rows = 0, shipping = 0, tax = 0] = [row?.['rows'], row?.['shipping'], row?.['tax']].map(Number)
  return { rows, shipping, tax }
}

/** How many kept rows each rule that is off would catch. */
async function countIdle(
  db: Database,
  recipe: Recipe,
  table: Sql,
  index: number,
  rules: ReturnType<typeof rulesFor>,
): Promise<Record<string, Record<string, unknown>>> {
  const parts = rules.map(
    (rule) => sql`select
  ${rule.id} as rule,
  count(*) as "rows",
  coalesce(sum(abs(amount)), 0) as amount,
  count(distinct member_id) as members,
  count(distinct order_id) as orders
from ${table}
where source = ${index} and rule is null and ${catching(recipe, rule)}`,
  )
  const rows = rowObjects(await db.query(join(parts, '\nunion all\n')))
  return Object.fromEntries(rows.map((row) => [String(row['rule']), row]))
}

/** The kept rows of a file that added rules flagged or changed, by rule, how many were changed, and what changes added to the amounts. */
async function countNoted(
  db: Database,
  recipe: Recipe,
  scope: Scope,
  table: Sql,
  index: number,
): Promise<{ noted: Record<string, unknown>[]; changed: number; growth: number }> {
  const added = scope === 'keyed' ? [] : addedFor(recipe, scope)
  if (added.every(({ action }) => action === 'aside')) return { noted: [], changed: 0, growth: 0 }
  const rows = rowObjects(
    await db.query(sql`with kept as (
  select h.*
  from rule_hits as h
  join ${table} as t on t.source = h.source and t.source_row = h.source_row
  where h.source = ${index} and h.action <> 'aside' and t.rule is null
)
select
  rule,
  count(*) as "rows",
  coalesce(sum(abs(amount)), 0) as amount,
  coalesce(sum(amount_after - amount), 0) + coalesce(sum(amount_after) filter (where amount is null), 0) as amount_change,
  count(distinct member_id) as members,
  count(distinct order_id) as orders,
  (select count(distinct source_row) from kept where action in ('fill', 'cap')) as changed
from kept
group by rule`),
  )
  const [sum] = rowObjects(
    await db.query(sql`select coalesce(sum(coalesce(abs(amount_after), 0) - coalesce(abs(amount), 0)), 0) as growth
from rule_hits
where source = ${index} and action in ('fill', 'cap')`),
  )
  return { noted: rows, changed: Number(rows[0]?.['changed'] ?? 0), growth: Number(sum?.['growth'] ?? 0) }
}

/** How many returns found their sale, and the money of both. */
export async function accountForReturns(db: Database): Promise<ReturnsAccount> {
  const [row] = rowObjects(
    await db.query(sql`select
  (select count(*) from checked_sales where rule = 'returned') as "rows",
  (select coalesce(-sum(amount), 0) from checked_sales where rule = 'returned') as amount,
  (select count(*) from return_matches) as matched,
  (select coalesce(sum(amount), 0) from return_matches) as matched_amount,
  (select count(*) from orders where returned > 0) as orders,
  (select coalesce(sum(returned), 0) from orders) as taken_off`),
  )
  return {
    rows: Number(row?.['rows'] ?? 0),
    amount: Number(row?.['amount'] ?? 0),
    matched: Number(row?.['matched'] ?? 0),
    matchedAmount: Number(row?.['matched_amount'] ?? 0),
    orders: Number(row?.['orders'] ?? 0),
    takenOff: Number(row?.['taken_off'] ?? 0),
  }
}

/**
 * Rows of a file that a rule catches, as they stand in the file, with their number there; of a change, with the cell
 * before and after it.
 */
export function rowsCaught(recipe: Recipe, index: number, rule: string, limit: number, offset: number): Sql {
  const scope = scopeOf(recipe, index)
  const listed = scope === 'raw' ? undefined : listedIn(recipe, index).find(({ id }) => id === rule)
  const changes = listed ? changesRows(listed.action) : false
  return sql`select c.source_row, ${changes ? sql`c.before, c.after, ` : empty}f.*
from (
  ${listed?.added && listed.action !== 'aside' ? notedRows(recipe, index, rule) : ruledRowsOf(recipe, index, rule, listed)}
  order by 1
  limit ${limit} offset ${offset}
) as c
join ${rawTable(index)} as f on f.rowid = c.source_row - 1
order by c.source_row`
}

function ruledRowsOf(recipe: Recipe, index: number, rule: string, listed: ListedRule | undefined): Sql {
  const caught =
    listed?.rule && !listed.on ? sql`rule is null and ${catching(recipe, listed.rule)}` : sql`rule = ${rule}`
  return sql`select source_row from ${checkedTable(recipe, index)} where source = ${index} and ${caught}`
}

const notedRows = (recipe: Recipe, index: number, rule: string): Sql =>
  sql`select h.source_row, h.before, h.after
  from rule_hits as h
  join ${checkedTable(recipe, index)} as t on t.source = h.source and t.source_row = h.source_row
  where h.source = ${index} and h.rule = ${rule} and t.rule is null`
