import { MEASURES } from '../../numerics/baskets/measures'
import { empty, ident, join, list, sql, type Sql } from '../../sql/sql'

/** What of the rules is shown. */
export interface RuleFilter {
  /** Items of which a rule holds one; null: all rules. */
  items: readonly number[] | null
  side: 'any' | 'left' | 'right'
  holds: boolean
  general: boolean
  attracting: boolean
}

export const RULE_COLUMNS = [
  'both',
  'antecedent_count',
  'consequent_count',
  ...MEASURES,
  'p_adjusted',
  'redundant',
] as const
export type RuleColumn = (typeof RULE_COLUMNS)[number]

const codesIn = (side: 'antecedent' | 'consequent') =>
  sql`list_transform(string_split(${ident(side)}, ','), code -> cast(code as integer))`

function condition({ items, side, holds, general, attracting }: RuleFilter, least: number): Sql {
  const holding = (of: 'antecedent' | 'consequent') => sql`list_has_any(${codesIn(of)}, ${list(items ?? [])})`
  const byItem =
    items === null
      ? empty
      : items.length === 0
        ? sql` and false`
        : side === 'left'
          ? sql` and ${holding('antecedent')}`
          : side === 'right'
            ? sql` and ${holding('consequent')}`
            : sql` and (${holding('antecedent')} or ${holding('consequent')})`
  return sql`kind = 'rule'${byItem}${holds ? sql` and p_adjusted < ${least}` : empty}${
    general ? sql` and redundant = 0` : empty
  }${attracting ? sql` and lift > 1` : empty}`
}

/** The rules that pass, in an order; the more baskets, the earlier, among equals. */
export const filteredRules = (
  rules: Sql,
  filter: RuleFilter,
  holds: number,
  sort: { key: string; descending: boolean },
  most: number,
): Sql => {
  const key = RULE_COLUMNS.find((column) => column === sort.key) ?? 'lift'
  return sql`select antecedent, consequent, ${join(RULE_COLUMNS.map((name) => ident(name)))}
from ${rules} where ${condition(filter, holds)}
order by ${ident(key)} ${sort.descending ? sql`desc` : sql`asc`} nulls last, "both" desc, antecedent, consequent limit ${most}`
}

export const countRules = (rules: Sql, filter: RuleFilter, holds: number): Sql =>
  sql`select count(*) as n from ${rules} where ${condition(filter, holds)}`

/**
 * What fits a cart: item, rule (its antecedent), and what the rule says; of each item the rule of greatest confidence
 * whose left side is all in the cart. In the order of gain, confidence − share of all baskets with the item: lift alone
 * would favour what hardly anybody buys.
 */
export const fittingItems = (
  rules: Sql,
  cart: readonly number[],
  holds: number,
  most: number,
): Sql => sql`select *
from (
  select
    cast(consequent as integer) as item, antecedent, "both", antecedent_count, confidence, lift, p_adjusted,
    confidence - confidence / lift as gain,
    row_number() over (partition by consequent order by confidence desc, "both" desc, antecedent) as place
  from ${rules}
  where kind = 'rule' and consequent_length = 1 and lift > 1 and p_adjusted < ${holds}
    and list_has_all(${list(cart)}, ${codesIn('antecedent')})
    and not list_contains(${list(cart)}, cast(consequent as integer))
)
where place = 1
order by gain desc, item limit ${most}`
