import { addRule } from '../../../src/cleaning/edit-rules'
import { initialParameters, kindById } from '../../../src/cleaning/kinds/kinds'
import type { KindId, RuleAction, RuleParameters } from '../../../src/cleaning/kinds/kind'
import type { RuleSet, RuleTable } from '../../../src/cleaning/rule-list'
import type { EngineCore } from '../../../src/engine/core'
import { reclean } from '../../../src/project/load'
import { sql } from '../../../src/sql/sql'
import { readRows, type SmallShop } from './small-shop'

/** Adds a rule of a kind as it is proposed, but for what is said here. */
export const added =
  (kind: KindId, parameters: RuleParameters = {}, action?: RuleAction, table: RuleTable = 'sales') =>
  (set: RuleSet): RuleSet =>
    addRule(set, {
      kind,
      table,
      action: action ?? kindById(kind).actions[0]!,
      on: true,
      parameters: { ...initialParameters(kindById(kind)), ...parameters },
    })

/** The loaded shop, cleaned again by a changed list of rules. */
export async function cleanedBy(
  engine: EngineCore,
  shop: SmallShop,
  ...changes: ((set: RuleSet) => RuleSet)[]
): Promise<SmallShop> {
  const recipe = changes.reduce((known, change) => ({ ...known, ...change(known) }), shop.recipe)
  return { ...shop, recipe, accounting: await reclean(engine, shop.files, recipe, shop.accounting) }
}

/** The rows (1-based) that an added rule caught, kept or not. */
export async function hitsOf(engine: EngineCore, rule: string): Promise<number[]> {
  const rows = await readRows(
    engine,
    sql`select source_row from rule_hits where rule = ${rule} order by source, source_row`,
  )
  return rows.map((row) => Number(row['source_row']))
}

/** Cells before and after a rule changed them, by row. */
export async function changesBy(
  engine: EngineCore,
  rule: string,
): Promise<[number, string | null, string | null][]> {
  const rows = await readRows(
    engine,
    sql`select source_row, before, after from rule_hits where rule = ${rule} order by source, source_row`,
  )
  return rows.map((row) => [
    Number(row['source_row']),
    row['before'] as string | null,
    row['after'] as string | null,
  ])
}
