import { kindById } from './kinds/kinds'
import { changesOf, dayOf, ruleList, type AddedRule, type RuleChanges, type RuleSet } from './rule-list'
import { RULES } from './rules'

/** Switches a rule; one that is always on stays on. */
export function switchRule(set: RuleSet, id: string, on: boolean): RuleSet {
  const usual = RULES.find((rule) => rule.id === id)
  if (usual) return { ...set, rules: { ...set.rules, [usual.id]: on } }
  return change(set, {
    added: changesOf(set).added.map((rule) => (rule.id === id ? { ...rule, on } : rule)),
  })
}

/** Adds a rule, with an id of its own, where its kind belongs: what fills goes first, all else last. */
export function addRule(set: RuleSet, rule: Omit<AddedRule, 'id'>, reason = ''): RuleSet {
  const { added, reasons } = changesOf(set)
  const order = ruleList(set).map(({ id }) => id)
  const id = freeId(rule.kind, order)
  return change(set, {
    added: [...added, { ...rule, id }],
    order: kindById(rule.kind).goesFirst ? [id, ...order] : [...order, id],
    reasons: withReason(reasons, id, reason),
  })
}

/** Puts another rule under the same id, in the same place. */
export const replaceRule = (set: RuleSet, rule: AddedRule, reason: string): RuleSet =>
  change(set, {
    added: changesOf(set).added.map((known) => (known.id === rule.id ? rule : known)),
    reasons: withReason(changesOf(set).reasons, rule.id, reason),
  })

/** Takes an added rule off the list, and its reason with it. */
export function removeRule(set: RuleSet, id: string): RuleSet {
  const { added, order, reasons } = changesOf(set)
  return change(set, {
    added: added.filter((rule) => rule.id !== id),
    order: order.filter((other) => other !== id),
    reasons: withReason(reasons, id, ''),
  })
}

/** Puts a rule right before or after another one. */
export function moveRule(set: RuleSet, id: string, place: 'before' | 'after', other: string): RuleSet {
  const order = ruleList(set).map((rule) => rule.id)
  if (id === other || !order.includes(id) || !order.includes(other)) return set
  const rest = order.filter((candidate) => candidate !== id)
  rest.splice(rest.indexOf(other) + (place === 'after' ? 1 : 0), 0, id)
  return change(set, { order: rest })
}

export const setReason = (set: RuleSet, id: string, reason: string): RuleSet =>
  change(set, { reasons: withReason(changesOf(set).reasons, id, reason) })

/** Sets the day of a rule that is always there; '' for the usual one. */
export function setDay(set: RuleSet, id: string, day: string): RuleSet {
  const others = Object.entries(changesOf(set).days ?? {}).filter(([other]) => other !== id)
  return change(set, { days: Object.fromEntries(day === '' ? others : [...others, [id, day]]) })
}

/** Whether two lists do the same to every row: they may differ in their reasons. */
export const sameEffect = (a: RuleSet, b: RuleSet): boolean => effectOf(a) === effectOf(b)

const effectOf = (set: RuleSet): string =>
  JSON.stringify(
    ruleList(set).map(({ id, on, added }) => [id, on, on ? added : null, on ? dayOf(set, id) : '']),
  )

const change = (set: RuleSet, changed: Partial<RuleChanges>): RuleSet => ({
  ...set,
  changes: { ...changesOf(set), ...changed },
})

function withReason(reasons: Record<string, string>, id: string, reason: string): Record<string, string> {
  const others = Object.entries(reasons).filter(([other]) => other !== id)
  return Object.fromEntries(reason.trim() === '' ? others : [...others, [id, reason.trim()]])
}

function freeId(kind: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const id = `${kind}_${number}`
    if (!taken.includes(id)) return id
  }
}
