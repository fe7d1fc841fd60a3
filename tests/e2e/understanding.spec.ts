// What files are: related tables, monthly exports, exports of shop systems, templates.
import { expect, test, type Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  acceptProposal,
  chooseFiles,
  chooseOption,
  dropFiles,
  loadFiles,
  openPage,
  saveBy,
  waitForCleaning,
  type GivenFile,
} from './support/app'
import { csvFile } from './support/csv'
import { fileRegion, mappingRow } from './support/journey'
import { word, type Locale } from './support/words'

const DATA = fileURLToPath(new URL('../data', import.meta.url))
const SHARED = fileURLToPath(new URL('../../../shared/data', import.meta.url))
const OLIST = [
  'olist_orders_dataset',
  'olist_order_items_dataset',
  'olist_customers_dataset',
  'olist_products_dataset',
  'olist_order_payments_dataset',
  'olist_order_reviews_dataset',
  'olist_geolocation_dataset',
  'product_category_name_translation',
].map((name) => `${SHARED}/olist/${name}.csv`)
const hasOlist = OLIST.every((path) => existsSync(path))
if (!hasOlist) process.stdout.write('skipped: ../shared/data/olist is not here\n')

const rowsOf = (page: Page, text: string) =>
  page.evaluate(async (query) => (await window.memberlens.sql(query)).rows(), text)
const understoodAs = (page: Page, file: GivenFile | string, locale: Locale = 'en') =>
  fileRegion(page, file).getByRole('combobox', { name: word(locale, 'pages_understood_as') })

test('the eight tables of Olist, dropped together, are joined without a correction', async ({ page }) => {
  test.skip(!hasOlist, 'Olist is not beside the project.')
  await openPage(page)
  await dropFiles(page, OLIST)
  for (const [i, table] of [
    'orders',
    'order lines',
    'members',
    'products',
    'payments',
    'reviews',
    'raw table',
    'category names',
  ].entries())
    await expect(understoodAs(page, OLIST[i]!)).toHaveText(table)
  const customers = fileRegion(page, OLIST[2]!)
  await expect(mappingRow(customers, 'member_id').getByRole('combobox')).toHaveText(/^customer_unique_id/)
  await expect(mappingRow(customers, 'member_id')).toContainText('is the person behind them')
  await expect(mappingRow(customers, 'order_member_id').getByRole('combobox')).toHaveText(/^customer_id/)
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(
    await rowsOf(
      page,
      `select
  (select count(*) from sales_rows) as orders,
  (select count(distinct member_id) from sales_rows) as buyers,
  (select count(*) from members) as members,
  (select count(*) from payments) as payments,
  (select count(*) from reviews) as reviews`,
    ),
  ).toEqual([{ orders: 20_000, buyers: 19_831, members: 19_831, payments: 20_873, reviews: 19_986 }])
  // Cancelled orders are set aside; what is left has its payments, and its reviewer.
  expect(
    await rowsOf(
      page,
      `select count(*) as unpaid, (select count(*) from reviews r join orders o using (order_id)
  where r.member_id is distinct from o.member_id) as strangers from orders where payments = 0`,
    ),
  ).toEqual([{ unpaid: 0, strangers: 0 }])
})

const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1)

/** Ten orders of a month; from March on the file has a column more, and every other month another order of columns. */
function monthly(month: number): GivenFile {
  const two = String(month).padStart(2, '0')
  const records = Array.from({ length: 10 }, (_, i) => [
    `O${two}${i}`,
    `m${(i + month) % 7}`,
    `2024-${two}-${String(i * 2 + 1).padStart(2, '0')} 10:00:00`,
    10 + i,
  ])
  const header = ['order_id', 'member_id', 'order_time', 'amount']
  const turned = <Cell>(row: readonly Cell[]): readonly Cell[] => (month % 2 === 0 ? [...row].reverse() : row)
  const more = month >= 3 ? ['app'] : []
  return csvFile(
    `orders-2024-${two}.csv`,
    [...turned(header), ...(month >= 3 ? ['channel'] : [])],
    records.map((record) => [...turned(record), ...more]),
  )
}

