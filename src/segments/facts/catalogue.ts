import type { Bilingual } from '../../text/bilingual'
import { ACTS } from './acts'
import { BUYING } from './buying'
import type { MemberFact } from './fact'
import { ownFact } from './own'
import { TASTE } from './taste'
import { WHO } from './who'

/** Everything the product can say of one member from the shop's tables. */
export const MEMBER_FACTS: readonly MemberFact[] = [...WHO, ...BUYING, ...TASTE, ...ACTS]

export const factByName = (name: string): MemberFact | undefined =>
  MEMBER_FACTS.find((fact) => fact.name === name) ?? ownFact(name)

/** The facts of a shop by their names: those of the catalogue in its order, then those of its own lists of members. */
export const knownFacts = (known: ReadonlySet<string>): readonly MemberFact[] => [
  ...MEMBER_FACTS.filter(({ name }) => known.has(name)),
  ...ownFacts(known),
]

/** Those of the shop's own lists of members alone. */
export const ownFacts = (known: ReadonlySet<string>): readonly MemberFact[] =>
  [...known].flatMap((name) => ownFact(name) ?? [])

/** The label of a fact within a sentence: a header of the shop's own stays as it is written. */
export function labelInSentence(name: string): Bilingual {
  const label = factByName(name)?.label
  if (!label || ownFact(name)) return label ?? { en: name, zh: name }
  return { en: label.en.charAt(0).toLowerCase() + label.en.slice(1), zh: label.zh }
}

/** Headers of a month: with years and postal codes, they say when or where, and are no amounts. */
const NAMES_MONTHS = /(^|[^a-z])month$|月份$/i

/** Of the numbers of a shop's own list, those of which more is more. */
export const isAmount = ({ plain, label }: MemberFact): boolean => !plain && !NAMES_MONTHS.test(label.en)

export const isNumeric = ({ type }: MemberFact): boolean => type !== 'category' && type !== 'date'

/** The facts that a shop can say anything of: where one of the columns it comes from has a value. */
export const factsOf = (filled: ReadonlySet<string>): readonly MemberFact[] =>
  MEMBER_FACTS.filter(({ from }) => from.some((column) => filled.has(column)))

/** Every column that a fact comes from, table.column. */
export const FACT_COLUMNS: readonly string[] = [...new Set(MEMBER_FACTS.flatMap(({ from }) => from))]
