import { dateShape, type DateShape } from './dates'

/** A cell's value, as far as its text tells. values.sql.ts reads the same forms on the engine. */
export type Value =
  | { kind: 'missing' | 'boolean' | 'text' }
  | { kind: 'date'; shape: DateShape }
  | NumberValue

export interface NumberValue {
  kind: 'number'
  whole: boolean
  negative: boolean
  currency: string
  /** Which decimal separator the text shows: 1.234,56 has ','; 1,234 and 1.234 alone could be either. */
  decimal: '.' | ',' | 'either'
  /** As a dot-decimal number; for 'either', with the separator taken as written by `decimal` '.'. */
  value: number
}

/** What people write for nothing, in lower case. */
export const MISSING_WORDS: readonly string[] = [
  ...['', 'null', '(null)', 'none', 'nil', 'n/a', '#n/a', 'na', 'nan', '-', '--', '—', '/', '\\n'],
  ...['无', '空', '暂无', '未知', '未填写'],
]
const MISSING = new Set(MISSING_WORDS)
const BOOLEAN = new Set(['true', 'false', 'yes', 'no', 'y', 'n', '是', '否'])

const CURRENCIES: [RegExp, string][] = [
  [/R\$|\bBRL\b/, 'BRL'],
  [/HK\$|\bHKD\b/, 'HKD'],
  [/NT\$|\bTWD\b/, 'TWD'],
  [/[¥元]|\b(CNY|RMB)\b/, 'CNY'],
  [/円|\bJPY\b/, 'JPY'],
  [/€|\bEUR\b/, 'EUR'],
  [/£|\bGBP\b/, 'GBP'],
  [/₩|\bKRW\b/, 'KRW'],
  [/₹|\bINR\b/, 'INR'],
  [/\$|\bUSD\b/, 'USD'],
]
const CURRENCY_SIGNS = /(?:R|HK|NT|US|A|C)?\$|[¥元円€£₩₹]|\b(?:BRL|HKD|TWD|CNY|RMB|JPY|EUR|GBP|KRW|INR|USD)\b/g

export function readValue(raw: string): Value {
  const text = plain(raw)
  const lower = text.toLowerCase()
  if (MISSING.has(lower)) return { kind: 'missing' }
  if (BOOLEAN.has(lower)) return { kind: 'boolean' }
  if (text.length > 40) return { kind: 'text' }
  const shape = dateShape(text)
  if (shape) return { kind: 'date', shape }
  return readNumber(text) ?? { kind: 'text' }
}

export const isMissingText = (raw: string): boolean => MISSING.has(plain(raw).toLowerCase())

/** Half-width and trimmed, as the engine's expressions see it. */
// eslint-disable-next-line no-control-regex -- the plain ASCII test is the fast way out
const plain = (raw: string): string => (/^[\u0000-\u007f]*$/.test(raw) ? raw : raw.normalize('NFKC')).trim()

/**
 * Reads a number. Whole numbers of more than 15 digits and those with leading zeros are names, not amounts: null.
 */
export function readNumber(text: string): NumberValue | null {
  let body = text
  let currency = ''
  if (/[^\d.,+\-\s]/.test(body)) {
    currency = CURRENCIES.find(([sign]) => sign.test(body))?.[1] ?? ''
    if (currency) body = body.replace(CURRENCY_SIGNS, '')
  }
  const parentheses = /^\s*\(.+\)\s*$/.test(body)
  if (parentheses) body = body.replace(/[()]/g, '')
  const sign = /^\s*([-+−]?)\s*(.*?)\s*(-?)\s*$/.exec(body)
  const negative = parentheses || sign?.[1] === '-' || sign?.[1] === '−' || sign?.[3] === '-'
  body = (sign?.[2] ?? '').replace(/(?<=\d)[ '\u00a0\u202f](?=\d{3}(\D|$))/g, '')
  let scale = 1
  if (body.endsWith('万')) scale = 10_000
  if (body.endsWith('亿')) scale = 100_000_000
  if (scale > 1) body = body.slice(0, -1)
  const digits = readDigits(body)
  if (!digits) return null
  const value = digits.value * scale * (negative ? -1 : 1)
  return { kind: 'number', whole: digits.whole && scale === 1, negative, currency, decimal: digits.decimal, value }
}

function readDigits(body: string): { whole: boolean; decimal: '.' | ',' | 'either'; value: number } | null {
  if (/^\d+$/.test(body)) {
    if (body.length > 15 || (body.length > 1 && body.startsWith('0'))) return null
    return { whole: true, decimal: 'either', value: Number(body) }
  }
  if (/^\d{1,3}(,\d{3})+$/.test(body)) return { whole: true, decimal: 'either', value: Number(body.replaceAll(',', '')) }
  if (/^\d{1,3}\.\d{3}$/.test(body)) return { whole: false, decimal: 'either', value: Number(body) }
  if (/^(\d+\.\d*|\.\d+)(e[+-]?\d+)?$/i.test(body) || /^\d+e[+-]?\d+$/i.test(body))
    return { whole: false, decimal: '.', value: Number(body) }
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$/.test(body))
    return { whole: !body.includes('.'), decimal: '.', value: Number(body.replaceAll(',', '')) }
  if (/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(body) || /^\d*,\d+$/.test(body))
    return { whole: !body.includes(','), decimal: ',', value: Number(body.replaceAll('.', '').replace(',', '.')) }
  return null
}
