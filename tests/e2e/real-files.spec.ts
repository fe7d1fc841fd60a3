// Real folders that no other test drops: each file is taken for what it is, and each column for what it means, without
// a correction. The two lists of Tmall goods and the superstore's list of staff are no table of a shop.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { shopTable, type TableName } from '../../src/shop/tables'
import { FOLDERS, PACKED } from '../unit/ingest/real-folders'
import { chooseFiles, dropFiles, openPage } from './support/app'
import { watch } from './support/failures'
import { realFile } from './support/shops'
import { numberText, word } from './support/words'

/** What a file of the proposal is taken for: its rows, and the columns that supply a meaning. */
async function expectTaken(page: Page, name: string, records: number, table: TableName | null) {
  const region = page.getByRole('region', { name, exact: true })
  await expect(region).toContainText(word('en', 'pages_rows', { count: numberText(records) }))
  await expect(region.getByRole('combobox', { name: word('en', 'pages_understood_as') })).toHaveText(
    table ? shopTable(table).label.en : word('en', 'pages_raw_table'),
  )
  return region
}

/** Shop column → column of the file, as the mapping shows it. */
async function mappingIn(region: Locator): Promise<Record<string, string>> {
  const rows = region.getByRole('row').filter({ has: region.page().locator('code') })
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => [
      row.querySelector('code')?.textContent.trim() ?? '',
      row.querySelector('[role=combobox]')?.textContent.trim() ?? '',
    ]),
  )
  return Object.fromEntries(shown.filter(([, header]) => header !== word('en', 'pages_no_column')))
}

const together = [
  'ab_landing_page',
  'complete_journey',
  'events_alibaba_2014',
  'hillstrom',
  'tmall_orders',
  'zh_reviews',
].map((folder) => [folder, FOLDERS[folder] ?? []] as const)
/** The same rows in two encodings: dropped together they would be one table. */
const alone = (FOLDERS['tmall_cosmetics_1111'] ?? []).map((file) => [file[0], [file]] as const)

for (const [title, files] of [...together, ...alone])
  test(`${title} is understood as dropped`, async ({ page }) => {
    const paths = files.map(([path]) => realFile(path))
    const { faults } = watch(page)
    await openPage(page)
    await dropFiles(page, paths)
    expect(paths.length).toBeGreaterThan(0)
    for (const [path, records, table, mapping] of files) {
      const region = await expectTaken(page, path.split('/').at(-1) ?? path, records, table)
      expect(await mappingIn(region), path).toEqual(mapping)
    }
    expect(faults).toEqual([])
  })

test('a gzip, a workbook and files of JSON are understood as dropped', async ({ page }) => {
  const { faults } = watch(page)
  for (const [path, parts] of PACKED) {
    const file = realFile(path)
    await page.goto('about:blank')
    await openPage(page)
    await chooseFiles(page, [file])
    for (const [name, records, table, roles] of parts) {
      const region = await expectTaken(page, name, records, table)
      expect(Object.keys(await mappingIn(region)).sort(), name).toEqual([...roles].sort())
    }
  }
  expect(faults).toEqual([])
})
