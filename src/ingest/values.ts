import { dateShape, type DateShape } from './dates'
import { narrow } from './narrow'

/** A cell's value, as far as its text tells. values.sql.ts reads the same forms on the engine. */
export type Value =
  { kind: 'missing' | 'boolean' | 'text' | 'lost_digits' } | { kind: 'date'; shape: DateShape } | NumberValue

export interface NumberValue {
  kind: 'number'
  whole: boolean
  negative: boolean
  currency: string
  /** 12.5 % is .125. */
  percent: boolean
  /** Which decimal separator the text shows: 1.234,56 has ','; 1,234 and 1.234 alone could be either. */
  decimal: '.' | ',' | 'either'
  /** The one separator of an 'either': 1.234 has '.', 1,234 has ','. */
  separator: '.' | ',' | ''
  /** Behind it stands CR, DR or a note in brackets. */
  marked?: true
  /** For 'either': the number with a decimal point; `asComma` gives the other reading. */
  value: number
}

/** Words that say that nobody knows: nothing for ids, times and numbers, but a level of an attribute. */
export const UNKNOWN_WORDS: readonly string[] = ['未知', '不详', 'unknown']

/** What people and spreadsheets write for nothing, in lower case. */
export const NOTHING_WORDS: readonly string[] = [
  ...[
    '',
    'null',
    '(null)',
    '<null>',
    'none',
    'nil',
    'n/a',
    '#n/a',
    'na',
    'nan',
    'undefined',
    '\\n',
    '?',
    '.',
  ],
  ...['-', '--', '—', '——', '/', '#value!', '#ref!', '#div/0!', '#name?', '#num!', '#null!'],
  ...['无', '空', '暂无', '未填写', '未填'],
]
/** What tills write in place of a member for whoever is none. */
export const NOBODY_WORDS: readonly string[] = [
  ...['guest', 'guest customer', 'walk-in', 'walk in', 'walkin', 'walk-in customer', 'walk in customer'],
  ...['anonymous', 'non-member', '散客', '游客', '匿名', '匿名用户', '非会员', '过路客', '零散客户'],
]
export const MISSING_WORDS: readonly string[] = [...NOTHING_WORDS, ...UNKNOWN_WORDS]
const MISSING = new Set(MISSING_WORDS)
const BOOLEAN = new Set(['true', 'false', 'yes', 'no', 'y', 'n', '是', '否'])

/** A long number that a spreadsheet wrote in scientific form: its last digits are gone. */
export const LOST_DIGITS = '[0-9](?:[.][0-9]+)?[Ee][+](?:1[1-9]|[2-9][0-9])'
const LOST = new RegExp(`^${LOST_DIGITS}$`)

/** What stands for a currency beside a number: signs, and words in any case. */
export const CURRENCY_SIGNS = '¥$元円€£₩₹圆₽₺₫฿₴₱₪원'
export const CURRENCY_WORDS =
  '人民币|BRL|HKD|TWD|CNY|RMB|YUAN|JPY|EUR|GBP|KRW|INR|USD|SGD|AUD|CAD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|RUB|UAH|ZAR|MXN|THB|VND|IDR|PHP|MYR|NZD|AED|SAR|руб[.]?|р[.]|грн[.]?|ر[.]س[.]?|ريال|zł|Kč|Fr[.]|[元圆$]整|(?:R|HK|NT|US|S|A|C)?[$]'
const CURRENCIES: [RegExp, string][] = [
  [/R\$|BRL/i, 'BRL'],
  [/HK\$|HKD/i, 'HKD'],
  [/NT\$|TWD/i, 'TWD'],
  [/S\$|SGD/i, 'SGD'],
  [/A\$|AUD/i, 'AUD'],
  [/C\$|CAD/i, 'CAD'],
  [/[¥元圆]|CNY|RMB|人民币|yuan/i, 'CNY'],
  [/円|JPY/i, 'JPY'],
  [/€|EUR/i, 'EUR'],
  [/£|GBP/i, 'GBP'],
  [/₩|원|KRW/i, 'KRW'],
  [/₹|INR/i, 'INR'],
  [/₽|руб|р[.]|RUB/i, 'RUB'],
  [/ر[.]س|ريال/, 'SAR'],
  [/₺|TRY/i, 'TRY'],
  [/₫|VND/i, 'VND'],
  [/฿|THB/i, 'THB'],
  [/₴|грн|UAH/i, 'UAH'],
  [/₱|PHP/i, 'PHP'],
  [/₪/, 'ILS'],
  [/CHF|Fr[.]/i, 'CHF'],
  [/zł|PLN/i, 'PLN'],
  [/Kč|CZK/i, 'CZK'],
  ...['SEK', 'NOK', 'DKK', 'HUF', 'RON', 'ZAR', 'MXN', 'IDR', 'MYR', 'NZD', 'AED', 'SAR'].map(
    (code): [RegExp, string] => [new RegExp(code, 'i'), code],
  ),
  [/\$|USD/i, 'USD'],
]
/** The code of a currency that stands alone in a cell: EUR, 人民币; '' for anything else. */
export function currencyIn(cell: string): string {
  const text = narrow(cell)
  if (!ALONE.test(text)) return ''
  return CURRENCIES.find(([sign]) => sign.test(text))?.[1] ?? ''
}

