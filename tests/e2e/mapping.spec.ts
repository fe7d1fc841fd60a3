// The proposal amended by clicks, several files at once, files that arrive by a real drag.
import { expect, test, type Page } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import { words as overviewWords } from '../../src/analyses/overview/words'
import {
  acceptProposal,
  chooseFiles,
  chooseOption,
  dropFiles,
  figure,
  goToPage,
  openPage,
  waitForCleaning,
} from './support/app'
import { csvFile } from './support/csv'
import { demoFiles } from './support/demo-files'
import { fileRegion, mappingRow } from './support/journey'
import { PURCHASES } from './support/shops'
import { moneyText, numberText, word } from './support/words'

const DATA = fileURLToPath(new URL('../data', import.meta.url))
const accept = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Looks right: start' })

test('a column is given another meaning, and the figures are those of that column', async ({ page }) => {
  await openPage(page)
  await dropFiles(page, [PURCHASES.file])
  const region = fileRegion(page, PURCHASES.file)
  const amount = mappingRow(region, 'amount')
  await expect(amount).toContainText('the header “dollar_value” means amount')

  await test.step('without any money the page asks for it and does not go on', async () => {
    await chooseOption(page, amount, 'Column for amount', 'none')
    await expect(region).toContainText(word('en', 'pages_gap_no_amount'))
    await expect(accept(page)).toBeDisabled()
  })

  await test.step('the pieces are taken for the money instead, and are no longer the quantity', async () => {
    await chooseOption(page, amount, 'Column for amount', 'number_of_cds')
    await expect(amount).toContainText('your choice')
    await expect(region).not.toContainText(word('en', 'pages_gap_no_amount'))
    await expect(region.getByRole('combobox', { name: 'Column for quantity' })).toHaveCount(0)
  })

  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.net.en)).toContainText(moneyText(pieces()))
  await expect(figure(page, 'en', overviewWords.members.en)).toHaveText(numberText(PURCHASES.members))
})

test('without a member column the page says what will be missing, and the totals are there', async ({
  page,
}) => {
  await openPage(page)
  await dropFiles(page, [PURCHASES.file])
  const region = fileRegion(page, PURCHASES.file)
  await chooseOption(page, mappingRow(region, 'member_id'), 'Column for member', 'none')
  await expect(region).toContainText(word('en', 'pages_gap_no_member'))
  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.orders.en)).toHaveText(numberText(PURCHASES.orders))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('none has a member')
})

test('day or month first: the page asks, and the answer holds', async ({ page }) => {
  const rows = ['03/04/2024', '05/06/2024', '07/08/2024'].map((day, i) => [`m${i}`, day, `o${i}`, 10 + i])
  const file = csvFile('either.csv', ['member_id', 'order_date', 'order_id', 'amount'], rows)
  await openPage(page)
  await dropFiles(page, [file])
  for (const [answer, asOf] of [
    ['the day', '2024-08-08'],
    ['the month', '2024-07-09'],
  ] as const) {
    await test.step(`${answer} comes first`, async () => {
      await expect(page.getByText('Questions only you can answer: 1')).toBeVisible()
      await fileRegion(page, file).getByRole('radio', { name: answer, exact: true }).click()
      await acceptProposal(page)
      await waitForCleaning(page)
      await goToPage(page, 'rfm')
      await expect(page.getByRole('textbox', { name: 'As of' })).toHaveValue(asOf)
      await goToPage(page, 'import')
    })
  }
})

