import { factByName } from '../../segments/facts/catalogue'
import { holds, type FactRow, type Pair } from './describe-view'

/** From here on two facts say the same in other words, as a city and its province do. */
const SAME = 0.99
/** More categories than this name places or things rather than kinds of members. */
const MOST_KINDS = 50
const PLACES = ['province', 'city']

export interface Strongest {
  pair: Pair
  /** Whether stronger ones, near-duplicates or those of a minority, were passed over for it. */
  isPassingOver: boolean
}

/**
 * The pair worth a headline: of those beyond chance that most members have both of and that are no near-duplicates, the
 * strongest; where there is none, the strongest that does not say the same, and else the strongest of all.
 */
export function strongestPair(
  pairs: readonly Pair[],
  facts: readonly FactRow[],
  members: number,
): Strongest | null {
  const levels = new Map(facts.map(({ fact, isNumber, levels: n }) => [fact, isNumber ? 0 : n]))
  const holding = pairs
    .filter(holds)
    .map((pair) => ({ pair, strength: strengthOf(pair, levels) }))
    .sort((x, y) => y.strength - x.strength)
    .map(({ pair }) => pair)
  const first = holding[0]
  if (!first) return null
  const isNews = (pair: Pair) => isApart(pair) && 2 * pair.n >= members && tellsOfKinds(pair, levels)
  const pair = holding.find(isNews) ?? holding.find(isApart) ?? first
  return { pair, isPassingOver: pair !== first }
}

/**
 * The correlation ratio that is left when what chance gives to so many categories is taken off: Kelley's ε (1935),
 * ε² = 1 − (1 − η²)(n − 1) ⁄ (n − k), at least 0.
 */
export function correctedRatio(eta: number, n: number, categories: number): number {
  return n > categories ? Math.sqrt(Math.max(0, 1 - ((1 - eta * eta) * (n - 1)) / (n - categories))) : 0
}

function strengthOf({ a, b, method, value, n }: Pair, levels: ReadonlyMap<string, number>): number {
  if (method !== 'eta') return Math.abs(value)
  return correctedRatio(value, n, Math.max(levels.get(a) ?? 0, levels.get(b) ?? 0))
}

const isApart = ({ method, value }: Pair) => method === 'information' || Math.abs(value) < SAME

/** Facts summed up from the same orders, or read from the same columns, go together by construction. */
function tellsOfKinds({ a, b }: Pair, levels: ReadonlyMap<string, number>): boolean {
  const [one, other] = [factByName(a), factByName(b)]
  if (!one || !other || one.from.some((column) => other.from.includes(column))) return false
  if ([a, b].some((name) => (levels.get(name) ?? 0) > MOST_KINDS)) return false
  if (PLACES.includes(a) && PLACES.includes(b)) return false
  return one.group === 'attribute' || other.group === 'attribute'
}
