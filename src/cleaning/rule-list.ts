import type { Bilingual } from '../text/bilingual'
import { kindById } from './kinds/kinds'
import type { KindId, RuleAction, RuleParameters } from './kinds/kind'
import { RULES, type Rule, type RuleId, type Scope } from './rules'

/** Rows that a rule of one's own looks at: those with their own time, lines of another file's orders, or a list's. */
export type RuleTable = Exclude<Scope, 'keyed'>

/** A rule that a person added to the list. */
export interface AddedRule {
  /** Unique in the recipe; it stands in the column `rule` of the rows that the rule sets aside. */
  id: string
  kind: KindId
  table: RuleTable
  action: RuleAction
  on: boolean
  parameters: RuleParameters
}

/** What a person made of the list of rules, beside switching those that are always there. */
export interface RuleChanges {
  added: AddedRule[]
  /** Ids in the order in which they are tried. Those not named keep their usual place; added ones come last. */
  order: string[]
  /** Why a rule stands as it does, in the person's words, by its id. */
  reasons: Record<string, string>
  /** The day set for a rule that is always there, YYYY-MM-DD, by its id. */
  days?: Record<string, string>
}

/** The list of rules as it is saved: the switches of those that are always there, and the changes to the list. */
export interface RuleSet {
  rules: Record<RuleId, boolean>
  changes?: RuleChanges
}

/** A rule in its place. One of `rule` and `added` is set. */
export interface ListedRule {
  id: string
  /** 0-based, over all scopes. */
  position: number
  on: boolean
  scopes: readonly Scope[]
  action: RuleAction
  label: Bilingual
  about: Bilingual
  reason: string
  rule: Rule | null
  added: AddedRule | null
}

export type ListedAddedRule = ListedRule & { added: AddedRule }

export const NO_CHANGES: RuleChanges = { added: [], order: [], reasons: {} }

/** The list of a recipe alone. */
export const ruleSetOf = ({ rules, changes }: RuleSet): RuleSet => (changes ? { rules, changes } : { rules })

/** A recipe with another list; a list without changes leaves none of the one before. */
export function withRules<R extends RuleSet>(recipe: R, set: RuleSet): R {
  const next = { ...recipe, ...ruleSetOf(set) }
  if (!set.changes) delete next.changes
  return next
}

/** The day that a person set for a rule, or ''. */
export const dayOf = (set: RuleSet, id: string): string => changesOf(set).days?.[id] ?? ''

export const changesOf = (set: RuleSet): RuleChanges => set.changes ?? NO_CHANGES

/** All rules in the order in which they are tried: the first that catches a row has it. */
export function ruleList(set: RuleSet): ListedRule[] {
  const { added, reasons } = changesOf(set)
  return orderOf(set).map((id, position): ListedRule => {
    const reason = reasons[id] ?? ''
    const own = added.find((candidate) => candidate.id === id)
    if (own) return { id, position, reason, ...describeAdded(own) }
    const rule = RULES.find((candidate) => candidate.id === id)
    if (!rule) throw new Error(`There is no rule called ${id}.`)
    const { scopes, label } = rule
    const on = rule.required || set.rules[rule.id]
    const day = dayOf(set, id)
    const about = rule.day && day !== '' ? rule.day.about(day) : rule.about
    return { id, position, on, scopes, action: 'aside', label, about, reason, rule, added: null }
  })
}

function describeAdded(added: AddedRule) {
  const { label, about } = kindById(added.kind)
  return {
    on: added.on,
    scopes: [added.table],
    action: added.action,
    label: label(added.parameters, added.action),
    about: about(added.parameters, added.action),
    rule: null,
    added,
  }
}

/** Rules of one scope, in their order. */
export const listedFor = (set: RuleSet, scope: Scope): ListedRule[] =>
  ruleList(set).filter(({ scopes }) => scopes.includes(scope))

/** Every id once: those a person ordered, with the others put back where they usually stand. */
function orderOf(set: RuleSet): string[] {
  const { added, order } = changesOf(set)
  const usual: string[] = RULES.map(({ id }) => id)
  const known = new Set([...usual, ...added.map(({ id }) => id)])
  const ordered = [...new Set(order)].filter((id) => known.has(id))
  if (ordered.length === 0) return [...usual, ...added.map(({ id }) => id)]
  usual.forEach((id, i) => {
    if (ordered.includes(id)) return
    const before = usual[i - 1]
    ordered.splice(before === undefined ? 0 : ordered.indexOf(before) + 1, 0, id)
  })
  return [...ordered, ...added.map(({ id }) => id).filter((id) => !ordered.includes(id))]
}

/** Added rules of a scope that are switched on, in their order. */
export const addedFor = (set: RuleSet, scope: Scope): ListedAddedRule[] =>
  listedFor(set, scope).flatMap((rule) => (rule.added && rule.on ? [{ ...rule, added: rule.added }] : []))
