import { empty, join, sql, type Sql } from '../sql/sql'
import type { Recipe } from './recipe'
import { dayOf } from './rule-list'
import { rulesFor, type Rule, type Scope } from './rules'
import { hasMoney } from './typed.sql'

/** The id of the first rule, in their usual order, that is switched on and catches the row; else null. */
export function firstRule(recipe: Recipe, scope: Scope): Sql {
  const branches = rulesFor(scope)
    .filter((rule) => rule.required || recipe.rules[rule.id])
    .map((rule) => sql`when ${catching(recipe, rule)} then ${rule.id}`)
  return branches.length === 0 ? sql`cast(null as varchar)` : sql`case ${join(branches, '\n')} end`
}

/** Whether a rule catches a row of the checked rows, on or off. */
export const catching = (recipe: Recipe, rule: Rule): Sql =>
  sql`${rule.catches({ today: recipe.today, day: dayOf(recipe, rule.id) })}${exemption(recipe, rule)}`

/** Files without a member column lose no row for it; where other files hold the money, no row for the amount. */
function exemption(recipe: Recipe, rule: Rule): Sql {
  const lacks =
    rule.id === 'no_member'
      ? recipe.sources.map((source) => source.mapping['member_id'] === undefined)
      : rule.id === 'no_amount' || rule.id === 'unreadable_amount'
        ? recipe.sources.map((source) => !hasMoney(source))
        : []
  const exempt = lacks.flatMap((lacking, index) => (lacking ? [sql`${index}`] : []))
  return exempt.length === 0 ? empty : sql` and source not in (${join(exempt)})`
}
