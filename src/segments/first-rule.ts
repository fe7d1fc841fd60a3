import { isNumeric, knownFacts } from './facts/catalogue'
import type { Rule } from './rule'

/** Members with orders: what a new rule begins with. */
export const withOrders = (orders: number): Rule => ({
  kind: 'fact',
  fact: 'orders',
  test: { op: 'at_least', value: orders },
})

/**
 * A condition to begin with on what a shop knows: orders; without them the fifth with most of a number, or those of
 * whom the first fact is known.
 */
export function firstCondition(known: ReadonlySet<string>, orders = 1): Rule {
  if (known.has('orders')) return withOrders(orders)
  const facts = knownFacts(known)
  const number = facts.find((fact) => isNumeric(fact) && !fact.plain)
  if (number) return { kind: 'fact', fact: number.name, test: { op: 'top', share: 0.2 } }
  const [first] = facts
  return first ? { kind: 'fact', fact: first.name, test: { op: 'known' } } : withOrders(orders)
}
