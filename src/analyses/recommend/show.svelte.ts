import { formatBytes, formatDate, formatNumber, formatPercent } from '../../text/format'
import type { Bilingual } from '../../text/bilingual'
import { isBaseline } from '../recommenders'
import type { Leader, RecommendData } from './recommend-view'
import { words } from './words'

export const formatSize = (bytes: number): string => (Number.isNaN(bytes) ? '–' : formatBytes(bytes))

/** Days since 1970 as a date. */
export const formatDay = (days: number): string => formatDate(days * 86_400_000)

/** With three decimals always, so that a column of them is read at a glance. */
export const formatScore = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3))

export const formatShare = (value: number): string => (Number.isNaN(value) ? '–' : formatPercent(value))

export const formatRange = (low: number, high: number): string => `${formatScore(low)} – ${formatScore(high)}`

export const formatP = (p: number): string =>
  Number.isNaN(p) ? '–' : p < 0.001 ? '< 0.001' : formatNumber(p, 3)

/** A difference with its sign. */
export const formatSigned = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatScore(Math.abs(value))}`

/** Whether a model was still getting better in the last of its rounds. */
export function endedEarly(epochs: RecommendData['epochs'], model: string): boolean {
  const own = epochs.filter((row) => row.model === model)
  const last = Math.max(...own.filter(({ metric }) => metric === 'validation').map(({ epoch }) => epoch))
  return own.some(({ metric, epoch }) => metric === 'kept' && epoch === last)
}

/** Whether several models have one mean, as where all show one list: none is best then. */
export const areAllAlike = (leaders: readonly Leader[]): boolean =>
  leaders.length > 1 && leaders.every(({ value }) => Math.abs(value - leaders[0]!.value) < 1e-9)

/** How the bar was chosen. */
export function barBy({ baselines, asked }: { baselines: number; asked: number }): Bilingual {
  if (baselines === 0) return words.barBy.none
  if (baselines === 1) return words.barBy.alone
  return asked > 0 ? words.barBy.validation(formatNumber(baselines), formatNumber(asked)) : words.barBy.test
}

/**
 * The best model, and by what it was chosen: the bar, where every model was held against validation (baselines are), else
 * the highest mean on the test, which flatters it; null where nobody was asked.
 */
export function bestOf({
  leaders,
  bar,
}: Pick<RecommendData, 'leaders' | 'bar'>): { leader: Leader; by: 'validation' | 'test' | 'alone' } | null {
  const [highest] = leaders
  if (!highest || !(highest.n > 0)) return null
  if (leaders.length === 1) return { leader: highest, by: 'alone' }
  const base = leaders.find(({ difference }) => difference === null)
  const areAllJudged = bar.asked > 0 && leaders.every(({ model }) => isBaseline(model))
  return base && areAllJudged ? { leader: base, by: 'validation' } : { leader: highest, by: 'test' }
}
