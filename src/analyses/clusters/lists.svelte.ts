import { factByName } from '../../segments/facts/catalogue'
import { ident, join, sql, type Sql } from '../../sql/sql'
import { say } from '../../text/locale.svelte'
import type { MemberList, MemberListColumn } from '../page'
import type { RunResult } from '../runner'
import type { BoundsRow, ClusterData } from './clusters-view'
import type { Move } from './drift'
import { words } from './words'

const table = (result: RunResult, step: string): Sql => result.tables[step] ?? sql`(select 1 where false)`

const MEMBER = (): MemberListColumn => ({ key: 'member_id', label: say(words.member), type: 'text' })

function factColumn(name: string): MemberListColumn {
  const fact = factByName(name)
  const type = fact?.type === 'money' ? 'money' : fact?.type === 'category' ? 'text' : 'number'
  return { key: name, label: fact ? say(fact.label) : name, type }
}

/** Methods that say how firmly a member belongs: the probability of a mixture, the strength of HDBSCAN. */
const GRADED: ReadonlySet<string> = new Set(['mixture', 'hdbscan'])

/** Members of a cluster with its features and name; without one, those that got none. */
export function clusterList(
  result: RunResult,
  { features, fitted }: ClusterData,
  cluster: number | null,
  name: string,
): MemberList {
  const facts = [...features.numeric, ...features.categories].map((fact) => fact.name)
  const columns = facts.map((fact) => sql`f.${ident(fact)}`)
  const hasStrength = GRADED.has(fitted.method)
  const condition = cluster === null ? sql`m.cluster is null` : sql`m.cluster = ${cluster}`
  return {
    title: cluster === null ? say(words.asideList) : say(words.listTitle(name)),
    select: sql`select ${join([
      sql`m.member_id`,
      sql`m.cluster`,
      sql`${name} as cluster_name`,
      ...columns,
      sql`m.distance`,
      ...(hasStrength ? [sql`m.strength`] : []),
    ])}
from ${table(result, 'member_cluster')} as m
join ${table(result, 'cluster_facts')} as f on f.member_id = m.member_id where ${condition}`,
    sortBy: facts.includes('spent') ? 'spent' : (facts[0] ?? 'distance'),
    columns: [
      MEMBER(),
      { key: 'cluster_name', label: say(words.cluster), type: 'text' },
      ...facts.map(factColumn),
      { key: 'distance', label: say(words.distance), type: 'number' },
      ...(hasStrength ? [{ key: 'strength', label: say(words.strength), type: 'number' } as const] : []),
    ],
  }
}

/** The five hundred members nearest the centre. */
export const seedList = (result: RunResult, cluster: number, name: string): MemberList => ({
  title: say(words.seeds(name)),
  select: sql`select member_id, cluster, distance from ${table(result, 'member_cluster')}
where cluster = ${cluster} order by distance, "row" limit 500`,
  sortBy: 'distance',
  columns: [MEMBER(), { key: 'distance', label: say(words.distance), type: 'number' }],
})

/** Members whose value lies beyond the bounds. */
export function beyondList(result: RunResult, { feature, low, high }: BoundsRow): MemberList {
  const x = sql`${ident(feature)}::double`
  return {
    title: say(words.beyondList(factColumn(feature).label)),
    select: sql`select member_id, ${ident(feature)} from ${table(result, 'cluster_facts')}
where ${x} < ${low} or ${x} > ${high}`,
    sortBy: feature,
    columns: [MEMBER(), factColumn(feature)],
  }
}

export const movedList = (moved: Sql, { from, to }: Move, title: string): MemberList => ({
  title,
  select: sql`select member_id, was, "is" from (${moved}) where was = ${from} and "is" = ${to}`,
  sortBy: 'member_id',
  columns: [MEMBER()],
})
