import { emailForm, phoneForm } from '../ingest/standard/contacts.sql'
import { isMissing } from '../ingest/values.sql'
import { sql, type Sql } from '../sql/sql'

/**
 * Identifiers in the one form in which they are compared. What holds nothing, or cannot be what the column says, is
 * null. A SHA-256 in hexadecimal is taken as it is, in lower case: some systems give contacts out hashed.
 */

/** A phone as `phoneForm` writes it, without the plus, and without +1 before ten digits. */
export function phoneFromText(column: Sql): Sql {
  const national = sql`regexp_replace(lower(${phoneForm(column)}), '^[+]1([2-9][0-9]{9})$|^[+]', '\\1')`
  // Most are written plainly: the slow way is for the others.
  return sql`case when regexp_full_match(${column}, '1[3-9][0-9]{9}') then ${column} when ${isMissing(column)} then null else nullif(regexp_extract(${national}, '^(?:[0-9]{7,15}|[0-9a-f]{64})$'), '') end`
}

/** An e-mail address as `emailForm` writes it. */
export const emailFromText = (column: Sql): Sql =>
  sql`case when regexp_full_match(${column}, '[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+([.][a-z0-9-]+)+') then ${column} when ${isMissing(column)} then null else nullif(regexp_extract(${emailForm(column)}, ${EMAIL}), '') end`

const EMAIL = '^(?:[^@\\s,;<>]+@[^@\\s,;<>]+[.][^@\\s,;<>.]+|[0-9a-f]{64})$'

/** A birthday that may speak against a link: not the first of January, nor a day that programs write for none. */
export const tellingBirthday = (date: Sql): Sql =>
  sql`case when ${date} > date '1900-01-02' and not (month(${date}) = 1 and day(${date}) = 1) then ${date} end`

/** A gender in its one form as f or m, else null. */
export const genderCode = (gender: Sql): Sql =>
  sql`case ${gender} when 'female' then 'f' when 'male' then 'm' end`

/**
 * Whether a normal value is one that people type to get past a form: a phone whose last seven digits are the same
 * (13800000000, 0000000), rows of digits (12345678), the number of adverts 13800138000; an address at example.com or
 * test.com, or one called test, none, no-reply.
 */
export const isPlaceholder = (kind: 'phone' | 'email' | 'union_id', value: Sql): Sql => {
  switch (kind) {
    case 'phone':
      return sql`(right(${value}, 7) = repeat(right(${value}, 1), 7) or contains(${value}, '1234567') or contains(${value}, '87654321') or ${value} in ('13800138000', '18888888888', '13888888888'))`
    case 'email':
      return sql`(regexp_matches(${value}, '^(test|tests|testing|none|no|na|nil|null|unknown|nobody|noemail|nomail|no-?reply|donotreply|anonymous|guest|example|asdf|xxx+|aaa+|123|1234|12345|123456|a|x|user|wu|meiyou)[0-9]{0,3}@') or regexp_matches(${value}, '@(example|test|invalid|localhost|none|noemail|nomail)[.]'))`
    case 'union_id':
      return sql`(length(${value}) < 6 or ${value} = repeat(left(${value}, 1), length(${value})))`
  }
}

/** A value as it may be shown: 138****5678, z***@163.com, the beginning of a hash. */
export const masked = (kind: 'phone' | 'email' | 'union_id', value: Sql): Sql => {
  const hash = sql`when ${value} is null then null when length(${value}) = 64 then concat(left(${value}, 8), '…')`
  switch (kind) {
    case 'phone':
      return sql`case ${hash} when length(${value}) >= 11 then concat(left(${value}, 3), '****', right(${value}, 4)) else concat(left(${value}, 2), '****', right(${value}, 2)) end`
    case 'email':
      return sql`case ${hash} else concat(left(${value}, 1), '***@', split_part(${value}, '@', 2)) end`
    case 'union_id':
      return sql`case ${hash} else concat(left(${value}, 4), '…', right(${value}, 2)) end`
  }
}

/** The name by which decisions know a value or a member: the first 16 digits of its SHA-256. */
export const markOf = (value: Sql): Sql => sql`left(sha256(${value}), 16)`
