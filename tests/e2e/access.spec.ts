// axe on every page, list, dialog and menu, light and dark, in both languages: no violation.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { words as clvWords } from '../../src/analyses/clv/words'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { words } from '../../src/analyses/rfm/words'
import { expectAccessible } from './support/accessibility'
import {
  acceptProposal,
  choose,
  dropFiles,
  goToPage,
  localeOf,
  openPage,
  waitForCleaning,
} from './support/app'
import { csvFile } from './support/csv'
import { fileRegion, say } from './support/journey'
import { INVOICES } from './support/shops'
import { word, wordPattern, type Locale } from './support/words'

/** Dates that may be read either way and a column too few: a question and a warning on the page. */
const UNSURE = csvFile(
  'unsure.csv',
  ['member_id', 'order_date', 'amount'],
  [
    ['a', '03/04/2011', 5],
    ['b', '05/06/2011', 6],
  ],
)

for (const locale of ['en', 'zh-CN'] as const) {
  test(`every page, ${locale === 'en' ? 'in English' : 'in Chinese'}`, async ({ page }) => {
    test.slow()
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    const both = async (where: string) => {
      await expectAccessible(page, `${where}, ${await themeOf(page)}`)
      await choose(page, locale, (await themeOf(page)) === 'light' ? 'dark' : 'light')
      await expectAccessible(page, `${where}, ${await themeOf(page)}`, { only: 'colours' })
    }
    await both('the door')
    await opened(
      page,
      page.getByRole('button', { name: word(locale, 'pages_demo') }),
      'menu',
      'the demo menu',
    )

    await dropFiles(page, [INVOICES.file, UNSURE])
    await fileRegion(page, INVOICES.file)
      .getByRole('button', { name: wordPattern(locale, 'pages_map_more') })
      .click()
    await fileRegion(page, INVOICES.file)
      .getByText(word(locale, 'pages_all_columns', { count: 8 }))
      .click()
    await both('the proposal')
    const encoding = page.getByRole('combobox', { name: word(locale, 'pages_encoding') }).first()
    await opened(page, encoding, 'listbox', 'a select')

    await page
      .getByRole('button', { name: word(locale, 'pages_remove_file', { file: 'unsure.csv' }) })
      .click()

    await acceptProposal(page)
    await waitForCleaning(page)
    await page.getByRole('switch').first().click()
    await expect(page.getByRole('region', { name: word(locale, 'ui_toasts') })).toContainText(
      word(locale, 'pages_rule_switched'),
    )
    await both('the cleaning report, with a message')
    await page
      .getByRole('region', { name: word(locale, 'cleaning_rules'), exact: true })
      .getByRole('row')
      .nth(1)
      .getByRole('button')
      .first()
      .click()
    await expect(page.getByRole('dialog').getByRole('gridcell').first()).not.toBeEmpty()
    await dialog(page, 'the rows behind a rule')

    await goToPage(page, 'overview')
    await both('the overview')
    const term = page.getByRole('button', { name: wordPattern(locale, 'ui_definition_of') }).first()
    await opened(page, term, 'dialog', 'a definition')
    const revenue = page.getByRole('figure').first()
    await revenue.getByRole('button', { name: word(locale, 'charts_show_table'), exact: true }).click()
    await expectAccessible(page, 'a chart as a table')
    await opened(
      page,
      revenue.getByRole('button', { name: word(locale, 'charts_export'), exact: true }),
      'menu',
      'the export menu',
    )
    await revenue.getByRole('button', { name: word(locale, 'charts_sql'), exact: true }).click()
    await dialog(page, 'the SQL of a chart')
    const bars = page.getByRole('figure', { name: say(overviewWords.frequencyChart, locale) })
    await bars.getByRole('button').first().focus()
    await expectAccessible(page, 'a chart with its tooltip')

    // This shop's likelihood has no maximum: a page without a chart.
    await page.getByRole('navigation').locator('a[href="#/clv"]').click()
    const title = page.getByRole('heading', { level: 1, name: say(clvWords.titleNone, locale) })
    await expect(title).toBeVisible({ timeout: 30_000 })
    await both('lifetime value')
    await goToPage(page, 'revenue')
    await both('revenue')
    await goToPage(page, 'rfm')
    await both('RFM')
    await openList(page, locale)
    await expectAccessible(page, 'a list of members')
    await page.getByRole('dialog').getByRole('row').nth(1).click()
    await expect(page.getByRole('button', { name: word(locale, 'pages_back_to_list') })).toBeVisible()
    await dialog(page, 'a member’s orders')
    await choose(page, locale, (await themeOf(page)) === 'light' ? 'dark' : 'light')
    await openList(page, locale)
    await dialog(page, 'a list of members, the other theme', 'colours')
    await opened(
      page,
      page.getByRole('button', { name: word(locale, 'pages_project') }),
      'menu',
      'the project menu',
    )

    await goToPage(page, 'sql')
    await page.getByRole('button', { name: word(locale, 'sql_run'), exact: true }).click()
    await expect(page.getByRole('region', { name: word(locale, 'sql_result') })).toBeVisible()
    await both('the SQL page')
    await goToPage(page, 'import')
    await both('the files, once loaded')
  })
}

test('on a phone: the door, the report, RFM and the navigation, in the dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openPage(page, { theme: 'dark' })
  await expectAccessible(page, 'the door')
  await dropFiles(page, [INVOICES.file])
  await expectAccessible(page, 'the proposal')
  await acceptProposal(page)
  await waitForCleaning(page)
  await expectAccessible(page, 'the cleaning report')
  await page.getByRole('button', { name: word('en', 'pages_navigation') }).click()
  await expectAccessible(page, 'the navigation')
  await goToPage(page, 'rfm')
  await expectAccessible(page, 'RFM')
  await page.getByRole('button', { name: word('en', 'pages_navigation') }).click()
  await goToPage(page, 'sql')
  await expectAccessible(page, 'the SQL page')
})

const themeOf = (page: Page) => page.locator('html').getAttribute('data-theme')

/** Opens what a button opens, looks at it, and closes it again with Escape. In one language: only words differ. */
async function opened(
  page: Page,
  button: Locator,
  within: 'dialog' | 'menu' | 'listbox',
  where: string,
): Promise<void> {
  if ((await localeOf(page)) !== 'en') return
  await button.click()
  await expect(button).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole(within)).toBeVisible()
  await expectAccessible(page, where, { within })
  await page.keyboard.press('Escape')
  await expect(button).toHaveAttribute('aria-expanded', 'false')
}

/** Looks at the dialog that is open, and closes it. */
async function dialog(page: Page, where: string, only?: 'colours'): Promise<void> {
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, where, { within: 'dialog', ...(only && { only }) })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

async function openList(page: Page, locale: Locale): Promise<void> {
  const groups = page.getByRole('region', { name: say(words.groups, locale) })
  await groups.getByRole('row').nth(1).getByRole('button').click()
  await expect(page.getByRole('dialog').getByRole('gridcell').first()).not.toBeEmpty()
}
