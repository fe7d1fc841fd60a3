// The SQL page: queries over the shop and over results, what is refused, and earlier queries.
import { expect, test, type Page } from '@playwright/test'
import { goToPage, loadFiles, openPage } from './support/app'
import { sharedPage } from './support/shared-page'
import { PURCHASES } from './support/shops'
import { numberText, word } from './support/words'

const editor = (page: Page) => page.getByRole('textbox', { name: word('en', 'sql_editor') })
const result = (page: Page) => page.getByRole('region', { name: word('en', 'sql_result') })

/** Replaces the query by another, and runs it from the keyboard. */
async function ask(page: Page, text: string): Promise<void> {
  await editor(page).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Enter')
}

const shared = sharedPage(async (page) => {
  await openPage(page)
  await loadFiles(page, [PURCHASES.file])
})

test('the shop’s tables and the results of an analysis are there, with columns and counts', async () => {
  const page = shared()
  await goToPage(page, 'rfm')
  await goToPage(page, 'sql')
  const columns = page.getByRole('button', {
    name: word('en', 'sql_columns_of', { table: 'orders' }),
    exact: true,
  })
  await columns.click()
  await expect(page.getByRole('button', { name: 'Insert ordered_at' })).toBeVisible()
  await expect(page.getByTitle(`${numberText(PURCHASES.orders)} rows`).first()).toBeVisible()
  await ask(page, "select sum(members) as everybody from rfm_groups where map = 'ten'")
  await expect(
    result(page).getByRole('gridcell', { name: String(PURCHASES.members), exact: true }),
  ).toBeVisible()
})

test('a result is sorted by a column, and paged to its end', async () => {
  const page = shared()
  await goToPage(page, 'sql')
  await ask(page, 'select order_id, gross from orders')
  await expect(result(page)).toContainText(`${numberText(PURCHASES.orders)} rows`)
  const grid = result(page).getByRole('grid')
  await grid.getByRole('columnheader', { name: 'gross' }).getByRole('button').click()
  await expect(grid.getByRole('columnheader', { name: 'gross' })).not.toHaveAttribute('aria-sort', 'none')
  await grid.press('End')
  await expect(
    grid.locator(`[aria-rowindex="${PURCHASES.orders + 1}"] [role="gridcell"]`).first(),
  ).not.toBeEmpty()
})

test('what would change something is refused, a mistake is shown with its place', async () => {
  const page = shared()
  await goToPage(page, 'sql')
  await ask(page, 'drop table orders')
  await expect(page.getByRole('alert')).toContainText('This page only reads')
  await ask(page, 'select order_id\nfrom orders\nwhere nothing = 1')
  await expect(page.getByRole('alert')).toContainText('nothing')
  await expect(page.getByRole('alert')).toContainText('Line 3')
  await ask(page, 'select count(*) as n from orders')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(
    result(page).getByRole('gridcell', { name: String(PURCHASES.orders), exact: true }),
  ).toBeVisible()
  await page.getByRole('button', { name: word('en', 'sql_history') }).click()
  await page.getByRole('menuitem').filter({ hasText: 'where nothing' }).first().click()
  await expect(editor(page)).toContainText('where nothing = 1')
})

test('an endless query is cancelled, and the next one runs', async () => {
  const page = shared()
  await goToPage(page, 'sql')
  await ask(page, 'select sum((a.range * b.range) % 7) from range(1000000) as a, range(1000000) as b')
  await expect(page.getByRole('status').filter({ hasText: word('en', 'sql_running') })).toBeVisible()
  await page.getByRole('button', { name: word('en', 'sql_cancel') }).click()
  await expect(page.getByText(word('en', 'sql_cancelled')).first()).toBeVisible()
  await ask(page, 'select 42 as answer')
  await expect(result(page).getByRole('gridcell', { name: '42' })).toBeVisible()
})
