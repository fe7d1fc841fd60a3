import { getContext, setContext } from 'svelte'
import type { Session } from '../../session.svelte'
import type { RuleFacts } from './rule-facts'

/** What every part of the editor of a rule needs. */
export interface RuleContext {
  readonly session: Session
  readonly facts: RuleFacts
  /** The facts the shop can say anything of; empty until it is known. */
  readonly known: ReadonlySet<string>
  /** The tag or segment whose rule it is, as `resolved` names it; null for a new one. */
  readonly self: string | null
}

const KEY = Symbol('rule')

export const provideRule = (context: RuleContext): RuleContext => setContext(KEY, context)
export const useRule = (): RuleContext => getContext<RuleContext>(KEY)
