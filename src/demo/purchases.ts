import { DAYS, DAY_SECONDS, HOURS, SALE_HOURS, dayAt, isSale, operationalTime } from './calendar'
import { LAW } from './law'
import type { Pacer } from './pacer'
import type { People } from './people'
import { PLACES, WAVE_PROVINCE } from './places'
import type { Random } from './random'
import { aliasDraw, beta, exponential, gamma } from './samplers'

/** Who ordered when, by day. */
export interface Purchases {
  readonly count: number
  /** Where each day's orders start in `keys`; entry DAYS is the end. */
  readonly dayStarts: Int32Array
  /** Second of the day × number of members + member: sorted within a day, they are in order of time. */
  readonly keys: Float64Array
  /** Members whom the wave took: alive before it, gone after it. */
  readonly leftInWave: number
}

/** Lets every member live her life with the shop (see law.ts). */
export async function simulatePurchases(
  random: Random,
  people: People,
  weights: Float64Array,
  pacer: Pacer,
  share: (done: number) => number,
): Promise<Purchases> {
  const log = new PurchaseLog(people.count)
  const live = createLife(random, people, operationalTime(weights), weights, log)
  let leftInWave = 0
  for (let member = 0; member < people.count; member++) {
    if (live(member)) leftInWave++
    if ((member & 63) === 0 && pacer.due()) await pacer.pause(share((0.9 * member) / people.count))
  }
  await pacer.pause(share(0.9))
  return { ...log.byDay(), leftInWave }
}

/** A function that lives one member's life, logs her orders, and says whether the wave took her. */
function createLife(
  random: Random,
  people: People,
  sums: Float64Array,
  weights: Float64Array,
  log: PurchaseLog,
) {
  const drawHour = aliasDraw(HOURS)
  const drawSaleHour = aliasDraw(SALE_HOURS)
  const sale = Uint8Array.from({ length: DAYS }, (_, day) => (isSale(day) ? 1 : 0))
  const end = sums[DAYS]!

  return (member: number): boolean => {
    const vip = people.vip[member] === 1
    const rate = (gamma(random, LAW.rateShape, 1) / LAW.rateInverseScale) * (vip ? LAW.vipRate : 1)
    const dropout = beta(random, LAW.dropoutA, LAW.dropoutB) * (vip ? LAW.vipDropout : 1)
    const joined = people.joined[member]!
    const joinDay = Math.floor(joined / DAY_SECONDS)
    const joinSecond = joined - joinDay * DAY_SECONDS
    const leaves = waveDay(random, people.place[member]!, joinDay)
    if (random.unit() < LAW.neverBuys) return false

    let time =
      joinDay < 0 ? joined / DAY_SECONDS : sums[joinDay]! + (weights[joinDay]! * joinSecond) / DAY_SECONDS
    let day = joinDay
    let second = Math.min(joinSecond + 120 + random.below(3 * 3600), DAY_SECONDS - 1)
    if (random.unit() >= LAW.buysAtOnce) step(1 / LAW.firstOrderDelay)
    while (time < end && day < leaves) {
      if (day >= 0) log.add(day, second * people.count + member)
      if (random.unit() < dropout) return false
      step(rate)
    }
    return leaves < DAYS

    function step(speed: number) {
      time += exponential(random, speed)
      if (time >= end) return
      day = time < 0 ? Math.floor(time) : dayAt(sums, time)
      const hour = day >= 0 && sale[day] === 1 ? drawSaleHour(random) : drawHour(random)
      second = hour * 3600 + random.below(3600)
      if (day === joinDay) second = Math.max(second, Math.min(joinSecond + 60, DAY_SECONDS - 1))
    }
  }
}

/** The day on which the wave takes her, or DAYS where it passes her by. */
function waveDay(random: Random, place: number, joinDay: number): number {
  if (PLACES[place]!.province.en !== WAVE_PROVINCE || random.unit() >= LAW.waveChance) return DAYS
  const day = LAW.waveFrom + random.below(LAW.waveTo - LAW.waveFrom + 1)
  return joinDay < day ? day : DAYS
}

/** Orders in columns that grow. */
class PurchaseLog {
  private days: Uint16Array
  private keys: Float64Array
  private count = 0

  constructor(members: number) {
    this.days = new Uint16Array(members * 12 + 16)
    this.keys = new Float64Array(members * 12 + 16)
  }

  add(day: number, key: number) {
    if (this.count === this.days.length) this.grow()
    this.days[this.count] = day
    this.keys[this.count++] = key
  }

  /** A counting sort by day; within a day the keys stand as they came. */
  byDay() {
    const { days, keys, count } = this
    const dayStarts = new Int32Array(DAYS + 1)
    for (let i = 0; i < count; i++) dayStarts[days[i]! + 1]!++
    for (let day = 0; day < DAYS; day++) dayStarts[day + 1]! += dayStarts[day]!
    const next = dayStarts.slice()
    const sorted = new Float64Array(count)
    for (let i = 0; i < count; i++) sorted[next[days[i]!]!++] = keys[i]!
    return { count, dayStarts, keys: sorted }
  }

  private grow() {
    const length = Math.floor(this.days.length * 1.5)
    const days = new Uint16Array(length)
    const keys = new Float64Array(length)
    days.set(this.days)
    keys.set(this.keys)
    this.days = days
    this.keys = keys
  }
}
