import { ident, join, sql, type Sql } from '../../sql/sql'

/** What a segment asks of one feature. NaN where a side is open. */
export interface LeafCondition {
  name: string
  withMissing: boolean
  above: number
  upTo: number
  /** The categories, where it is a fact of categories. */
  levels: string[] | null
}

export interface Leaf {
  cluster: number
  n: number
  mean: number
  heldN: number
  heldMean: number
  conditions: LeafCondition[]
}

export interface TreeData {
  /** An UnfitCode, where there is no tree. */
  problem: string | null
  detail: number
  mean: number
  /** Share of the hold-out's variance. */
  r2: number
  leaves: Leaf[]
}

type Row = Record<string, string | number | null>

/** The facts that the kernel of segments gives, as leaves; the highest figure first. */
export function readTree(rows: readonly Row[]): TreeData {
  const of = (row: Row | undefined) => (row?.['value'] == null ? NaN : Number(row['value']))
  const problem = rows.find(({ kind }) => kind === 'problem')
  const figure = (name: string) => of(rows.find((row) => row['kind'] === 'figure' && row['name'] === name))
  const clusters = [...new Set(rows.flatMap(({ cluster }) => (cluster == null ? [] : [Number(cluster)])))]
  const leaves = clusters.map((cluster): Leaf => {
    const own = rows.filter((row) => Number(row['cluster']) === cluster && row['cluster'] !== null)
    const value = (kind: string) => of(own.find((row) => row['kind'] === kind))
    const features = own.filter(({ kind }) => kind === 'missing')
    return {
      cluster,
      n: value('n'),
      mean: value('mean'),
      heldN: value('held_out_n'),
      heldMean: value('held_out_mean'),
      conditions: features.map((feature) => {
        const name = String(feature['name'])
        const ofFeature = own.filter((row) => row['name'] === name)
        const isRange = ofFeature.some(({ kind }) => kind === 'above' || kind === 'up_to')
        const side = (kind: string) => ofFeature.find((row) => row['kind'] === kind)
        return {
          name,
          withMissing: of(feature) === 1,
          above: of(side('above')),
          upTo: of(side('up_to')),
          levels: isRange
            ? null
            : ofFeature.filter(({ kind }) => kind === 'level').map(({ label }) => String(label)),
        }
      }),
    }
  })
  return {
    problem: problem ? String(problem['name']) : null,
    detail: of(problem),
    mean: figure('mean'),
    r2: figure('held_out_r2'),
    leaves: leaves.sort((a, b) => b.mean - a.mean),
  }
}

/** Members of a leaf, of `attribute_members` under the alias m. */
export function leafWhere({ conditions }: Leaf): Sql {
  if (conditions.length === 0) return sql`true`
  return join(conditions.map(conditionWhere), ' and ')
}

function conditionWhere({ name, withMissing, above, upTo, levels }: LeafCondition): Sql {
  const column = sql`m.${ident(name)}`
  const parts: Sql[] = []
  if (levels) {
    if (levels.length > 0) parts.push(sql`${column} in (${join(levels.map((level) => sql`${level}`))})`)
  } else {
    const sides = [
      ...(Number.isFinite(above) ? [sql`${column}::double > ${above}`] : []),
      ...(Number.isFinite(upTo) ? [sql`${column}::double <= ${upTo}`] : []),
    ]
    // Above what is infinite is nobody: the leaf of those without the feature.
    if (above !== Infinity)
      parts.push(sides.length > 0 ? sql`(${join(sides, ' and ')})` : sql`${column} is not null`)
  }
  if (withMissing) parts.push(sql`${column} is null`)
  return parts.length === 0 ? sql`false` : sql`(${join(parts, ' or ')})`
}
