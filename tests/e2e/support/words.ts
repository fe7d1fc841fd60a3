import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Locale = 'en' | 'zh-CN'
export type Theme = 'light' | 'dark'

const FOLDER = fileURLToPath(new URL('../../../src/text', import.meta.url))
const catalogues: Record<Locale, Record<string, unknown>> = { en: read('en'), 'zh-CN': read('zh-CN') }

/** The page's own words for a message, with its parameters put in: "Looks right: start", "看起来没错,开始分析". */
export function word(locale: Locale, key: string, parameters: Record<string, string | number> = {}): string {
  const text = catalogues[locale][key]
  if (typeof text !== 'string') throw new Error(`There is no plain message ${key} in ${locale}.`)
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}

/** A message whose parameters may be anything, as a pattern: for what is checked in parts. */
export function wordPattern(locale: Locale, key: string): RegExp {
  const parts = word(locale, key).split(/\{\w+\}/)
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+'))
}

function read(locale: Locale): Record<string, unknown> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(`.${locale}.json`))
  const parts = files.map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as object)
  return Object.assign({}, ...parts) as Record<string, unknown>
}

/** Figures as the page writes them; both languages group digits alike. */
export const numberText = (value: number, digits = 0): string =>
  new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value)

/** What is not nothing is never written as 0.0 %. */
export const percentText = (share: number): string =>
  share > 0 && share < 0.0005 ? '<\u00a00.1\u00a0%' : `${fixed(share * 100, 1)}\u00a0%`

/** Money without a currency, which none of the files says. */
export const moneyText = (value: number): string => fixed(value, Math.abs(value) >= 100_000 ? 0 : 2)

const fixed = (value: number, digits: number): string =>
  new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
