import type { Taste } from './interactions'
import type { Recommender } from './model'
import { due } from './personal'
import { rerank } from './rerank'
import type { Lift } from './season'
import { because, reasonsFor, type Reason } from './slot-reasons'
import type { SlotShop } from './slot-shop'
import { isDue, stageCause } from './slot-times'
import type { Stage } from './stages'
import { topItems } from './top'

/** Where a list is shown: on the way in, beside a product, beside the cart. */
export type SlotName = 'home' | 'product' | 'cart'

export interface SlotSettings {
  /** Items in a list. */
  n: number
  /** See `rerank`. */
  diversity: number
  /** Items of one category in a list; 0 without a limit. */
  perCategory: number
  /** Items the member has: any, only those due again (of those that are bought again at all), or none. */
  again: 'any' | 'due' | 'never'
  /** Leaves out items that are known to be out of stock. */
  inStock: boolean
  /** Leaves out items whose margin is known and below this share; 0 takes all. */
  leastMargin: number
  /** Leaves out items that nobody had in so many last days of the data; 0 takes all, as do data without times. */
  soldWithin: number
  /** By the score alone, or by score × margin in money (price where the margin is not known). */
  rankBy: 'chance' | 'money'
  /** In the product slot: anything, only its own category, or only others. */
  beside: 'any' | 'instead' | 'with'
  /** What a due item and one of the next life stage add to a score between 0 and 1. */
  due: number
  stage: number
  /** Power of the index of the context; 0 leaves it out. */
  context: number
}

export interface SlotItem {
  item: number
  /** What the list is ordered by before it is made diverse. */
  score: number
  /** The model's part of it, 0 to 1 within the list of all items. */
  model: number
  reasons: Reason[]
}

export interface SlotList {
  items: SlotItem[]
  /** Items of the catalogue that each filter took out, one filter after the other. */
  left: { all: number; stock: number; margin: number; sold: number; had: number }
  /** What the list was made of, where the model knew nothing: what the member's segment, or everybody, has lately. */
  source: 'model' | 'segment' | 'everybody'
}

export interface SlotContext {
  lift: Lift
  stages: readonly Stage[]
}

/** Candidates that are made diverse. */
const POOL = 100
/** How much of the product and cart slots is the member's own taste. */
const OWN_TASTE = 0.25

/**
 * Lists for one slot under one set of settings; what does not depend on the member is reckoned once.
 *
 * Score = relevance × index of the context ^ power + due × weight + stage × weight. Relevance, 0 to 1: in the home slot
 * the model's score between the lowest and the highest of the eligible items; in the others ¾ nearness (cosine of who had
 * them, summed over the cart) ⁄ the nearest, ¼ that. Times money ⁄ the most money where that is asked. Then filters, the
 * best 100, and `rerank`.
 */
export class SlotMaker {
  readonly #eligible: Uint8Array
  readonly #left: SlotList['left']
  readonly #money: Float64Array | null
  readonly #index: Float64Array | null
  readonly #model: Float64Array
  readonly #near: Float64Array
  readonly #extra: Float64Array
  readonly #final: Float64Array

  constructor(
    private readonly shop: SlotShop,
    private readonly model: Recommender,
    private readonly slot: SlotName,
    private readonly settings: SlotSettings,
    private readonly context: SlotContext,
  ) {
    const { items } = shop.data
    this.#left = { all: items, stock: 0, margin: 0, sold: 0, had: 0 }
    this.#eligible = Uint8Array.from({ length: items }, (_, item) => Number(this.#passes(item)))
    this.#money = settings.rankBy === 'money' ? moneyOf(shop) : null
    this.#index = settings.context > 0 ? context.lift.index.map((value) => value ** settings.context) : null
    this.#model = new Float64Array(items)
    this.#near = new Float64Array(items)
    this.#extra = new Float64Array(items)
    this.#final = new Float64Array(items)
  }

