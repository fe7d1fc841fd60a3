// Files stored by columns: a Parquet file gives the shop that its CSV gives, damaged ones say what is wrong.
import { expect, test, type Page } from '@playwright/test'
import { csvFile, ORDERS, parquetFile } from '../unit/ingest/columnar/parquet-files'
import { dropFiles, goToPage, loadFiles, openPage } from './support/app'

const handed = async (file: File) => ({
  name: file.name,
  mimeType: '',
  buffer: Buffer.from(await file.arrayBuffer()),
})

/** The headline figures of the overview, as text. */
async function figuresOf(page: Page): Promise<string[]> {
  await goToPage(page, 'overview')
  return page.getByRole('main').locator('dl > div').allInnerTexts()
}

test('the overview of a Parquet file is that of the same rows as CSV', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [await handed(await csvFile(ORDERS))])
  const fromText = await figuresOf(page)
  expect(fromText.length).toBeGreaterThan(3)
  await page.reload()
  await openPage(page)
  await loadFiles(page, [await handed(await parquetFile(ORDERS, "codec 'zstd', row_group_size 2048"))])
  expect(await figuresOf(page)).toEqual(fromText)
})

test('what such a file is stands beside its name, without controls it has no use for', async ({ page }) => {
  await openPage(page)
  await dropFiles(page, [await handed(await parquetFile(ORDERS))])
  const region = page.getByRole('region', { name: 'orders.parquet' })
  await expect(region.getByText('Parquet', { exact: true })).toBeVisible()
  await expect(region.getByText('6,000 rows')).toBeVisible()
  await expect(region.getByRole('combobox', { name: 'Encoding' })).toHaveCount(0)
})
