import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'

/** How a feature becomes a coordinate (see `FeatureScale` of the kernels). */
export interface FeatureScale {
  name: string
  isConstant: boolean
  shift: number
  by: number
  knots: number[]
  places: number[]
}

export interface Component {
  variance: number
  share: number
  loadings: { name: string; value: number }[]
}

export interface Merge {
  id: number
  left: number
  right: number
  height: number
  size: number
}

export interface ModelCluster {
  /** From 1. */
  cluster: number
  size: number
  /** `row` of the member nearest the centre. */
  nearest: number | null
  /** By coordinate. */
  centre: number[]
  /** By feature, as clustered: standardised difference to the rest. */
  effects: Map<string, number>
  modes: { name: string; level: string | null; share: number }[]
  weight: number | null
  /** width × width, of a mixture. */
  covariance: number[]
}

/** A fitted model in numbers, read from the long table that `clusterModel` gives. */
export interface Model {
  problem: { code: string; detail: number } | null
  figures: Readonly<Record<string, number>>
  scales: FeatureScale[]
  components: Component[]
  /** Mean of each scaled feature that is projected. */
  componentMeans: Map<string, number>
  coordinates: string[]
  clusters: ModelCluster[]
  merges: Merge[]
}

type Fact = Record<string, string | number | null>

export function modelOf(columns: Columns): Model {
  const facts = rowObjects(columns)
  const kinds = new Map<string, Fact[]>()
  for (const fact of facts) {
    const kind = String(fact['kind'])
    const list = kinds.get(kind)
    if (list) list.push(fact)
    else kinds.set(kind, [fact])
  }
  const of = (kind: string) => kinds.get(kind) ?? []
  const problem = of('problem')[0]
  return {
    problem: problem ? { code: nameOf(problem), detail: valueOf(problem) } : null,
    figures: Object.fromEntries(of('figure').map((fact) => [nameOf(fact), valueOf(fact)])),
    scales: of('constant').map((constant) => scaleOf(constant, of)),
    components: componentsOf(of),
    componentMeans: byName(of('component_mean')),
    coordinates: [...new Set(of('centre').map(nameOf))],
    clusters: of('size').map((size) => clusterOf(size, of)),
    merges: of('merge_left').map((left, i) => ({
      id: placeOf(left),
      left: valueOf(left),
      right: valueOf(of('merge_right')[i]),
      height: valueOf(of('merge_height')[i]),
      size: valueOf(of('merge_size')[i]),
    })),
  }
}

type Of = (kind: string) => Fact[]

const nameOf = (fact: Fact | undefined): string => String(fact?.['name'] ?? '')
const valueOf = (fact: Fact | undefined): number => Number(fact?.['value'] ?? NaN)
const placeOf = (fact: Fact): number => Number(fact['position'])
const byName = (facts: Fact[]): Map<string, number> =>
  new Map(facts.map((fact) => [nameOf(fact), valueOf(fact)]))

function scaleOf(constant: Fact, of: Of): FeatureScale {
  const name = nameOf(constant)
  const own = (kind: string) => of(kind).filter((fact) => nameOf(fact) === name)
  return {
    name,
    isConstant: valueOf(constant) === 1,
    shift: valueOf(own('shift')[0]),
    by: valueOf(own('by')[0]),
    knots: own('knot').map(valueOf),
    places: own('place').map(valueOf),
  }
}

function componentsOf(of: Of): Component[] {
  return of('component_variance').map((variance) => ({
    variance: valueOf(variance),
    share: valueOf(of('component_share').find((share) => placeOf(share) === placeOf(variance))),
    loadings: of('loading')
      .filter((loading) => placeOf(loading) === placeOf(variance))
      .map((loading) => ({ name: nameOf(loading), value: valueOf(loading) })),
  }))
}

function clusterOf(size: Fact, of: Of): ModelCluster {
  const own = (kind: string) => of(kind).filter((fact) => fact['cluster'] === size['cluster'])
  const nearest = own('nearest')[0]
  const weight = own('weight')[0]
  return {
    cluster: Number(size['cluster']),
    size: valueOf(size),
    nearest: nearest ? valueOf(nearest) : null,
    centre: own('centre').map(valueOf),
    effects: byName(own('effect')),
    modes: own('mode').map((mode) => ({
      name: nameOf(mode),
      level: mode['label'] === null || mode['label'] === undefined ? null : String(mode['label']),
      share: valueOf(mode),
    })),
    weight: weight ? valueOf(weight) : null,
    covariance: own('covariance').map(valueOf),
  }
}
