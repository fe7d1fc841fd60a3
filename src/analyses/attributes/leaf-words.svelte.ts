import { factByName } from '../../segments/facts/catalogue'
import { formatList, formatNumber } from '../../text/format'
import { say } from '../../text/locale.svelte'
import { factLabel } from '../fact-text.svelte'
import { levelName } from '../groupings.sql'
import type { Leaf, LeafCondition } from './tree-view'
import { words } from './words'

/** Categories that a segment names before it counts the rest. */
const NAMED = 4

export const featureLabel = (name: string): string =>
  factByName(name) ? factLabel(name) : say(words.firstAmount)

/** A segment in words: what it asks of each feature. */
export const leafWords = ({ conditions }: Leaf, money: (value: number) => string): string =>
  conditions.length === 0
    ? say(words.everybody)
    : conditions.map((condition) => conditionWords(condition, money)).join(' · ')

function conditionWords(
  { name, withMissing, above, upTo, levels }: LeafCondition,
  money: (value: number) => string,
): string {
  const label = featureLabel(name)
  const value = (number: number) => (factByName(name) ? formatNumber(number, 1) : money(number))
  const unknown = withMissing ? say(words.or) : null
  if (levels) {
    const named = levels.slice(0, NAMED).map((level) => say(levelName(name, 'value', level)))
    const rest = levels.length - named.length
    const all = [
      ...named,
      ...(rest > 0 ? [say(words.more(formatNumber(rest)))] : []),
      ...(unknown ? [unknown] : []),
    ]
    return say(words.oneOf(label, formatList(all)))
  }
  if (above === Infinity) return say(words.unknownOnly(label))
  const range = Number.isNaN(above)
    ? words.upTo(label, value(upTo))
    : Number.isNaN(upTo)
      ? words.above(label, value(above))
      : words.between(label, value(above), value(upTo))
  return unknown ? `${say(range)} / ${unknown}` : say(range)
}
