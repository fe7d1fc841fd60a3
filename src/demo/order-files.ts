import { DAYS, dateText } from './calendar'
import { PRODUCTS } from './catalogue'
import { Basket } from './basket'
import { CsvWriter, cell, record } from './csv-writer'
import type { DirtPlan, OrderDirt } from './dirt'
import { LAW } from './law'
import type { Pacer } from './pacer'
import { drawChannel, type People } from './people'
import type { Purchases } from './purchases'
import type { Random } from './random'
import { aliasDraw } from './samplers'
import { CHANNELS, FILES, FUTURE_TIME, STATUSES, UNREADABLE_TIMES, inLocale, type ShopLocale } from './words'

/** The two files of the orders, written, with what stands in them. */
export interface WrittenOrders {
  readonly orders: CsvWriter
  readonly lines: CsvWriter
  readonly lineCount: number
  /** Sum of the amounts of all rows. */
  readonly amountCents: number
  /** Rows by status, in the order of STATUSES. */
  readonly byStatus: readonly number[]
  /** Rows that bear the member's id. */
  readonly ordersOf: Uint16Array
  /** What she spent on completed orders that bear her id, in cents. */
  readonly spentCents: Float64Array
}

/** Writes orders and their lines in order of time, dirt included. */
export async function writeOrders(
  random: Random,
  people: People,
  purchases: Purchases,
  dirt: DirtPlan,
  locale: ShopLocale,
  pacer: Pacer,
  share: (done: number) => number,
): Promise<WrittenOrders> {
  const writing = new OrderWriting(random, people, locale)
  let written = 0
  let nextDirt = 0
  for (let day = 0; day < DAYS; day++) {
    const keys = purchases.keys.subarray(purchases.dayStarts[day]!, purchases.dayStarts[day + 1]!).sort()
    writing.enter(day)
    for (let i = 0; i < keys.length; i++) {
      const second = Math.floor(keys[i]! / people.count)
      const kind = dirt.places[nextDirt] === written ? dirt.kinds[nextDirt++] : undefined
      writing.order(keys[i]! - second * people.count, second, kind)
      written++
      if ((written & 255) === 0 && pacer.due()) await pacer.pause(share(written / purchases.count))
    }
  }
  return writing
}

class OrderWriting implements WrittenOrders {
  readonly orders = new CsvWriter()
  readonly lines = new CsvWriter()
  lineCount = 0
  amountCents = 0
  readonly byStatus = STATUSES.map(() => 0)
  readonly ordersOf: Uint16Array
  readonly spentCents: Float64Array

  private readonly basket: Basket
  private readonly statusCells: Uint8Array[]
  private readonly channelCells: Uint8Array[]
  private readonly unreadableCells: Uint8Array[]
  private day = 0
  private sequence = 0
  private unreadable = 0
  private dayDigits: Uint8Array = new Uint8Array()
  private dateCell: Uint8Array = new Uint8Array()

  constructor(
    private readonly random: Random,
    private readonly people: People,
    locale: ShopLocale,
  ) {
    this.ordersOf = new Uint16Array(people.count)
    this.spentCents = new Float64Array(people.count)
    this.basket = new Basket(random, people)
    this.statusCells = STATUSES.map((status) => cell(inLocale(locale, status)))
    this.channelCells = CHANNELS.map((channel) => cell(inLocale(locale, channel.name)))
    this.unreadableCells = UNREADABLE_TIMES.map((time) => cell(inLocale(locale, time)))
    this.orders.raw(record(inLocale(locale, FILES.orders.header).split(',')))
    this.lines.raw(record(inLocale(locale, FILES.orderItems.header).split(',')))
  }

  enter(day: number) {
    const date = dateText(day)
    this.day = day
    this.sequence = 0
    this.dateCell = cell(`${date} `)
    this.dayDigits = cell(date.replaceAll('-', ''))
  }

  order(member: number, second: number, kind: OrderDirt | undefined) {
    const { basket, random } = this
    this.sequence++
    basket.fill(member, this.day)
    const sign = kind === 'zeroAmounts' ? 0 : kind === 'negativeAmounts' ? -1 : 1
    let cents = 0
    for (let line = 0; line < basket.size; line++) {
      const unit = sign === 0 ? 0 : basket.unitCents[line]!
      const pieces = sign < 0 ? -basket.pieces[line]! : basket.pieces[line]!
      cents += unit * pieces
      this.line(this.sequence, basket.product[line]!, pieces, unit)
      if (line === 0 && kind === 'duplicateLines') this.line(this.sequence, basket.product[0]!, pieces, unit)
    }
    if (kind === 'orphanLines')
      this.line(ORPHAN + this.sequence, basket.product[0]!, basket.pieces[0]!, basket.unitCents[0]!)
    const status = drawStatus(random)
    const channel = random.unit() < 0.8 ? this.people.channel[member]! : drawChannel(random)
    this.count(member, cents, status, kind)

    const { orders } = this
    orders.raw(this.dayDigits)
    orders.integer(this.sequence, 7)
    orders.comma()
    if (kind !== 'ordersWithoutMember') writeMemberId(orders, member)
    orders.comma()
    this.time(second, kind)
    orders.comma()
    orders.cents(cents)
    orders.comma()
    orders.raw(this.statusCells[status]!)
    orders.comma()
    orders.raw(this.channelCells[channel]!)
    orders.newline()
  }

  private count(member: number, cents: number, status: number, kind: OrderDirt | undefined) {
    this.amountCents += cents
    this.byStatus[status]!++
    if (kind === 'ordersWithoutMember') return
    this.ordersOf[member]!++
    if (status === 0) this.spentCents[member]! += cents
  }

  private time(second: number, kind: OrderDirt | undefined) {
    if (kind === 'unreadableTimes')
      this.orders.raw(this.unreadableCells[this.unreadable++ % this.unreadableCells.length]!)
    else if (kind === 'futureTimes') this.orders.raw(FUTURE)
    else {
      this.orders.raw(this.dateCell)
      this.orders.clock(second)
    }
  }

  private line(sequence: number, product: number, pieces: number, unitCents: number) {
    const { lines } = this
    this.lineCount++
    lines.raw(this.dayDigits)
    lines.integer(sequence, 7)
    lines.comma()
    lines.raw(PRODUCT_IDS[product]!)
    lines.comma()
    if (pieces < 0) lines.raw(MINUS)
    lines.integer(Math.abs(pieces))
    lines.comma()
    lines.cents(unitCents)
    lines.comma()
    lines.cents(pieces * unitCents)
    lines.newline()
  }
}

/** Members are numbered in the order they joined. */
export function writeMemberId(writer: CsvWriter, member: number) {
  writer.raw(LETTER_M)
  writer.integer(member + 1, 7)
}

/** Orders with this much added to their number are in no orders file. */
const ORPHAN = 9_000_000
const LETTER_M = cell('M')
const MINUS = cell('-')
const FUTURE = cell(FUTURE_TIME)
const PRODUCT_IDS = PRODUCTS.map((product) => cell(product.id))
const drawStatus = aliasDraw([1 - LAW.cancelled - LAW.refunded, LAW.cancelled, LAW.refunded])
