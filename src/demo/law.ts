import { dayOf } from './calendar'

/**
 * The laws the shop's members follow. Whoever fits a model to the shop can hold the fit against them.
 *
 * Buying is the BG/NBD process (Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284) in operational
 * time, which runs fast on busy days and has mean speed 1: orders come at a member's own rate, rates are
 * gamma-distributed; after each order the member is gone for good with a probability of her own, which is
 * beta-distributed. Three things bend it: VIPs, the wave, and members who joined before the export begins,
 * whose earlier orders the export does not hold.
 */
export const LAW = {
  /** Orders per day: gamma with this shape and rate. */
  rateShape: 1.4,
  rateInverseScale: 17,
  /** Chance to be gone after an order: beta(a, b). */
  dropoutA: 0.75,
  dropoutB: 7.4,
  /** A member's factor on quantities: gamma with this shape and mean 1. */
  basketShape: 3,
  /** Mean of the lines of an order beyond the first, on ordinary and on sale days. */
  moreLines: 0.68,
  saleMoreLines: 1.05,
  /** Share of members who are VIPs, with rate and basket factors and a smaller chance to be gone. */
  vipShare: 0.02,
  vipRate: 2.6,
  vipBasket: 2.4,
  vipDropout: 0.3,
  /** Share of members who joined before the first day. */
  joinedBefore: 0.32,
  /** Share of members who register and never buy; of the others, share who buy within hours of joining. */
  neverBuys: 0.05,
  buysAtOnce: 0.7,
  /** Mean days until the first order of those who do not. */
  firstOrderDelay: 21,
  /** Members of one province (see places.ts) leave with this chance on a day between these two. */
  waveChance: 0.55,
  waveFrom: dayOf('2024-09-01'),
  waveTo: dayOf('2024-09-30'),
  cancelled: 0.02,
  refunded: 0.015,
  /** Popularity of the products within a category: Zipf with this exponent. */
  popularity: 0.9,
} as const
