import { expect, test } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { textFile } from '../shop-fixture'

test.each([
  ['Polish', 'Nr zamówienia;Klient;Data zamówienia;Wartość brutto'],
  ['Turkish', 'Sipariş No;Müşteri No;Sipariş Tarihi;Toplam Tutar'],
  ['Indonesian', 'No Pesanan;ID Pelanggan;Tanggal Pesanan;Total Bayar'],
])('orders in %s', async (_, header) => {
  const rows = Array.from(
    { length: 30 },
    (__, i) => `Z${i};k${i % 7};2025-01-${String((i % 27) + 1).padStart(2, '0')};${i + 5},50`,
  )
  const report = await inspectFile(textFile('a.csv', [header, ...rows].join('\n')))
  const [proposal] = proposeSources([report])
  expect(proposal?.table).toBe('orders')
  const columns = ['order_id', 'member_id', 'ordered_at', 'amount'].map(
    (role) => proposal?.matches.find((match) => match.role === role)?.column,
  )
  expect(columns).toEqual(header.split(';'))
})
