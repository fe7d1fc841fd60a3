import { isSale } from './calendar'
import { CATEGORIES, MORE_PIECES, PRODUCTS, drawProduct, drawsOn, productsForNeed } from './catalogue'
import { LAW } from './law'
import type { People } from './people'
import type { Random } from './random'
import { aliasDraw, poisson, type Draw } from './samplers'

const MOST_LINES = 6
const NEEDS = 2
const LONG_AGO = -10_000

/**
 * The lines of one order at a time: products all different, whole cents. Orders must come in order of time,
 * since a member buys a staple again when the last pack has run out.
 */
export class Basket {
  size = 0
  readonly product = new Uint8Array(MOST_LINES)
  readonly pieces = new Int32Array(MOST_LINES)
  readonly unitCents = new Int32Array(MOST_LINES)

  private day = -1
  private categoryDraws: readonly Draw[] = []
  private drawPercent: Draw = drawUsualPercent
  private moreLines: number = LAW.moreLines
  private readonly boughtOn: Int16Array
  private readonly usual: Int16Array

  constructor(
    private readonly random: Random,
    private readonly people: People,
  ) {
    this.boughtOn = new Int16Array(people.count * NEEDS).fill(LONG_AGO)
    this.usual = usualStaples(random, people)
  }

  /** Fills the basket with what the member orders on that day. */
  fill(member: number, day: number) {
    this.enter(day)
    const lines = Math.min(1 + poisson(this.random, this.moreLines), MOST_LINES)
    this.size = 0
    for (let need = 0; need < NEEDS && this.size < lines; need++) this.addStaple(member, need)
    const draw = this.categoryDraws[this.people.mainCategory[member]!]!
    while (this.size < lines) {
      const product = drawProduct(this.random, draw(this.random))
      if (!this.add(member, product) && this.size > 0) break
    }
    const percent = this.drawPercent(this.random)
    for (let line = 0; line < this.size; line++) {
      const list = LIST_CENTS[this.product[line]!]!
      this.unitCents[line] = Math.floor((list * PERCENTS[percent]! + 50) / 100)
    }
  }

  private enter(day: number) {
    if (day === this.day) return
    this.day = day
    this.categoryDraws = drawsOn(day)
    const sale = isSale(day)
    this.moreLines = sale ? LAW.saleMoreLines : LAW.moreLines
    this.drawPercent = sale ? drawSalePercent : drawUsualPercent
  }

  /** Adds her usual staple when it has run out or soon will. */
  private addStaple(member: number, need: number) {
    const product = this.usual[member * NEEDS + need]!
    if (product < 0) return
    const since = this.day - this.boughtOn[member * NEEDS + need]!
    if (since >= 0.8 * DAYS_LASTING[product]! && this.random.unit() < 0.8) this.add(member, product)
  }

  /** Adds a product unless it is there already. */
  private add(member: number, product: number): boolean {
    for (let line = 0; line < this.size; line++) if (this.product[line] === product) return false
    const category = CATEGORY_OF[product]!
    const need = NEED_OF[product]!
    const main = this.people.mainCategory[member] === category
    if (main && need >= 0) this.boughtOn[member * NEEDS + need] = this.day
    this.product[this.size] = product
    // A staple comes one pack at a time, so that the days between orders show how long it lasts.
    const more = main && need >= 0 ? 0 : MORE_PIECES[category]! * this.people.basket[member]!
    this.pieces[this.size++] = 1 + poisson(this.random, more)
    return true
  }
}

/** The staple each member always takes for each need of her main category; -1 where she needs none. */
function usualStaples(random: Random, people: People): Int16Array {
  const choices = CATEGORIES.map((_, category) =>
    Array.from({ length: NEEDS }, (_none, need) => productsForNeed(category, need)),
  )
  const usual = new Int16Array(people.count * NEEDS).fill(-1)
  for (let member = 0; member < people.count; member++)
    choices[people.mainCategory[member]!]!.forEach((products, need) => {
      if (products.length > 0) usual[member * NEEDS + need] = products[random.below(products.length)]!
    })
  return usual
}

const LIST_CENTS = Int32Array.from(PRODUCTS, (product) => product.priceCents)
const CATEGORY_OF = Uint8Array.from(PRODUCTS, (product) => product.category)
const NEED_OF = Int8Array.from(PRODUCTS, (product) => product.need)
const DAYS_LASTING = Uint8Array.from(PRODUCTS, (product) => product.days)

/** Prices paid, in per cent of the list price, with the weights of an ordinary and of a sale day. */
const PERCENTS = [100, 95, 90, 85, 80]
const drawUsualPercent = aliasDraw([78, 15, 7, 0, 0])
const drawSalePercent = aliasDraw([8, 7, 20, 40, 25])
