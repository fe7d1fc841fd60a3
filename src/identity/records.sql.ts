import type { IdentifierKind } from '../cleaning/identity-plan'
import { rawTable } from '../cleaning/load.sql'
import { readColumn } from '../cleaning/typed.sql'
import { ident, join, sql, type Sql } from '../sql/sql'
import {
  emailFromText,
  genderCode,
  isPlaceholder,
  markOf,
  masked,
  phoneFromText,
  tellingBirthday,
} from './normal.sql'
import { ATTRIBUTE_ROLES, CONTACT_ROLES, type IdentitySource } from './sources'

/**
 * `identity_tuples`, what each file says of its members, each combination once: source, system, member_id, phone,
 * email, union_id, member_name, birthday, gender, city, address, rows, first_row (1-based), key. `key` names the
 * record: the system and id; without an id the contacts together; null where a row says neither.
 */
export const tuples = (
  sources: readonly IdentitySource[],
): Sql => sql`create or replace table identity_tuples as
select *, ${keyOf} as key
from (
${join(sources.map(tuplesOf), '\nunion all\n')}
)`

const keyOf = sql`case
    when member_id is not null then concat('m', chr(31), system, chr(31), member_id)
    when coalesce(union_id, phone, email) is not null then
      concat('c', chr(31), left(sha256(concat_ws(chr(31), coalesce(union_id, ''), coalesce(phone, ''), coalesce(email, ''))), 24))
  end`

/** Names that no header can have. */
const MEMBER = ident('\u0001member')
const COUNT = ident('\u0001rows')
const FIRST = ident('\u0001first')

function tuplesOf(source: IdentitySource): Sql {
  const { index, plan, rows, system } = source
  const named = [...CONTACT_ROLES, ...ATTRIBUTE_ROLES].flatMap((role) => plan.mapping[role] ?? [])
  const columns = [...new Set(named)].map((name) => ident(name))
  // Grouped as written first: reading is dear, and most rows repeat what others say.
  const written =
    columns.length === 0
      ? sql`select member_id as ${MEMBER}, count(*) as ${COUNT}, min(source_row) as ${FIRST}
    from ${rows} where source = ${index} group by member_id`
      : sql`select b.member_id as ${MEMBER}, ${join(columns.map((column) => sql`f.${column}`))}, count(*) as ${COUNT}, min(b.source_row) as ${FIRST}
    from ${rows} as b join ${rawTable(index)} as f on f.rowid = b.source_row - 1
    where b.source = ${index} group by all`
  return sql`select
    ${index}::usmallint as source, ${system} as system, ${readRoles(source, MEMBER)},
    sum(${COUNT})::bigint as rows, min(${FIRST}) as first_row
  from (${written})
  group by all`
}

/** The record that a row without an id belongs to, for rows of the raw table: row, key. */
export const keysWithoutId = (source: IdentitySource): Sql => sql`select source_row, ${keyOf} as key
from (
  select rowid + 1 as source_row, ${source.system} as system, ${readRoles(source, sql`cast(null as varchar)`)}
  from ${rawTable(source.index)}
  where rowid + 1 in (select source_row from ${source.rows} where source = ${source.index} and member_id is null)
)`

function readRoles({ plan, idIs }: IdentitySource, member: Sql): Sql {
  const text = (role: string): Sql | null => {
    const name = plan.mapping[role]
    return name === undefined ? null : sql`cast(${ident(name)} as varchar)`
  }
  const phone = text('phone') ?? (idIs === 'phone' ? member : null)
  const email = text('email') ?? (idIs === 'email' ? member : null)
  const none = sql`cast(null as varchar)`
  return sql`${member} as member_id,
    ${phone ? phoneFromText(phone) : none} as phone,
    ${email ? emailFromText(email) : none} as email,
    ${readColumn(plan, 'union_id', 'id')} as union_id,
    ${readColumn(plan, 'member_name', 'text')} as member_name,
    ${tellingBirthday(readColumn(plan, 'birthday', 'date'))} as birthday,
    ${genderCode(readColumn(plan, 'gender', 'text'))} as gender,
    ${readColumn(plan, 'city', 'text')} as city,
    ${readColumn(plan, 'address', 'text')} as address`
}

/**
 * `identity_records`, one row per record, numbered from 0 in the order of their keys, so that the order of files and
 * rows says nothing: record, key, mark, system, member_id (null: known by contacts alone), source (the first),
 * rows, and what all its rows agree on: birthday, gender, union_id; one of its names, cities, addresses, contacts.
 */
export const records: Sql = sql`create or replace table identity_records as
select (row_number() over (order by key) - 1)::uinteger as record, ${markOf(sql`key`)} as mark, *
from (
  select
    key,
    any_value(system) as system,
    any_value(member_id) as member_id,
    min(source) as source,
    sum(rows)::bigint as rows,
    case when min(birthday) = max(birthday) then min(birthday) end as birthday,
    case when min(gender) = max(gender) then min(gender) end as gender,
    case when min(union_id) = max(union_id) then min(union_id) end as union_id,
    min(member_name) as member_name,
    min(city) as city,
    min(address) as address,
    min(phone) as phone,
    min(email) as email
  from identity_tuples
  where key is not null
  group by key
)`

/** Kinds of which a file gives hashes: there all values are compared as hashes. */
export const hashedKinds: Sql = sql`select
  coalesce(bool_or(length(union_id) = 64), false) as union_id,
  coalesce(bool_or(length(phone) = 64), false) as phone,
  coalesce(bool_or(length(email) = 64), false) as email
from identity_tuples`

/**
 * `identity_evidence`, which record has which identifier, by which file: record, kind, value, masked, placeholder,
 * source, rows, first_row.
 */
export function evidence(kinds: readonly IdentifierKind[], hashed: ReadonlySet<IdentifierKind>): Sql {
  const parts = kinds.map((kind) => {
    const column = ident(kind)
    const value = hashed.has(kind)
      ? sql`case when length(${column}) = 64 then ${column} else sha256(${column}) end`
      : column
    return sql`select
    key, ${kind} as kind, ${value} as value, ${masked(kind, value)} as masked,
    ${isPlaceholder(kind, column)} as placeholder, source, rows, first_row
  from identity_tuples where ${column} is not null and key is not null`
  })
  const none = sql`select key, '' as kind, '' as value, '' as masked, false as placeholder, source, rows, first_row
  from identity_tuples where false`
  return sql`create or replace table identity_evidence as
select r.record, e.kind, e.value, any_value(e.masked) as masked, bool_or(e.placeholder) as placeholder, e.source,
  sum(e.rows)::bigint as rows, min(e.first_row) as first_row
from (
  ${parts.length === 0 ? none : join(parts, '\nunion all\n')}
) as e
join identity_records as r on r.key = e.key
group by r.record, e.kind, e.value, e.source`
}

/** How many identifiers of each kind are shared by how many records: kind, records, identifiers. */
export const distribution: Sql = sql`select kind, records, count(*) as identifiers
from (
  select kind, value, count(distinct record) as records
  from identity_evidence where not placeholder group by kind, value
)
group by kind, records
order by kind, records`
