// Exports of kinds that the mapping has to explain: a time in two columns, bills, several currencies.
import { expect, test, type Page } from '@playwright/test'
import { acceptProposal, chooseOption, dropFiles, openPage, waitForCleaning } from './support/app'
import { fileRegion, mappingRow } from './support/journey'
import { word } from './support/words'

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const rows = (f: (i: number) => string) => Array.from({ length: 30 }, (_, i) => f(i)).join('\n')
const two = (n: number) => String(n).padStart(2, '0')

test('a German till with day and time apart', async ({ page }) => {
  const till = file(
    'kasse.csv',
    'Belegnummer;Datum;Uhrzeit;Kunde;Betrag\n' +
      rows(
        (i) => `B${i};${two((i % 27) + 1)}.03.2025;${i === 4 ? 'mittags' : '14:05'};K${i % 7};${i + 5},50 €`,
      ) +
      '\nSumme;;;;600,00 €\n',
  )
  await openPage(page)
  await dropFiles(page, [till])
  const row = mappingRow(fileRegion(page, till), 'ordered_time')
  await expect(row.getByRole('combobox')).toHaveText(/^Uhrzeit/)
  await expect(row).toContainText('names the day alone')
  await acceptProposal(page)
  await waitForCleaning(page)
  const forms = page.getByRole('region', { name: word('en', 'cleaning_forms') })
  await expect(forms).toContainText('Uhrzeit')
  await expect(forms.getByRole('row', { name: /Uhrzeit/ })).toContainText('5')
  expect(
    await page.evaluate(async () =>
      (
        await window.memberlens.sql(
          "select count(*) as n, sum(gross)::double as g, strftime(max(ordered_at), '%H:%M') as t from orders",
        )
      ).rows(),
    ),
  ).toEqual([{ n: 30, g: 600, t: '14:05' }])
})
test('a WeChat bill and mixed genders', async ({ page }) => {
  const bill = file(
    'bill.csv',
    '微信支付账单\n交易时间,商户订单号,用户标识,交易状态,总金额,退款金额\n' +
      rows(
        (i) => `\`2025-03-${two((i % 27) + 1)} 10:00:00,\`S${i},\`o${i % 7},\`SUCCESS,\`${i + 5.5},\`0.00`,
      ) +
      '\n',
  )
  const members = file(
    'members.csv',
    '会员号,性别,城市\n' +
      ['男', '1', '女', '0', '1', '保密', 'F'].map((g, i) => `o${i},${g},北京`).join('\n'),
  )
  await openPage(page)
  await dropFiles(page, [bill, members])
  await expect(fileRegion(page, members)).toContainText('read as unknown and counted')
  await expect(fileRegion(page, members).getByRole('combobox', { name: /Numbers in/ })).toHaveText(
    word('en', 'pages_gender_digits_unknown'),
  )
  const accounting = await page.evaluate(
    async () => JSON.parse(JSON.stringify(await window.memberlens.load())) as { forms: unknown[] },
  )
  expect(accounting.forms).toEqual(
    expect.arrayContaining([expect.objectContaining({ role: 'gender', unread: 3, unreadRows: [2, 4] })]),
  )
  expect(
    await page.evaluate(async () =>
      (await window.memberlens.sql('select sum(gross)::double as g from orders')).rows(),
    ),
  ).toEqual([{ g: 600 }])
})
test('two currencies are named', async ({ page }) => {
  const both = file(
    'both.csv',
    'order id,customer id,order date,amount\n' +
      rows((i) => `O${i},c${i % 7},2025-03-${two((i % 27) + 1)},${i % 2 ? '$' : '€'}${i + 5.5}`),
  )
  await openPage(page)
  await dropFiles(page, [both])
  await expect(fileRegion(page, both)).toContainText('amounts in EUR, USD')
})
const DISCOUNTED = file(
  'orders.csv',
  '订单编号,买家昵称,下单时间,商品名称,商品单价,商品数量,优惠金额,运费,实付金额\n' +
    rows((i) => `E${i >> 1},b${(i >> 1) % 7},2025-03-${two((i >> 1) + 1)} 10:00,茶${i % 2},30,1,10,0,50`),
)
const grossOf = (page: Page) =>
  page.evaluate(async () =>
    (await window.memberlens.sql('select sum(gross)::double as g from orders')).rows(),
  )

test('discounts of whole orders are shared over their lines, and said', async ({ page }) => {
  await openPage(page)
  await dropFiles(page, [DISCOUNTED])
  const region = fileRegion(page, DISCOUNTED)
  await expect(mappingRow(region, 'order_subtotal')).toContainText('the difference is a discount')
  await expect(mappingRow(region, 'order_discount').getByRole('combobox')).toHaveText(/^优惠金额/)
  await acceptProposal(page)
  await waitForCleaning(page)
  await expect(page.getByRole('main')).toContainText('Discounts of 150 were taken off 15 orders')
  expect(await grossOf(page)).toEqual([{ g: 750 }])
})
test('discounts can be left out', async ({ page }) => {
  await openPage(page)
  await dropFiles(page, [DISCOUNTED])
  const region = fileRegion(page, DISCOUNTED)
  for (const role of ['order_subtotal', 'order_discount'])
    await chooseOption(page, mappingRow(region, role), 'Column for', 'none')
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await grossOf(page)).toEqual([{ g: 900 }])
})
