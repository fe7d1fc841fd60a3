import type { BetaGeometric, Variant } from './bg-nbd'
import type { Pareto } from './pareto-nbd'

/** How many purchases one member will make, as far as it is a matter of chance and not of the parameters. */
export interface Predictive {
  /** P(Y ≤ k) of a member still there, k = 0, 1, …, up to where next to nothing is left. */
  upTo: Float64Array
  /** E[Y] and E[Y²] of the same. */
  mean: number
  square: number
}

/** Left out beyond this much probability. */
const REST = 1e-9
const MOST = 20_000

/**
 * Purchases in the time t after T of a member of x purchases still there at T under BG/NBD or MBG/NBD. Given that, her
 * rate is gamma(r + x, α + T) and her chance of leaving beta(a, b + x) (b + x + 1 under MBG/NBD), and from there on the
 * count is that of equation 8 of Fader, Hardie & Lee (2005). O(counts).
 */
export function predictiveBetaGeometric(
  { r, alpha, a, b }: BetaGeometric,
  variant: Variant,
  t: number,
  x: number,
  T: number,
): Predictive {
  const shape = r + x
  const stays = b + x + (variant === 'mbg' ? 1 : 0)
  const move = t / (alpha + T + t)
  const collect = collector()
  // P(k purchases in t) of one who never leaves; P(not having left after k); P(leaving just after the k-th).
  let count = Math.exp(shape * Math.log1p(-move))
  let stayed = 1
  let fewer = 0
  let left = 0
  for (let k = 0; k < MOST; k++) {
    const chance = stayed * count + left * Math.max(0, 1 - fewer)
    if (collect.add(chance)) break
    fewer += count
    count *= ((shape + k) / (k + 1)) * move
    left = stayed * (a / (a + stays + k))
    stayed *= (stays + k) / (a + stays + k)
  }
  return collect.done()
}

/** Nodes and weights of Gauss and Legendre on [0, 1], twelve points, by symmetry. */
const NODES = [
  [0.125233408511469, 0.249147045813403],
  [0.36783149899818, 0.233492536538355],
  [0.587317954286617, 0.203167426723066],
  [0.769902674194305, 0.160078328543346],
  [0.904117256370475, 0.106939325995318],
  [0.981560634246719, 0.047175336386512],
].flatMap(([at = 0, weight = 0]) => [
  { at: (1 - at) / 2, weight: weight / 2 },
  { at: (1 + at) / 2, weight: weight / 2 },
])

/**
 * The same under Pareto/NBD: given that she is still there, her rate is gamma(r + x, α + T), her dropout rate
 * gamma(s, β + T). Counts given the time of leaving are negative binomial; over that time they are summed by Gauss and
 * Legendre's rule. O(12 × counts).
 */
export function predictivePareto({ r, alpha, s, beta }: Pareto, t: number, x: number, T: number): Predictive {
  const shape = r + x
  const [scale, lasting] = [alpha + T, beta + T]
  const stays = Math.exp(-s * Math.log1p(t / lasting))
  // Over w = ln(1 + time ⁄ lasting), where all is smooth and the density of leaving is s exp(−s w).
  const whole = Math.log1p(t / lasting)
  const times = NODES.map(({ at, weight }) => ({
    weight: weight * whole * s * Math.exp(-s * at * whole),
    time: lasting * Math.expm1(at * whole),
  }))
  const moves = [...times, { weight: stays, time: t }].map(({ weight, time }) => {
    const move = time / (scale + time)
    return { move, chance: weight * Math.exp(shape * Math.log1p(-move)) }
  })
  const collect = collector()
  for (let k = 0; k < MOST; k++) {
    let chance = 0
    for (const one of moves) {
      chance += one.chance
      one.chance *= ((shape + k) / (k + 1)) * one.move
    }
    if (collect.add(chance)) break
  }
  return collect.done()
}

function collector() {
  const upTo: number[] = []
  let all = 0
  let mean = 0
  let square = 0
  return {
    /** Takes P(Y = k) for the next k; says whether the rest is worth nothing. */
    add(chance: number): boolean {
      const k = upTo.length
      all += chance
      mean += k * chance
      square += k * k * chance
      upTo.push(Math.min(1, all))
      return 1 - all < REST || (all > 0.999 && k * k * chance < 1e-12 * square)
    },
    done: (): Predictive => ({ upTo: Float64Array.from(upTo), mean, square }),
  }
}

/**
 * Least k with P(Y ≤ k) ≥ `level`, of a member still there with probability `alive`: one who has left buys nothing.
 * O(log counts).
 */
export function countAt({ upTo }: Predictive, alive: number, level: number): number {
  const among = (level - (1 - alive)) / alive
  if (Number.isNaN(among)) return NaN
  if (among <= (upTo[0] ?? 1)) return 0
  let low = 0
  let high = upTo.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((upTo[middle] ?? 1) >= among) high = middle
    else low = middle
  }
  return high
}
