import { DAY, EPOCH, type Order } from './order-table'

/** Retention counted member by member, without SQL: what the analysis is held to. */
export interface Choice {
  period: 'day' | 'week' | 'month'
  definition: 'on' | 'after' | 'bracket'
  clock: 'calendar' | 'rolling'
  periods: number
  /** Last days of the ranges, ascending. */
  ends: readonly number[]
  /** Days of silence after which a member begins anew; 0 for never. */
  restart: number
}

export interface HandCell {
  cohort: number
  k: number
  size: number
  members: number | null
  orders: number | null
  amount: number | null
  cumulative: number | null
}

interface Bought {
  time: number
  amount: number
}

export const timeOf = ({ day, second }: Order): number => EPOCH + day * DAY + second * 1000

/** Orders of members before the as-of day; amounts in ten-thousandths. */
export function triangleByHand(orders: readonly Order[], asOf: number, choice: Choice): HandCell[] {
  const end = EPOCH + asOf * DAY
  const members = new Map<string, Bought[]>()
  for (const order of orders) {
    if (order.member === null || timeOf(order) >= end) continue
    const known = members.get(order.member) ?? []
    members.set(order.member, [...known, { time: timeOf(order), amount: order.gross }])
  }
  const cohorts = new Map<number, Bought[][]>()
  for (const bought of [...members.values()].flatMap((all) => beginnings(all, choice.restart))) {
    const start = startOf(Math.min(...bought.map(({ time }) => time)), choice.period)
    cohorts.set(start, [...(cohorts.get(start) ?? []), bought])
  }
  const last = choice.definition === 'bracket' ? choice.ends.length : choice.periods
  return [...cohorts].flatMap(([cohort, everybody]) =>
    Array.from({ length: last + 1 }, (_, k): HandCell => {
      const size = everybody.length
      if (overAt(cohort, k, choice) > end)
        return { cohort, k, size, members: null, orders: null, amount: null, cumulative: null }
      const inside = everybody.map((bought) => bought.filter((one) => counts(bought, one, k, choice)))
      const soFar = everybody.flatMap((bought) => bought.filter((one) => placeOf(bought, one, choice) <= k))
      return {
        cohort,
        k,
        size,
        members: inside.filter((bought) => bought.length > 0).length,
        orders: inside.flat().length,
        amount: sum(inside.flat()),
        cumulative: sum(soFar),
      }
    }),
  )
}

const sum = (bought: readonly Bought[]) => bought.reduce((total, { amount }) => total + amount, 0)

function counts(bought: readonly Bought[], one: Bought, k: number, choice: Choice): boolean {
  const place = placeOf(bought, one, choice)
  return choice.definition === 'after' ? place >= k : place === k
}

/** Which period after the first purchase one lies in. */
function placeOf(
  bought: readonly Bought[],
  { time }: Bought,
  { period, definition, clock, ends }: Choice,
): number {
  const first = Math.min(...bought.map((one) => one.time))
  const days =
    clock === 'rolling' ? Math.floor((time - first) / DAY) : Math.floor(time / DAY) - Math.floor(first / DAY)
  if (definition === 'bracket') {
    if (days === 0) return 0
    const range = ends.findIndex((to) => days <= to)
    return range < 0 ? ends.length + 1 : range + 1
  }
  if (clock === 'rolling') return Math.floor((time - first) / (DAY * { day: 1, week: 7, month: 30 }[period]))
  let place = 0
  for (let at = startOf(first, period); next(at, period) <= time; at = next(at, period)) place += 1
  return place
}

/** When the k-th period of the last possible member of a cohort is over. */
function overAt(cohort: number, k: number, { period, definition, clock, ends }: Choice): number {
  const following = next(cohort, period)
  if (definition === 'bracket') {
    const to = k === 0 ? 0 : (ends[k - 1] ?? 0)
    // A member of the cohort's last day: on the calendar her day `to` is over with that day's midnight.
    return following + (clock === 'rolling' ? to + 1 : to) * DAY
  }
  if (clock === 'rolling') return following + (k + 1) * { day: 1, week: 7, month: 30 }[period] * DAY
  let at = cohort
  for (let i = 0; i <= k; i++) at = next(at, period)
  return at
}

export function startOf(time: number, period: Choice['period']): number {
  const date = new Date(time)
  const day = Math.floor(time / DAY) * DAY
  if (period === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  return period === 'week' ? day - ((date.getUTCDay() + 6) % 7) * DAY : day
}

function next(start: number, period: Choice['period']): number {
  const date = new Date(start)
  if (period === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
  return start + (period === 'week' ? 7 : 1) * DAY
}

/** A member's orders, parted where so many days of silence come to an end. */
function beginnings(bought: readonly Bought[], restart: number): Bought[][] {
  const parts: Bought[][] = []
  for (const one of [...bought].sort((a, b) => a.time - b.time)) {
    const last = parts.at(-1)?.at(-1)
    const silence = last ? Math.floor(one.time / DAY) - Math.floor(last.time / DAY) : Infinity
    if (last === undefined || (restart > 0 && silence > restart)) parts.push([one])
    else parts.at(-1)?.push(one)
  }
  return parts
}
