import type { Random } from './random'

/** How many rows of each kind of dirt the files hold. No order has more than one kind. */
export interface DirtCounts {
  /** Orders whose member id is empty. */
  readonly ordersWithoutMember: number
  /** Orders of 0.00, their lines too. */
  readonly zeroAmounts: number
  /** Orders below zero, with a negative quantity in each line. */
  readonly negativeAmounts: number
  /** Orders whose time is no time: "2024-13-45" or a word. */
  readonly unreadableTimes: number
  /** Orders in the year 2099. */
  readonly futureTimes: number
  /** Order lines that repeat the line above to the letter. */
  readonly duplicateLines: number
  /** Order lines whose order is not in the orders file. */
  readonly orphanLines: number
  /** Member rows that repeat the row above to the letter. */
  readonly repeatedMembers: number
}

export type OrderDirt = Exclude<keyof DirtCounts, 'repeatedMembers'>

/** Rows of dirt per member of the shop. */
const RATES: DirtCounts = {
  ordersWithoutMember: 0.03,
  zeroAmounts: 0.01,
  negativeAmounts: 0.008,
  unreadableTimes: 0.006,
  futureTimes: 0.002,
  duplicateLines: 0.02,
  orphanLines: 0.012,
  repeatedMembers: 0.003,
}

const ORDER_KINDS: readonly OrderDirt[] = [
  'ordersWithoutMember',
  'zeroAmounts',
  'negativeAmounts',
  'unreadableTimes',
  'futureTimes',
  'duplicateLines',
  'orphanLines',
]

/** The dirt of a shop: known from its size. A shop with fewer orders than dirty ones stays clean of those. */
export function dirtCounts(members: number, orders: number): DirtCounts {
  const of = (kind: keyof DirtCounts) => Math.floor(members * RATES[kind] + 0.5)
  const planned = ORDER_KINDS.reduce((sum, kind) => sum + of(kind), 0)
  const inOrders = (kind: OrderDirt) => (planned <= orders ? of(kind) : 0)
  return {
    ordersWithoutMember: inOrders('ordersWithoutMember'),
    zeroAmounts: inOrders('zeroAmounts'),
    negativeAmounts: inOrders('negativeAmounts'),
    unreadableTimes: inOrders('unreadableTimes'),
    futureTimes: inOrders('futureTimes'),
    duplicateLines: inOrders('duplicateLines'),
    orphanLines: inOrders('orphanLines'),
    repeatedMembers: of('repeatedMembers'),
  }
}

/** Which orders are dirty: their places in the file, rising, and the kind of each. */
export interface DirtPlan {
  readonly places: Float64Array
  readonly kinds: readonly OrderDirt[]
}

export function planDirt(random: Random, orders: number, counts: DirtCounts): DirtPlan {
  const kinds = ORDER_KINDS.flatMap((kind) => new Array<OrderDirt>(counts[kind]).fill(kind))
  shuffle(random, kinds)
  return { places: spread(random, orders, kinds.length), kinds }
}

/** Some places out of a number, rising and all different: one from each of as many equal stretches. */
export function spread(random: Random, outOf: number, count: number): Float64Array {
  const places = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * outOf) / count)
    const to = Math.floor(((i + 1) * outOf) / count)
    places[i] = from + random.below(to - from)
  }
  return places
}

function shuffle<T>(random: Random, list: T[]) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
}
