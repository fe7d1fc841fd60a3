import { factByName, isAmount, isNumeric, ownFacts } from '../facts/catalogue'
import { rulesIn, type Rule, type TagCategory } from '../rule'
import { valueWords } from '../value-words'
import type { Bilingual } from '../../text/bilingual'
import { ACTS } from './acts'
import { BEHAVIOUR } from './behaviour'
import { bottom, starter, top } from './make'
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
  const all = [
    ...BEHAVIOUR,
    ...TASTES,
    ...ACTS,
    ...ofValues(values, valueTags(known)),
    ...ofOwnNumbers(known),
  ]
  return all.filter(({ rule }) => fits(rule, known))
}

/** The facts a rule asks that the shop says nothing of. */
export const missingFacts = (rule: Rule, known: ReadonlySet<string>): readonly string[] => [
  ...new Set(
    [...rulesIn(rule)].flatMap((part) => (part.kind === 'fact' && !known.has(part.fact) ? [part.fact] : [])),
  ),
]

const fits = (rule: Rule, known: ReadonlySet<string>): boolean => missingFacts(rule, known).length === 0

/** A category fact whose values become tags, how many at most, and where they belong. */
export type ValueTags = readonly [fact: string, most: number, category: TagCategory]

const VALUE_TAGS: readonly ValueTags[] = [
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

/** So many values of a category that the shop's own member list has. */
const MOST_OWN = 5

/** Those of a shop, its own categories among them. */
export const valueTags = (known: ReadonlySet<string>): readonly ValueTags[] => [
  ...VALUE_TAGS.filter(([fact]) => known.has(fact)),
  ...ownFacts(known).flatMap(({ name, type }): ValueTags[] =>
    type === 'category' ? [[name, MOST_OWN, 'attribute']] : [],
  ),
]

/** Of each amount that the shop's own member list has, the members with most and with least of it. */
const ofOwnNumbers = (known: ReadonlySet<string>): StarterTag[] =>
  ownFacts(known)
    .filter((fact) => isNumeric(fact) && isAmount(fact))
    .flatMap(({ name, label }) => [
      starter(
        'attribute',
        `most ${name}`,
        [`${label.en}: highest fifth`, `${label.zh}:最高五分之一`],
        top(name, 0.2),
      ),
      starter(
        'attribute',
        `least ${name}`,
        [`${label.en}: lowest fifth`, `${label.zh}:最低五分之一`],
        bottom(name, 0.2),
      ),
    ])

function ofValues(values: FrequentValues, tags: readonly ValueTags[]): StarterTag[] {
  return tags.flatMap(([fact, most, category]) =>
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
