import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { EXPORTED_AT } from '../../../src/demo/calendar'
import { generateShop, type DemoShop, type ShopRequest } from '../../../src/demo/generate-shop'
import { SHOP_TABLES } from '../../../src/shop/tables'
import { cents, groupBy, readShop, type Row } from './read-shop'

const request: ShopRequest = { members: 2_000, seed: 42, locale: 'en' }
const shop = await generateShop(request)
const read = await readShop(shop)

async function fingerprint({ files }: DemoShop): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.name).update(new Uint8Array(await file.arrayBuffer()))
  return hash.digest('hex').slice(0, 16)
}

describe('the same request', () => {
  it('gives the same bytes, today and ever', async () => {
    expect(await fingerprint(shop)).toBe('a6b48df05ee31fc1')
    expect(await fingerprint(await generateShop(request))).toBe('a6b48df05ee31fc1')
    expect(await fingerprint(await generateShop({ members: 200, seed: 7, locale: 'zh-CN' }))).toBe(
      '50413f489c694afd',
    )
  })

  it('gives files of a fixed date', () => {
    for (const file of shop.files) expect([file.type, file.lastModified]).toEqual(['text/csv', EXPORTED_AT])
  })

  it('with another seed gives another shop', async () => {
    expect(await fingerprint(await generateShop({ ...request, seed: 43 }))).not.toBe(await fingerprint(shop))
  })
})

describe('the two languages', () => {
  it('tell the same figures', async () => {
    const chinese = await readShop(await generateShop({ ...request, locale: 'zh-CN' }))
    expect(chinese.names).toEqual(['会员.csv', '订单.csv', '订单明细.csv', '商品.csv'])
    expect(chinese.lines).toEqual(read.lines)
    const figures = (orders: readonly Row[]) =>
      orders.map((order) => [order['order_id'], order['member_id'], order['amount']])
    expect(figures(chinese.orders)).toEqual(figures(read.orders))
    expect(new Set(chinese.orders.map((order) => order['status']))).toEqual(
      new Set(['已完成', '已取消', '已退款']),
    )
  })

  it.each(['en', 'zh-CN'] as const)(
    'head their columns with words the shop tables know (%s)',
    async (locale) => {
      const { headers } = await readShop(await generateShop({ members: 1, seed: 1, locale }))
      ;(['members', 'orders', 'order_items', 'products'] as const).forEach((name, index) => {
        const table = SHOP_TABLES.find((candidate) => candidate.name === name)!
        const found = headers[index]!.map(
          (header) =>
            table.columns.find(({ label, words }) => label.zh === header || words.includes(header))?.name,
        )
        expect(found).not.toContain(undefined)
        expect(new Set(found).size).toBe(found.length)
      })
    },
  )
})

