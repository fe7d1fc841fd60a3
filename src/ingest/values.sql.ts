import { list, Sql, sql } from '../sql/sql'
import type { ColumnReport } from './types'
import { MISSING_WORDS } from './values'

/**
 * Reads the text of a column on the engine. The expressions never throw: what cannot be read is null. They take the
 * fast way first; COALESCE evaluates the slower forms for the rows that are still null. No extension is needed.
 */

/** Whether a cell holds nothing, or one of the words people write for nothing. Never null. */
export const isMissing = (column: Sql): Sql =>
  sql`coalesce(lower(trim(${column}, ${WHITE})) in ${inList(MISSING_WORDS)}, true)`

/**
 * Text to DECIMAL(18,4), or null. Reads 1,234.56 and, where the column's report says so, 1.234,56; currency signs
 * before or after; (123.00), -123.00 and 123.00-; full-width digits; 1.2万 and 3亿; a trailing tab; ="123".
 */
export function numberFromText(column: Sql, report: Pick<ColumnReport, 'decimal'>): Sql {
  const cleaned = cleanedNumber(column, report.decimal)
  // The plain cast would take 1.234 for one and a bit where it means a thousand and more.
  const fast = report.decimal === ',' ? sql`null::decimal(18,4)` : plainNumber(column)
  return sql`coalesce(${fast}, ${cleaned})`
}

/**
 * Text to TIMESTAMP, or null, by the formats in the column's report. A zone at the end is dropped: shop times are
 * clock times. Years outside 1900 to 2199 are misreadings: null.
 */
export function timeFromText(column: Sql, formats: readonly string[]): Sql {
  const text = sql`regexp_replace(trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES}), '( ?)(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})$', '')`
  // A format without its own zone: '01-01-2018' must not lose its year to the pattern above.
  const zoneless = sql`case when ${column} like '%:%' then ${text} else trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES}) end`
  const slow = formats.length === 0 ? sql`null::timestamp` : sql`try_strptime(${zoneless}, ${list(formats)})`
  const yearFirst = formats.length === 0 || formats.every((format) => /^%Y[-/]/.test(format))
  const read = yearFirst
    ? sql`coalesce(try_cast(${column} as timestamp), ${slow})`
    : sql`coalesce(${slow}, case when ${column} similar to ${ISO_START} then try_cast(${column} as timestamp) end)`
  return inRange(read)
}

/** Text to the form ids are compared in: trimmed, without a spreadsheet's ="…" or leading apostrophe; null if missing. */
export const idFromText = (column: Sql): Sql =>
  sql`case when ${isMissing(column)} then null else regexp_replace(trim(${column}, ${EDGES}), '^="?(.*?)"?$|^''(.*)$', '\\1\\2') end`

const WHITE = ' \t\r\n\u00a0\u3000\ufeff'
const EDGES = ' \t\r\n\u00a0\u3000\ufeff\u200b'
const WIDE = '０１２３４５６７８９．，－＋（）％￥＄／：　−'
const NARROW = '0123456789.,-+()%¥$/: -'
const ISO_START = '[0-9]{4}[-/].*'

/** The plain cast reads 1_000 and 1e5 too; those are no amounts anyone types, but harmless. */
const plainNumber = (column: Sql): Sql => sql`try_cast(${column} as decimal(18,4))`

function cleanedNumber(column: Sql, decimal: '.' | ','): Sql {
  const narrow = sql`trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES + '="\''})`
  const bare = sql`regexp_replace(${narrow}, ${CURRENCY}, '', 'gi')`
  // Spaces and apostrophes group digits in some countries.
  const text = sql`regexp_replace(${bare}, '[\\s''’]', '', 'g')`
  const negative = sql`regexp_matches(${text}, '^-|-$|^\\(.*\\)$')`
  const unsigned = sql`regexp_replace(${text}, '[-+()]', '', 'g')`
  const dotted = decimal === ',' ? sql`replace(replace(${unsigned}, '.', ''), ',', '.')` : sql`replace(${unsigned}, ',', '')`
  const scaled = sql`try_cast(rtrim(${dotted}, '万亿') as decimal(18,4)) * case when ${unsigned} like '%万' then 10000 when ${unsigned} like '%亿' then 100000000 else 1 end`
  const signed = sql`case when ${negative} then -1 else 1 end`
  const pattern = decimal === ',' ? COMMA_NUMBER : DOT_NUMBER
  // The product is taken as a double so that nothing overflows on the way; amounts below 10^11 keep four decimals.
  return sql`case when regexp_full_match(${text}, ${pattern}) then try_cast(cast(${scaled} as double) * ${signed} as decimal(18,4)) end`
}

const SIGNED = (digits: string): string => `[-+]?(${digits})[万亿]?|(${digits})-|\\((${digits})\\)|-?\\((${digits})\\)`
const DOT_NUMBER = SIGNED('\\d{1,3}(,\\d{2,3})*,\\d{3}(\\.\\d*)?|\\d+(\\.\\d*)?|\\.\\d+')
const COMMA_NUMBER = SIGNED('\\d{1,3}(\\.\\d{2,3})*\\.\\d{3}(,\\d*)?|\\d+(,\\d*)?|,\\d+')
const CURRENCY = '(R|HK|NT|US|A|C)?\\$|[¥元円€£₩₹]|\\b(BRL|HKD|TWD|CNY|RMB|JPY|EUR|GBP|KRW|INR|USD)\\b'

const inRange = (read: Sql): Sql =>
  sql`case when ${read} between timestamp '1900-01-01 00:00:00' and timestamp '2199-12-31 23:59:59' then ${read} end`

const inList = (words: readonly string[]): Sql => sql`(${new Sql(words.map((word) => sql`${word}`.text).join(', '))})`
