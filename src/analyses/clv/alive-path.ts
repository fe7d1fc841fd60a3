import { modelOf, MODELS, type Parameters } from '../../numerics/btyd/model'

/** P(alive) of one member on a day: as it was then, or as it will be if no order comes. */
export interface AlivePoint {
  /** Days since 1970. */
  day: number
  alive: number
  order: boolean
  /** Whether the day lies behind the last day of the data. */
  ahead: boolean
}

/** Points beyond these would lie on one another. */
const MOST_POINTS = 600

/**
 * P(alive) from the first order to `end` as the model would have said on each day, knowing the orders up to it, and
 * for `ahead` days more without another order. `orders` are days since 1970, ascending, each once; `unit` is the days
 * of the model's unit of time. Every order and the day before it is a point. O(points × log orders).
 */
export function alivePath(
  fitted: { model: string; parameters: Parameters; unit: number },
  orders: readonly number[],
  end: number,
  ahead: number,
): AlivePoint[] {
  const [first] = orders
  const name = MODELS.find((known) => known === fitted.model)
  if (first === undefined || !name) return []
  const model = modelOf(name, fitted.parameters)
  const whole = end + ahead - first
  const step = Math.max(1, Math.ceil(whole / MOST_POINTS))
  const days = new Set<number>(orders.flatMap((day) => (day > first ? [day - 1, day] : [day])))
  for (let day = first; day <= end + ahead; day += step) days.add(day)
  days.add(end).add(end + ahead)
  const bought = new Set(orders)
  let known = 0
  return [...days]
    .sort((a, b) => a - b)
    .map((day) => {
      while (known < orders.length && (orders[known] ?? Infinity) <= day) known += 1
      const last = orders[known - 1] ?? first
      return {
        day,
        alive: model.alive(known - 1, (last - first) / fitted.unit, (day - first) / fitted.unit),
        order: bought.has(day),
        ahead: day > end,
      }
    })
}
