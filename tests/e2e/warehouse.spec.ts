// The warehouse in view: coverage, profiles, quality, lineage and dictionary of a shop made by hand, in both languages.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { choose, loadFiles, openPage, type GivenFile } from './support/app'
import { readCsv } from './support/csv'
import { sharedPage } from './support/shared-page'
import { word, type Locale } from './support/words'

const csv = (name: string, lines: readonly string[]): GivenFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
})

const FILES: GivenFile[] = [
  csv('orders.csv', [
    'order_id,member_id,ordered_at,amount',
    ...Array.from(
      { length: 60 },
      (_, i) => `o${i},m${i % 7},2025-0${1 + (i % 3)}-${String(1 + (i % 28)).padStart(2, '0')},${i}.50`,
    ),
    'o60,,2025-03-01,5.00',
    'o61,m1,soon,5.00',
  ]),
  csv('members.csv', [
    'member_id,joined_at,gender,city',
    ...Array.from({ length: 9 }, (_, i) => `m${i},2024-06-01,${i % 2 ? 'F' : 'M'},${i === 3 ? '' : '上海'}`),
  ]),
]

async function go(page: Page, section: string): Promise<void> {
  await page.evaluate((address) => (location.hash = address), `#/warehouse/${section}`)
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
}

const cells = (page: Page, row: string | RegExp) =>
  page
    .getByRole('main')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: row }) })
    .first()
    .getByRole('cell')

const shared = sharedPage(async (page) => {
  await openPage(page)
  await loadFiles(page, FILES)
})

test('coverage: families, months, members by their sources, open analyses', async () => {
  const page = shared()
  await page.getByRole('navigation').locator('a[href="#/warehouse"]').click()
  await expect(page.getByRole('heading', { name: word('en', 'warehouse_coverage_title') })).toBeVisible()
  const main = page.getByRole('main')
  const orders = main.getByRole('row').filter({ hasText: 'orders.csv' }).first()
  await expect(orders).toContainText('2025-01-01 – 2025-03-')
  await expect(orders.getByRole('cell').nth(2)).toHaveText('62')
  await expect(orders.getByRole('cell').last()).toHaveText('77.8\u00a0%')
  await expect(main.getByText(word('en', 'warehouse_family_none')).first()).toBeVisible()
  const months = page.getByRole('region', { name: word('en', 'warehouse_months') })
  await expect(months.getByRole('columnheader')).toHaveCount(11)
  await expect(months.getByRole('row').last().getByRole('cell').first()).toHaveText(/9/)
  const overlaps = page.getByRole('region', { name: word('en', 'warehouse_overlaps') })
  await expect(overlaps.getByRole('row').nth(1)).toContainText('7')
  await expect(main.getByRole('link', { name: 'RFM' })).toBeVisible()
  await expectAccessible(page, 'coverage')
})

test('profiles: every column with its type, gaps and shape; one column opened', async () => {
  const page = shared()
  await go(page, 'profiles')
  await page.getByRole('combobox', { name: word('en', 'warehouse_table') }).click()
  await page.getByRole('option', { name: /raw\.file_1/ }).click()
  await expect(cells(page, 'ordered_at').nth(2), 'unreadable').toHaveText(/1\.6/)
  await expect(cells(page, 'member_id').nth(1), 'missing').toHaveText(/1\.6/)
  await expect(cells(page, 'amount').nth(6), 'the greatest').toHaveText('59.5')
  await expectAccessible(page, 'profiles')
  await page.getByRole('button', { name: 'amount', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: 'amount' })
  await expect(drawer.getByRole('figure')).toBeVisible()
  await expect(drawer.getByRole('row').filter({ hasText: word('en', 'warehouse_mean') })).toBeVisible()
  await expectAccessible(page, 'a column', { within: 'dialog' })
  await page.keyboard.press('Escape')
})

