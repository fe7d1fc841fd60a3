import { LINK_TABLES } from '../cleaning/identity-plan'
import { shopTable } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import { keysWithoutId } from './records.sql'
import type { IdentitySource } from './sources'

/**
 * `identity_members`, the member that each record belongs to: record, key, system, original_id, cluster, member_id.
 * A cluster goes by the id of its record from the shop's own system, from the first file, that comes first in order;
 * ids of another system carry its name; who is known by contacts alone is called guest- and a part of their hash.
 */
export const members: Sql = sql`create or replace table identity_members as
with clustered as (
  select r.*, coalesce(c.cluster, r.record) as cluster
  from identity_records as r
  left join identity_clusters as c on c.record = r.record
),
named as (
  select
    cluster,
    case
      when member_id is null then concat('guest-', left(mark, 12))
      when system = '' then member_id
      else concat(system, ':', member_id)
    end as name
  from clustered
  qualify row_number() over (
    partition by cluster order by member_id is null, system <> '', source, system, length(member_id), member_id, mark
  ) = 1
)
select c.record, c.key, c.system, c.member_id as original_id, c.cluster, n.name as member_id
from clustered as c
join named as n on n.cluster = c.cluster`

/**
 * `member_crosswalk`, one row per record and file: source (the file's name), system, original_id (null: known by
 * contacts alone), member_id, evidence (the shared identifiers that link it, masked), confidence (0 to 1; 1 where an
 * identifier or a person says so), rows, first_row (1-based).
 */
export const crosswalk = (
  sources: readonly IdentitySource[],
  byLikeness: boolean,
): Sql => sql`create or replace table member_crosswalk as
with linking as (
  select record, string_agg(identifier, '; ' order by identifier) as evidence
  from (
    select distinct e.record, concat(i.kind, ' ', i.masked) as identifier
    from identity_evidence as e
    join identity_identifiers as i on i.kind = e.kind and i.value = e.value
    where i.reason is null and e.record in (select record from identity_clusters)
  )
  group by record
),
alike as (
  ${byLikeness ? alikeness : sql`select 0::uinteger as record, 1.0::double as probability where false`}
),
seen as (
  select key, source, sum(rows)::bigint as rows, min(first_row) as first_row
  from identity_tuples where key is not null group by key, source
)
select f.file as source, m.system, m.original_id, m.member_id, 
  nullif(concat_ws('; ', l.evidence, case when a.record is not null then concat('likeness ', round(a.probability, 3)) end), '') as evidence,
  coalesce(a.probability, 1.0)::double as confidence, s.rows, s.first_row
from identity_members as m
join seen as s on s.key = m.key
join (values ${join(sources.map(({ index, plan }) => sql`(${index}, ${plan.file.name})`))}) as f (source, file)
  on f.source = s.source
left join linking as l on l.record = m.record
left join alike as a on a.record = m.record
order by m.member_id, s.source, m.original_id, s.first_row`

/** The least probability among the pairs by which likeness joined a record: record, probability. */
const alikeness = sql`select record, min(probability) as probability
  from (
    select j.a as record, l.probability from identity_alike as j join identity_likeness as l on l.a = j.a and l.b = j.b
    union all
    select j.b, l.probability from identity_alike as j join identity_likeness as l on l.a = j.a and l.b = j.b
  )
  group by record`

/** Puts the linked id in the place of the original one, in the rows of a file as they were read. */
export function relabel(source: IdentitySource): Sql[] {
  const { rows, index, system, says } = source
  const byId = sql`update ${rows} as r set member_id = m.member_id
from identity_members as m
where r.source = ${index} and m.system = ${system} and m.original_id = r.member_id and m.member_id <> m.original_id`
  const byContacts = sql`update ${rows} as r set member_id = m.member_id
from (${keysWithoutId(source)}) as k, identity_members as m
where r.source = ${index} and r.source_row = k.source_row and m.key = k.key and r.member_id is null`
  // Ids first: the new id of a row without one must not be taken for an original one.
  return says ? [byId, byContacts] : [byId]
}

const ATTRIBUTES = shopTable('members')
  .columns.filter(({ name }) => name !== 'member_id')
  .map(({ name }) => ident(name))

/**
 * Rows of member lists that are one member's now: the first of them says for all, filled up by what the others know;
 * the others are set aside as an id seen before. A row that has a member now is no longer one without an id.
 */
export const mergeListed: readonly Sql[] = [
  sql`update listed_members set key = member_id, rule = nullif(rule, 'no_key') where member_id is not null`,
  sql`update listed_members as c
set ${join(ATTRIBUTES.map((column) => sql`${column} = coalesce(c.${column}, o.${column})`))}
from (
  select member_id, ${join(ATTRIBUTES.map((column) => sql`first(${column} order by source, source_row) filter (where ${column} is not null) as ${column}`))}
  from listed_members
  where rule is null
  group by member_id
  having count(*) > 1
) as o
where o.member_id = c.member_id and c.rule is null`,
  sql`update listed_members as c
set rule = 'repeated_key'
from (
  select source, source_row, row_number() over (partition by member_id order by source, source_row) as copy
  from listed_members
  where rule is null
) as n
where n.source = c.source and n.source_row = c.source_row and n.copy > 1`,
]

/** What sales say of their buyers, under the linked ids. */
export const buyerAttributes: Sql = sql`update buyer_attributes as b set member_id = m.member_id
from (
  select original_id, min(member_id) as member_id
  from identity_members
  where original_id is not null
  group by original_id
) as m
where m.original_id = b.member_id and m.member_id <> b.member_id`

/** Everything that linking makes, gone. */
export const clearLinks: readonly Sql[] = LINK_TABLES.map(
  (table) => sql`drop table if exists ${ident(table)}`,
)
