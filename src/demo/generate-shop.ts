import { EXPORTED_AT, dayWeights } from './calendar'
import { PRODUCTS } from './catalogue'
import type { CsvWriter } from './csv-writer'
import { dirtCounts, planDirt, spread, type DirtCounts } from './dirt'
import { writeMembers } from './member-file'
import { writeOrders } from './order-files'
import { createPacer } from './pacer'
import { drawPeople } from './people'
import { writeProducts } from './product-file'
import { simulatePurchases } from './purchases'
import { randomStream } from './random'
import { FILES, inLocale, type ShopLocale } from './words'

/** Used where nobody asks for another. */
export const DEMO_SEED = 20_240_101
const MOST_MEMBERS = 2_000_000

export interface ShopRequest {
  /** 0 to 2,000,000. About ten orders each. */
  readonly members: number
  /** A whole number. Same seed, size and language: the same bytes, on any machine. */
  readonly seed: number
  /** Language of file names, headers and words. The figures are the same in both. */
  readonly locale: ShopLocale
  /** Called with the share that is done, from 0 to 1, never falling. */
  readonly onProgress?: (share: number) => void
  /** Aborts within a few slices of 16 ms: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal
}

/** What stands in the files, known because it was put there. */
export interface ShopTruth {
  /** Different members; the file has `dirt.repeatedMembers` more rows. */
  readonly members: number
  /** Rows of the orders file, all statuses and all dirt included. */
  readonly orders: number
  /** Rows of the order lines file, duplicates and orphans included. */
  readonly lines: number
  readonly products: number
  /** Members whose id stands on at least one order, and on at least two. Of any status. */
  readonly buyers: number
  readonly repeatBuyers: number
  /** Sum of the amounts of all orders, in cents. */
  readonly amountCents: number
  readonly completed: number
  readonly cancelled: number
  readonly refunded: number
  /** Members who left in the wave (see law.ts). */
  readonly leftInWave: number
  readonly dirt: DirtCounts
}

export interface DemoShop {
  /** Members, orders, order lines, products: CSV in UTF-8, as an export would look. */
  readonly files: File[]
  readonly truth: ShopTruth
}

/**
 * Makes a shop out of a seed: a year and a half of orders, 2024-01-01 to 2025-06-30, with seasons, feasts,
 * VIPs, members who leave, and some dirt. Of `Math` it uses only what is exact everywhere: imul, floor, round,
 * sqrt, min, max, abs.
 *
 * @throws RangeError when members or seed are out of range; the signal's reason when aborted.
 */
export async function generateShop(request: ShopRequest): Promise<DemoShop> {
  const { members, seed, locale } = request
  if (!Number.isInteger(members) || members < 0 || members > MOST_MEMBERS)
    throw new RangeError(`A demo shop has 0 to ${MOST_MEMBERS} members.`)
  const stream = (number: number) => randomStream(seed, number)
  const pacer = createPacer(request.onProgress, request.signal)
  const weights = dayWeights()
  await pacer.pause(0)

  const people = await drawPeople(stream(0), members, weights, pacer, (done) => 0.03 * done)
  const purchases = await simulatePurchases(stream(1), people, weights, pacer, (done) => 0.03 + 0.37 * done)
  const dirt = dirtCounts(members, purchases.count)
  const dirtRandom = stream(2)
  const plan = planDirt(dirtRandom, purchases.count, dirt)
  const written = await writeOrders(
    stream(3),
    people,
    purchases,
    plan,
    locale,
    pacer,
    (done) => 0.4 + 0.55 * done,
  )
  const repeated = spread(dirtRandom, members, dirt.repeatedMembers)
  const memberFile = await writeMembers(
    stream(4),
    people,
    written.spentCents,
    repeated,
    locale,
    pacer,
    (done) => 0.95 + 0.05 * done,
  )
  const file = (table: keyof typeof FILES, writer: CsvWriter) =>
    writer.file(inLocale(locale, FILES[table].name), EXPORTED_AT)
  const files = [
    file('members', memberFile),
    file('orders', written.orders),
    file('orderItems', written.lines),
    file('products', writeProducts(locale)),
  ]
  await pacer.pause(1)
  const [completed = 0, cancelled = 0, refunded = 0] = written.byStatus
  const truth: ShopTruth = {
    members,
    orders: purchases.count,
    lines: written.lineCount,
    products: PRODUCTS.length,
    buyers: written.ordersOf.reduce((count, orders) => count + (orders > 0 ? 1 : 0), 0),
    repeatBuyers: written.ordersOf.reduce((count, orders) => count + (orders > 1 ? 1 : 0), 0),
    amountCents: written.amountCents,
    completed,
    cancelled,
    refunded,
    leftInWave: purchases.leftInWave,
    dirt,
  }
  return { files, truth }
}
