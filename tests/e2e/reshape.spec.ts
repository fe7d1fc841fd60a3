// A file of which other tables are made: read as it is written instead, kept so by the recipe, and taken apart again.
import { expect, test, type Page } from '@playwright/test'
import { acceptProposal, dropFiles, openPage, waitForCleaning, type GivenFile } from './support/app'
import { fileRegion } from './support/journey'
import { numberText, word, type Locale } from './support/words'

/** A sheet with a column for each month: 30 members, of whom each bought in January and in March. */
const SHEET: GivenFile = {
  name: 'months.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '会员号,2025年1月,2025年2月,2025年3月',
      ...Array.from({ length: 30 }, (_, i) => `m${i},5,,${i + 1}`),
    ].join('\n'),
  ),
}

const rowsShown = (page: Page, locale: Locale, count: number) =>
  expect(fileRegion(page, SHEET)).toContainText(word(locale, 'pages_rows', { count: numberText(count) }))

for (const locale of ['en', 'zh-CN'] as const) {
  test(`a sheet of months as it is written, and reshaped again (${locale})`, async ({ page }) => {
    const written = page.getByRole('button', { name: word(locale, 'pages_read_as_written') })
    const reshape = page.getByRole('button', { name: word(locale, 'pages_read_as_made') })
    await openPage(page, { locale })
    await dropFiles(page, [SHEET])
    await rowsShown(page, locale, 60)
    await written.click()
    await rowsShown(page, locale, 30)
    await acceptProposal(page)
    await waitForCleaning(page)

    await page.reload()
    await dropFiles(page, [SHEET])
    await expect(reshape).toBeVisible()
    await rowsShown(page, locale, 30)
    await reshape.click()
    await rowsShown(page, locale, 60)
    await expect(written).toBeVisible()
    await acceptProposal(page)
    await waitForCleaning(page)
    await expect(page.getByRole('main')).toContainText(numberText(60))
  })
}
