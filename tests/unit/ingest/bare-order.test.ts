import { expect, test } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { textFile } from '../shop-fixture'

async function proposalOf(header: string, number: (i: number) => string) {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${number(i)},m${i % 9},2025-01-${String((i % 27) + 1).padStart(2, '0')},${i + 5.5}`,
  )
  const report = await inspectFile(textFile('a.csv', [`${header}`, ...rows].join('\n')))
  return proposeSources([report])[0]
}

test.each([
  ['编号,会员,日期,金额', (i: number) => `A${1000 + i}`],
  ['单号,会员号,日期,金额', (i: number) => `${20250000 + i}`],
  ['No.,Customer,Date,Amount', (i: number) => `${900 + i}`],
  ['ID,Customer ID,Date,Amount', (i: number) => `x${900 + i}`],
  ['#,Buyer,Date,Total', (i: number) => `${900 + i}`],
  ['Nr,Kunde,Datum,Betrag', (i: number) => `${900 + i}`],
  ['编码,客户,日期,金额', (i: number) => `${900 + i}`],
])('%s: the number of a row is its order', async (header, number) => {
  const proposal = await proposalOf(header, number)
  expect(proposal?.table).toBe('orders')
  const order = proposal?.matches.find(({ role }) => role === 'order_id')
  expect(order?.column).toBe(proposal && header.split(',')[0])
  expect(order?.confidence).toBeGreaterThanOrEqual(0.5)
  expect(order?.reasons.length).toBeGreaterThan(0)
  expect(proposal?.matches.find(({ role }) => role === 'member_id')?.column).toBe(header.split(',')[1])
})

test('a number that comes back is none', async () => {
  const proposal = await proposalOf('编号,会员,日期,金额', (i) => `A${i % 12}`)
  expect(proposal?.matches.find(({ role }) => role === 'order_id')).toBeUndefined()
})
