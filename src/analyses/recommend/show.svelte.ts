import { formatBytes, formatDate, formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'

/** Milliseconds in the unit they are thought of. */
export function formatTime(ms: number): string {
  if (Number.isNaN(ms)) return '–'
  if (ms < 1) return say({ en: `${formatNumber(ms, 3)} ms`, zh: `${formatNumber(ms, 3)} 毫秒` })
  if (ms < 1000) return say({ en: `${formatNumber(ms)} ms`, zh: `${formatNumber(ms)} 毫秒` })
  if (ms < 120_000)
    return say({
      en: `${formatNumber(ms / 1000, ms < 10_000 ? 1 : 0)} s`,
      zh: `${formatNumber(ms / 1000, ms < 10_000 ? 1 : 0)} 秒`,
    })
  return say({ en: `${formatNumber(ms / 60_000)} min`, zh: `${formatNumber(ms / 60_000)} 分钟` })
}

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
