import type { IdentifierKind } from '../cleaning/identity-plan'
import type { Database } from '../engine/database'
import { sql } from '../sql/sql'
import { rowObjects } from '../sql/rows'
import type { SharedBy } from './distribution'
import type { LikenessReport } from './likeness/score'

/** Why an identifier links nobody. */
export type RefusalReason =
  | 'told'
  | 'placeholder'
  | 'shared'
  | 'union_id'
  | 'birthday'
  | 'gender'
  | 'member_name'
  | 'too_large'
  | 'told_distinct'

/** What linking found. records = members before + guests; members after = clusters. */
export interface IdentityAccount {
  /** Rows of files that say whose they are, and of them rows that name nobody. */
  rows: number
  unidentified: number
  records: number
  /** Records with an id of their own: members before. */
  before: number
  /** Records known by contacts alone. */
  guests: number
  after: number
  /** Members made of two or more records. */
  clusters: number
  largest: number
  /** Per kind: identifiers that link, and how many joins of two groups of records they made. */
  links: { kind: IdentifierKind; identifiers: number; joined: number }[]
  refused: { reason: RefusalReason; identifiers: number }[]
  /** The most records an identifier may have: in force, and as the data proposes. */
  shared: number
  proposedShared: number
  distribution: SharedBy[]
  /** Pairs that likeness joined, and how it was estimated; null where it is not used or cannot be. */
  alike: number
  likeness: LikenessReport | null
}

export async function accountForLinks(
  db: Database,
  found: Pick<IdentityAccount, 'shared' | 'proposedShared' | 'distribution' | 'likeness'>,
): Promise<IdentityAccount> {
  const [counts] = rowObjects(
    await db.query(sql`select
  (select coalesce(sum(rows), 0)::bigint from identity_tuples) as "rows",
  (select coalesce(sum(rows), 0)::bigint from identity_tuples where key is null) as unidentified,
  (select count(*) from identity_records) as records,
  (select count(*) from identity_records where member_id is not null) as before,
  (select count(distinct cluster) from identity_members) as after,
  (select count(distinct cluster) from identity_clusters) as clusters,
  (select coalesce(max(n), 0) from (select count(*) as n from identity_clusters group by cluster)) as largest,
  (select count(*) from identity_alike) as alike`),
  )
  const links = rowObjects(
    await db.query(sql`select kind, count(*) as identifiers, sum(joined)::bigint as joined
from identity_identifiers where reason is null group by kind order by min(identifier)`),
  )
  const refused = rowObjects(
    await db.query(sql`select reason, count(*) as identifiers
from identity_identifiers where reason is not null group by reason order by 2 desc, 1`),
  )
  const count = (name: string) => Number(counts?.[name] ?? 0)
  return {
    rows: count('rows'),
    unidentified: count('unidentified'),
    records: count('records'),
    before: count('before'),
    guests: count('records') - count('before'),
    after: count('after'),
    clusters: count('clusters'),
    largest: count('largest'),
    alike: count('alike'),
    links: links.map((row) => ({
      kind: String(row['kind']) as IdentifierKind,
      identifiers: Number(row['identifiers']),
      joined: Number(row['joined']),
    })),
    refused: refused.map((row) => ({
      reason: String(row['reason']) as RefusalReason,
      identifiers: Number(row['identifiers']),
    })),
    ...found,
  }
}
