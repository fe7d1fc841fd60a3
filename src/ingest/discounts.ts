import type { Bilingual } from '../text/bilingual'
import { settleParts } from './amount-parts'
import { columnOf, isNear, priced, sampledOrders, statedOrders, written, type Read } from './sampled-orders'
import type { ColumnMatch, ColumnReport, FileReport } from './types'

/**
 * Which columns say what was taken off the prices, and of what: of a row or of a whole order. Keeps of the proposed
 * columns those that the sampled rows bear out, so that what is paid for the goods is counted once: a discount that the
 * amounts are already without is left out, and so is an order's total that holds shipping and tax.
 * @param total a column of amounts that speaks of whole orders, where there is one
 * @param trusted whether a preset says what the columns are
 */
export function settleDiscounts(
  table: string,
  report: FileReport,
  matches: Map<string, ColumnMatch>,
  total: ColumnMatch | null = null,
  trusted = false,
): void {
  if (table !== 'orders' && table !== 'order_items') return
  for (const role of ['discount', 'order_discount'])
    if (isRate(columnOf(report, matches, role))) matches.delete(role)
  if (table === 'order_items') {
    if (total && !matches.has('order_subtotal'))
      matches.set('order_subtotal', { ...total, role: 'order_subtotal' })
    if (!trusted) settleSubtotal(report, matches)
    settleSpan(report, matches)
  }
  if (!trusted)
    for (const role of ['discount', 'order_discount']) leaveWhatIsOff(table, report, matches, role)
  for (const [role, reason] of Object.entries(WHAT_BECOMES)) {
    const match = matches.get(role)
    if (match && !match.reasons.some(({ en }) => en === reason.en))
      matches.set(role, { ...match, reasons: [...match.reasons, reason] })
  }
  settleParts(table, report, matches, trusted)
}

/** Whether amounts on the lines of orders are the order's own, said again in each: never what the lines come to. */
export function isOfWholeOrders(report: FileReport, matches: ReadonlyMap<string, ColumnMatch>): boolean {
  const { orders, several } = statedOrders(report, matches, 'amount', priced)
  return several > 1 && orders.filter(({ proven }) => proven).length >= (1 - HARDLY_ANY) * several
}

/** Of the sampled orders, so many may be odd ones. */
const HARDLY_ANY = 0.02

const WHAT_BECOMES: Readonly<Record<string, Bilingual>> = {
  discount: { en: 'taken off the amount of its row', zh: '从本行金额中扣除' },
  order_discount: {
    en: 'taken off the order’s lines, shared by their amounts; shipping and tax are not counted',
    zh: '按金额分摊到订单各行并扣除；不含运费与税',
  },
  order_subtotal: {
    en: 'where it is below the sum of an order’s lines, the difference is a discount, shared over them by their amounts; shipping and tax are not counted',
    zh: '低于订单各行合计时，差额视为优惠，按金额分摊到各行；不含运费与税',
  },
}

/** A discount of .15, 15 % or 八五折 is no money. */
const isRate = (column: ColumnReport | undefined): boolean =>
  column !== undefined &&
  (column.percents !== undefined ||
    /%|％|率|percent/i.test(column.header) ||
    (column.type === 'decimal' && column.range !== null && column.range[1] <= 1))

const OF_THE_ORDER = /order|cart|订单|整单|bestell|auftrag|commande|pedido|ordine/i

/** A total of orders counts where it is surely one, hardly ever above the lines, and below them where there is a discount. */
function settleSubtotal(report: FileReport, matches: Map<string, ColumnMatch>): void {
  const match = matches.get('order_subtotal')
  if (!match) return
  const { orders, differs } = statedOrders(report, matches, 'order_subtotal', written)
  const above = orders.filter(({ stated, lines }) => stated > lines && !isNear(stated, lines)).length
  const beforeDiscount = orders.filter(
    (order) => order.discounted && isNear(order.stated, order.lines),
  ).length
  const below = orders.some(({ stated, lines }) => stated < lines && !isNear(stated, lines))
  const sure = OF_THE_ORDER.test(match.column) || orders.some(({ proven }) => proven)
  const tells = matches.has('order_discount')
    ? below && beforeDiscount <= HARDLY_ANY * orders.length
    : orders.length > 0
  if (sure && !differs && tells && above <= 0.1 * orders.length) return
  matches.delete('order_subtotal')
  if (above > 0)
    addReason(matches, ['unit_price', 'amount'], {
      en: `“${match.column}” holds more than the goods (shipping, tax) and is left out`,
      zh: `“${match.column}”除商品外还含运费或税，不计`,
    })
}

