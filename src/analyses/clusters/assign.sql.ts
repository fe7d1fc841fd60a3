import { cholesky, invert } from '../../numerics/invert'
import type { MemberFact } from '../../segments/facts/fact'
import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import type { Model, FeatureScale, ModelCluster } from './model'
import type { Features } from './parameters'
import { reasonOf, treated, type Bounds, type Treatment } from './treatment.sql'

/** Bounds of a feature as the run found them. */
export interface FoundBounds {
  feature: string
  median: number | null
  low: number | null
  high: number | null
}

export interface Fitted {
  method: string
  scaling: string
  model: Model
  features: Features
  bounds: readonly FoundBounds[]
  treatment: Treatment
}

/** Whether new members can be given a cluster by a formula: not where clusters have no centre, nor where none was fitted. */
export const canAssign = ({ method, model }: Fitted): boolean =>
  method !== 'hdbscan' && model.problem === null && model.clusters.length > 0

/**
 * SELECT of member_id and cluster (null where a feature is missing or out of the fences) for every row of `source`,
 * which has the columns of member_facts: the fitted numbers as literals, so that it runs wherever the facts are. Least
 * distance to the centre (k-prototypes: and γ for each category that differs; mixtures: highest weighted density), the
 * first of equals.
 */
export function assigned(fitted: Fitted, source: Sql): Sql {
  const { features, model } = fitted
  const varying = model.scales.filter(({ isConstant }) => !isConstant)
  const ranked = fitted.scaling === 'rank' ? varying : []
  const categories = features.categories.map(({ name }) => ident(name))
  const scaled = varying.map(
    (scale) => sql`${scaleExpression(scale, fitted.scaling)} as ${ident(scale.name)}`,
  )
  const costs = model.clusters.map((cluster) => costOf(cluster, fitted, varying))
  const names = costs.map((_, i) => ident(`d${String(i + 1)}`))
  const least = sql`least(${join(names)})`
  const cases = names.map((name, i) => sql`when ${name} <= ${least} then ${i + 1}`)
  const one = names[0] ?? sql`null`
  return sql`with treated as (
  select
    member_id, ${reasonOf(
      features,
      features.numeric.map((fact) => boundsOf(fact, fitted)),
      fitted.treatment,
    )} as aside${columns([
      ...features.numeric.map(
        (fact) => sql`${treated(fact, boundsOf(fact, fitted), fitted.treatment)} as ${ident(fact.name)}`,
      ),
      ...features.categories.map(({ name }) => sql`${ident(name)}::varchar as ${ident(name)}`),
    ])}
  from ${source}
),
scaled as (
  select member_id${columns([...scaled, ...categories])}
  from treated${join(ranked.map(knotJoin), ' ')}
  where aside is null
),${reduced(model, varying, categories)}
distances as (
  select member_id, ${join(costs.map((cost, i) => sql`${cost} as ${names[i] ?? empty}`))}
  from ${model.components.length > 0 ? sql`reduced` : sql`scaled`}
)
select t.member_id, case ${join([sql`when ${one} is null then null`, ...cases], ' ')} end as cluster
from treated as t left join distances as d on d.member_id = t.member_id`
}

const columns = (list: readonly Sql[]): Sql => (list.length === 0 ? empty : sql`,\n    ${join(list)}`)

function boundsOf({ name }: MemberFact, { bounds }: Fitted): Bounds {
  const found = bounds.find(({ feature }) => feature === name)
  return {
    median: sql`${found?.median ?? null}`,
    low: sql`${found?.low ?? null}`,
    high: sql`${found?.high ?? null}`,
  }
}

function scaleExpression({ name, shift, by }: FeatureScale, scaling: string): Sql {
  const x = ident(name)
  switch (scaling) {
    case 'log':
      return sql`(sign(${x}) * ln(1 + abs(${x})) - ${shift}) / ${by}`
    case 'rank': {
      const k = `k_${name}`
      return sql`${ident(k, 'place')} + coalesce((${x} - ${ident(k, 'from')}) * ${ident(k, 'slope')}, 0)`
    }
    default:
      return sql`(${x} - ${shift}) / ${by}`
  }
}

