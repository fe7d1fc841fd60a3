import { describe, expect, it } from 'vitest'
import { generateShop } from '../../../src/demo/generate-shop'
import { cents, groupBy, readShop, type Row } from './read-shop'

const shop = await generateShop({ members: 6_000, seed: 11, locale: 'en' })
const { members, orders, lines, products } = await readShop(shop)
const dated = orders.filter((order) => /^202[45]-(0|1[0-2])/.test(order['ordered_at']!))
const byDay = groupBy(dated, (order) => order['ordered_at']!.slice(0, 10))
const ordersOn = (day: string) => byDay.get(day)?.length ?? 0
const byMember = groupBy(
  dated.filter((order) => order['member_id'] !== ''),
  (order) => order['member_id']!,
)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const usual = median([...byDay.values()].map((day) => day.length))

describe('size', () => {
  it('is about ten orders a member and 1.7 lines an order', () => {
    expect(orders.length / 6_000).toBeGreaterThan(9)
    expect(orders.length / 6_000).toBeLessThan(11)
    expect(lines.length / orders.length).toBeGreaterThan(1.6)
    expect(lines.length / orders.length).toBeLessThan(1.8)
  })
})

describe('the calendar', () => {
  it('shows the feasts', () => {
    expect(ordersOn('2024-11-11')).toBeGreaterThanOrEqual(5 * usual)
    expect(ordersOn('2024-06-18')).toBeGreaterThan(2 * usual)
    expect(ordersOn('2025-06-18')).toBeGreaterThan(3 * usual)
    expect(ordersOn('2024-12-12')).toBeGreaterThan(2 * usual)
    const busiest = [...byDay].toSorted((a, b) => b[1].length - a[1].length)[0]![0]
    expect(busiest).toBe('2024-11-11')
  })

  it('shows the evening and the quiet of the night', () => {
    const byHour = groupBy(dated, (order) => order['ordered_at']!.slice(11, 13))
    expect(byHour.get('21')!.length).toBeGreaterThan(10 * byHour.get('04')!.length)
  })

  it('shows seasons in categories: snacks before the new year, sports in July', () => {
    const category = new Map(products.map((product) => [product['product_id']!, product['category']!]))
    const share = (name: string, months: RegExp) => {
      const chosen = lines.filter((line) => months.test(line['order_id']!.slice(0, 6)))
      return chosen.filter((line) => category.get(line['product_id']!) === name).length / chosen.length
    }
    expect(share('Snacks', /2024(01|02)|202501/)).toBeGreaterThan(1.2 * share('Snacks', /2024(06|07|08)/))
    expect(share('Sports & outdoors', /2024(06|07)/)).toBeGreaterThan(
      1.3 * share('Sports & outdoors', /2024(11|12)/),
    )
  })
})

describe('the members', () => {
  it('come back at a plausible rate', () => {
    const { buyers, repeatBuyers } = shop.truth
    expect(repeatBuyers / buyers).toBeGreaterThan(0.7)
    expect(repeatBuyers / buyers).toBeLessThan(0.95)
    expect(buyers / 6_000).toBeGreaterThan(0.65)
    expect(buyers / 6_000).toBeLessThan(0.95)
  })

  it('spend unequally: the top tenth a large share, but not all', () => {
    const spent = [...byMember.values()]
      .map((own) => own.reduce((sum, order) => sum + cents(order['amount']!), 0))
      .toSorted((a, b) => b - a)
    const total = spent.reduce((sum, value) => sum + value, 0)
    const top = spent.slice(0, Math.floor(spent.length / 10)).reduce((sum, value) => sum + value, 0)
    expect(top / total).toBeGreaterThan(0.35)
    expect(top / total).toBeLessThan(0.75)
  })

  it('of one province leave in one month', () => {
    const province = new Map(members.map((member) => [member['member_id']!, member['province']!]))
    const active = (from: string, to: string, chosen: (name: string) => boolean) =>
      [...byMember].filter(
        ([id, own]) =>
          chosen(province.get(id)!) &&
          members[Number(id.slice(1)) - 1]!['joined_at']! < '2024-08' &&
          own.some((order) => order['ordered_at']! >= from && order['ordered_at']! < to),
      ).length
    const kept = (chosen: (name: string) => boolean) =>
      active('2024-10-01', '2024-12-01', chosen) / active('2024-07-01', '2024-09-01', chosen)
    expect(kept((name) => name === 'Sichuan')).toBeLessThan(0.75 * kept((name) => name !== 'Sichuan'))
    expect(shop.truth.leftInWave).toBeGreaterThan(0)
  })

  it('have gaps in their attributes', () => {
    const missing = (name: string) => members.filter((member) => member[name] === '').length / members.length
    expect(Math.abs(missing('gender') - 0.08)).toBeLessThan(0.015)
    expect(Math.abs(missing('birthday') - 0.35)).toBeLessThan(0.025)
    expect(missing('city')).toBeGreaterThan(0.02)
    expect(missing('tier')).toBe(0)
    expect(missing('member_id')).toBe(0)
  })
})

describe('the products', () => {
  it('have prices above their costs and each a name of its own', () => {
    for (const product of products) expect(cents(product['price']!)).toBeGreaterThan(cents(product['cost']!))
    expect(new Set(products.map((product) => product['product_name'])).size).toBe(120)
    expect(groupBy(products, (product) => product['category']!).size).toBe(10)
  })

  it('run out: diapers are bought again after about the days a pack lasts', () => {
    const diapers = new Set(
      products
        .filter((product) => /Diapers/.test(product['product_name']!))
        .map((product) => product['product_id']!),
    )
    const withDiapers = new Set(
      lines.filter((line) => diapers.has(line['product_id']!)).map((line) => line['order_id']!),
    )
    const gaps: number[] = []
    for (const own of byMember.values()) {
      const days = own
        .filter((order: Row) => withDiapers.has(order['order_id']!))
        .map((order) => Date.parse(order['ordered_at']!.slice(0, 10)) / 86_400_000)
      if (days.length >= 8) for (let i = 1; i < days.length; i++) gaps.push(days[i]! - days[i - 1]!)
    }
    expect(gaps.length).toBeGreaterThan(500)
    expect(median(gaps)).toBeGreaterThan(16)
    expect(median(gaps)).toBeLessThan(32)
  })
})