for (const locale of ['en', 'zh-CN'] as const)
  test(`twelve monthly files are one group, mapped once; a thirteenth joins (${locale})`, async ({
    page,
  }) => {
    await openPage(page, { locale })
    await chooseFiles(page, MONTHS.map(monthly))
    const group = page.getByRole('region', { name: 'orders-*.csv' })
    await expect(group).toContainText(word(locale, 'pages_group_files', { count: 12 }))
    await expect(page.getByRole('main').getByRole('region')).toHaveCount(1)
    await expect(group).toContainText(word(locale, 'pages_rows', { count: 120 }))

    await test.step('the outcome is shown as it will be read', async () => {
      await group.getByText(word(locale, 'pages_outcome')).click()
      await expect(group.getByRole('cell', { name: '2024-03-01 10:00:00', exact: true })).toBeVisible()
    })
    await acceptProposal(page)
    await waitForCleaning(page)
    expect(
      await rowsOf(
        page,
        `select count(*) as orders, sum(gross) as gross, count(channel) as told from orders`,
      ),
    ).toEqual([{ orders: 120, gross: 12 * 145, told: 100 }])

    await test.step('a newer visit follows the recipe, with a month more and one of them twice in part', async () => {
      await page.reload()
      const late = csvFile(
        'orders-2025-01.csv',
        ['order_id', 'member_id', 'order_time', 'amount'],
        [
          ['O129', 'm0', '2024-12-19 10:00:00', 19],
          ['P1', 'm1', '2025-01-02 10:00:00', 30],
        ],
      )
      await chooseFiles(page, [...MONTHS.map(monthly), late])
      await expect(page.getByText(word(locale, 'pages_import_recipe'))).toBeVisible()
      await expect(group).toContainText(word(locale, 'pages_group_files', { count: 13 }))
      await acceptProposal(page)
      await waitForCleaning(page)
      const [counts] = await rowsOf(
        page,
        `select (select count(*) from orders) as orders, (select count(*) from checked_sales where rule = 'in_later_file') as twice`,
      )
      expect(counts).toEqual({ orders: 121, twice: 1 })
      const rule = locale === 'en' ? 'Also in a later file' : '后面的文件里也有'
      await expect(page.getByText(rule).first()).toBeVisible()
    })
  })

test('a mapping changed for the group is changed for each of its files', async ({ page }) => {
  await openPage(page)
  await chooseFiles(page, [1, 2, 3].map(monthly))
  const group = page.getByRole('region', { name: 'orders-*.csv' })
  await chooseOption(page, mappingRow(group, 'member_id'), 'Column for member', 'none')
  await group.getByRole('button', { name: /more meanings/ }).click()
  await chooseOption(page, mappingRow(group, 'phone'), 'Column for phone', 'member_id')
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await rowsOf(page, `select count(*) as orders, count(member_id) as told from sales_rows`)).toEqual([
    { orders: 30, told: 0 },
  ])
})

for (const locale of ['en', 'zh-CN'] as const)
  test(`an export of Shopify is known by name (${locale})`, async ({ page }) => {
    const file = `${DATA}/shopify_orders.csv`
    await openPage(page, { locale })
    await dropFiles(page, [file])
    const region = fileRegion(page, file)
    const name = locale === 'en' ? 'Shopify orders_export' : 'Shopify 订单导出'
    await expect(region.getByRole('combobox', { name: word(locale, 'pages_read_by') })).toHaveText(
      word(locale, 'pages_preset', { name }),
    )
    await expect(region).toContainText(name)
    await acceptProposal(page)
    await waitForCleaning(page)
    expect(await rowsOf(page, `select order_id, lines, gross, net from orders order by order_id`)).toEqual([
      { order_id: '#1001', lines: 2, gross: 40, net: 40 },
      { order_id: '#1002', lines: 1, gross: 9, net: 9 },
      { order_id: '#1003', lines: 2, gross: 46, net: 0 },
    ])
  })

test('one wide file is split into members, orders, lines and products', async ({ page }) => {
  const file = csvFile(
    'wide.csv',
    [
      '订单编号',
      '会员编号',
      '性别',
      '所在城市',
      '下单时间',
      '商品编号',
      '商品名称',
      '品牌',
      '数量',
      '单价(元)',
    ],
    [
      ['1', 'm1', '女', '上海', '2024-01-01', 'p1', '茶杯', '青瓷', 1, 20],
      ['2', 'm1', '女', '上海', '2024-01-05', 'p2', '茶壶', '青瓷', 1, 80],
      ['3', 'm1', '女', '北京', '2024-02-01', 'p1', '茶杯', '青瓷', 2, 20],
      ['4', 'm2', '男', '杭州', '2024-02-03', 'p1', '茶杯', '青瓷', 1, 20],
    ],
  )
  await openPage(page)
  await loadFiles(page, [file])
  expect(await rowsOf(page, `select member_id, gender, city from members order by 1`)).toEqual([
    { member_id: 'm1', gender: 'female', city: '上海' },
    { member_id: 'm2', gender: 'male', city: '杭州' },
  ])
  expect(await rowsOf(page, `select product_id, brand from products order by 1`)).toEqual([
    { product_id: 'p1', brand: '青瓷' },
    { product_id: 'p2', brand: '青瓷' },
  ])
  await expect(page.getByText(word('en', 'pages_attributes_title'))).toBeVisible()
  await expect(page.getByRole('row', { name: /city/ })).toContainText('1')
})

