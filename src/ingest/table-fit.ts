import { normaliseHeader } from '../shop/headers'
import { latinWords } from '../shop/latin-words'
import type { Bilingual } from '../text/bilingual'
import { filledOnce } from './fill-down'
import type { Matches } from './propose'
import type { ColumnReport, FileReport } from './types'

/** How well a file fits a table, 0 to a little over 1; and, where it does not, what it lacks. */
export interface TableFit {
  score: number
  reasons: Bilingual[]
  lacks: Bilingual | null
}

/** One row per order: when, how much, which order or which member. */
export function fitOrders(report: FileReport, matches: Matches): TableFit {
  const { has, column } = lookup(report, matches)
  const money = Math.max(has('amount'), Math.min(has('quantity'), has('unit_price')))
  if (has('ordered_at') === 0) return lacking('orders', '订单', 'a column of order times', '下单时间列')
  if (Math.max(money, has('order_id')) === 0)
    return lacking('orders', '订单', 'an amount or an order id', '金额列或订单号列')
  const order = column('order_id')
  let score = 0.35 * has('ordered_at') + 0.3 * money + 0.2 * has('order_id') + 0.25 * has('member_id')
  const reasons = [headerReason(matches)]
  if (order && order.repeats > 1.2) {
    score -= 0.2
    reasons.push(repeats(order))
  } else if (filledOnce(report, matches).includes('order_id')) {
    score -= 0.2
    reasons.push(NUMBERED_ONCE)
  } else if (order && order.sampled > 0) {
    reasons.push({
      en: 'order ids do not come back: one row per order',
      zh: '订单号不重复：一行一单',
    })
  } else {
    reasons.push({ en: 'no order id: each row is taken for an order', zh: '没有订单号：每一行当作一单' })
  }
  if (has('member_id') === 0)
    reasons.push({
      en: 'no column says which member: figures by order work, figures by member do not',
      zh: '没有会员列：可以按订单统计，不能按会员统计',
    })
  return { score, reasons, lacks: null }
}

/** Beside a name: a list of properties, such as the colour and size of what was bought. */
const OF_AN_OPTION = /^(value|val|option|attribute|property|值|取值|属性值|选项值?)$/i

/** One row per product in an order: which product, and which order or who and when. */
export function fitOrderItems(report: FileReport, matches: Matches): TableFit {
  const { has, column } = lookup(report, matches)
  const product = Math.max(has('product_id'), has('product_name'))
  const order = column('order_id')
  if (product === 0) return lacking('order lines', '订单明细', 'a product column', '商品列')
  if (has('order_id') === 0 && Math.min(has('member_id'), has('ordered_at')) === 0)
    return lacking('order lines', '订单明细', 'an order id, or a member with a time', '订单号，或会员加时间')
  const money = Math.max(has('amount'), has('unit_price'))
  // An order's first row alone may bear its number.
  const below = filledOnce(report, matches).includes('order_id')
  const comesBack = order !== null && (order.repeats > 1.05 || below)
  const bare = Math.max(money, has('quantity')) === 0
  if (
    bare &&
    has('product_id') === 0 &&
    report.columns.some(({ header }) => OF_AN_OPTION.test(header.trim()))
  )
    return lacking(
      'order lines',
      '订单明细',
      'a product: it lists names and values',
      '商品列（这里是名称与取值）',
    )
  if (bare && !comesBack)
    return lacking('order lines', '订单明细', 'a quantity, a price or an amount', '数量、单价或金额')
  let score =
    0.4 * product +
    0.25 * has('order_id') +
    0.15 * has('quantity') +
    0.2 * money +
    0.1 * has('ordered_at') +
    0.1 * has('member_id')
  const reasons = [headerReason(matches)]
  if (comesBack) {
    score += 0.1
    reasons.push(below && order.repeats <= 1.05 ? NUMBERED_ONCE : repeats(order))
  } else if (
    order &&
    has('product_id') === 0 &&
    order.sampled >= 20 &&
    order.repeats < 1.02 &&
    !isOneArticle(column('product_name'), has('quantity'), has('unit_price'))
  ) {
    // Titles beside order ids that never come back: a list of orders that mentions what was in them.
    score -= 0.4
  }
  if (has('member_id') === 0)
    reasons.push({
      en: 'no column says which member: it has to come from an orders file by order id',
      zh: '没有会员列：需要由订单文件按订单号带入',
    })
  return { score, reasons, lacks: null }
}

/** Names that come back, each with its number of pieces and its price: orders of one article each. */
const isOneArticle = (product: ColumnReport | null, quantity: number, price: number): boolean =>
  product !== null &&
  Math.min(quantity, price) > 0 &&
  2 * product.distinct <= product.sampled - product.missing

