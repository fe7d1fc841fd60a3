import type { Columns } from '../../engine/database'
import { cramersVOfCounts } from '../../numerics/association/categories'
import { hedges } from '../../numerics/effect-size'
import { benjaminiHochberg } from '../../numerics/proportions'
import { isNumeric, knownFacts } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { categorySides, numberSides } from '../../segments/compare.sql'
import { rowObjects } from '../../sql/rows'
import type { Sql } from '../../sql/sql'

/** How one fact differs between two sides. */
export interface Difference {
  readonly fact: MemberFact
  /** Hedges' g for numbers, a against b; Cramér's V for categories. */
  readonly effect: number
  /** 95 %, for numbers. */
  readonly low: number
  readonly high: number
  readonly p: number
  /** Benjamini–Hochberg over all facts compared. */
  readonly pAdjusted: number
  readonly aN: number
  readonly bN: number
  /** Means; or the shares of the value that differs most. */
  readonly a: number
  readonly b: number
  /** That value, for categories. */
  readonly level: string | null
  /** Whether more than a fifth of the cells expect fewer than 5 members, so that p is not to be relied on. */
  readonly sparse: boolean
}

export interface Comparison {
  readonly a: number
  readonly b: number
  /** Members on both sides. */
  readonly both: number
  /** The largest difference first. */
  readonly differences: readonly Difference[]
}

type Query = (statement: Sql) => Promise<Columns>

/**
 * Compares two sets of members on every fact the shop knows. For the order alone V is turned into a difference,
 * 2V ÷ √(1 − V²) (Borenstein et al. 2009, ch. 7), so that numbers and categories stand in one list.
 */
export async function compareSides(
  query: Query,
  sides: Sql,
  { table, known }: { table: Sql; known: ReadonlySet<string> },
): Promise<Comparison> {
  const facts = knownFacts(known)
  const numeric = facts.filter(isNumeric)
  const categories = facts.filter((fact) => fact.type === 'category')
  const names = (list: readonly MemberFact[]) => list.map(({ name }) => name)
  const [row = {}] = rowObjects(await query(numberSides(sides, table, names(numeric))))
  const counts = rowObjects(await query(categorySides(sides, table, names(categories))))
  const of = (name: string) => Number(row[name] ?? NaN)
  const found = [
    ...numeric.map((fact, i) => numberDifference(fact, i, of)),
    ...categories.map((fact) =>
      categoryDifference(
        fact,
        counts
          .filter((each) => each['fact'] === fact.name)
          .map(({ value, a, b }) => ({
            value: value === null || value === undefined ? null : String(value),
            a: Number(a),
            b: Number(b),
          })),
      ),
    ),
  ].filter(({ effect }) => Number.isFinite(effect))
  const adjusted = benjaminiHochberg(found.map(({ p }) => p))
  const differences = found
    .map((difference, i) => ({ ...difference, pAdjusted: adjusted[i] ?? NaN }))
    .sort((x, y) => weight(y) - weight(x))
  return { a: of('a_n'), b: of('b_n'), both: of('both'), differences }
}

const weight = ({ fact, effect }: Difference): number =>
  isNumeric(fact) ? Math.abs(effect) : (2 * effect) / Math.sqrt(Math.max(1e-9, 1 - effect ** 2))

function numberDifference(fact: MemberFact, i: number, of: (name: string) => number): Difference {
  const side = (name: 'a' | 'b') => ({
    n: of(`${name}_n_${i}`),
    mean: of(`${name}_mean_${i}`),
    variance: of(`${name}_var_${i}`),
  })
  const [a, b] = [side('a'), side('b')]
  const { value, low, high, p } = hedges(a, b)
  return {
    fact,
    effect: value,
    low,
    high,
    p,
    pAdjusted: p,
    aN: a.n,
    bN: b.n,
    a: a.mean,
    b: b.mean,
    level: null,
    sparse: false,
  }
}

function categoryDifference(
  fact: MemberFact,
  counts: readonly { value: string | null; a: number; b: number }[],
): Difference {
  const { value, p, small } = cramersVOfCounts(counts.map(({ a, b }) => [a, b]))
  const [aN, bN] = [sum(counts.map(({ a }) => a)), sum(counts.map(({ b }) => b))]
  const most = counts
    .filter((count) => count.value !== null)
    .map((count) => ({ level: count.value, a: count.a / aN, b: count.b / bN }))
    .reduce<{ level: string | null; a: number; b: number }>(
      (best, each) => (Math.abs(each.a - each.b) > Math.abs(best.a - best.b) ? each : best),
      { level: null, a: 0, b: 0 },
    )
  const effect = aN > 0 && bN > 0 ? value : NaN
  return { fact, effect, low: NaN, high: NaN, p, pAdjusted: p, aN, bN, ...most, sparse: small > 0.2 }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
