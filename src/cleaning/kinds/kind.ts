import type { Bilingual } from '../../text/bilingual'
import type { Sql } from '../../sql/sql'
import type { Recipe } from '../recipe'
import type { RuleTable } from '../rule-list'

export const KIND_IDS = [
  'missing',
  'outlier',
  'before_opening',
  'burst',
  'key_duplicate',
  'near_duplicate',
  'test_order',
  'internal_member',
  'condition',
] as const
export type KindId = (typeof KIND_IDS)[number]

/**
 * What becomes of the rows that a rule catches: set aside; only counted and listed; or kept with another value, an
 * empty cell filled or a number brought to the limit.
 */
export const RULE_ACTIONS = ['aside', 'flag', 'fill', 'cap'] as const
export type RuleAction = (typeof RULE_ACTIONS)[number]

export const changesRows = (action: RuleAction): boolean => action === 'fill' || action === 'cap'

export type RuleParameters = Record<string, string | number>

/** One thing to be asked about a rule. */
export type Field = {
  name: string
  label: Bilingual
  note?: Bilingual
  /** Asked only where this holds. */
  when?: (parameters: RuleParameters, action: RuleAction) => boolean
} & (
  | {
      kind: 'choice'
      options: (recipe: Recipe, table: RuleTable, parameters: RuleParameters) => FieldOption[]
      initial: string
    }
  | { kind: 'number'; initial: number; min: number; max: number; step: number; unit?: Bilingual }
  | { kind: 'text' | 'words' | 'condition'; initial: string }
  | { kind: 'date'; initial: string }
)

export interface FieldOption {
  value: string
  label: Bilingual
}

/** What a rule's SQL is made from. */
export interface RuleUse {
  recipe: Recipe
  table: RuleTable
  parameters: RuleParameters
  action: RuleAction
  /** A number that the rule fitted to the rows before, by its name. */
  fitted: (part: string) => Sql
}

/** A kind of rule that a person can add. Its SQL reads `stage`: the rows that no earlier rule set aside. */
export interface RuleKind {
  id: KindId
  /** The kind's own name. */
  name: Bilingual
  tables: readonly RuleTable[]
  /** The first is proposed. */
  actions: readonly RuleAction[]
  /** Whether an action makes sense with these answers; all do unless told. */
  allows?: (action: RuleAction, parameters: RuleParameters) => boolean
  fields: readonly Field[]
  /** Stands before all other rules when it is added: it gives rows what others would set them aside for. */
  goesFirst: boolean
  label: (parameters: RuleParameters, action: RuleAction) => Bilingual
  about: (parameters: RuleParameters, action: RuleAction) => Bilingual
  /** Numbers taken from the rows: a SELECT of part (text) and value (double). */
  fit?: (use: RuleUse) => Sql
  /** A SELECT of the rows of `stage` that are caught, with `new_value` where the action changes them. */
  catches: (use: RuleUse) => Sql
  /** The column that a change writes. */
  changes?: (parameters: RuleParameters) => string
}

export const text = (parameters: RuleParameters, name: string): string => String(parameters[name] ?? '')
export const number = (parameters: RuleParameters, name: string): number => Number(parameters[name] ?? 0)

/** Words that somebody typed, one a line or between commas. */
export const words = (parameters: RuleParameters, name: string): string[] =>
  text(parameters, name)
    .split(/[,,、;;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
