import { sql, type Sql } from '../sql/sql'

/** What the page of linked members asks of the tables that `findLinks` left. */

/** The members made of the most records: member_id, records, files, rows. */
export const largestClusters = (limit: number): Sql => sql`select
  m.member_id,
  count(distinct m.record) as records,
  count(distinct t.source) as files,
  sum(t.rows)::bigint as "rows"
from identity_members as m
join identity_tuples as t on t.key = m.key
where m.record in (select record from identity_clusters)
group by m.member_id
order by records desc, "rows" desc, m.member_id
limit ${limit}`

/** Identifiers that link nobody: identifier, kind, masked, records, rows, reason. The most records first. */
export const refusedIdentifiers = (limit: number, offset: number): Sql => sql`select
  identifier, kind, masked, records, rows, reason
from identity_identifiers
where reason is not null
order by records desc, identifier
limit ${limit} offset ${offset}`

/** Members whose id, or one of whose original ids, begins with what was typed: member_id, records. */
export const searchMembers = (text: string, limit: number): Sql => sql`select
  m.member_id, count(*) as records
from identity_members as m
where m.member_id in (
  select member_id from identity_members
  where starts_with(lower(member_id), lower(${text})) or starts_with(lower(original_id), lower(${text}))
)
group by m.member_id
order by length(m.member_id), m.member_id
limit ${limit}`

/** The records of one member: record, mark, original_id, system, files, rows, birthday, gender. */
export const recordsOf = (member: string, sources: readonly string[]): Sql => sql`select
  r.record, r.mark, m.original_id, r.system, f.files, r.rows, cast(r.birthday as varchar) as birthday, r.gender
from identity_members as m
join identity_records as r on r.record = m.record
join (
  select key, string_agg(name, ', ' order by source) as files
  from (select distinct key, source, ${nameOfSource(sources)} as name from identity_tuples as e)
  group by key
) as f on f.key = m.key
where m.member_id = ${member}
order by r.record`

/** Who carries an identifier: record, mark, original_id, system, member_id, rows, birthday, gender. */
export const recordsWith = (identifier: number): Sql => sql`select
  r.record, r.mark, m.original_id, r.system, m.member_id, r.rows, cast(r.birthday as varchar) as birthday, r.gender
from identity_identifiers as i
join (select distinct kind, value, record from identity_evidence) as e on e.kind = i.kind and e.value = i.value
join identity_records as r on r.record = e.record
join identity_members as m on m.record = r.record
where i.identifier = ${identifier}
order by r.record
limit 200`

/** What links the records of one member: identifier, kind, masked, mark, reason, original_id, source, rows, first_row. */
export const evidenceOf = (member: string, sources: readonly string[]): Sql => sql`select
  i.identifier, i.kind, i.masked, i.mark, i.reason, m.original_id,
  ${nameOfSource(sources)} as source, e.rows, e.first_row
from identity_members as m
join identity_evidence as e on e.record = m.record
join identity_identifiers as i on i.kind = e.kind and i.value = e.value
where m.member_id = ${member}
order by i.identifier, e.source, m.original_id, e.first_row
limit 200`

function nameOfSource(sources: readonly string[]): Sql {
  const branches = sources.map((name, index) => sql`when ${index} then ${name}`)
  return branches.length === 0
    ? sql`''`
    : sql`case e.source ${branches.reduce((all, one) => sql`${all} ${one}`)} end`
}

/** The mark of the record that goes by an original id, of the shop's own system first: mark, member_id. */
export const markOfId = (id: string): Sql => sql`select r.mark, m.member_id
from identity_records as r
join identity_members as m on m.record = r.record
where r.member_id = ${id}
order by r.system
limit 1`

/** One identifier: kind, masked, mark, reason. */
export const identifierNumbered = (identifier: number): Sql =>
  sql`select kind, masked, mark, reason from identity_identifiers where identifier = ${identifier}`
