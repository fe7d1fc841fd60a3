import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import type { BasketsData } from './baskets-view'
import { LEVELS } from './parameters'
import { MOST } from './steps'
import { words } from './words'

export interface Remark {
  level: 'info' | 'warning'
  text: Bilingual
}

/** With more of the baskets one member's habits pass for those of all. */
const MUCH_OF_ONE = 0.1

/** What a reader must know of the data before she believes the figures. */
export function remarksOn(
  data: BasketsData,
  { level, basket, support }: { level: string; basket: string; support: string },
): Remark[] {
  const remarks: Remark[] = []
  const add = (kind: Remark['level'], text: Bilingual) => remarks.push({ level: kind, text })
  const wanted = LEVELS.find((known) => known === level) ?? 'product'
  if (data.level === null) {
    add('warning', words.nothing)
    return remarks
  }
  if (data.level !== wanted) add('info', words.instead(words.level[wanted], words.level[data.level]))
  if (data.homeless > 0)
    add('info', words.homeless(formatNumber(data.homeless), formatNumber(data.lines), basket === 'day'))
  if (data.nameless > 0)
    add(
      'info',
      words.nameless(formatNumber(data.nameless), formatNumber(data.lines), words.level[data.level]),
    )
  if (data.byName > 0) add('info', words.byName(formatNumber(data.byName), formatNumber(data.lines)))
  if (data.baskets === 0) {
    add('warning', words.noBasket)
    return remarks
  }
  if (data.items.length === 1) add('warning', words.oneItem)
  else if (data.crossed === 0) add('warning', words.noCross)
  if (data.members > 1 && data.mostOfOne / data.baskets > MUCH_OF_ONE)
    add(
      'warning',
      words.ofOne(
        formatNumber(data.mostOfOne),
        formatNumber(data.baskets),
        formatPercent(data.mostOfOne / data.baskets, 0),
      ),
    )
  if (!data.hasTimes) add('info', words.timeless)
  if (!data.hasMembers) add('info', words.memberless)
  const bySelf = support.trim() === ''
  if (data.minCount > data.askedCount)
    add(
      'info',
      words.guardItemsets(
        formatNumber(bySelf ? MOST.itemsetsByItself : MOST.itemsets),
        formatNumber(data.askedCount),
        formatNumber(data.minCount),
      ),
    )
  if (data.rules < data.rulesFound)
    add(
      'info',
      words.guardRules(
        formatNumber(data.rulesFound),
        formatNumber(data.rules),
        formatPercent(data.minConfidence, 2),
      ),
    )
  return remarks
}

/** The levels the shop knows, in the page's language. */
export const levelsHere = (data: BasketsData): string =>
  data.levels
    .filter(({ lines }) => lines > 0)
    .map(({ level, items }) => `${formatNumber(items)} ${say(words.level[level])}`)
    .join(', ')