/** Discounts that differ between the lines of an order are the lines' own, and so are those that some column is without. */
function settleSpan(report: FileReport, matches: Map<string, ColumnMatch>): void {
  const match = matches.get('order_discount')
  if (!match || matches.has('discount') || OF_THE_ORDER.test(match.column)) return
  const { differs } = statedOrders(report, matches, 'order_discount', written)
  if (!differs && !isOffLineByLine(report, matches)) return
  matches.delete('order_discount')
  matches.set('discount', { ...match, role: 'discount' })
}

/** Whether, in orders of several lines, another column of numbers is what is left of each line after its discount. */
function isOffLineByLine(report: FileReport, matches: ReadonlyMap<string, ColumnMatch>): boolean {
  const own = matches.has('amount') ? ['amount'] : ['unit_price', 'quantity']
  const taken = new Set([...own, 'order_discount', 'order_id'].map((role) => matches.get(role)?.column ?? ''))
  const others = report.columns.filter(
    ({ name, type }) => !taken.has(name) && (type === 'decimal' || type === 'integer'),
  )
  const probed = new Map(matches)
  others.forEach(({ name }, i) =>
    probed.set(`other ${i}`, { role: `other ${i}`, column: name, confidence: 1, reasons: [] }),
  )
  const rows = sampledOrders(report, probed)
    .filter((order) => order.length > 1)
    .flat()
    .filter((read) => (read('order_discount') ?? 0) !== 0 && written(read) !== null)
  const left = (read: Read) => (written(read) ?? 0) - Math.abs(read('order_discount') ?? 0)
  return (
    rows.length > 1 &&
    others.some((_, i) => {
      const bears = rows.filter((read) => isNear(read(`other ${i}`) ?? NaN, left(read)))
      return bears.length >= 0.8 * rows.length
    })
  )
}

/**
 * Leaves out a discount that the amounts are already without, by the rows that have one, else by the headers. Of whole
 * orders it is kept aside: their lines may stand in another file, and be without it.
 */
function leaveWhatIsOff(
  table: string,
  report: FileReport,
  matches: Map<string, ColumnMatch>,
  role: string,
): void {
  const match = matches.get(role)
  if (!match) return
  const amount = matches.get('amount')
  const [money, header] = [amount ?? matches.get('unit_price'), amount ? BEFORE : AFTER]
  const rows = sampledOrders(report, matches)
    .flat()
    .flatMap((read) => {
      const [own, price, off] = [read('amount'), priced(read), Math.abs(read(role) ?? 0)]
      // A price that is after the discount proves an amount before it as well as one before.
      return own === null || price === null || off === 0
        ? []
        : [isNear(own, price) || isNear(own - off, price)]
    })
  const before = rows.filter(Boolean).length
  const counts =
    rows.length > 0
      ? 2 * before > rows.length
      : amount
        ? header.test(amount.column)
        : !header.test(money?.column ?? '')
  if (counts && money) return
  matches.delete(role)
  if (table === 'orders') matches.set('discount_taken', { ...match, role: 'discount_taken' })
  addReason(matches, [amount ? 'amount' : 'unit_price'], {
    en: `taken to be after the discount in “${match.column}”`,
    zh: `视为已扣除“${match.column}”`,
  })
}

const BEFORE = /gross|before|list|原价|应收|商品总|商品金额|标价|吊牌|brutto vor|bruto/i
const AFTER = /net|paid|after|final|实际|实付|成交|折后|优惠后|券后/i

function addReason(matches: Map<string, ColumnMatch>, roles: readonly string[], reason: Bilingual): void {
  const match = roles.flatMap((role) => matches.get(role) ?? [])[0]
  if (match) matches.set(match.role, { ...match, reasons: [...match.reasons, reason] })
}
