/**
 * A group that money can be spent on. With `spend` on each member the group answers value(spend) =
 * members · worth · most · spend ÷ (spend + half): concave, `most` is what no spending exceeds, `half` the spending
 * that brings half of it.
 */
export interface Recipient {
  members: number
  /** Highest extra response of a member, such as extra orders. */
  most: number
  /** Money on a member that brings half of it; above 0. */
  half: number
  /** Money that one response is worth. */
  worth: number
  /** Most money on a member; Infinity without a cap. */
  cap: number
}

export interface Share {
  /** Money on each member, and on the group. */
  each: number
  spend: number
  /** Expected responses and their worth. */
  responses: number
  value: number
  /** What the next unit of money would bring; of a group at its cap what it would bring if it could be spent. */
  marginal: number
}

export interface Allocation {
  shares: Share[]
  spent: number
  value: number
  /** What the last unit of money brought where it was not held by a cap: the common marginal return. 0 if all are at their cap. */
  marginal: number
}

/**
 * The split of at most `budget` with the highest value: money flows to where its next unit brings most, so that all
 * groups that get some, and are not at their cap, end at one marginal return ("water-filling"). Exact: the marginal
 * return of a group falls from worth · most ÷ half at nothing, and the common one is solved for in closed form on each
 * interval between the points where a group begins to get money or reaches its cap. Money whose next unit brings less
 * than `least` stays unspent (1: break even). O(groups²).
 */
export function allocate(recipients: readonly Recipient[], budget: number, least = 0): Allocation {
  const slopes = recipients.map(({ worth, most, half }) => Math.max(0, worth * most * half))
  const starts = recipients.map((one, i) => (usable(one) ? slopes[i]! / (one.half * one.half) : 0))
  const ends = recipients.map((one, i) =>
    Number.isFinite(one.cap) ? slopes[i]! / (one.half + one.cap) ** 2 : 0,
  )
  const at = (marginal: number) =>
    recipients.map((one, i) => {
      if (!usable(one) || starts[i]! <= marginal) return 0
      if (marginal <= 0) return one.cap
      return Math.min(one.cap, Math.sqrt(slopes[i]! / marginal) - one.half)
    })
  const cost = (each: readonly number[]) =>
    each.reduce((sum, money, i) => sum + (money > 0 ? money * recipients[i]!.members : 0), 0)
  const marginal = Math.max(
    least,
    commonMarginal(recipients, slopes, starts, ends, budget, (m) => cost(at(m))),
  )
  return told(recipients, slopes, at(marginal), marginal)
}

const usable = ({ members, half, cap, most, worth }: Recipient): boolean =>
  members > 0 && half > 0 && cap > 0 && most > 0 && worth > 0

/** The marginal return at which the money just suffices; 0 where it suffices for every cap. */
function commonMarginal(
  recipients: readonly Recipient[],
  slopes: readonly number[],
  starts: readonly number[],
  ends: readonly number[],
  budget: number,
  costAt: (marginal: number) => number,
): number {
  const points = [...new Set([...starts, ...ends])].filter((point) => point > 0).sort((a, b) => b - a)
  if (points.length === 0) return 0
  if (!(budget > 0)) return points[0]!
  // Below the last point only groups without a cap take more.
  for (const [i, high] of points.entries()) {
    const low = points[i + 1] ?? 0
    if (low > 0 && costAt(low) < budget) continue
    // On this interval each group is at nothing, at its cap, or between.
    let [fixed, roots, halves] = [0, 0, 0]
    recipients.forEach((one, r) => {
      if (!usable(one) || starts[r]! < high) return
      if (ends[r]! >= high) fixed += one.members * one.cap
      else {
        roots += one.members * Math.sqrt(slopes[r]!)
        halves += one.members * one.half
      }
    })
    if (roots === 0) return low
    const root = roots / (budget - fixed + halves)
    return Math.min(high, Math.max(low, root * root))
  }
  return 0
}

function told(
  recipients: readonly Recipient[],
  slopes: readonly number[],
  each: readonly number[],
  marginal: number,
): Allocation {
  const shares = recipients.map(({ members, most, half, worth }, i): Share => {
    const money = each[i]!
    const responses = half > 0 ? (members * most * money) / (money + half) : 0
    return {
      each: money,
      spend: money * members,
      responses,
      value: responses * worth,
      marginal: half > 0 ? slopes[i]! / (half + money) ** 2 : 0,
    }
  })
  return {
    shares,
    spent: shares.reduce((sum, { spend }) => sum + spend, 0),
    value: shares.reduce((sum, { value }) => sum + value, 0),
    marginal,
  }
}
