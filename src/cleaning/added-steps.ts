import { detailBase } from './details.sql'
import type { Recipe } from './recipe'
import { noteHits, ruleTables } from './rule-hits.sql'
import { addedFor, type RuleTable } from './rule-list'
import { salesBase } from './sales.sql'
import type { CleaningStep } from './steps'

/** The rows that the rules of a table judge, before any of them. */
export const baseOf = (table: RuleTable) => (table === 'sales' ? salesBase : detailBase)

/** Tries the added rules on the rows, in their order: `rule_hits` says what each caught. Sales come before lines. */
export function addedRuleSteps(recipe: Recipe, table: RuleTable): CleaningStep[] {
  const added = addedFor(recipe, table)
  const tables = table === 'sales' ? ruleTables : []
  return [
    ...tables.map((statement, i): CleaningStep => ({
      key: `rule_tables_${i + 1}`,
      label: {
        en: `Make room for the rules ${i + 1}/${tables.length}`,
        zh: `为规则建表 ${i + 1}/${tables.length}`,
      },
      statement,
    })),
    ...added.flatMap((rule) =>
      noteHits(recipe, rule, baseOf(table)).map((statement, part): CleaningStep => ({
        key: `${rule.id}_${part + 1}`,
        label: { en: `Try: ${rule.label.en}`, zh: `尝试规则:${rule.label.zh}` },
        statement,
        rule: rule.id,
      })),
    ),
  ]
}
