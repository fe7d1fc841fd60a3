import * as v from 'valibot'

/** Days that a tree compares with as many before them. */
export const KPI_SPANS = [7, 30, 90, 180, 365] as const
export type KpiSpan = (typeof KPI_SPANS)[number]

/** How the values of the children make the value of their parent; `none`: they drive it, and no formula says how. */
export const KPI_FORMULAS = ['none', 'product', 'sum'] as const
export type KpiFormula = (typeof KPI_FORMULAS)[number]

export const KPI_UNITS = ['number', 'money', 'share'] as const
export type KpiUnit = (typeof KPI_UNITS)[number]

/** Where the value of a node comes from. */
export type KpiSource =
  /** A figure that follows the data: `analysis.figure`. */
  | { readonly kind: 'live'; readonly figure: string }
  /** What somebody typed in, now and for the days before: it cannot be derived from the data. */
  | {
      readonly kind: 'typed'
      readonly unit: KpiUnit
      readonly now: number | null
      readonly before: number | null
    }
  /** Of the children, by the formula; with `none`, a heading without a value. */
  | { readonly kind: 'children'; readonly unit: KpiUnit }

export interface KpiNode {
  readonly id: string
  /** '' for the name of its figure. */
  readonly name: string
  readonly source: KpiSource
  readonly formula: KpiFormula
  readonly better: 'higher' | 'lower'
  readonly target: number | null
  /** Share of the target by which a value may miss it and still be near, 0 to 1. */
  readonly near: number
  readonly children: readonly KpiNode[]
}

export interface KpiTree {
  readonly id: string
  readonly name: string
  readonly days: KpiSpan
  /** How a product's change is shared among its factors. */
  readonly method: 'log' | 'shapley'
  readonly root: KpiNode
}

/** The trees of a project. */
export interface KpiBook {
  readonly trees: readonly KpiTree[]
}

export const NO_KPI: KpiBook = { trees: [] }

/** Children of one node: a Shapley value looks at every set of them. */
export const MOST_CHILDREN = 12

const text = v.pipe(v.string(), v.maxLength(200))
const id = v.pipe(text, v.minLength(1))
const finite = v.pipe(v.number(), v.finite())
const unit = v.picklist(KPI_UNITS)

const node: v.GenericSchema<KpiNode> = v.lazy(() =>
  v.object({
    id,
    name: text,
    source: v.variant('kind', [
      v.object({ kind: v.literal('live'), figure: id }),
      v.object({
        kind: v.literal('typed'),
        unit,
        now: v.nullable(finite),
        before: v.nullable(finite),
      }),
      v.object({ kind: v.literal('children'), unit }),
    ]),
    formula: v.picklist(KPI_FORMULAS),
    better: v.picklist(['higher', 'lower']),
    target: v.nullable(finite),
    near: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    children: v.pipe(v.array(node), v.maxLength(MOST_CHILDREN)),
  }),
)

/** The KPI trees of a project file. */
export const kpiBookSchema: v.GenericSchema<KpiBook> = v.object({
  trees: v.pipe(
    v.array(
      v.object({
        id,
        name: id,
        days: v.picklist(KPI_SPANS),
        method: v.picklist(['log', 'shapley']),
        root: node,
      }),
    ),
    v.maxLength(100),
  ),
})
