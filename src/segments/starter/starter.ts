import { factByName } from '../facts/catalogue'
import { rulesIn, type Rule, type TagCategory } from '../rule'
import { valueWords } from '../value-words'
import type { Bilingual } from '../../text/bilingual'
import { BEHAVIOUR } from './behaviour'
import { TASTES } from './tastes'

/** A tag that the product proposes: offered where the shop has the facts that its rule asks for. */
export interface StarterTag {
  /** The same for the same tag, on any shop. */
  readonly key: string
  readonly name: Bilingual
  readonly category: TagCategory
  readonly rule: Rule
}

/** The most frequent values of each category fact, most frequent first. */
export type FrequentValues = Readonly<Record<string, readonly string[]>>

/**
 * Every starter tag whose facts the shop can say anything of. Whether anybody has one is for the engine to count: those
 * of nobody, of everybody, and those that hold the same members as an earlier one are not worth adding.
 * @param known the columns of member_facts.
 */
export function starterTags(known: ReadonlySet<string>, values: FrequentValues): readonly StarterTag[] {
  return [...BEHAVIOUR, ...TASTES, ...ofValues(values)].filter(({ rule }) => fits(rule, known))
}

/** The facts a rule asks that the shop says nothing of. */
export const missingFacts = (rule: Rule, known: ReadonlySet<string>): readonly string[] => [
  ...new Set(
    [...rulesIn(rule)].flatMap((part) => (part.kind === 'fact' && !known.has(part.fact) ? [part.fact] : [])),
  ),
]

const fits = (rule: Rule, known: ReadonlySet<string>): boolean => missingFacts(rule, known).length === 0

/** Category facts whose values become tags, how many of each at most, and where they belong. */
export const VALUE_TAGS: readonly (readonly [fact: string, most: number, category: TagCategory])[] = [
  ['gender', 3, 'attribute'],
  ['age_band', 8, 'attribute'],
  ['tier', 6, 'attribute'],
  ['province', 6, 'attribute'],
  ['city', 6, 'attribute'],
  ['occupation', 5, 'attribute'],
  ['income', 6, 'attribute'],
  ['source', 5, 'attribute'],
  ['top_category', 8, 'preference'],
  ['top_brand', 6, 'preference'],
  ['top_channel', 5, 'preference'],
]

function ofValues(values: FrequentValues): StarterTag[] {
  return VALUE_TAGS.flatMap(([fact, most, category]) =>
    (values[fact] ?? []).slice(0, most).map((value) => valueTag(fact, value, category)),
  )
}

function valueTag(fact: string, value: string, category: TagCategory): StarterTag {
  const label = factByName(fact)?.label ?? { en: fact, zh: fact }
  const words = valueWords(fact, value)
  return {
    key: `${fact}=${value}`,
    name: { en: `${label.en}: ${words.en}`, zh: `${label.zh}:${words.zh}` },
    category,
    rule: { kind: 'fact', fact, test: { op: 'one_of', values: [value] } },
  }
}
