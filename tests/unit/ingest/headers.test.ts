import { describe, expect, it } from 'vitest'
import { headerMatch, headerScale, normaliseHeader } from '../../../src/shop/headers'
import { SHOP_TABLES } from '../../../src/shop/tables'

describe('headers', () => {
  it.each([
    ['InvoiceNo', 'invoice no'],
    ['invoice_no', 'invoice no'],
    [' Invoice No. ', 'invoice no'],
    ['CustomerID', 'customer id'],
    ['HTTPStatus', 'http status'],
    ['订单 ID', '订单id'],
    ['订单ＩＤ（18位）', '订单id'],
    ['收货地址 ', '收货地址'],
    ['Amount [USD]', 'amount'],
    ['Quantity (- Refund)', 'quantity'],
    ['\ufeffname', 'name'],
    ['', ''],
  ])('%j → %j', (header, expected) => {
    expect(normaliseHeader(header)).toBe(expected)
  })

  it('the very word beats a part, and a part beats nothing', () => {
    const words = ['customer id', 'buyer']
    const exact = headerMatch('customerId', words).score
    const part = headerMatch('our customer id', words).score
    expect(exact).toBeGreaterThan(part)
    expect(part).toBeGreaterThan(headerMatch('customs', words).score)
    expect(headerMatch('customs', words).score).toBe(0)
  })

  it('every word of the shop finds its own column', () => {
    for (const table of SHOP_TABLES)
      for (const column of table.columns)
        for (const word of column.words) expect(headerMatch(word, column.words).score).toBeGreaterThan(0.85)
  })
})

describe('headers of other shops', () => {
  const roleOf = (table: 'orders' | 'order_items', header: string) =>
    SHOP_TABLES.find(({ name }) => name === table)
      ?.columns.map((column) => ({ name: column.name, score: headerMatch(header, column.words).score }))
      .sort((a, b) => b.score - a.score)[0]?.name

  it.each([
    ['訂單編號', 'order_id'],
    ['購買人', 'member_id'],
    ['下單日期', 'ordered_at'],
    ['實付金額', 'amount'],
    ['收件縣市', 'region'],
    ['注文番号', 'order_id'],
    ['会員ID', 'member_id'],
    ['注文日時', 'ordered_at'],
    ['合計金額', 'amount'],
    ['单据号', 'order_id'],
    ['实收', 'amount'],
    ['成交额', 'amount'],
    ['paid', 'amount'],
  ])('%s is %s of an order', (header, role) => expect(roleOf('orders', header)).toBe(role))

  it.each([
    ['單價', 'unit_price'],
    ['単価', 'unit_price'],
    ['數量', 'quantity'],
    ['商品名稱', 'product_name'],
    ['货号', 'product_id'],
  ])('%s is %s of a line', (header, role) => expect(roleOf('order_items', header)).toBe(role))
})

describe('the unit of a header', () => {
  it.each([
    ['销售额(万元)', 4, '万元'],
    ['销售额（单位：千元）', 3, '千元'],
    ['金额[百万]', 6, '百万'],
    ['营业额【亿元】', 8, '亿元'],
    ['Revenue (k USD)', 3, 'k USD'],
    ['Revenue ($ thousands)', 3, 'thousands'],
    ["Amount ['000]", 3, "'000"],
    ['GMV (million)', 6, 'million'],
  ])('%s', (header, power, word) => {
    expect(headerScale(header)).toEqual({ power, word })
  })

  it.each([
    '销售额(元)',
    'Amount (USD)',
    'Length (m)',
    'Amount',
    '万元',
    'Amount (net)',
    '金额(含税)',
    'Price (kg)',
  ])('%s: none', (header) => {
    expect(headerScale(header)).toBeNull()
  })
})
