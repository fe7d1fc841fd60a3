import type { Persona } from '../../charts/persona-layout'
import { factByName, ownFacts } from '../../segments/facts/catalogue'
import { formatMoney, formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import { factLabel, factText } from '../fact-text.svelte'
import { valueWords } from '../../segments/value-words'
import type { ClusterData, LevelRow } from './clusters-view'
import { adviceFor, markdownOf, type PersonaEdit } from './personas'
import { differing, traitsOf, typicalOf } from './traits'
import { more } from './words-more'

/** Traits and values on one card. */
const [MOST_TRAITS, MOST_VALUES] = [7, 6]
/** Categories of the shop's own that the typical member is told with. */
const MOST_OWN = 4

export interface CardInput {
  data: ClusterData
  cluster: number
  name: string
  edit: PersonaEdit
  currency: string
  /** The typical member as she may be shown, with her facts; '' where unknown. */
  member: string
  memberFacts: Readonly<Record<string, string | number | null>>
}

/** Everything one card says, in the language of the page. */
export function cardOf({ data, cluster, name, edit, currency, member, memberFacts }: CardInput): Persona {
  const features = data.features.numeric.map((fact) => fact.name)
  const traits = traitsOf(cluster, data.profile, features)
  const told = traits.filter(({ effect }) => Math.abs(effect) >= 0.2).slice(0, MOST_TRAITS)
  const advice = adviceFor(traits)
  const total = data.totals.find((row) => row.cluster === cluster)
  const clustered = data.totals.filter((row) => (row.cluster ?? 0) > 0)
  const members = clustered.reduce((sum, row) => sum + row.members, 0)
  const money = data.totals.reduce((sum, row) => sum + row.spent, 0)
  const lists = favourites(data, cluster)
  return {
    name,
    lines: total
      ? [
          say(more.membersLine(formatNumber(total.members), formatPercent(total.members / members))),
          ...(data.known.has('orders')
            ? [
                say(
                  more.moneyLine(
                    formatMoney(total.spent / total.members, currency),
                    money > 0 ? formatPercent(total.spent / money) : '–',
                  ),
                ),
              ]
            : []),
        ]
      : [],
    traits: told.map(({ fact, effect, mean, restMean }) => ({
      label: factLabel(fact),
      effect,
      figure: say(more.against(factText(fact, mean, currency), factText(fact, restMean, currency))),
    })),
    facts: [
      { title: say(more.favourites), items: lists },
      {
        title: member === '' ? say(more.typicalMember) : say(more.labelled(say(more.typicalMember), member)),
        items: Object.entries(memberFacts).flatMap(([fact, value]) => {
          if (value === null || value === '') return []
          const text =
            typeof value === 'number' ? factText(fact, value, currency) : say(valueWords(fact, value))
          return [say(more.labelled(factLabel(fact), text))]
        }),
      },
    ],
    doTitle: say(more.do),
    do: edit.do === undefined ? advice.do.map(say) : linesOf(edit.do),
    dontTitle: say(more.dont),
    dont: edit.dont === undefined ? advice.dont.map(say) : linesOf(edit.dont),
  }
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function favourites({ levels }: ClusterData, cluster: number): string[] {
  const over = levels
    .filter((row) => row.cluster === cluster && row.level !== null && row.share >= 0.1 && row.index >= 1.15)
    .sort((a, b) => b.share * (b.index - 1) - a.share * (a.index - 1))
  const typical = new Set(typicalOf(cluster, levels))
  return [...over]
    .sort((a, b) => Number(typical.has(b)) - Number(typical.has(a)))
    .slice(0, MOST_VALUES)
    .map(({ fact, level, share, index }) =>
      say(
        more.favouriteItem(
          factLabel(fact),
          say(valueWords(fact, level ?? '')),
          formatPercent(share, 0),
          formatNumber(index * 100),
        ),
      ),
    )
}

/** The same card as Markdown, with where to reach them. */
export function cardMarkdown(card: Persona): string {
  return markdownOf({
    name: card.name,
    lines: card.lines,
    sections: [
      {
        title: say(more.traits),
        items: card.traits.map(({ label, figure }) => say(more.labelled(label, figure))),
      },
      ...card.facts,
      { title: card.doTitle, items: card.do },
      { title: card.dontTitle, items: card.dont },
    ],
  })
}

/** Facts of the typical member that are told: the features that vary, and whatever categories there are. */
export function memberFactNames({ features, known, levels, profile }: ClusterData): string[] {
  const names = features.numeric.map(({ name }) => name)
  const categories = ['top_category', 'top_channel', 'gender', 'age_band', 'province', 'tier'].filter(
    (name) => known.has(name) && factByName(name) !== undefined,
  )
  const own = ownFacts(known)
    .filter(({ name, type }) => type === 'category' && !isSameForAll(name, levels))
    .slice(0, MOST_OWN)
    .map(({ name }) => name)
  return [...new Set([...differing(names, profile), ...categories, ...own])]
}

const isSameForAll = (name: string, levels: readonly LevelRow[]): boolean =>
  levels.filter(({ fact }) => fact === name).every(({ shareAll }) => shareAll === 1)