const SIGN = `(?:[${CURRENCY_SIGNS}]|${CURRENCY_WORDS})`
const ALONE = new RegExp(`^${SIGN}$`, 'i')
const CURRENCY = new RegExp(`^([-+(]? *)${SIGN}|${SIGN}( *[-)]?)$`, 'gi')

/** What follows a number and multiplies it, and the power of ten. */
export const SCALES: readonly (readonly [string, number])[] = [
  ['百万', 6],
  ['千万', 7],
  ['万', 4],
  ['亿', 8],
  ['千', 3],
  ['k', 3],
  ['K', 3],
  ['w', 4],
  ['W', 4],
  ['M', 6],
  ['%', -2],
  ['颗星', 0],
  ['星', 0],
]
const SCALE = new RegExp(` ?(${SCALES.map(([unit]) => unit).join('|')})$`)

export function readValue(raw: string): Value {
  const text = undressed(narrow(raw))
  const lower = text.toLowerCase()
  if (MISSING.has(lower)) return { kind: 'missing' }
  if (BOOLEAN.has(lower)) return { kind: 'boolean' }
  if (text.length > 50) return { kind: 'text' }
  if (LOST.test(text)) return { kind: 'lost_digits' }
  const shape = dateShape(text)
  if (shape) return { kind: 'date', shape }
  return numberIn(text) ?? markedNumber(text) ?? { kind: 'text' }
}

/**
 * What may stand behind an amount, in bookkeeping and by hand: 12.50 CR, 12.50 DR, 12.50 (refunded). On a customer's
 * account a debit is a sale and a credit gives money back, so CR is negative.
 */
export const CREDIT = '^[-+]?(.*[0-9]) ?[Cc][Rr][.]?$'
export const DEBIT = '^(.*[0-9]) ?[Dd][Rr][.]?$'
export const NOTE = '^([^(]*[0-9][^(]*?) ?[(]([^()]*[A-Za-z\u4e00-\u9fff][^()]*)[)]$'
const marks: readonly (readonly [RegExp, string])[] = [
  [new RegExp(NOTE), '$1'],
  [new RegExp(CREDIT), '-$1'],
  [new RegExp(DEBIT), '$1'],
]

function markedNumber(text: string): NumberValue | null {
  if (!/[a-z\u4e00-\u9fff]/i.test(text)) return null
  const bare = marks.reduce((plain, [mark, kept]) => plain.replace(mark, kept), text)
  const number = bare === text ? null : numberIn(bare)
  return number && { ...number, marked: true }
}

export const isMissingText = (raw: string): boolean => MISSING.has(narrow(raw).toLowerCase())

/** Without the ="…" by which exports keep spreadsheets from reading numbers, and without a leading apostrophe. */
const undressed = (text: string): string => text.replace(/^="([^"]*)"$|^'(.*)$/, '$1$2')

/**
 * Reads a number. Whole numbers of more than 15 digits and those with leading zeros are names, not amounts: null.
 */
export const readNumber = (raw: string): NumberValue | null => numberIn(undressed(narrow(raw)))

function numberIn(text: string): NumberValue | null {
  let body = text
  let currency = ''
  if (/[^\d.,+\- ]/.test(body)) {
    body = text.replace(CURRENCY, '$1$2')
    if (body !== text) currency = CURRENCIES.find(([sign]) => sign.test(text))?.[1] ?? ''
  }
  body = body.replace(/(^|[-+(]) +| +($|[-)])/g, '$1$2').replace(/^\((.*)\)$|^([^-(].*)-$/, '-$1$2')
  const negative = body.startsWith('-')
  const scale = SCALE.exec(body)
  if (scale) body = body.slice(0, scale.index)
  body = body.replace(/^[-+]/, '')
  if (/^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d*)?$/.test(body)) body = body.replace(/[ '’]/g, '')
  const digits = readDigits(body)
  if (!digits) return null
  const power = SCALES.find(([unit]) => unit === scale?.[1])?.[1] ?? 0
  const value = scaled(digits.value, power) * (negative ? -1 : 1)
  if (!Number.isFinite(value)) return null
  const separator =
    digits.decimal !== 'either' ? '' : body.includes('.') ? '.' : body.includes(',') ? ',' : ''
  const whole = digits.whole && power === 0
  const percent = power < 0
  return { kind: 'number', whole, negative, currency, percent, decimal: digits.decimal, separator, value }
}

/** By a decimal shift, as the engine does it: 1.1 × 10,000 is 11,000. */
function scaled(value: number, power: number): number {
  const shifted = Number(`${value}e${power}`)
  return Number.isNaN(shifted) ? value * 10 ** power : shifted
}

/** A number that could be either, read with a decimal comma: 1.234 is a thousand and more, 1,234 one and a bit. */
export function asComma(number: NumberValue): NumberValue {
  if (number.separator === '.')
    return { ...number, whole: !number.percent, value: Math.round(number.value * 1e7) / 1e4 }
  if (number.separator === ',') return { ...number, whole: false, value: number.value / 1000 }
  return number
}

function readDigits(body: string): { whole: boolean; decimal: '.' | ',' | 'either'; value: number } | null {
  if (/^\d+$/.test(body)) {
    if (body.length > 15 || (body.length > 1 && body.startsWith('0'))) return null
    return { whole: true, decimal: 'either', value: Number(body) }
  }
  if (/^\d{1,3},\d{3}$/.test(body))
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