describe('the truth', () => {
  const { truth } = shop
  const orderIds = new Set(read.orders.map((order) => order['order_id']!))

  it('counts the rows', () => {
    expect(truth.members).toBe(2_000)
    expect(new Set(read.members.map((member) => member['member_id'])).size).toBe(truth.members)
    expect(read.members.length).toBe(truth.members + truth.dirt.repeatedMembers)
    expect(read.orders.length).toBe(truth.orders)
    expect(orderIds.size).toBe(truth.orders)
    expect(read.lines.length).toBe(truth.lines)
    expect(read.products.length).toBe(truth.products)
    expect(truth.products).toBe(120)
  })

  it('counts the dirt', () => {
    const times = read.orders.map((order) => order['ordered_at']!)
    const amounts = read.orders.map((order) => cents(order['amount']!))
    const wellFormed = /^20\d\d-(0\d|1[0-2])-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d$/
    const repeats = (rows: readonly object[]) =>
      rows.length - new Set(rows.map((row) => JSON.stringify(row))).size
    expect(truth.dirt).toEqual({
      ordersWithoutMember: read.orders.filter((order) => order['member_id'] === '').length,
      zeroAmounts: amounts.filter((amount) => amount === 0).length,
      negativeAmounts: amounts.filter((amount) => amount < 0).length,
      unreadableTimes: times.filter((time) => !wellFormed.test(time)).length,
      futureTimes: times.filter((time) => time.startsWith('2099')).length,
      duplicateLines: repeats(read.lines),
      orphanLines: read.lines.filter((line) => !orderIds.has(line['order_id']!)).length,
      repeatedMembers: repeats(read.members),
    })
    expect(Object.values(truth.dirt).every((count) => count > 0)).toBe(true)
  })

  it('counts statuses, buyers and money', () => {
    const status = (word: string) => read.orders.filter((order) => order['status'] === word).length
    expect([truth.completed, truth.cancelled, truth.refunded]).toEqual(
      ['completed', 'cancelled', 'refunded'].map(status),
    )
    expect(truth.cancelled / truth.orders).toBeCloseTo(0.02, 2)
    expect(truth.refunded / truth.orders).toBeCloseTo(0.015, 2)
    const named = read.orders.filter((order) => order['member_id'] !== '')
    const buyers = groupBy(named, (order) => order['member_id']!)
    expect(buyers.size).toBe(truth.buyers)
    expect([...buyers.values()].filter((orders) => orders.length > 1).length).toBe(truth.repeatBuyers)
    expect(read.orders.reduce((sum, order) => sum + cents(order['amount']!), 0)).toBe(truth.amountCents)
  })
})

describe('orders', () => {
  it('cost what their lines cost, to the cent', () => {
    const distinct = [...new Map(read.lines.map((line) => [JSON.stringify(line), line])).values()]
    const byOrder = groupBy(distinct, (line) => line['order_id']!)
    const sum = (lines: readonly Row[]) => lines.reduce((total, line) => total + cents(line['amount']!), 0)
    const wrong = read.orders.filter(
      (order) => sum(byOrder.get(order['order_id']!)!) !== cents(order['amount']!),
    )
    expect(wrong).toEqual([])
    const product = (line: Row) => Number(line['quantity']) * cents(line['unit_price']!)
    expect(read.lines.filter((line) => product(line) !== cents(line['amount']!))).toEqual([])
  })

  it('name members and products that exist, and stand in order of time after the member joined', () => {
    const joined = new Map(read.members.map((member) => [member['member_id']!, member['joined_at']!]))
    const products = new Set(read.products.map((product) => product['product_id']!))
    expect(read.lines.every((line) => products.has(line['product_id']!))).toBe(true)
    const clean = read.orders.filter(
      (order) => /^202[45]-/.test(order['ordered_at']!) && !/-13-/.test(order['ordered_at']!),
    )
    const times = clean.map((order) => order['ordered_at']!)
    expect(times).toEqual(times.toSorted())
    const early = clean.filter(
      (order) => order['member_id'] !== '' && order['ordered_at']! < joined.get(order['member_id']!)!,
    )
    expect(early).toEqual([])
    expect(clean[0]!['ordered_at']!.slice(0, 10)).toBe('2024-01-01')
    expect(clean.at(-1)!['ordered_at']!.slice(0, 10)).toBe('2025-06-30')
  })
})

describe('odd sizes', () => {
  it('no members: headers and the catalogue alone', async () => {
    const empty = await generateShop({ members: 0, seed: 1, locale: 'en' })
    const { members, orders, lines, products } = await readShop(empty)
    expect([members.length, orders.length, lines.length, products.length]).toEqual([0, 0, 0, 120])
    expect(empty.truth).toMatchObject({ members: 0, orders: 0, lines: 0, buyers: 0, amountCents: 0 })
  })

  it('one member, whatever the seed', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const one = await generateShop({ members: 1, seed, locale: 'zh-CN' })
      const { members, orders } = await readShop(one)
      expect([members.length, orders.length]).toEqual([1, one.truth.orders])
    }
  })

  it('refuses what is no size', async () => {
    for (const members of [-1, 1.5, NaN, 2_000_001])
      await expect(generateShop({ ...request, members })).rejects.toThrow(RangeError)
  })
})
