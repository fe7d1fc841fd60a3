import type { Sql } from '../sql/sql'
import { detailBase } from './details.sql'
import { listBase } from './listed.sql'
import type { Recipe } from './recipe'
import { noteHits, ruleTables } from './rule-hits.sql'
import { addedFor, type RuleTable } from './rule-list'
import { salesBase } from './sales.sql'
import type { CleaningStep } from './steps'

/** The rows that the rules of a table judge, before any of them. */
export function baseOf(table: RuleTable): Sql {
  if (table === 'sales') return salesBase
  return table === 'details' ? detailBase : listBase(table)
}

/** Empty tables for what the rules catch. */
export const ruleTableSteps = (): CleaningStep[] =>
  ruleTables.map((statement, i) => ({
    key: `rule_tables_${i + 1}`,
    label: {
      en: `Make room for the rules ${i + 1}/${ruleTables.length}`,
      zh: `为规则建表 ${i + 1}/${ruleTables.length}`,
    },
    statement,
  }))

/** Tries the added rules on the rows, in their order: `rule_hits` says what each caught. Sales come before lines. */
export const addedRuleSteps = (recipe: Recipe, table: RuleTable): CleaningStep[] =>
  addedFor(recipe, table).flatMap((rule) =>
    noteHits(recipe, rule, baseOf(table)).map((statement, part) => ({
      key: `${rule.id}_${part + 1}`,
      label: { en: `Try: ${rule.label.en}`, zh: `尝试规则:${rule.label.zh}` },
      statement,
      rule: rule.id,
    })),
  )
