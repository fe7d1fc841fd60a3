import { BUYING } from './buying'
import type { MemberFact } from './fact'
import { TASTE } from './taste'
import { WHO } from './who'

/** Everything the product can say of one member from orders, order lines, products and the list of members. */
export const MEMBER_FACTS: readonly MemberFact[] = [...WHO, ...BUYING, ...TASTE]

export const factByName = (name: string): MemberFact | undefined =>
  MEMBER_FACTS.find((fact) => fact.name === name)

export const isNumeric = ({ type }: MemberFact): boolean => type !== 'category' && type !== 'date'

/** The facts that a shop can say anything of: where one of the columns it comes from has a value. */
export const factsOf = (filled: ReadonlySet<string>): readonly MemberFact[] =>
  MEMBER_FACTS.filter(({ from }) => from.some((column) => filled.has(column)))

/** Every column that a fact comes from, table.column. */
export const FACT_COLUMNS: readonly string[] = [...new Set(MEMBER_FACTS.flatMap(({ from }) => from))]
