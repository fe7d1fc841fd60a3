import { rowObjects } from '../../sql/rows'
import { ident, join, sql, type Sql } from '../../sql/sql'
import type { Query } from './clusters-view'

/** Two features that say nearly the same of each member, and how they correlate as they are scaled. */
export interface Alike {
  pair: readonly [string, string]
  r: number
  /** Further pairs of which the same is true. */
  others: number
}

/** Members that are looked at: the first by md5(member_id). */
const MOST = 20_000
/** Four fifths of the variance shared. */
const LIKE = 0.9

/** The two features that correlate most, where they do so far that what they share is counted twice; null otherwise. */
export async function mostAlike(
  rows: Sql,
  features: readonly string[],
  scaling: string,
  query: Query,
): Promise<Alike | null> {
  if (features.length < 2) return null
  const pairs = features.flatMap((a, i) =>
    features.slice(i + 1).map((b): readonly [string, string] => [a, b]),
  )
  const [row] = rowObjects(await query(correlations(rows, features, pairs, scaling)))
  const found = pairs
    .map((pair, i) => ({ pair, r: Number(row?.[`r_${String(i)}`] ?? NaN) }))
    .filter(({ r }) => Math.abs(r) >= LIKE)
    .sort((a, b) => Math.abs(b.r) - Math.abs(a.r))
  return found[0] ? { ...found[0], others: found.length - 1 } : null
}

const correlations = (
  rows: Sql,
  features: readonly string[],
  pairs: readonly (readonly [string, string])[],
  scaling: string,
): Sql => sql`select ${join(
  pairs.map(([a, b], i) => sql`corr(${ident(a)}, ${ident(b)}) as ${ident(`r_${String(i)}`)}`),
)} from (
  select ${join(features.map((name) => sql`${scaled(ident(name), scaling)} as ${ident(name)}`))}
  from ${rows} where aside is null and "row" <= ${MOST}
)`

function scaled(value: Sql, scaling: string): Sql {
  if (scaling === 'log') return sql`sign(${value}) * ln(1 + abs(${value}))`
  return scaling === 'rank' ? sql`rank() over (order by ${value})` : value
}
