import { headerMatch, normaliseHeader } from '../shop/headers'
import type { Bilingual } from '../text/bilingual'
import { columnOf, isNear, priced, sampledOrders, type Read } from './sampled-orders'
import type { ColumnMatch, ColumnReport, FileReport } from './types'

const PARTS = ['shipping', 'tax'] as const
type Part = (typeof PARTS)[number]

/**
 * Whether the amounts of a file hold the shipping and the tax that it states: by rows in which goods, discount,
 * shipping and tax come to the amount, else by the header. What they hold is taken off, so that an amount is what was
 * paid for the goods, as it is where lines of orders say it; what they do not hold is left out. Either is said in the
 * reasons. The lines of orders are without both unless their rows prove otherwise.
 * @param trusted whether a preset says that the columns are in the amount
 */
export function settleParts(
  table: string,
  report: FileReport,
  matches: Map<string, ColumnMatch>,
  trusted = false,
): void {
  if (table !== 'orders' && table !== 'order_items') return
  for (const part of PARTS) if (isRate(columnOf(report, matches, part))) matches.delete(part)
  const stated = PARTS.filter((part) => matches.has(part))
  const amount = matches.get('amount')
  if (stated.length === 0) return
  const held = !amount ? [] : trusted ? stated : heldParts(table, report, matches, amount)
  for (const part of stated) {
    const match = matches.get(part)!
    if (held.includes(part)) {
      const reasons = [...match.reasons.filter(({ en }) => en !== TAKEN_OFF[part].en), TAKEN_OFF[part]]
      matches.set(part, { ...match, reasons })
      continue
    }
    matches.delete(part)
    if (amount && table === 'orders') addReason(matches, 'amount', without(part, match.column))
  }
}

const TAKEN_OFF: Record<Part, Bilingual> = {
  shipping: {
    en: 'taken off the amount, which holds it: what remains is paid for the goods. Choose no column here to leave it in',
    zh: '金额含运费，从中扣除：余下为商品实付。此处不选列则保留在金额里',
  },
  tax: {
    en: 'taken off the amount, which holds it: what remains is paid for the goods. Choose no column here to leave it in',
    zh: '金额含税，从中扣除：余下为商品实付。此处不选列则保留在金额里',
  },
}

const without = (part: Part, column: string): Bilingual =>
  part === 'shipping'
    ? {
        en: `“${column}” (shipping) is taken to come on top of it: nothing is taken off`,
        zh: `“${column}”（运费）视为另计，不扣除`,
      }
    : {
        en: `“${column}” (tax) is not added to the goods in it: nothing is taken off`,
        zh: `“${column}”（税）未加在商品金额之上，不扣除`,
      }

/** A tax of .19 or 19 % is no money. */
const isRate = (column: ColumnReport | undefined): boolean =>
  column !== undefined &&
  (column.percents !== undefined ||
    /%|％|率|rate|percent/i.test(column.header) ||
    (column.type === 'decimal' && column.range !== null && column.range[1] > 0 && column.range[1] < 1))

function heldParts(
  table: string,
  report: FileReport,
  matches: ReadonlyMap<string, ColumnMatch>,
  amount: ColumnMatch,
): Part[] {
  const rows = sampledOrders(report, withGoods(report, matches)).flat()
  const proven = bySums(rows)
  if (proven || table === 'order_items') return proven ?? []
  const header = `${amount.column} ${normaliseHeader(amount.column)}`
  if (!HOLDS_ALL.test(header) || GOODS_ALONE.test(header)) return []
  return PARTS.filter((part) => {
    if (part === 'tax' && !ON_TOP.test(matches.get('tax')?.column ?? '')) return false
    const [sure, above] = [
      rows.filter((read) => read(part) && read('amount')),
      (read: Read) => Math.abs(read(part) ?? 0) > Math.abs(read('amount') ?? 0),
    ]
    return sure.filter(above).length <= 0.1 * sure.length
  })
}

const HOLDS_ALL =
  /total|paid|pay(?!ee)|grand|charged|received|order ?_?amount|实付|实际|实收|支付|付款|应付|应收|结算|合计|总|订单金额|gesamt|zahl|brutto|summe|ttc|pagado|pago|итог|оплачен|оплат|сумма заказа|총|결제|주문금액|المدفوع|اجمالي/i
