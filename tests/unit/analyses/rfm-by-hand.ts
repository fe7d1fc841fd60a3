import { DAY, EPOCH, type Order } from './order-table'

export interface Totals {
  member: string
  recency: number
  frequency: number
  /** Ten-thousandths. */
  money: number
}

export interface Scores {
  r: number
  f: number
  m: number
}

export type Policy = 'together' | 'first_rank' | 'ntile'

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** RFM totals by plain loops. `asOf` and the window are in days. */
export function totalsOf(
  orders: readonly Order[],
  asOf: number,
  options: { window: number | null; frequency: 'orders' | 'days'; basis: 'gross' | 'net' },
): Totals[] {
  const members = new Map<string, Order[]>()
  for (const order of orders) {
    if (order.member === null || order.day >= asOf) continue
    if (options.window !== null && order.day < asOf - options.window) continue
    if (options.basis === 'net' && order.gross > 0 && order.returned >= order.gross) continue
    members.set(order.member, [...(members.get(order.member) ?? []), order])
  }
  return [...members].map(([member, theirs]) => ({
    member,
    recency: asOf - Math.max(...theirs.map(({ day }) => day)),
    frequency: options.frequency === 'orders' ? theirs.length : new Set(theirs.map(({ day }) => day)).size,
    money: theirs.reduce(
      (sum, { gross, returned }) => sum + (options.basis === 'net' ? gross - returned : gross),
      0,
    ),
  }))
}

/** 1 and one more for each type-7 quantile that the value is above; no value lies between two that are neighbours. */
function byQuantiles(values: readonly number[], bins: number): (value: number) => number {
  const sorted = [...values].sort((a, b) => a - b)
  const below = Array.from(
    { length: bins - 1 },
    (_, i) => sorted[Math.floor(((sorted.length - 1) * (i + 1)) / bins)] ?? 0,
  )
  return (value) => 1 + below.filter((cut) => value > cut).length
}

/** By plain loops, for each member. */
export function scoresOf(totals: readonly Totals[], bins: number, policy: Policy): Map<string, Scores> {
  const ranks = (value: (row: Totals) => number) => {
    const order = [...totals].sort((a, b) => value(a) - value(b) || compare(a.member, b.member))
    return new Map(order.map((row, i) => [row.member, i]))
  }
  if (policy === 'ntile') {
    const tile = (value: (row: Totals) => number) => {
      const places = ranks(value)
      const small = Math.floor(totals.length / bins)
      const large = totals.length % bins
      return (row: Totals) => {
        const place = places.get(row.member) ?? 0
        return place < large * (small + 1)
          ? 1 + Math.floor(place / (small + 1))
          : 1 + large + Math.floor((place - large * (small + 1)) / small)
      }
    }
    const [r, f, m] = [tile((row) => -row.recency), tile((row) => row.frequency), tile((row) => row.money)]
    return new Map(totals.map((row) => [row.member, { r: r(row), f: f(row), m: m(row) }]))
  }
  const r = byQuantiles(
    totals.map((row) => row.recency),
    bins,
  )
  const f = byQuantiles(
    totals.map((row) => row.frequency),
    bins,
  )
  const m = byQuantiles(
    totals.map((row) => row.money),
    bins,
  )
  const places = ranks((row) => row.frequency)
  const byRank = (row: Totals) =>
    1 +
    Array.from({ length: bins - 1 }, (_, i) => i + 1).filter(
      (i) => (places.get(row.member) ?? 0) * bins > (totals.length - 1) * i,
    ).length
  return new Map(
    totals.map((row) => [
      row.member,
      {
        r: bins + 1 - r(row.recency),
        f: policy === 'together' ? f(row.frequency) : byRank(row),
        m: m(row.money),
      },
    ]),
  )
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

/** Bits of the eight groups: recent, often, much, each beyond the mean or the median. */
export function bitsOf(totals: readonly Totals[], cut: 'mean' | 'median'): Map<string, string> {
  const above = (value: (row: Totals) => number) => {
    const values = totals.map(value)
    const sum = values.reduce((a, b) => a + b, 0)
    return (row: Totals) =>
      cut === 'median' ? value(row) > median(values) : value(row) * totals.length > sum
  }
  const [r, f, m] = [above((row) => -row.recency), above((row) => row.frequency), above((row) => row.money)]
  return new Map(totals.map((row) => [row.member, [r, f, m].map((high) => Number(high(row))).join('')]))
}

/** The ten groups of DEFINITIONS, over scores of one to five, first match. */
export function groupOf(r: number, f: number): string {
  if (r <= 2) return f <= 2 ? 'hibernating' : f <= 4 ? 'at_risk' : 'cant_lose'
  if (r === 3) return f <= 2 ? 'about_to_sleep' : f === 3 ? 'need_attention' : 'loyal'
  if (f === 1) return r === 4 ? 'promising' : 'new'
  if (f <= 3) return 'potential_loyalist'
  return r === 5 ? 'champions' : 'loyal'
}

/** The four groups by the bits R F M: who is not recent sleeps; 100 has no name of its own. */
export const fourOf = (bits: string): string =>
  bits.startsWith('0')
    ? 'sleeping'
    : ({ '111': 'high_loyal', '110': 'often_low', '101': 'seldom_high' }[bits] ?? 'rest')

/** The eleven groups by R (rows from 1) and the mean of F and M (columns from 1). */
const ELEVEN = [
  ['lost', 'hibernating', 'at_risk', 'cant_lose', 'cant_lose'],
  ['about_to_sleep', 'need_attention', 'at_risk', 'at_risk', 'at_risk'],
  ['promising', 'need_attention', 'loyal', 'loyal', 'loyal'],
  ['promising', 'potential_loyalist', 'loyal', 'champions', 'champions'],
  ['new', 'potential_loyalist', 'loyal', 'champions', 'champions'],
]

export const elevenOf = (r: number, f: number, m: number): string =>
  ELEVEN[r - 1]?.[Math.round((f + m) / 2) - 1] ?? ''

/** Members whose equals got another score. */
export function splitBy(
  totals: readonly Totals[],
  value: (row: Totals) => number,
  score: (member: string) => number,
): number {
  const groups = new Map<number, string[]>()
  for (const row of totals) groups.set(value(row), [...(groups.get(value(row)) ?? []), row.member])
  return [...groups.values()]
    .filter((group) => new Set(group.map(score)).size > 1)
    .reduce((sum, group) => sum + group.length, 0)
}

/** Gini and top shares, straight from their definitions. */
export function unevenness(money: readonly number[]): {
  gini: number | null
  top: (share: number) => number | null
} {
  const values = money.map((value) => Math.max(value, 0))
  const total = values.reduce((a, b) => a + b, 0)
  if (total === 0) return { gini: null, top: () => null }
  // Half the mean difference between any two, over the mean.
  let differences = 0
  for (const a of values) for (const b of values) differences += Math.abs(a - b)
  const sorted = [...values].sort((a, b) => b - a)
  return {
    gini: differences / (2 * values.length * total),
    top: (share) =>
      sorted.slice(0, Math.max(1, Math.round(values.length * share))).reduce((a, b) => a + b, 0) / total,
  }
}

export const millis = (day: number): number => EPOCH + day * DAY
