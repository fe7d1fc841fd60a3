// Archives, workbooks, JSON and pasted cells: each becomes tables that are understood and loaded like CSV.
import { gzipSync, strToU8, zipSync } from 'fflate'
import { expect, test, type Page } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { makeXlsx } from '../unit/ingest/unpack/make-xlsx'
import {
  acceptProposal,
  chooseFiles,
  figure,
  goToPage,
  openPage,
  waitForCleaning,
  type GivenFile,
} from './support/app'
import { made, orders, table } from './support/broken-files'
import { balances, cancelButton, expectDoor, watch } from './support/failures'
import { word } from './support/words'

const ROWS = 60
const CSV = orders(ROWS)
const file = (name: string, content: string | Uint8Array): GivenFile => ({
  ...made(name, content),
  mimeType: '',
})

/** The same orders as cells: dates as serial numbers under a format, amounts as numbers. */
function workbook(): Uint8Array {
  const [header = [], ...rows] = CSV.trim()
    .split('\n')
    .map((line) => line.split(','))
  const serial = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569
  return makeXlsx(
    [
      { name: '说明', rows: [], state: 'hidden' },
      {
        name: '订单',
        rows: [
          ['2024 年订单报表'],
          header,
          ...rows.map(([order = '', member = '', day = '', amount]) => [
            order,
            member,
            { xml: `<c s="1"><v>${serial(day)}</v></c>` },
            Number(amount),
          ]),
        ],
      },
    ],
    { formats: ['General', 14] },
  )
}

async function load(page: Page, files: GivenFile[], regions: string[]): Promise<void> {
  await chooseFiles(page, files)
  for (const name of regions) await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
  await acceptProposal(page)
  await waitForCleaning(page)
}

/** The headline figures of the overview, as text. */
async function overview(page: Page): Promise<string[]> {
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.orders.en)).toHaveText(String(ROWS))
  return page.getByRole('main').locator('dl > div').allInnerTexts()
}

async function fromCsv(page: Page): Promise<string[]> {
  await openPage(page)
  await load(page, [file('orders.csv', CSV)], ['orders.csv'])
  return overview(page)
}

test('a workbook of orders, its title above the header, gives the figures of the same CSV, and RFM', async ({
  page,
}) => {
  const { faults } = watch(page)
  const expected = await fromCsv(page)
  await page.reload()
  await openPage(page)
  await load(page, [file('shop.xlsx', workbook())], ['shop.xlsx / 订单'])
  expect(await balances(page)).toMatchObject([{ read: ROWS, kept: ROWS }])
  expect(await overview(page)).toEqual(expected)
  await goToPage(page, 'rfm')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(faults).toEqual([])
})

test('a gzip file gives the figures of the CSV in it', async ({ page }) => {
  const { faults } = watch(page)
  const expected = await fromCsv(page)
  await page.reload()
  await openPage(page)
  await load(page, [file('orders.csv.gz', gzipSync(strToU8(CSV)))], ['orders.csv.gz'])
  expect(await overview(page)).toEqual(expected)
  expect(faults).toEqual([])
})

test('an archive of two files is shown under its name, and goes as a whole', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  const members = table(['member_id', 'name', 'city'], 17, (i) => [`m${i}`, `Name ${i}`, 'Lyon'])
  const archive = zipSync({
    '2024/orders.csv': strToU8(CSV),
    'members.csv': strToU8(members),
    'logo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]),
    '__MACOSX/members.csv': strToU8('x'),
  })
  await chooseFiles(page, [file('shop.zip', archive), file('more.csv', 'sku,colour\na1,red\n')])
  const main = page.getByRole('main')
  await expect(main.getByRole('region', { name: 'shop.zip / 2024/orders.csv' })).toBeVisible()
  await expect(main.getByRole('region', { name: 'shop.zip / members.csv' })).toBeVisible()
  await expect(main.getByText(word('en', 'pages_dropped_tables', { count: '2' }))).toBeVisible()
  await expect(main.getByText(/Left out, because they are no tables: logo\.png/)).toBeVisible()
  await main.getByRole('button', { name: word('en', 'pages_dropped_remove', { file: 'shop.zip' }) }).click()
  await expect(main.getByRole('region', { name: 'shop.zip / members.csv' })).toHaveCount(0)
  await expect(main.getByRole('region', { name: 'more.csv' })).toBeVisible()

  await page.reload()
  await openPage(page)
  await load(page, [file('shop.zip', archive)], ['shop.zip / members.csv'])
  expect((await balances(page)).map(({ read }) => read)).toEqual([ROWS, 17])
  expect(faults).toEqual([])
})