/** A tax that shops add to their prices; a value added tax is in them, unless the sums say otherwise. */
const ON_TOP = /(^|[^a-z])tax(es)?([^a-z]|$)|Tax|税费/

/** Headers of what the goods alone come to. */
export const GOODS_ALONE =
  /sub ?_?total|\bnet\b|excl|goods|item|product|merchandise|商品|宝贝|货款|小计|不含|\bht\b|netto|zwischen|waren|상품|товар/i

/** Which parts the amounts hold by most rows that can tell; null where too few can. */
function bySums(rows: readonly Read[]): Part[] | null {
  const votes = new Map<string, { held: Part[]; count: number }>()
  let asked = 0
  for (const read of rows) {
    const [amount, goods] = [read('amount'), read('goods') ?? priced(read)]
    const parts = PARTS.filter((part) => (read(part) ?? 0) !== 0)
    if (amount === null || goods === null || parts.length === 0) continue
    asked++
    const off = discountsOf(read)
    for (const held of subsets(parts)) {
      const extra = held.reduce((sum, part) => sum + (read(part) ?? 0), 0)
      if (!off.some((discount) => isNear(amount, goods - discount + extra))) continue
      const key = PARTS.map((part) => (parts.includes(part) ? Number(held.includes(part)) : '.')).join('')
      votes.set(key, { held: [...held], count: (votes.get(key)?.count ?? 0) + 1 })
    }
  }
  const told = [...votes.values()].reduce((sum, { count }) => sum + count, 0)
  if (told < 0.5 * asked || told === 0) return null
  return PARTS.filter((_, i) => {
    const says = (digit: string) =>
      [...votes].reduce((sum, [key, { count }]) => sum + (key[i] === digit ? count : 0), 0)
    return says('1') > says('0')
  })
}

const subsets = (parts: readonly Part[]): Part[][] =>
  parts.reduce<Part[][]>((sets, part) => [...sets, ...sets.map((set) => [...set, part])], [[]])

/** What may have been taken off a row: nothing, any of its discounts, or all of them. */
function discountsOf(read: Read): number[] {
  const each = [read('discount'), ...DISCOUNT_ROLES.map(read)].map((value) => Math.abs(value ?? 0))
  return [...new Set([0, ...each, each.reduce((a, b) => a + b, 0)])]
}

const DISCOUNT_ROLES = [1, 2, 3, 4, 5, 6].map((n) => `discount ${n}`)

const list = (words: string): string[] => words.split(',').map((word) => word.trim())

const GOODS_WORDS =
  list(`order value, subtotal, order subtotal, cart subtotal, items subtotal, items total, item total, items price, goods amount, goods total, products total, total products, product total,
  merchandise total, net sales, gross sales, 商品金额合计, 商品总价, 商品总金额, 商品金额, 商品合计, 货款, 买家应付货款, 宝贝总价, 商品总额, zwischensumme, warenwert, sous total, total articles, subtotale`)
const DISCOUNT_WORDS =
  list(`discount, discount total, discount amount, total discount, discounts, cart discount, 优惠金额, 优惠, 折扣金额, 折扣, 立减金额, rabatt, remise, descuento, sconto,
  desconto`)

/** The mapping, with the columns that say what the goods alone come to and what was taken off them. */
function withGoods(report: FileReport, matches: ReadonlyMap<string, ColumnMatch>): Map<string, ColumnMatch> {
  const all = new Map(matches)
  const taken = new Set([...matches.values()].map(({ column }) => column))
  const add = (roles: readonly string[], words: readonly string[]) => {
    const found = report.columns
      .filter(({ name, type }) => !taken.has(name) && (type === 'decimal' || type === 'integer'))
      .map(({ name, header }) => ({ name, score: headerMatch(header, words).score }))
      .filter(({ score }) => score >= 0.6)
      .sort((a, b) => b.score - a.score)
    for (const [i, role] of roles.entries()) {
      const column = found[i]?.name
      if (column === undefined) return
      all.set(role, { role, column, confidence: 1, reasons: [] })
      taken.add(column)
    }
  }
  add(['goods'], GOODS_WORDS)
  add(DISCOUNT_ROLES, DISCOUNT_WORDS)
  return all
}

function addReason(matches: Map<string, ColumnMatch>, role: string, reason: Bilingual): void {
  const match = matches.get(role)
  if (match && !match.reasons.some(({ en }) => en === reason.en))
    matches.set(role, { ...match, reasons: [...match.reasons, reason] })
}
