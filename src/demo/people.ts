import { DAYS, DAYS_BEFORE, DAY_SECONDS, HOURS } from './calendar'
import { drawMainCategory } from './catalogue'
import { LAW } from './law'
import type { Pacer } from './pacer'
import { PLACES } from './places'
import type { Random } from './random'
import { aliasDraw, gamma } from './samplers'
import { CHANNELS } from './words'

/** The members in columns, in the order they joined. */
export interface People {
  readonly count: number
  /** Seconds since the start of day 0; negative before it. Rising. */
  readonly joined: Int32Array
  /** Index into PLACES. */
  readonly place: Uint8Array
  /** Index into CHANNELS: where she joined and mostly buys. */
  readonly channel: Uint8Array
  /** Index into CATEGORIES. */
  readonly mainCategory: Uint8Array
  /** 1 for a VIP. */
  readonly vip: Uint8Array
  /** Factor on the pieces she buys, with mean 1 (VIPs aside). */
  readonly basket: Float64Array
}

export async function drawPeople(
  random: Random,
  count: number,
  weights: Float64Array,
  pacer: Pacer,
  share: (done: number) => number,
): Promise<People> {
  const people: People = {
    count,
    joined: new Int32Array(count),
    place: new Uint8Array(count),
    channel: new Uint8Array(count),
    mainCategory: new Uint8Array(count),
    vip: new Uint8Array(count),
    basket: new Float64Array(count),
  }
  const drawJoin = joinTime(weights)
  for (let member = 0; member < count; member++) {
    people.joined[member] = drawJoin(random)
    people.place[member] = drawPlace(random)
    people.channel[member] = drawChannel(random)
    people.mainCategory[member] = drawMainCategory(random)
    people.vip[member] = random.unit() < LAW.vipShare ? 1 : 0
    const factor = people.vip[member] ? LAW.vipBasket : 1
    people.basket[member] = factor * gamma(random, LAW.basketShape, 1 / LAW.basketShape)
    if ((member & 255) === 0 && pacer.due()) await pacer.pause(share(member / count))
  }
  // Nothing else was drawn by the time of joining, so the times alone may be sorted.
  people.joined.sort()
  return people
}

/** Joining follows the shop's busy days, softened, and grows over time. */
function joinTime(weights: Float64Array): (random: Random) => number {
  const drawDay = aliasDraw(
    Array.from(weights, (weight, day) => (0.6 + 0.4 * weight) * (1 + (0.5 * day) / DAYS)),
  )
  return (random) => {
    const early = random.unit() < LAW.joinedBefore
    const day = early
      ? Math.floor(Math.max(random.unit(), random.unit()) * DAYS_BEFORE) - DAYS_BEFORE
      : drawDay(random)
    return day * DAY_SECONDS + drawHour(random) * 3600 + random.below(3600)
  }
}

const drawHour = aliasDraw(HOURS)
const drawPlace = aliasDraw(PLACES.map((place) => place.weight))
/** Draws an index into CHANNELS. */
export const drawChannel = aliasDraw(CHANNELS.map((channel) => channel.weight))
