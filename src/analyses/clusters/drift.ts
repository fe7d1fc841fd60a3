import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import { assigned, type Fitted } from './assign.sql'

/** Stands for members without a cluster: not yet there, a feature missing, out of the fences. */
export const NO_CLUSTER = 0

export interface Move {
  from: number
  to: number
  members: number
}

/**
 * Every member with the cluster that the fitted numbers give on an earlier day (was) and now (is); 0 for none. Both by
 * the same formula, so that who did not change did not move.
 */
export function movedMembers(fitted: Fitted, factsBefore: Sql, facts: Sql): Sql {
  return sql`select n.member_id, coalesce(b.cluster, ${NO_CLUSTER}) as was, coalesce(n.cluster, ${NO_CLUSTER}) as "is"
from (${assigned(fitted, facts)}) as n
left join (${assigned(fitted, factsBefore)}) as b on b.member_id = n.member_id`
}

/** Pairs of clusters with the members between them. */
export const moveCounts = (moved: Sql): Sql =>
  sql`select was, "is", count(*) as members from (${moved}) group by was, "is" order by was, "is"`

export const movesOf = (columns: Columns): Move[] =>
  rowObjects(columns).map((row) => ({
    from: Number(row['was']),
    to: Number(row['is']),
    members: Number(row['members']),
  }))

export interface SizeChange {
  cluster: number
  before: number
  now: number
  stayed: number
}

/** Sizes on both days, cluster by cluster. */
export const sizesOf = (moves: readonly Move[], clusters: readonly number[]): SizeChange[] =>
  clusters.map((cluster) => {
    const sum = (list: readonly Move[]) => list.reduce((total, { members }) => total + members, 0)
    return {
      cluster,
      before: sum(moves.filter(({ from }) => from === cluster)),
      now: sum(moves.filter(({ to }) => to === cluster)),
      stayed: sum(moves.filter(({ from, to }) => from === cluster && to === cluster)),
    }
  })
