import type { FactRule, Goods, Rule, Test } from '../../../src/segments/rule'
import type { Line, Person, Product } from './small-shop'

/** A shop as plain rows, for evaluating rules one member at a time. */
export interface PlainShop {
  lines: readonly Line[]
  people: readonly Person[]
  products: readonly Product[]
  /** YYYY-MM-DD; what is bought before this day counts. */
  asOf: string
}

type Value = number | string | null

/** The ids of the members for whom a rule holds, by going through everything that everybody bought. */
export function naiveMembers(rule: Rule, shop: PlainShop): string[] {
  return shop.people.map(({ id }) => id).filter((id) => holds(rule, id, shop))
}

function holds(rule: Rule, id: string, shop: PlainShop): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.of.every((part) => holds(part, id, shop))
    case 'any':
      return rule.of.some((part) => holds(part, id, shop))
    case 'not':
      return !holds(rule.of, id, shop)
    case 'fact':
      return factHolds(rule, id, shop)
    case 'bought': {
      const since = rule.days === null ? -Infinity : dayOf(shop.asOf) - rule.days
      const lines = linesOf(id, shop).filter(
        (line) => isOf(line, rule.goods, shop) && dayOf(line.at) >= since,
      )
      return passes(measured(lines, rule.measure), rule.test)
    }
    case 'sequence': {
      const days = (goods: Goods) =>
        linesOf(id, shop)
          .filter((line) => isOf(line, goods, shop))
          .map((line) => dayOf(line.at))
      return days(rule.then).some((then) =>
        days(rule.first).some((first) => first < then && then - first <= rule.days),
      )
    }
    default:
      throw new Error(`The naive evaluator knows no ${rule.kind}.`)
  }
}

function factHolds({ fact, test }: FactRule, id: string, shop: PlainShop): boolean {
  if (test.op !== 'top' && test.op !== 'bottom') return passes(factOf(fact, id, shop), test)
  const own = factOf(fact, id, shop)
  if (typeof own !== 'number' || test.share <= 0) return false
  const sign = test.op === 'top' ? -1 : 1
  const values = shop.people
    .map((person) => factOf(fact, person.id, shop))
    .filter((value) => typeof value === 'number')
    .map((value) => value * sign)
    .sort((a, b) => a - b)
  const last = values[Math.max(1, Math.ceil(test.share * values.length - 1e-9)) - 1]
  return last !== undefined && own * sign <= last
}

/** The facts that the laws ask about, from their definitions in words. */
function factOf(name: string, id: string, shop: PlainShop): Value {
  const lines = linesOf(id, shop)
  const orders = new Set(lines.map(({ order }) => order)).size
  const days = [...new Set(lines.map(({ at }) => dayOf(at)))].sort((a, b) => a - b)
  const first = days[0]
  const last = days.at(-1)
  const person = shop.people.find((one) => one.id === id)
  switch (name) {
    case 'gender':
      return person?.gender ?? null
    case 'tier':
      return person?.tier ?? null
    case 'orders':
      return orders
    case 'spent':
      return measured(lines, 'amount')
    case 'order_days':
      return lines.length === 0 ? null : days.length
    case 'recency_days':
      return last === undefined ? null : dayOf(shop.asOf) - last
    case 'mean_gap':
      return first === undefined || last === undefined || days.length < 2
        ? null
        : (last - first) / (days.length - 1)
    default:
      throw new Error(`The naive evaluator knows no ${name}.`)
  }
}

function passes(value: Value, test: Test): boolean {
  if (test.op === 'known') return value !== null
  if (test.op === 'unknown') return value === null
  if (value === null) return false
  if (test.op === 'one_of') return test.values.includes(String(value))
  if (test.op === 'none_of') return !test.values.includes(String(value))
  const number = Number(value)
  switch (test.op) {
    case 'at_least':
      return number >= test.value
    case 'at_most':
      return number <= test.value
    case 'above':
      return number > test.value
    case 'below':
      return number < test.value
    case 'between':
      return number >= test.from && number <= test.to
    default:
      throw new Error(test.op)
  }
}

function measured(lines: readonly Line[], measure: 'orders' | 'days' | 'amount' | 'pieces'): number {
  switch (measure) {
    case 'orders':
      return new Set(lines.map(({ order }) => order)).size
    case 'days':
      return new Set(lines.map(({ at }) => dayOf(at))).size
    case 'amount':
      return lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    case 'pieces':
      return lines.reduce((sum, { quantity }) => sum + quantity, 0)
  }
}

const linesOf = (id: string, { lines, asOf }: PlainShop): Line[] =>
  lines.filter((line) => line.member === id && dayOf(line.at) < dayOf(asOf))

function isOf(line: Line, goods: Goods, { products }: PlainShop): boolean {
  const product = products.find(({ id }) => id === line.product)
  switch (goods.by) {
    case 'any':
      return true
    case 'product':
      return goods.values.includes(line.product)
    case 'channel':
      return goods.values.includes(line.channel ?? '')
    case 'category':
      return goods.values.includes(product?.category ?? '')
    case 'brand':
      return goods.values.includes(product?.brand ?? '')
  }
}

const dayOf = (at: string): number => Math.floor(Date.parse(`${at.slice(0, 10)}T00:00:00Z`) / 86_400_000)
