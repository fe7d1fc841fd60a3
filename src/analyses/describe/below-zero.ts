import { factByName } from '../../segments/facts/catalogue'
import type { FactRow } from './describe-view'

/**
 * Columns of the member list in which three quarters are above 0 and somebody is below it: a salary or an age with a sign
 * that the file should perhaps not have. What is summed up from orders may well be below 0, by returns.
 */
export const belowZero = (facts: readonly FactRow[]): FactRow[] =>
  facts.filter(
    ({ fact, isNumber, minimum, q1 }) =>
      isNumber && factByName(fact)?.group === 'attribute' && minimum < 0 && q1 > 0,
  )