/** One row per member: an id that never comes back, and attributes. */
export function fitMembers(report: FileReport, matches: Matches): TableFit {
  const { has, column } = lookup(report, matches)
  const member = column('member_id')
  if (!member) return lacking('members', '会员', 'a member id', '会员编号列')
  if (!isUnique(member))
    return {
      score: 0,
      reasons: [],
      lacks: {
        en: `Not members: the ids in “${member.name}” come back in several rows.`,
        zh: `不是会员表：“${member.name}”的编号在多行重复出现。`,
      },
    }
  const attributes = [...matches.keys()].filter((role) => role !== 'member_id').length
  const others = report.columns.length - 1
  const isPerson = report.columns.some(({ header }) => PERSONAL.test(header)) && !sellsSomething(report)
  const event = report.columns.some(
    (other) =>
      !isPerson &&
      other.type === 'time' &&
      other.distinct > 0.9 * other.sampled &&
      !isTaken(matches, other) &&
      other.missing === 0,
  )
  if (others === 0 || event)
    return lacking(
      'members',
      '会员',
      'attributes of members; it looks like a list of events',
      '会员属性列，更像事件记录',
    )
  const score =
    0.45 * has('member_id') + Math.min(0.1 * attributes, 0.4) + (others > 1 || attributes > 0 ? 0.15 : 0)
  const reasons = [
    headerReason(matches),
    {
      en: `each “${member.name}” stands in one row: one row per member`,
      zh: `“${member.name}”不重复：一行一位会员`,
    },
    ...totalsReason(report, matches),
  ]
  return { score: sellsSomething(report) ? score - 0.4 : score, reasons, lacks: null }
}

const PERSONAL =
  /^(first|last|given|family|full)[ _]?name$|birth|^(gender|sex)$|^(e-?mail|phone|mobile)|姓名|性别|生日|手机|邮箱/i

/** A file of totals by member: what each has bought in all, and no order by itself. */
function totalsReason(report: FileReport, matches: Matches): Bilingual[] {
  const numbers = report.columns.filter(
    (column) => (column.type === 'decimal' || column.type === 'integer') && !isTaken(matches, column),
  )
  if (numbers.length < 2) return []
  return [
    {
      en: `${numbers.length} columns of numbers per member, and no orders: totals to profile members by, not to count orders`,
      zh: `每位会员有 ${numbers.length} 列数字而没有订单：是汇总数据，可用于会员画像，不能按订单统计`,
    },
  ]
}

/** One row per product: an id that never comes back, and a name, a category or a price. */
export function fitProducts(report: FileReport, matches: Matches): TableFit {
  const { has, column } = lookup(report, matches)
  const product = column('product_id')
  if (!product) return lacking('products', '商品', 'a product id', '商品编号列')
  if (!isUnique(product))
    return {
      score: 0,
      reasons: [],
      lacks: {
        en: `Not products: the ids in “${product.name}” come back in several rows.`,
        zh: `不是商品表：“${product.name}”的编号在多行重复出现。`,
      },
    }
  const about = Math.max(has('product_name'), has('category'), has('price'), has('brand'))
  if (about === 0)
    return lacking('products', '商品', 'a name, a category, a brand or a price', '名称、类目、品牌或价格列')
  const score = 0.5 * has('product_id') + 0.3 * about + Math.min(0.05 * matches.size, 0.2)
  const reasons = [
    headerReason(matches),
    {
      en: `each “${product.name}” stands in one row: one row per product`,
      zh: `“${product.name}”不重复：一行一种商品`,
    },
  ]
  return { score: sellsSomething(report) ? score - 0.4 : score, reasons, lacks: null }
}

/** Orders carry an order id or a quantity; lists of members and products do not. */
const sellsSomething = (report: FileReport): boolean =>
  report.columns.some(
    ({ header }) =>
      /^(order|invoice|basket)[ _]?(id|no|number)$|^订单(编?号| ?id)$|^单号$/i.test(header.trim()) ||
      LATIN_ORDERS.has(normaliseHeader(header)),
  )

const LATIN_ORDERS = new Set(latinWords('order_id'))

const isTaken = (matches: Matches, column: ColumnReport): boolean =>
  [...matches.values()].some((match) => match.column === column.name)

export const isUnique = (column: ColumnReport): boolean => {
  const present = column.sampled - column.missing
  return present > 0 && column.distinct >= 0.98 * present && column.missing <= 0.05 * column.sampled
}

function lookup(report: FileReport, matches: Matches) {
  return {
    /** The confidence of a role's match, 0 when there is none. */
    has: (role: string): number => matches.get(role)?.confidence ?? 0,
    column: (role: string): ColumnReport | null => {
      const name = matches.get(role)?.column
      return report.columns.find((candidate) => candidate.name === name) ?? null
    },
  }
}

const NUMBERED_ONCE: Bilingual = {
  en: 'rows without an order id stand below one that has it: one row per order line',
  zh: '没有订单号的行排在有订单号的行下面：一行一件商品',
}

const repeats = (order: ColumnReport): Bilingual => {
  const times = order.repeats.toFixed(1)
  return {
    en: `each order id stands in ${times} rows on average: one row per order line`,
    zh: `每个订单号平均出现 ${times} 行：一行一件商品`,
  }
}

function headerReason(matches: Matches): Bilingual {
  const found = [...matches.values()].sort((a, b) => b.confidence - a.confidence).slice(0, 6)
  return {
    en: `columns recognised: ${found.map((match) => match.column.slice(0, 40)).join(', ')}`,
    zh: `认出的列：${found.map((match) => match.column.slice(0, 40)).join('、')}`,
  }
}

const lacking = (enTable: string, zhTable: string, en: string, zh: string): TableFit => ({
  score: 0,
  reasons: [],
  lacks: { en: `For ${enTable} it lacks ${en}.`, zh: `要作为${zhTable}，还缺${zh}。` },
})
