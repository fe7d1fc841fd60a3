import type { MemberFact } from '../../segments/facts/fact'
import { rowObjects } from '../../sql/rows'
import { ident, join, sql } from '../../sql/sql'
import type { RunResult } from '../runner'
import { boundsOf, tableOf, type Query } from './clusters-view'
import { featuresOf, type ClusterParameters } from './parameters'

/**
 * The features for which a member is in no cluster: 'missing', those she has no value of; 'outlier', those beyond
 * whose fences she lies.
 */
export async function inTheWay(
  run: RunResult,
  query: Query,
  member: string,
  aside: unknown,
): Promise<MemberFact[]> {
  if (aside !== 'missing' && aside !== 'outlier') return []
  const choices = rowObjects(await query(sql`select fact from ${tableOf(run, 'cluster_choices')}`))
  const known = new Set(choices.map(({ fact }) => String(fact)))
  const { numeric } = featuresOf(run.parameters as ClusterParameters, known)
  const columns = numeric.map(({ name }) => sql`${ident(name)}::double as ${ident(name)}`)
  const facts = await query(
    sql`select ${join(columns)} from ${tableOf(run, 'cluster_facts')} where member_id = ${member}`,
  )
  const [values = {}] = rowObjects(facts)
  const bounds = await boundsOf(run, query)
  return numeric.filter(({ name }) => {
    const value = values[name]
    if (value === null || value === undefined) return aside === 'missing'
    const fences = bounds.find(({ feature }) => feature === name)
    const isBeyond = Number(value) < (fences?.low ?? -Infinity) || Number(value) > (fences?.high ?? Infinity)
    return aside === 'outlier' && isBeyond
  })
}
