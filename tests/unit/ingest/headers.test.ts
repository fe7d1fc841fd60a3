import { describe, expect, it } from 'vitest'
import { headerMatch, normaliseHeader } from '../../../src/shop/headers'
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
