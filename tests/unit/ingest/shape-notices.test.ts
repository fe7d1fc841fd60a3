import { expect, test } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { textFile } from '../shop-fixture'

const codesOf = async (...lines: string[]) =>
  (await inspectFile(textFile('a.csv', lines.join('\n')))).notices.map(({ code }) => code)

test('a sale, its lines and its payments below each other are told of, with a remedy', async () => {
  const lines = [
    'Date,Receipt Number,Line Type,Customer ID,Quantity,Subtotal,Sku',
    '2025-01-01,100,Sale,K-1,2,20,',
    '2025-01-01,100,Sale Line,,1,10,MUG',
    '2025-01-01,100,Sale Line,,1,10,BOWL',
    '2025-01-01,100,Payment,,,,',
  ]
  const { notices } = await inspectFile(textFile('sales.csv', lines.join('\n')))
  const found = notices.find(({ code }) => code === 'row_kinds')
  expect(found?.level).toBe('warning')
  expect(found?.sentence.en).toContain("status <> 'Sale Line'")
  expect(await codesOf('Item,Line Type,Qty', 'Cup,Standard,1', 'Pot,Custom,2')).not.toContain('row_kinds')
})

test.each([
  'name:Cup|product_id:12|quantity:2',
  '"[{""name"":""Cup"",""quantity"":2}]"',
  '"Product ID: 77, Product Qty: 2, Product SKU: X"',
])('several articles in one cell are told of: %s', async (cell) => {
  expect(
    await codesOf('order_id,order_date,items', `1,2025-01-02,${cell}`, `2,2025-01-03,${cell}`),
  ).toContain('packed_cells')
})

test.each(['https://x.com/a|b:c', '2× Cup', 'Ann: see note', '10:30', 'Colour: red'])(
  'ordinary text is not: %s',
  async (cell) => {
    expect(
      await codesOf('order_id,order_date,note', `1,2025-01-02,${cell}`, `2,2025-01-03,${cell}`),
    ).not.toContain('packed_cells')
  },
)

test('a sub total below the records is none of them', async () => {
  const lines = [
    'Invoice|Date|Customer code|Net',
    'A1|2025-01-02|C1|10.00',
    'A2|2025-01-03|C2|9.00',
    'Sub Total|||19.00',
    'Grand Total|||19.00',
  ]
  const report = await inspectFile(textFile('a.txt', lines.join('\n')))
  expect(report.records).toBe(2)
})