const till = (name: string, first: number) =>
  csvFile(
    name,
    ['K1', 'K2', 'Stamp', 'K4', 'K5'],
    [0, 1, 2].map((i) => [`r${first + i}`, `p${i}`, `2024-0${first}-0${i + 1}`, i, `${i}.5`]),
  )

for (const locale of ['en', 'zh-CN'] as const)
  test(`a template is saved, exported, proposed again, and taken in elsewhere (${locale})`, async ({
    page,
  }) => {
    const [may, june] = [till('till-may.csv', 5), till('till-june.csv', 6)]
    const name = 'Kasse 收银'
    const own = word(locale, 'pages_template_own', { name })
    const menu = (file: GivenFile) =>
      fileRegion(page, file).getByRole('button', { name: word(locale, 'pages_templates'), exact: true })
    await openPage(page, { locale })
    await dropFiles(page, [may])
    const region = fileRegion(page, may)
    await expect(understoodAs(page, may, locale)).toHaveText(word(locale, 'pages_raw_table'))
    const orders = locale === 'en' ? 'orders' : '订单'
    await chooseOption(page, region, word(locale, 'pages_understood_as'), orders)
    const columnFor = (role: string) => word(locale, 'pages_map_column_for', { role })
    const roles =
      locale === 'en' ? ['order', 'member', 'time', 'amount'] : ['订单号', '会员号', '下单时间', '金额']
    for (const [i, column] of ['K1', 'K2', 'Stamp', 'K5'].entries()) {
      const row = mappingRow(region, ['order_id', 'member_id', 'ordered_at', 'amount'][i]!)
      await chooseOption(page, row, columnFor(roles[i]!), column)
    }
    await menu(may).click()
    await page.getByRole('menuitem', { name: word(locale, 'pages_template_save') }).click()
    await region.getByRole('textbox', { name: word(locale, 'pages_template_name') }).fill(name)
    await region.getByRole('button', { name: word(locale, 'pages_template_keep'), exact: true }).click()
    const readBy = region.getByRole('combobox', { name: word(locale, 'pages_read_by') })
    await expect(readBy).toHaveText(own)

    const saved = await saveBy(page, menu(may), word(locale, 'pages_template_export'))
    expect(saved.suggestedFilename()).toBe('memberlens-templates.json')
    const text = readFileSync(await saved.path(), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      format: 'memberlens-templates',
      templates: [{ name, table: 'orders' }],
    })

    await test.step('proposed again after a reload', async () => {
      await page.reload()
      await dropFiles(page, [june])
      const again = fileRegion(page, june).getByRole('combobox', { name: word(locale, 'pages_read_by') })
      await expect(again).toHaveText(own)
      await expect(fileRegion(page, june)).toContainText(`${locale === 'en' ? 'your template' : '你的模板'}`)
      await chooseOption(
        page,
        fileRegion(page, june),
        word(locale, 'pages_read_by'),
        word(locale, 'pages_read_alone'),
      )
      await expect(understoodAs(page, june, locale)).toHaveText(word(locale, 'pages_raw_table'))
      await chooseOption(page, fileRegion(page, june), word(locale, 'pages_read_by'), own)
      await expect(understoodAs(page, june, locale)).toHaveText(orders)
    })

    await test.step('dropped as a file on a page that does not know it', async () => {
      await page.evaluate(() => localStorage.clear())
      await page.reload()
      await openPage(page, { locale })
      const file = {
        name: 'memberlens-templates.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      }
      await chooseFiles(page, [file, june])
      await expect(
        fileRegion(page, june).getByRole('combobox', { name: word(locale, 'pages_read_by') }),
      ).toHaveText(own)
      await acceptProposal(page)
      await waitForCleaning(page)
      expect(
        await rowsOf(page, `select count(*) as orders, count(distinct member_id) as members from orders`),
      ).toEqual([{ orders: 3, members: 3 }])
    })

    await test.step('a file of templates that is broken is refused with the place', async () => {
      await page.reload()
      await openPage(page, { locale })
      const broken = text.replace('"orders"', '"bills"')
      await chooseFiles(page, [
        { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from(broken) },
      ])
      await expect(
        page.getByText(word(locale, 'pages_error_templates_invalid', { path: 'templates.0.table' })),
      ).toBeVisible()
    })
  })
