import { beforeOpening } from './before-opening'
import { burst } from './burst'
import { ownCondition } from './condition'
import { internalMember } from './internal-member'
import { keyDuplicate } from './key-duplicate'
import type { Field, KindId, RuleAction, RuleKind, RuleParameters } from './kind'
import { missing } from './missing'
import { nearDuplicate } from './near-duplicate'
import { outlier } from './outlier'
import { testOrder } from './test-order'

/** The kinds of rules that can be added, in the order in which they are offered. */
export const KINDS: readonly RuleKind[] = [
  missing,
  outlier,
  beforeOpening,
  burst,
  keyDuplicate,
  nearDuplicate,
  testOrder,
  internalMember,
  ownCondition,
]

export function kindById(id: KindId): RuleKind {
  const kind = KINDS.find((candidate) => candidate.id === id)
  if (!kind) throw new Error(`There is no kind of rule called ${id}.`)
  return kind
}

/** The fields of a kind that are to be answered, given the answers so far. */
export const fieldsOf = (kind: RuleKind, parameters: RuleParameters, action: RuleAction): Field[] =>
  kind.fields.filter((field) => field.when?.(parameters, action) ?? true)

/** What can become of the rows, given the answers so far. */
export const actionsOf = (kind: RuleKind, parameters: RuleParameters): RuleAction[] =>
  kind.actions.filter((action) => kind.allows?.(action, parameters) ?? true)

export const initialParameters = (kind: RuleKind): RuleParameters =>
  Object.fromEntries(kind.fields.map((field) => [field.name, field.initial]))
