import { dateShape, type DateShape } from './dates'

/** A cell's value, as far as its text tells. values.sql.ts reads the same forms on the engine. */
export type Value =
  { kind: 'missing' | 'boolean' | 'text' } | { kind: 'date'; shape: DateShape } | NumberValue

export interface NumberValue {
  kind: 'number'
  whole: boolean
  negative: boolean
  currency: string
  /** Which decimal separator the text shows: 1.234,56 has ','; 1,234 and 1.234 alone could be either. */
  decimal: '.' | ',' | 'either'
  /** The one separator of an 'either': 1.234 has '.', 1,234 has ','. */
  separator: '.' | ',' | ''
  /** For 'either': the number with a decimal point; `asComma` gives the other reading. */
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
  [/R\$|BRL/i, 'BRL'],
  [/HK\$|HKD/i, 'HKD'],
  [/NT\$|TWD/i, 'TWD'],
  [/[¥元]|CNY|RMB/i, 'CNY'],
  [/円|JPY/i, 'JPY'],
  [/€|EUR/i, 'EUR'],
  [/£|GBP/i, 'GBP'],
  [/₩|KRW/i, 'KRW'],
  [/₹|INR/i, 'INR'],
  [/\$|USD/i, 'USD'],
]
const CURRENCY_BEFORE =
  /^([-+(]?\s*)(?:(?:R|HK|NT|US)?\$|[¥€£₩₹元円]|BRL|HKD|TWD|CNY|RMB|JPY|EUR|GBP|KRW|INR|USD)/i
const CURRENCY_AFTER = /(?:[$¥€£₩₹元円]|BRL|HKD|TWD|CNY|RMB|JPY|EUR|GBP|KRW|INR|USD)(\s*[-)]?)$/i

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
  let body = text.trim().replace('−', '-')
  let currency = ''
  if (/[^\d.,+\-\s]/.test(body)) {
    const bare = body.replace(CURRENCY_BEFORE, '$1').replace(CURRENCY_AFTER, '$1')
    if (bare !== body) currency = CURRENCIES.find(([sign]) => sign.test(body))?.[1] ?? ''
    body = bare
  }
  body = body.replace(/(^|[-+(])\s+|\s+($|[-)])/g, '$1$2').replace(/^\((.*)\)$|^([^-(].*)-$/, '-$1$2')
  const negative = body.startsWith('-')
  body = body.replace(/^[-+]/, '').replace(/(?<=\d)[ '’\u00a0\u202f](?=\d{3}(\D|$))/g, '')
  let scale = 1
  if (body.endsWith('万')) scale = 10_000
  if (body.endsWith('亿')) scale = 100_000_000
  if (scale > 1) body = body.slice(0, -1)
  const digits = readDigits(body)
  if (!digits) return null
  const value = digits.value * scale * (negative ? -1 : 1)
  const separator =
    digits.decimal !== 'either' ? '' : body.includes('.') ? '.' : body.includes(',') ? ',' : ''
  const whole = digits.whole && scale === 1
  return { kind: 'number', whole, negative, currency, decimal: digits.decimal, separator, value }
}

/** A number that could be either, read with a decimal comma: 1.234 is a thousand and more, 1,234 one and a bit. */
export function asComma(number: NumberValue): NumberValue {
  if (number.separator === '.') return { ...number, whole: true, value: Math.round(number.value * 1000) }
  if (number.separator === ',') return { ...number, whole: false, value: number.value / 1000 }
  return number
}

function readDigits(body: string): { whole: boolean; decimal: '.' | ',' | 'either'; value: number } | null {
  if (/^\d+$/.test(body)) {
    if (body.length > 15 || (body.length > 1 && body.startsWith('0'))) return null
    return { whole: true, decimal: 'either', value: Number(body) }
  }
  if (/^\d{1,3}(,\d{3})+$/.test(body))
    return { whole: true, decimal: 'either', value: Number(body.replaceAll(',', '')) }
  if (/^\d{1,3}\.\d{3}$/.test(body)) return { whole: false, decimal: 'either', value: Number(body) }
  if (/^(\d+\.\d*|\.\d+)(e[+-]?\d+)?$/i.test(body) || /^\d+e[+-]?\d+$/i.test(body))
    return { whole: false, decimal: '.', value: Number(body) }
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$/.test(body))
    return { whole: !body.includes('.'), decimal: '.', value: Number(body.replaceAll(',', '')) }
  if (/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(body) || /^\d*,\d+$/.test(body))
    return {
      whole: !body.includes(','),
      decimal: ',',
      value: Number(body.replaceAll('.', '').replace(',', '.')),
    }
  return null
}