test('nested JSON orders become two tables that belong together', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  const nested = Array.from({ length: 30 }, (_, i) => ({
    order_id: `20180101${String(i).padStart(10, '0')}`,
    customer: { id: `m${i % 7}`, city: '上海' },
    created_at: `2018-01-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00`,
    total: 30,
    items: [
      { product_id: `p${i % 5}`, name: '面霜', quantity: 1, price: 10 },
      { product_id: `p${(i + 1) % 5}`, name: '口红', quantity: 2, price: 10 },
    ],
  }))
  await load(
    page,
    [file('orders.json', JSON.stringify({ data: nested }))],
    ['orders.json', 'orders.json / items'],
  )
  expect((await balances(page)).map(({ read }) => read)).toEqual([30, 60])
  const shop = await page.evaluate(async () => {
    const result = await window.memberlens.sql(
      'select count(*) as lines, count(distinct order_id) as orders from order_items',
    )
    return result.rows(1)[0]
  })
  expect(shop).toEqual({ lines: 60, orders: 30 })
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.orders.en)).toHaveText('30')
  expect(faults).toEqual([])
})

test('broken files say what, where and what to do, and the page goes on', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await chooseFiles(page, [
    file('cut.csv.gz', gzipSync(strToU8(CSV)).slice(0, 200)),
    file('bad.json', '[{"a": 1},\n {"a": oops}]'),
    file('good.csv', CSV),
  ])
  const main = page.getByRole('main')
  await expect(main.getByRole('region', { name: 'cut.csv.gz' })).toContainText('cut off')
  await expect(main.getByRole('region', { name: 'bad.json' })).toContainText('line 2, column 8')
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toMatchObject([{ read: ROWS, kept: ROWS }])
  expect(faults).toEqual([])
})

test('pasted cells are files that are counted', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  const paste = (text: string) =>
    page.evaluate((words) => {
      const data = new DataTransfer()
      data.setData('text/plain', words)
      dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  await paste(CSV.replaceAll(',', '\t'))
  await expect(page.getByRole('region', { name: 'pasted 1.tsv' })).toBeVisible()
  await paste(orders(25, (i) => `x${i},m1,2025-01-05,10`))
  await expect(page.getByText('pasted 2.tsv', { exact: true })).toBeAttached()
  await acceptProposal(page)
  await waitForCleaning(page)
  expect((await balances(page)).map(({ read }) => read)).toEqual([ROWS, 25])
  expect(faults).toEqual([])
})

test('unpacking a large workbook shows how far it is, and stops at once', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  const rows = Array.from({ length: 120_000 }, (_, i) => [
    `o${i}`,
    `m${i % 900}`,
    '2024-01-05',
    i,
    `note ${i}`,
  ])
  const large = makeXlsx([
    { name: 'S', rows: [['order_id', 'member_id', 'order_date', 'amount', 'note'], ...rows] },
  ])
  await chooseFiles(page, [file('large.xlsx', large)])
  await cancelButton(page).click()
  await expectDoor(page)
  await load(page, [file('orders.csv', CSV)], ['orders.csv'])
  expect(await balances(page)).toMatchObject([{ read: ROWS, kept: ROWS }])
  expect(faults).toEqual([])
})

test('a hosted project opens the archive it names, and a recipe finds its tables by their names', async ({
  page,
}) => {
  const { faults } = watch(page)
  await openPage(page)
  const archive = zipSync({ 'book.xlsx': workbook() })
  await load(page, [file('shop.zip', archive)], ['shop.zip / book.xlsx / 订单'])
  const kept = await page.evaluate(() => localStorage.getItem('memberlens.project') ?? '{}')
  const project = { ...(JSON.parse(kept) as object), data: ['shop.zip'] }

  await page.reload()
  await expect(page.getByText(/shop\.zip \(/), 'the door names the file as it was dropped').toBeVisible()
  await chooseFiles(page, [file('shop.zip', archive)])
  await expect(page.getByText(word('en', 'pages_import_recipe'))).toBeVisible()

  await page.route('**/hosted/project.json', (route) => route.fulfill({ json: project }))
  await page.route('**/hosted/shop.zip', (route) => route.fulfill({ body: Buffer.from(archive) }))
  await page.goto('about:blank')
  await page.goto('./#/cleaning?project=hosted/project.json')
  expect(await balances(page)).toMatchObject([{ read: ROWS, kept: ROWS }])
  expect(faults).toEqual([])
})