test('quality: what fails, its rows back to the cell, weights, a report to send on', async () => {
  const page = shared()
  await go(page, 'quality')
  const failing = page.getByRole('button', { name: /Show the 1 that fail: time is a date/ })
  await expect(failing).toBeVisible()
  await expectAccessible(page, 'quality')

  await failing.click()
  const list = page.getByRole('dialog', { name: 'time is a date' })
  await expect(list.getByRole('gridcell', { name: 'o61' })).toBeVisible()
  await list.getByRole('row').nth(1).click()
  const origin = page.getByRole('dialog', { name: 'orders.csv, record 62' })
  await expect(
    origin.getByText(word('en', 'warehouse_set_aside_by', { rule: 'Unreadable time' })),
  ).toBeVisible()
  await expect(origin.getByRole('row').filter({ hasText: 'ordered_at' }).first()).toContainText('soon')
  await expectAccessible(page, 'where a row comes from', { within: 'dialog' })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  const score = cells(page, 'orders').nth(1)
  const before = Number(await score.textContent())
  await page.getByText(word('en', 'warehouse_formula')).click()
  await page.getByRole('spinbutton', { name: /Timeliness/ }).fill('100')
  await page.keyboard.press('Tab')
  await expect.poll(async () => Number(await score.textContent())).not.toBe(before)

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: word('en', 'warehouse_save_report') }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('data quality report.html')
  const report = await readFile(await saved.path(), 'utf8')
  expect(report).not.toMatch(/<script|https?:/)
  expect(report).toContain('数据质量报告')
  expect(report).toContain('time is a date')
})

test('the tab’s API gives the same report', async () => {
  const page = shared()
  const tables = await page.evaluate(async () => (await window.memberlens.quality()).tables)
  const check = tables
    .find(({ key }) => key === 'orders')
    ?.checks.find(({ id }) => id === 'completeness.member_id')
  expect([check?.n, check?.failing]).toEqual([62, 1])
  expect(check?.sql).toMatch(/^select/)
})

test('lineage: a table chosen in the diagram, one of its rows back to its records', async () => {
  const page = shared()
  await go(page, 'lineage')
  const node = page.getByRole('button', { name: /^orders, shop table/ })
  await node.focus()
  await page.keyboard.press('Enter')
  await expect(node).toHaveAttribute('aria-pressed', 'true')
  const rows = page.getByRole('grid', { name: word('en', 'warehouse_rows_of', { table: 'orders' }) })
  await rows.getByRole('row').nth(1).click()
  const origin = page.getByRole('dialog')
  await origin.getByRole('grid').getByRole('row').nth(1).click()
  await expect(origin.getByText(word('en', 'warehouse_kept_row'))).toBeVisible()
  await expect(origin.getByText(word('en', 'warehouse_cells'))).toBeVisible()
  await page.keyboard.press('Escape')
  await expectAccessible(page, 'lineage')
})

test('dictionary: searched, saved, reached from a definition', async () => {
  const page = shared()
  await go(page, 'dictionary')
  await page.getByRole('searchbox').fill('复购')
  await expect(page.getByText('overview.repeat_rate', { exact: true })).toBeVisible()
  await expect(page.getByText('overview.gross', { exact: true })).toHaveCount(0)
  await expectAccessible(page, 'dictionary')
  await page.getByRole('button', { name: word('en', 'pages_export') }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^CSV(?! \+)/ }).click(),
  ])
  const records = readCsv(await readFile(await saved.path(), 'utf8'))
  expect(records[0]).toContain('formula_zh')
  expect(records.some(([id]) => id === 'overview.repeat_rate')).toBe(true)

  await page.evaluate(() => (location.hash = '#/overview'))
  await page.getByRole('button', { name: /^Repeat rate/ }).click()
  await page.getByRole('link', { name: word('en', 'ui_definition_more') }).click()
  await expect(page).toHaveURL(/warehouse\/dictionary\/overview\.repeat_rate$/)
  await expect(page.getByText('overview.repeat_rate', { exact: true })).toBeInViewport()
})

for (const [locale, theme] of [
  ['zh-CN', 'dark'],
  ['en', 'light'],
] as const) {
  test(`on a phone, ${locale}, ${theme}: nothing is wider than the screen`, async () => {
    const page = shared()
    await choose(page, locale as Locale, theme)
    await page.setViewportSize({ width: 390, height: 844 })
    for (const section of ['coverage', 'profiles', 'quality', 'lineage', 'dictionary']) {
      await go(page, section)
      await expect(
        page.getByRole('heading', { name: word(locale, `warehouse_${section}_title`), exact: true }),
      ).toBeVisible()
      await expect(
        page.getByRole('main').getByRole('button', { name: word(locale, 'pages_cancel') }),
      ).toHaveCount(0)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
      await expectAccessible(
        page,
        `${section}, ${locale}, ${theme}`,
        theme === 'dark' ? { only: 'colours' } : {},
      )
    }
    await page.setViewportSize({ width: 1280, height: 800 })
  })
}