test('a file is read in another way: encoding and delimiter by hand', async ({ page }) => {
  await openPage(page)
  await dropFiles(page, [`${DATA}/taobao_orders_gbk.csv`])
  const region = fileRegion(page, `${DATA}/taobao_orders_gbk.csv`)
  await expect(region.getByRole('combobox', { name: 'Encoding' })).toHaveText('GB18030')
  await expect(mappingRow(region, 'ordered_at').getByRole('combobox')).toHaveValue(/^订单/)
  await chooseOption(page, region, 'Encoding', 'Windows-1252')
  await expect(region.getByRole('combobox', { name: 'Encoding' })).toHaveText('Windows-1252')
  await expect(region.getByText('订单创建时间')).toHaveCount(0)
  await chooseOption(page, region, 'Encoding', 'GB18030')
  await expect(mappingRow(region, 'ordered_at').getByRole('combobox')).toHaveValue(/^订单/)

  await dropFiles(page, [`${DATA}/members_semicolon.csv`])
  const members = fileRegion(page, `${DATA}/members_semicolon.csv`)
  await expect(members.getByRole('combobox', { name: 'Delimiter' })).toHaveText('Semicolon')
  await expect(members.getByRole('combobox', { name: 'Understood as' })).toHaveText('members')
  await members.getByRole('button', { name: 'Remove members_semicolon.csv' }).click()
  await expect(members).toHaveCount(0)
  await expect(region).toBeVisible()
})

test('the four files of a shop at once: each is recognised, and they are joined', async ({ page }) => {
  const files = await demoFiles(120)
  await openPage(page)
  await dropFiles(page, files)
  for (const [i, table] of ['members', 'orders', 'order lines', 'products'].entries()) {
    const region = fileRegion(page, files[i]!)
    await expect(region.getByRole('combobox', { name: 'Understood as' })).toHaveText(table)
  }
  await acceptProposal(page)
  await waitForCleaning(page)
  await expect(page.getByRole('main').getByRole('region', { name: /\.csv/ })).toHaveCount(4)
  await goToPage(page, 'sql')
  for (const table of ['members', 'orders', 'order_items', 'products']) {
    await expect(page.getByRole('button', { name: `Insert ${table}`, exact: true })).toBeVisible()
  }
  await goToPage(page, 'overview')
  const members = Number(await figure(page, 'en', overviewWords.members.en).innerText())
  expect(members).toBeGreaterThan(60)
  expect(members).toBeLessThanOrEqual(120)
})

test('files join those that are there, and a raw table waits for the SQL page', async ({ page }) => {
  const note = csvFile(
    'stock.csv',
    ['shelf', 'colour'],
    [
      ['A', 'red'],
      ['B', 'blue'],
    ],
  )
  await openPage(page)
  await dropFiles(page, [PURCHASES.file])
  await chooseFiles(page, [note])
  await expect(fileRegion(page, note).getByRole('combobox', { name: 'Understood as' })).toHaveText(
    'raw table',
  )
  await expect(fileRegion(page, PURCHASES.file)).toBeVisible()
  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'sql')
  await expect(page.getByText('stock.csv')).toBeVisible()
})

test('files are dragged onto the window, as from a folder on the desk', async ({ page }) => {
  const path = `${DATA}/youzan_order_lines.csv`
  await openPage(page)
  const browser = await page.context().newCDPSession(page)
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    browser.send('Input.dispatchDragEvent', {
      type,
      x: 400,
      y: 300,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    })
  await drag('dragEnter')
  await drag('dragOver')
  await expect(page.getByText(word('en', 'ui_drop_release')).first()).toBeVisible()
  await drag('drop')
  await expect(fileRegion(page, path).getByRole('combobox', { name: 'Understood as' })).toHaveText(
    'order lines',
  )
  await expect(page.getByText(word('en', 'ui_drop_release'))).toHaveCount(0)
  await acceptProposal(page)
  await waitForCleaning(page)
  await expect(page.getByText('Read 4 = loaded 4 + rejected 0').first()).toBeVisible()
})

test('a drop made by the page: files in a DataTransfer', async ({ page }) => {
  await openPage(page)
  await page.evaluate((name) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['member_id,order_date,amount\na,2024-01-01,5\nb,2024-01-02,6\n'], name))
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
    )
  }, 'made.csv')
  await expect(page.getByRole('region', { name: 'made.csv' })).toContainText('2 rows')
})

/** The sum of the pieces in the cut-out of purchases. */
function pieces(): number {
  const { file } = PURCHASES
  if (typeof file === 'string') throw new Error('This cut-out is made in the test.')
  const records = file.buffer.toString('utf8').trim().split('\r\n').slice(1)
  return records.reduce((sum, record) => sum + Number(record.split(',')[2]), 0)
}
