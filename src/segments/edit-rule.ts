import { isNumeric } from './facts/catalogue'
import type { MemberFact } from './facts/fact'
import { resolved, RuleFault, type Rule, type SegmentBook, type Test } from './rule'

export type Group = Extract<Rule, { kind: 'all' | 'any' }>

export const isGroup = (rule: Rule): rule is Group => rule.kind === 'all' || rule.kind === 'any'

/** A rule without the NOT before it, and whether there was one. */
export function unwrapped(rule: Rule): { negated: boolean; base: Rule } {
  let [negated, base] = [false, rule]
  while (base.kind === 'not') [negated, base] = [!negated, base.of]
  return { negated, base }
}

export const wrapped = (negated: boolean, base: Rule): Rule => (negated ? { kind: 'not', of: base } : base)

/** A rule as a group to edit: one that is none becomes the only condition of one. */
export const asGroup = (rule: Rule): Rule =>
  isGroup(unwrapped(rule).base) ? rule : { kind: 'all', of: [rule] }

/** The same rule without groups of one and groups that only repeat the one around them. */
export function simplified(rule: Rule): Rule {
  if (rule.kind === 'not') {
    const { negated, base } = unwrapped({ kind: 'not', of: simplified(rule.of) })
    return wrapped(negated, base)
  }
  if (!isGroup(rule)) return rule
  const of = rule.of.map(simplified).flatMap((part) => (part.kind === rule.kind ? part.of : [part]))
  return of.length === 1 && of[0] ? of[0] : { kind: rule.kind, of }
}

export const withPart = (group: Group, at: number, part: Rule): Group => ({
  kind: group.kind,
  of: group.of.map((known, i) => (i === at ? part : known)),
})

export const withoutPart = (group: Group, at: number): Group => ({
  kind: group.kind,
  of: group.of.filter((_, i) => i !== at),
})

const ASKS_NUMBERS: readonly Test['op'][] = [
  'at_least',
  'at_most',
  'above',
  'below',
  'between',
  'top',
  'bottom',
  'known',
  'unknown',
]
const ASKS_CATEGORIES: readonly Test['op'][] = ['one_of', 'none_of', 'known', 'unknown']

/** What a fact may be asked. */
export const operationsOf = (fact: MemberFact): readonly Test['op'][] =>
  isNumeric(fact) ? ASKS_NUMBERS : ASKS_CATEGORIES

/** A test of another kind, with as much of the one before as it can hold. */
export function testOf(op: Test['op'], before: Test | null, usual = 0): Test {
  const value = before && 'value' in before ? before.value : before && 'from' in before ? before.from : usual
  switch (op) {
    case 'at_least':
    case 'at_most':
    case 'above':
    case 'below':
      return { op, value }
    case 'between':
      return { op, from: value, to: before && 'to' in before ? before.to : value }
    case 'one_of':
    case 'none_of':
      return { op, values: before && 'values' in before ? before.values : [] }
    case 'top':
    case 'bottom':
      return { op, share: before && 'share' in before ? before.share : 0.1 }
    case 'known':
    case 'unknown':
      return { op }
  }
}

/** Whether a rule that names this tag or segment would be part of its own definition, as `self`. */
export function wouldCircle(part: Rule, book: SegmentBook, self: string | null): boolean {
  if (self === null) return false
  try {
    resolved(part, book, [self])
    return false
  } catch (error) {
    return error instanceof RuleFault && error.code === 'circle'
  }
}