  /** @param about the product looked at, or what is in the cart; nothing for the home slot. */
  list(taste: Taste, about: readonly number[] = []): SlotList {
    const { shop, settings } = this
    const source = this.#relevance(taste, about)
    this.#extras(taste)
    const own = this.#ownBarred(taste)
    const barred = new Set([...about, ...own])
    const scores = this.#final
    for (let item = 0; item < scores.length; item++) {
      const base = this.#model[item]! * (this.#index?.[item] ?? 1) + this.#extra[item]!
      scores[item] = this.#eligible[item] && base > 0 ? base * (this.#money?.[item] ?? 1) : 0
    }
    for (const item of barred) scores[item] = 0
    const pool = topItems(scores, POOL, { floor: 0 })
    const chosen = rerank(pool, shop.similar, { ...settings, category: shop.category })
    const cause = because(shop, this.model)
    const items = Array.from(chosen.places, (item, place) => ({
      item,
      score: chosen.scores[place]!,
      model: this.#model[item]!,
      reasons: reasonsFor({ item, taste, about, source, shop, settings, context: this.context, cause }),
    }))
    const had = own.filter((item) => this.#eligible[item]).length
    return { items, left: { ...this.#left, had }, source }
  }

  /** Whether an item may be shown to anybody; counts the first filter that says no. */
  #passes(item: number): boolean {
    const { goods, lastHad, newest } = this.shop
    const { inStock, leastMargin, soldWithin } = this.settings
    const [stock, margin, last] = [goods.stock[item]!, goods.margin[item]!, lastHad[item]!]
    if (inStock && stock <= 0) this.#left.stock++
    else if (leastMargin > 0 && margin < leastMargin) this.#left.margin++
    else if (soldWithin > 0 && newest > -Infinity && !(last >= newest - soldWithin)) this.#left.sold++
    else return true
    return false
  }

  /** Writes the relevance of every item to `#model`. */
  #relevance(taste: Taste, about: readonly number[]): SlotList['source'] {
    const source = this.#tasteScores(taste)
    if (this.slot === 'home' || about.length === 0) return source
    const near = this.#near.fill(0)
    const { starts, columns, values } = this.shop.similar
    for (const item of about) {
      for (let cell = starts[item]!; cell < starts[item + 1]!; cell++) near[columns[cell]!]! += values[cell]!
    }
    this.#keepRelated(about)
    const most = largest(near)
    for (let item = 0; item < near.length; item++) {
      this.#model[item] =
        near[item]! > 0 ? ((1 - OWN_TASTE) * near[item]!) / most + OWN_TASTE * this.#model[item]! : 0
    }
    return 'model'
  }

  /** In the product slot: only the same category, or only others, where that is asked. */
  #keepRelated([product]: readonly number[]): void {
    const { category } = this.shop
    const { beside } = this.settings
    if (this.slot !== 'product' || beside === 'any' || product === undefined) return
    for (let item = 0; item < this.#near.length; item++) {
      const isSame = category[item] === category[product] && category[item]! >= 0
      if (isSame !== (beside === 'instead')) this.#near[item] = 0
    }
  }

  /** The model's score of each eligible item from 0 to 1; of who has nothing yet, what her segment has lately. */
  #tasteScores(taste: Taste): SlotList['source'] {
    const into = this.#model
    const { floor } = this.model
    if (taste.items.length > 0) {
      this.model.score(taste, into)
      let [low, high] = [Infinity, -Infinity]
      for (let item = 0; item < into.length; item++) {
        const score = into[item]!
        if (!this.#eligible[item] || !(score > floor) || score === Infinity) continue
        if (score < low) low = score
        if (score > high) high = score
      }
      const zero = Number.isFinite(floor) ? floor : low
      const width = high > zero ? high - zero : 1
      for (let item = 0; item < into.length; item++)
        into[item] = into[item]! > floor ? Math.max(0, (into[item]! - zero) / width) : 0
      if (high > -Infinity) return 'model'
    }
    const { segments, counts } = this.shop.popular
    const row = segments.get(taste.segment ?? '')
    const popular = counts[row ?? counts.length - 1]!
    const most = largest(popular)
    for (let item = 0; item < into.length; item++) into[item] = most > 0 ? popular[item]! / most : 0
    return row === undefined ? 'everybody' : 'segment'
  }

  /** What is due again, and what comes next in life, on top of the relevance. */
  #extras(taste: Taste): void {
    const { shop, settings, slot } = this
    const extra = this.#extra.fill(0)
    if (slot === 'product') return
    if (settings.due > 0) {
      for (let i = 0; i < taste.items.length; i++) {
        const item = taste.items[i]!
        if (isDue(shop, taste, i))
          extra[item]! += settings.due * due(taste, i, shop.goods.gap[item]!, shop.now)
      }
    }
    if (settings.stage <= 0) return
    for (const stage of this.context.stages) {
      if (stageCause(stage, taste, shop.now) < 0) continue
      for (let item = 0; item < extra.length; item++) if (stage.isTo[item]) extra[item]! += settings.stage
    }
  }

  /** The member's own items that may not be shown to her again. */
  #ownBarred(taste: Taste): number[] {
    const { again } = this.settings
    if (again === 'any') return []
    return Array.from(taste.items).filter((_, i) => again === 'never' || !isDue(this.shop, taste, i))
  }
}

/** Money that one of each brings, as a share of the most: price × margin, or the price where no margin is known. */
function moneyOf({ prices, goods }: SlotShop): Float64Array {
  const knowsMargin = goods.margin.some((margin) => margin > 0)
  const money = prices.map((price, item) => {
    const share = knowsMargin ? goods.margin[item]! : 1
    return price > 0 && share > 0 ? price * share : 0
  })
  const most = largest(money)
  return money.map((value) => (most > 0 ? value / most : 1))
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most
}
