import type { Contradiction } from '../cleaning/identity-plan'
import type { RefusalReason } from './account'
import { clusterRecords, LINKED, TOLD_DISTINCT, TOO_LARGE } from './clusters'

/** Who has which identifier, as columns: one row per identifier and record, the strongest identifier first. */
export interface LinkColumns {
  identifier: Float64Array
  /** 1 where the identifier links whatever speaks against it. */
  forced: Float64Array
  record: Float64Array
  /** Per attribute in which records may contradict: a code per record, NaN where unknown. */
  attributes: readonly { name: Contradiction; codes: Float64Array }[]
  records: number
  /** Records taken out by hand; pairs told to be one person, and two (two numbers each). */
  apart: readonly number[]
  together: readonly number[]
  distinct: readonly number[]
  /** Pairs linked by likeness, the likeliest first. */
  alike: { a: Float64Array; b: Float64Array }
  largest: number
}

/** What came of it, as CSV files that the engine reads. */
export interface LinkResult {
  /** identifier, reason ('' where it links), joined. */
  identifiers: Blob
  /** record, cluster: the records of clusters of two or more. */
  clusters: Blob
  /** a, b: pairs that likeness joined. */
  alike: Blob
}

/** Turns columns into groups, clusters them, and writes what came of it. */
export function solveLinks(columns: LinkColumns): LinkResult {
  const { identifier, record, forced, attributes, records, alike } = columns
  const ids: number[] = []
  const offsets: number[] = []
  const forcedGroups: number[] = []
  for (let i = 0; i < identifier.length; i++) {
    if (i > 0 && identifier[i] === identifier[i - 1]) continue
    ids.push(identifier[i] as number)
    offsets.push(i)
    forcedGroups.push(forced[i] as number)
  }
  for (let pair = 0; pair < alike.a.length; pair++) {
    offsets.push(identifier.length + 2 * pair)
    forcedGroups.push(0)
  }
  offsets.push(identifier.length + 2 * alike.a.length)
  const members = new Uint32Array(identifier.length + 2 * alike.a.length)
  members.set(record)
  alike.a.forEach((a, pair) => members.set([a, alike.b[pair] as number], record.length + 2 * pair))
  const apart = new Uint8Array(records)
  for (const taken of columns.apart) apart[taken] = 1
  const { cluster, refused, joined } = clusterRecords({
    records,
    offsets: Uint32Array.from(offsets),
    members,
    forced: Uint8Array.from(forcedGroups),
    attributes: attributes.map(({ codes }) =>
      Int32Array.from(codes, (code) => (Number.isNaN(code) ? -1 : code)),
    ),
    apart,
    together: Uint32Array.from(columns.together),
    distinct: Uint32Array.from(columns.distinct),
    largest: columns.largest,
  })
  const reason = (code: number): RefusalReason | '' => {
    if (code === LINKED) return ''
    if (code === TOO_LARGE) return 'too_large'
    return code === TOLD_DISTINCT ? 'told_distinct' : (attributes[code - 1]?.name ?? '')
  }
  const told = ids.map((id, group) => `${id},${reason(refused[group] ?? 0)},${joined[group] ?? 0}`)
  const byLikeness = Array.from(alike.a, (a, pair) => `${a},${alike.b[pair]}`).filter(
    (_, pair) => (joined[ids.length + pair] ?? 0) > 0,
  )
  return {
    identifiers: csv('identifier,reason,joined', told),
    clusters: csv('record,cluster', linkedRecords(cluster)),
    alike: csv('a,b', byLikeness),
  }
}

function linkedRecords(cluster: Uint32Array): string[] {
  const size = new Uint32Array(cluster.length)
  for (const label of cluster) size[label] = (size[label] ?? 0) + 1
  const lines: string[] = []
  cluster.forEach((label, record) => {
    if ((size[label] ?? 0) > 1) lines.push(`${record},${label}`)
  })
  return lines
}

const csv = (header: string, lines: readonly string[]): Blob => new Blob([[header, ...lines, ''].join('\n')])
