import { list, sql, type Sql } from '../sql/sql'
import type { ColumnReport } from './types'
import { MISSING_WORDS } from './values'

/**
 * Reads the text of a column on the engine. The expressions never throw: what cannot be read is null. They take the
 * fast way first; COALESCE and CASE evaluate the slower forms only for the rows that still need them. That holds as
 * long as no part of a slow form is written twice: the engine computes repeated parts once, up front, for every row.
 * No extension is needed.
 */

/** Whether a cell holds nothing, or one of the words people write for nothing. Never null. */
export const isMissing = (column: Sql): Sql =>
  sql`case when ${column} is null then true when ${column} >= '0' and ${column} < ':' then false else ${isOneOf(column, MISSING_WORDS)} end`

/** Whether a cell is one of the words, in any case and with any space around it; null for null. */
export function isOneOf(column: Sql, words: readonly string[]): Sql {
  // A pattern is given up at the first wrong letter. An IN of many words is a join, done for every row before any CASE.
  const choice = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')
  return sql`regexp_full_match(${column}, ${`[${EDGES}]*(?:${choice})[${EDGES}]*`}, 'i')`
}

/**
 * Text to DECIMAL(18,4), or null. Reads 1,234.56 and, where the column's report says so, 1.234,56; currency signs
 * before or after; (123.00), -123.00 and 123.00-; full-width digits; 1.2万 and 3亿; a trailing tab; ="123".
 */
export function numberFromText(column: Sql, report?: Pick<ColumnReport, 'decimal'>): Sql {
  // The plain cast would take 1.234 for one and a bit where it means a thousand and more.
  if (report?.decimal === ',') return cleanedNumber(column, ',')
  return sql`coalesce(try_cast(${column} as decimal(18, 4)), ${cleanedNumber(column, '.')})`
}

/**
 * Text to TIMESTAMP, or null, by the formats in the column's report. A zone at the end is dropped: shop times are
 * clock times. Years outside 1900 to 2199 are misreadings: null.
 */
export function timeFromText(column: Sql, formats: readonly string[]): Sql {
  const text = sql`regexp_replace(trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES}), ${ZONE}, '\\1')`
  const slow = formats.length === 0 ? sql`null::timestamp` : sql`try_strptime(${text}, ${list(formats)})`
  // The plain cast takes 12/1/10 for the year 12, so it goes first only where years do.
  const yearFirst = formats.every((format) => /^%Y[-/]/.test(format))
  const read = yearFirst
    ? sql`coalesce(try_cast(${column} as timestamp), ${slow})`
    : sql`coalesce(${slow}, case when regexp_matches(${column}, ${YEAR_FIRST}) then try_cast(${column} as timestamp) end)`
  return sql`case when ${read} between timestamp '1900-01-01 00:00:00' and timestamp '2199-12-31 23:59:59' then ${read} end`
}

/**
 * Text to the form in which ids are compared, or null where missing: trimmed, without a spreadsheet's ="…" or leading
 * apostrophe, and without the .0 that programs add to ids in a column with gaps.
 */
export const idFromText = (column: Sql): Sql =>
  sql`case when regexp_full_match(${column}, '[A-Za-z_-]*[0-9][0-9A-Za-z_-]*') then ${column} when ${isMissing(column)} then null else regexp_replace(trim(${column}, ${EDGES}), ${DRESSED_ID}, '\\1\\2\\3') end`

/** Text without the spaces and tabs around it, or null where missing. */
export const textFromText = (column: Sql): Sql =>
  sql`case when ${isMissing(column)} then null else ${trimmed(column)} end`

/** The engine is slow to trim characters of a set: most cells have none of them to lose. */
const trimmed = (column: Sql): Sql =>
  sql`case when regexp_matches(${column}, ${`^[${EDGES}]|[${EDGES}]$`}) then trim(${column}, ${EDGES}) else ${column} end`

const EDGES = ' \t\r\n\u00a0\u3000\ufeff\u200b'
const WIDE = '０１２３４５６７８９．，－＋（）／：−　\u00a0\u202f\t'
const NARROW = '0123456789.,-+()/:-    '
const ZONE = '(:[0-9]{2}(?:[.][0-9]+)?) ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})$'
const YEAR_FIRST = '^\\s*[0-9]{4}[-/]'
const DRESSED_ID = '^="?([^"]*)"?$|^\'(.*)$|^([0-9]+)[.]0+$'

/** Each step once, from the inside out: narrow, strip, sign, check, drop the grouping. */
function cleanedNumber(column: Sql, decimal: '.' | ','): Sql {
  // One sign stands for every currency; characters without a counterpart are dropped.
  const stripped = sql`translate(${column}, ${WIDE + SIGNS + DROPPED}, ${NARROW + ONE_SIGN})`
  const bare = sql`regexp_replace(${stripped}, ${CURRENCY}, '\\1\\2', 'gi')`
  const tight = sql`regexp_replace(${bare}, '(^|[-+(]) +| +($|[-)])', '\\1\\2', 'g')`
  const signed = sql`regexp_replace(${tight}, '^[(](.*)[)]$|^([^-(].*)-$', '-\\1\\2')`
  const checked = sql`regexp_extract(${signed}, ${decimal === ',' ? COMMA_NUMBER : DOT_NUMBER})`
  const dotted = sql`translate(${checked}, ${decimal === ',' ? ",. '’" : "., '’"}, '.')`
  return sql`try_cast(replace(replace(${dotted}, '万', 'e4'), '亿', 'e8') as decimal(18, 4))`
}

const SIGNS = '¥￥$＄元円€£₩₹'
const ONE_SIGN = '$'.repeat(SIGNS.length)
const DROPPED = '\r\n\ufeff\u200b="'
const CODES = 'BRL|HKD|TWD|CNY|RMB|JPY|EUR|GBP|KRW|INR|USD'
const CURRENCY = `^ *([-+(]? *)(?:(?:R|HK|NT|US)?[$]|${CODES})|(?:[$]|${CODES})( *[-)]?) *$`
const DOT_NUMBER =
  "^[-+]?(?:\\d{1,3}(?:[, '’]\\d{2,3})*[, '’]\\d{3}(?:[.]\\d*)?|\\d+(?:[.]\\d*)?|[.]\\d+)[万亿]?$"
const COMMA_NUMBER =
  "^[-+]?(?:\\d{1,3}(?:[. '’]\\d{2,3})*[. '’]\\d{3}(?:,\\d*)?|\\d+(?:,\\d*)?|,\\d+)[万亿]?$"
