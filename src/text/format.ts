import { getLocale } from './locale.svelte'

const cache = new Map<string, Intl.NumberFormat>()

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = getLocale() + JSON.stringify(options)
  let format = cache.get(key)
  // 'negative': what rounds to nothing has no sign, neither as money nor as a share.
  if (!format)
    cache.set(key, (format = new Intl.NumberFormat(getLocale(), { ...options, signDisplay: 'negative' })))
  return format
}

const MISSING = '–'

/** 12345.6 → "12,346"; up to `digits` decimals. */
export const formatNumber = (value: number | null | undefined, digits = 0): string =>
  value == null || Number.isNaN(value) ? MISSING : formatter({ maximumFractionDigits: digits }).format(value)

/** 2 → "2.00": always as many decimals, for numbers that stand below one another. */
export const formatFixed = (value: number | null | undefined, digits: number): string =>
  value == null || Number.isNaN(value)
    ? MISSING
    : formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)

/**
 * 0.1234 → "12.3 %"; takes a share from 0 to 1. What is not nothing is never shown as 0.0 %, nor what is not all as
 * 100.0 %: those read "< 0.1 %" and "> 99.9 %".
 */
export function formatPercent(share: number | null | undefined, digits = 1): string {
  if (share == null || Number.isNaN(share)) return MISSING
  const format = formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits })
  const smallest = 10 ** -digits
  if (share > 0 && share * 100 < smallest / 2) return `<\u00a0${format.format(smallest)}\u00a0%`
  if (share < 1 && share * 100 >= 100 - smallest / 2) return `>\u00a0${format.format(100 - smallest)}\u00a0%`
  return `${format.format(share * 100)}\u00a0%`
}

/**
 * An amount with its currency. `currency` is an ISO 4217 code, or '' when the data does not say.
 * Large amounts lose their decimals; small ones keep two.
 */
export function formatMoney(value: number | null | undefined, currency = ''): string {
  if (value == null || Number.isNaN(value)) return MISSING
  const digits = Math.abs(value) >= 100_000 ? 0 : 2
  const options: Intl.NumberFormatOptions = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return currency
    ? formatter({ ...options, style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(value)
    : formatter(options).format(value)
}

/** 1234567 → "1.2M" or "123万", 1500 → "1.5K" or "1,500": for axes. */
export const formatCompact = (value: number): string =>
  formatter({ notation: 'compact', maximumFractionDigits: 1, useGrouping: true }).format(value)

/** Names one after another, without a last "and". */
export const formatList = (names: readonly string[]): string => names.join(getLocale() === 'en' ? ', ' : '、')

/** 52504639 → "52.5 MB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  let power = 0
  let value = bytes
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000
    power += 1
  }
  return `${formatNumber(value, power === 0 ? 0 : 1)} ${units[power] ?? ''}`
}

/** Shop times carry no zone: epoch milliseconds read as UTC give back the clock time in the file. */
export const formatDate = (epochMs: number | null | undefined): string =>
  epochMs == null || Number.isNaN(epochMs) ? MISSING : new Date(epochMs).toISOString().slice(0, 10)

export function formatDateTime(epochMs: number | null | undefined): string {
  if (epochMs == null || Number.isNaN(epochMs)) return MISSING
  const text = new Date(epochMs).toISOString()
  return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}
