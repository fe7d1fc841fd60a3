import type { Bilingual } from '../../text/bilingual'
import { capitalised } from '../../segments/capitalised'
import { labelInSentence } from '../../segments/facts/catalogue'
import { afterHan, beforeHan } from '../../segments/in-chinese'
import { valueWords } from '../../segments/value-words'
import type { LevelRow, ProfileRow } from './clusters-view'
import { traitWords } from './trait-words'

/** Differences from here on are worth a name: half a standard deviation, a medium effect (Cohen 1988). */
export const NAMED = 0.5
/** A value of a category tells a cluster if most have it, and half as many again as elsewhere. */
const [TYPICAL_SHARE, TYPICAL_INDEX] = [0.5, 1.5]

export interface Trait {
  fact: string
  effect: number
  mean: number
  restMean: number | null
}

/** Facts that say the same thing in other words: of each line only the strongest is told. */
const ALIKE: readonly (readonly string[])[] = [
  ['orders', 'order_days', 'orders_365', 'orders_90', 'pieces'],
  ['spent', 'spent_365', 'spent_90'],
  ['mean_order', 'largest_order', 'pieces_per_order'],
  ['recency_days', 'overdue'],
  ['tenure_days', 'joined_days'],
  ['products', 'categories'],
]

/** The features that differ between some clusters: where all members have the same value there is no effect. All, where none does. */
export function differing(features: readonly string[], profile: readonly ProfileRow[]): readonly string[] {
  const known = new Set(profile.flatMap(({ fact, effect }) => (effect === null ? [] : [fact])))
  const found = features.filter((fact) => known.has(fact))
  return found.length > 0 ? found : features
}

/** What sets a cluster apart in numbers, the strongest first, features it was made of before others of its kind. */
export function traitsOf(
  cluster: number,
  profile: readonly ProfileRow[],
  features: readonly string[],
): Trait[] {
  const own = profile
    .flatMap(({ cluster: of, fact, effect, mean, restMean }) =>
      of === cluster && effect !== null ? [{ fact, effect, mean, restMean }] : [],
    )
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
  return own.filter(({ fact }) => {
    const kin = ALIKE.find((line) => line.includes(fact)) ?? [fact]
    const candidates = own.filter((trait) => kin.includes(trait.fact))
    const first = candidates.find((trait) => features.includes(trait.fact)) ?? candidates[0]
    return first?.fact === fact
  })
}

/** What sets it apart in categories: favourite channel, category, region …, the highest index first. */
export const typicalOf = (cluster: number, levels: readonly LevelRow[]): LevelRow[] =>
  levels
    .filter(
      (row) =>
        row.cluster === cluster &&
        row.level !== null &&
        row.share >= TYPICAL_SHARE &&
        row.index >= TYPICAL_INDEX,
    )
    .sort((a, b) => b.index - a.index)

/** A value says little without what it is a value of: tier silver. */
function levelWords({ fact, level }: LevelRow): Bilingual {
  const [label, value] = [labelInSentence(fact), valueWords(fact, level ?? '')]
  return {
    en: `${label.en} ${value.en}`,
    zh: `${beforeHan(label.zh)}${afterHan(value.zh)}`.replace('  ', ' '),
  }
}

const AVERAGE: Bilingual = { en: 'average', zh: '一般' }

/**
 * A name for each cluster from what distinguishes it: its two strongest features, a third or a category where two
 * would be called the same, and a number where that does not help either.
 */
export function proposedNames(
  clusters: readonly number[],
  profile: readonly ProfileRow[],
  levels: readonly LevelRow[],
  features: readonly string[],
): Map<number, Bilingual> {
  const words = new Map(
    clusters.map((cluster) => {
      const traits = traitsOf(cluster, profile, features).filter(({ effect }) => Math.abs(effect) >= NAMED)
      const first = traits.filter(({ fact }) => features.includes(fact))
      const others = traits.filter(({ fact }) => !features.includes(fact))
      const categories = typicalOf(cluster, levels).map(levelWords)
      const list = [...first.map(traitWords), ...categories, ...others.map(traitWords)]
      return [cluster, list.length > 0 ? list : [AVERAGE]]
    }),
  )
  const of = (cluster: number, length: number): Bilingual =>
    joined((words.get(cluster) ?? []).slice(0, length))
  const lengths = new Map(clusters.map((cluster) => [cluster, 2]))
  for (let round = 0; round < 3; round++) {
    for (const cluster of clusters) {
      const name = of(cluster, lengths.get(cluster) ?? 2).en
      const isTaken = clusters.some(
        (other) => other !== cluster && of(other, lengths.get(other) ?? 2).en === name,
      )
      if (isTaken) lengths.set(cluster, (lengths.get(cluster) ?? 2) + 1)
    }
  }
  const names = new Map(clusters.map((cluster) => [cluster, of(cluster, lengths.get(cluster) ?? 2)]))
  const taken = (name: string) => [...names.values()].filter(({ en }) => en === name).length > 1
  return new Map(
    [...names].map(([cluster, name]) =>
      taken(name.en)
        ? [cluster, { en: `${name.en} (${String(cluster)})`, zh: `${name.zh}(${String(cluster)})` }]
        : [cluster, name],
    ),
  )
}

function joined(list: readonly Bilingual[]): Bilingual {
  const en = list.map((word) => word.en).join(', ')
  return { en: capitalised(en), zh: list.map(({ zh }) => zh).join('、') }
}