/** The piece of the rank curve that a value falls on: its place between the knots, flat beyond the outermost. */
function knotJoin({ name, knots, places }: FeatureScale): Sql {
  const pieces = [
    sql`(null, ${knots[0] ?? 0}, ${places[0] ?? 0}, 0)`,
    ...knots.slice(1).map((to, i) => {
      const [from = 0, low = 0, high = 0] = [knots[i], places[i], places[i + 1]]
      return sql`(${from}, ${to}, ${low}, ${(high - low) / (to - from)})`
    }),
    sql`(${knots.at(-1) ?? 0}, null, ${places.at(-1) ?? 0}, 0)`,
  ]
  const [x, k] = [ident('treated', name), `k_${name}`]
  return sql`
  join (
    select "from"::double as "from", "to"::double as "to", place::double as place, slope::double as slope
    from (values ${join(pieces)}) as v("from", "to", place, slope)
  ) as ${ident(k)} on (${x} >= ${ident(k, 'from')} or ${ident(k, 'from')} is null)
    and (${x} < ${ident(k, 'to')} or ${ident(k, 'to')} is null)`
}

function reduced(
  { components, componentMeans, coordinates }: Model,
  varying: FeatureScale[],
  others: Sql[],
): Sql {
  if (components.length === 0) return empty
  const projected = coordinates.map((name, c) => {
    const terms = varying.map((scale) => {
      const loading = components[c]?.loadings.find((one) => one.name === scale.name)?.value ?? 0
      return sql`(${ident(scale.name)} - ${componentMeans.get(scale.name) ?? 0}) * ${loading}`
    })
    return sql`${sum(terms)} as ${ident(name)}`
  })
  return sql`
reduced as (
  select member_id${columns([...projected, ...others])}
  from scaled
),`
}

/** What it costs a member to be in a cluster. */
function costOf(cluster: ModelCluster, { method, model }: Fitted, varying: readonly FeatureScale[]): Sql {
  const names = model.coordinates.length > 0 ? model.coordinates : varying.map(({ name }) => name)
  const apart = names.map((name, j) => sql`(${ident(name)} - ${cluster.centre[j] ?? 0})`)
  if (method === 'mixture') return densityCost(cluster, apart)
  const squares = apart.map((one) => sql`${one} * ${one}`)
  const gamma = model.figures['gamma'] ?? 0
  const differing = cluster.modes.map(
    ({ name, level }) => sql`case when ${ident(name)} is distinct from ${level} then ${gamma} else 0 end`,
  )
  return sum(method === 'kPrototypes' ? [...squares, ...differing] : squares)
}

/** −2 ln of the weighted density, less what is the same for all. */
function densityCost({ covariance, weight }: ModelCluster, apart: readonly Sql[]): Sql {
  const n = apart.length
  const matrix = Float64Array.from(covariance)
  const precision = invert(matrix, n)
  const root = cholesky(matrix, n)
  if (!precision || !root) throw new Error('A covariance has no inverse.')
  let logDeterminant = 0
  for (let j = 0; j < n; j++) logDeterminant += 2 * Math.log(root[j * n + j] ?? NaN)
  const terms: Sql[] = [sql`${logDeterminant - 2 * Math.log(weight ?? NaN)}`]
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      const factor = (precision[a * n + b] ?? 0) * (a === b ? 1 : 2)
      terms.push(sql`${factor} * ${apart[a] ?? empty} * ${apart[b] ?? empty}`)
    }
  }
  return sum(terms)
}

const sum = (terms: readonly Sql[]): Sql =>
  terms.length === 0 ? sql`0` : terms.reduce((left, right) => sql`${left} + ${right}`)
