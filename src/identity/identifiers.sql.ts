import { IDENTIFIER_KINDS, type Contradiction, type IdentityPlan } from '../cleaning/identity-plan'
import { ident, join, sql, type Sql } from '../sql/sql'
import { markOf } from './normal.sql'

/**
 * `identity_identifiers`, every identifier of two or more records, numbered from 0, the strongest first (kind, then
 * the fewest records, then the value): identifier, kind, value, masked, mark, records, rows, sources, forced, and
 * `reason`, why it links nobody: told (refused by hand), placeholder, shared (by more records than `shared`); else null.
 */
export const identifiers = (
  plan: IdentityPlan,
  shared: number,
): Sql => sql`create or replace table identity_identifiers as
select
  (row_number() over (order by ${strength}, records, kind, value) - 1)::uinteger as identifier,
  *,
  mark in (${marks(plan, 'accept')}) as forced,
  case
    when mark in (${marks(plan, 'accept')}) then null
    when mark in (${marks(plan, 'refuse')}) then 'told'
    when placeholder then 'placeholder'
    when records > ${shared} then 'shared'
  end as reason,
  0::uinteger as joined
from (
  select
    kind, value, any_value(masked) as masked, ${markOf(sql`concat(kind, ':', value)`)} as mark,
    count(distinct record) as records, sum(rows)::bigint as rows, count(distinct source) as sources,
    bool_or(placeholder) as placeholder
  from identity_evidence
  group by kind, value
  having count(distinct record) > 1
)`

const strength = sql`case kind ${join(
  IDENTIFIER_KINDS.map((kind, i) => sql`when ${kind} then ${i}`),
  ' ',
)} end`

const marks = (plan: IdentityPlan, decision: 'accept' | 'refuse'): Sql => {
  const told = plan.decisions.flatMap((made) => (made.decision === decision ? [sql`${made.value}`] : []))
  return told.length === 0 ? sql`''` : join(told)
}

/** Who has which of the identifiers that may link: identifier, forced, record; in the order in which they are tried. */
export const groups: Sql = sql`select i.identifier, i.forced::integer as forced, e.record
from identity_identifiers as i
join (select distinct kind, value, record from identity_evidence) as e on e.kind = i.kind and e.value = i.value
where i.reason is null
order by i.identifier, e.record`

const CODES: Readonly<Record<Contradiction, Sql>> = {
  union_id: sql`case when union_id is not null then dense_rank() over (order by union_id) end`,
  birthday: sql`date_diff('day', date '1900-01-01', birthday)`,
  gender: sql`case gender when 'f' then 0 when 'm' then 1 end`,
  member_name: sql`case when member_name is not null then dense_rank() over (order by lower(member_name)) end`,
}

/** What may contradict, of every record as whole numbers, null where unknown; in the order of the records. */
export const attributeCodes = (names: readonly Contradiction[]): Sql => sql`select ${join([
  sql`record`,
  ...names.map((name) => sql`${CODES[name]} as ${ident(name)}`),
])}
from identity_records
order by record`

/** The records that decisions speak of: mark, record. */
export function markedRecords(plan: IdentityPlan): Sql {
  const told = plan.decisions.flatMap((made) =>
    made.decision === 'link' || made.decision === 'distinct'
      ? made.members
      : made.decision === 'unlink'
        ? [made.member]
        : [],
  )
  const wanted = told.length === 0 ? sql`false` : sql`mark in (${join(told.map((mark) => sql`${mark}`))})`
  return sql`select mark, record from identity_records where ${wanted}`
}

/** Takes in what the clustering said of the identifiers: a CSV of identifier, reason, joined. */
export const outcomeOfIdentifiers = (path: string): Sql => sql`update identity_identifiers as i
set reason = coalesce(i.reason, nullif(o.reason, '')), joined = o.joined
from read_csv(${path}, header = true, auto_detect = false, delim = ',', columns = {
  'identifier': 'UINTEGER', 'reason': 'VARCHAR', 'joined': 'UINTEGER'
}) as o
where o.identifier = i.identifier`

/** `identity_clusters`, the records of clusters of two or more: record, cluster (its least record). */
export const clusters = (path: string): Sql => sql`create or replace table identity_clusters as
select *
from read_csv(${path}, header = true, auto_detect = false, delim = ',', columns = {
  'record': 'UINTEGER', 'cluster': 'UINTEGER'
})`

/** Pairs of `identity_likeness` at least this likely, the likeliest first: a, b. */
export const alikePairs = (threshold: number): Sql => sql`select a, b from identity_likeness
where probability >= ${threshold}
order by probability desc, a, b`

/** `identity_alike`, the pairs that likeness joined: a, b. */
export const alike = (path: string): Sql => sql`create or replace table identity_alike as
select *
from read_csv(${path}, header = true, auto_detect = false, delim = ',', columns = {'a': 'UINTEGER', 'b': 'UINTEGER'})`
