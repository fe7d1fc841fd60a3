import { factByName } from '../segments/facts/catalogue'
import { formatMoney, formatNumber, formatPercent } from '../text/format'
import { say } from '../text/locale.svelte'

/** A value of a fact as people read it: with its currency, its unit, or as a share. */
export function factText(name: string, value: number | null | undefined, currency: string): string {
  const fact = factByName(name)
  if (value == null || Number.isNaN(value)) return '–'
  if (fact?.type === 'money') return formatMoney(value, currency)
  if (fact?.type === 'share') return formatPercent(value)
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  if (fact?.plain) return String(Number(value.toFixed(digits)))
  return formatNumber(value, Number.isInteger(value) ? 0 : digits)
}

export const factLabel = (name: string): string => {
  const fact = factByName(name)
  return fact ? say(fact.label) : name
}

/** The label with what the numbers count. */
export const factTitle = (name: string): string => {
  const fact = factByName(name)
  return fact?.unit ? `${say(fact.label)} (${say(fact.unit)})` : factLabel(name)
}

export const factAbout = (name: string): string => {
  const fact = factByName(name)
  return fact ? say(fact.about) : ''
}

/** A p value as it is said. */
export const pText = (p: number): string =>
  Number.isNaN(p) ? '–' : p < 0.001 ? '< 0.001' : formatNumber(p, 3)
