import { sql, type Sql } from '../../sql/sql'
import { EDGES, NARROW, WIDE } from '../narrow'

/**
 * A phone in one form: digits, half-width, without spaces, dashes, brackets, dots, an extension and a spreadsheet's
 * ="…" or apostrophe; 0086, +86 and 86 before a Chinese number dropped; another country's code kept, behind a plus.
 * What cannot be a phone (E.164: 7 to 15 digits) stays as written: a masked number, 138****8000, is still something to
 * show. Null stays null.
 */
export function phoneForm(text: Sql): Sql {
  const narrow = sql`lower(trim(translate(${text}, ${WIDE + DASHES}, ${NARROW + '----'}), ${EDGES}))`
  const bare = sql`regexp_replace(${undressed(narrow)}, ${LABEL}, '', 'g')`
  const digits = sql`regexp_replace(regexp_replace(${bare}, '[.]0+$|[ ()./-]', '', 'g'), '^00', '+')`
  const national = sql`regexp_replace(${digits}, '^[+]?86(1[3-9][0-9]{9}|0?[1-9][0-9]{9,10})$', '\\1')`
  return sql`coalesce(nullif(regexp_extract(${national}, '^[+]?[0-9]{7,15}$'), ''), ${text})`
}

/** Whether a text can be read as a phone; null for null. */
export const isPhone = (text: Sql): Sql => sql`regexp_full_match(${phoneForm(text)}, '[+]?[0-9]{7,15}')`

const DASHES = '‐‑–—'
const LABEL = '^(?:tel|phone|mobile|手机|电话)[: ]*|(?: ?(?:ext|x|转|分机)[.: ]*[0-9]+)$'

/** An e-mail address in one form: trimmed, half-width, lower-case, without mailto: and angle brackets. Null stays null. */
export const emailForm = (text: Sql): Sql =>
  sql`regexp_replace(trim(lower(${undressed(sql`trim(translate(${text}, ${WIDE}, ${NARROW}), ${EDGES})`)}), '<>" '), '^mailto:', '')`

/** Without a spreadsheet's ="…" or leading apostrophe. */
const undressed = (text: Sql): Sql => sql`regexp_replace(${text}, '^="?([^"]*)"?$|^''', '\\1')`
