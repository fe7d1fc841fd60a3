// Getting about: what is locked and why, back and forward, the page named in the address, the phone's drawer.
import { expect, test } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { words } from '../../src/analyses/rfm/words'
import { figure, goToPage, loadFiles, openPage } from './support/app'
import { csvFile } from './support/csv'
import { INVOICES } from './support/shops'
import { numberText, word } from './support/words'

const MEMBERS = csvFile(
  'members.csv',
  ['member_id', 'joined_at', 'gender', 'city'],
  [
    ['m1', '2024-01-01', 'f', 'Lisbon'],
    ['m2', '2024-02-01', 'm', 'Porto'],
  ],
)

test('without orders the analyses are locked and say what they lack', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [MEMBERS])
  const rail = page.getByRole('navigation')
  await expect(rail.getByRole('listitem').filter({ hasText: 'RFM' })).toContainText('needs orders')
  await expect(rail.getByRole('link', { name: 'RFM' })).toHaveCount(0)
  await page.goto('./#/rfm')
  await expect(page.getByRole('main')).toContainText('This needs orders')
  await page
    .getByRole('main')
    .getByRole('link', { name: word('en', 'pages_nav_import') })
    .click()
  await expect(page.getByRole('region', { name: 'members.csv' })).toBeVisible()
})

test('an address that names a page leads to the door first; then back and forward lead through the pages', async ({
  page,
}) => {
  await openPage(page, { hash: '#/rfm' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('en', 'pages_door_title'))
  await loadFiles(page, [INVOICES.file])
  await goToPage(page, 'overview')
  await goToPage(page, 'rfm')
  await page.goBack()
  await expect(figure(page, 'en', overviewWords.averageOrder.en)).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('rows are used')
  await page.goForward()
  await page.goForward()
  await expect(page.getByRole('grid', { name: words.heat.en })).toBeVisible()
  await expect(page.getByRole('link', { name: 'RFM' })).toHaveAttribute('aria-current', 'page')

  await page.goto('./#/cleaning')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('rows are used')
  await page.goto('./#/rfm')
  await expect(figure(page, 'en', words.members.en)).toHaveText(numberText(INVOICES.members))
})

test('the browser’s language and theme are taken where nobody chose', async ({ browser, baseURL }) => {
  for (const [locale, expected] of [
    ['zh-TW', 'zh-CN'],
    ['de-DE', 'en'],
  ] as const) {
    const context = await browser.newContext({ locale, colorScheme: 'dark', ...(baseURL && { baseURL }) })
    const page = await context.newPage()
    await page.goto('./')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(word(expected, 'pages_door_title'))
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect(page.locator('html'), 'it follows').toHaveAttribute('data-theme', 'light')
    await context.close()
  }
})

test('on narrow screens the navigation is a drawer, and no page is wider than the screen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openPage(page)
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(await excess(), 'the door').toBeLessThanOrEqual(0)
  await loadFiles(page, [INVOICES.file])
  for (const width of [390, 700]) {
    await page.setViewportSize({ width, height: 844 })
    for (const id of ['cleaning', 'import', 'overview', 'rfm', 'sql'] as const) {
      await expect(page.getByRole('navigation')).toBeHidden()
      await page.getByRole('button', { name: word('en', 'pages_navigation') }).click()
      await goToPage(page, id)
      await expect.poll(excess, `${id}, ${width} pixels wide`).toBeLessThanOrEqual(0)
    }
  }
})
