import { expect, test, type Locator, type Page } from '@playwright/test'
import { RULES, type RuleId } from '../../../src/cleaning/rules'
import { shopTable } from '../../../src/shop/tables'
import type { Bilingual } from '../../../src/text/bilingual'
import { words as overviewWords } from '../../../src/analyses/overview/words'
import { words as rfmWords } from '../../../src/analyses/rfm/words'
import { figure, goToPage, nameOf } from './app'
import { memberCounts } from './figures'
import type { Shop } from './shops'
import { numberText, percentText, moneyText, word, wordPattern, type Locale } from './words'

export const say = (text: Bilingual, locale: Locale): string => (locale === 'en' ? text.en : text.zh)

/** The proposal for one file as a region of the import page. */
export const fileRegion = (page: Page, file: Shop['file']): Locator =>
  page.getByRole('region', { name: nameOf(file) })

/** The line of the mapping for a column of the shop. */
export const mappingRow = (region: Locator, column: string): Locator =>
  region.getByRole('row').filter({ has: region.page().locator(`code:text-is("${column}")`) })

/** Reads what the page understood of a file: how it is written, what it is, which column is what and why. */
export async function checkProposal(page: Page, shop: Shop, locale: Locale): Promise<void> {
  await test.step(`the proposal for ${shop.name}`, async () => {
    const region = fileRegion(page, shop.file)
    await expect(region).toContainText('UTF-8')
    await expect(region).toContainText(word(locale, 'pages_rows', { count: numberText(shop.rows) }))
    await expect(region).toContainText(word(locale, 'pages_columns', { count: numberText(shop.columns) }))
    await expect(region.getByRole('combobox', { name: word(locale, 'pages_delimiter') })).toHaveText(
      word(locale, 'pages_delimiter_comma'),
    )
    await expect(region.getByRole('combobox', { name: word(locale, 'pages_understood_as') })).toHaveText(
      say(shopTable(shop.table).label, locale),
    )
    await region.getByRole('button', { name: wordPattern(locale, 'pages_map_more') }).click()
    for (const { name } of shopTable(shop.table).columns) {
      const cells = mappingRow(region, name).getByRole('cell')
      const header = shop.mapping[name]
      await expect(cells.nth(0).getByRole('combobox')).toHaveText(header ?? word(locale, 'pages_no_column'))
      if (header === undefined) continue
      await expect(cells.nth(1), 'examples').not.toBeEmpty()
      await expect(cells.nth(2), 'reasons').toContainText(header)
      await expect(cells.nth(3), 'confidence').toHaveText(/\d+\s%/)
    }
  })
}

/** Opens the list of all columns: each with a type and examples. */
export async function checkColumns(page: Page, shop: Shop, locale: Locale): Promise<void> {
  await test.step('all columns with types and examples', async () => {
    const region = fileRegion(page, shop.file)
    await region.getByText(word(locale, 'pages_all_columns', { count: numberText(shop.columns) })).click()
    const listed = region.getByRole('table').last().getByRole('row')
    await expect(listed).toHaveCount(shop.columns + 1)
    for (const header of Object.values(shop.mapping)) {
      const cells = listed.filter({ has: page.getByRole('rowheader', { name: header, exact: true }) })
      await expect(cells.getByRole('cell').nth(0), 'type').not.toBeEmpty()
      await expect(cells.getByRole('cell').nth(1), 'examples').not.toBeEmpty()
    }
  })
}

/** A rule's line in the report on a file. */
export function ruleRow(page: Page, rule: RuleId, locale: Locale): Locator {
  const label = say(RULES.find(({ id }) => id === rule)?.label ?? { en: rule, zh: rule }, locale)
  return page
    .getByRole('main')
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: label, exact: true }) })
}

/** Reads the cleaning report: every row is in the sums, and every rule has the rows it has to have. */
export async function checkCleaning(page: Page, shop: Shop, locale: Locale): Promise<void> {
  await test.step('the cleaning report', async () => {
    const balance = word(locale, 'pages_balance', {
      read: numberText(shop.rows),
      loaded: numberText(shop.rows),
      rejected: '0',
      kept: numberText(shop.kept),
      aside: numberText(shop.rows - shop.kept),
    })
    await expect(page.getByRole('main').getByText(balance)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(numberText(shop.kept))
    for (const [rule, rows] of Object.entries(shop.setAside)) {
      const cells = ruleRow(page, rule as RuleId, locale).getByRole('cell')
      await expect(cells.nth(0)).toHaveText(numberText(rows))
      await expect(cells.nth(1)).toHaveText(percentText(rows / shop.rows))
    }
    const aside = Object.values(shop.setAside).reduce((sum, rows) => sum + rows, 0)
    expect(shop.kept + aside, 'kept and set aside').toBe(shop.rows)
  })
}

/** Reads the headline figures of the overview, each with its definition. */
export async function checkOverview(page: Page, shop: Shop, locale: Locale): Promise<void> {
  await test.step('the overview', async () => {
    await goToPage(page, 'overview')
    const shown = (name: Bilingual) => figure(page, locale, say(name, locale))
    await expect(shown(overviewWords.members)).toHaveText(numberText(shop.members))
    await expect(shown(overviewWords.orders)).toHaveText(numberText(shop.orders))
    await expect(shown(overviewWords.net)).toContainText(
      say(overviewWords.grossNote(moneyText(shop.gross)), locale),
    )
    await expect(shown(overviewWords.averageOrder)).toHaveText(moneyText(shop.gross / shop.orders))
    await expect(shown(overviewWords.ordersPerMember)).toContainText(
      numberText(shop.orders / shop.members, 2),
    )
    await expect(shown(overviewWords.repeatRate)).toContainText(percentText(shop.repeatRate))

    const term = word(locale, 'ui_definition_of', { term: say(overviewWords.repeatRate, locale) })
    await page.getByRole('button', { name: term }).click()
    await expect(page.getByRole('dialog', { name: term })).toContainText(
      say(overviewWords.repeatRateAbout, locale),
    )
    await page.keyboard.press('Escape')
    await expect(page.getByRole('figure')).toHaveCount(3)
  })
}

/** Reads RFM: the figures, the map and both ways of grouping; every member is in each of them once. */
export async function checkRfm(page: Page, shop: Shop, locale: Locale): Promise<void> {
  await test.step('the RFM map', async () => {
    await goToPage(page, 'rfm')
    await expect(page.getByRole('textbox', { name: word(locale, 'pages_as_of') })).toHaveValue(shop.asOf)
    await expect(figure(page, locale, say(rfmWords.members, locale))).toHaveText(numberText(shop.members))
    await expect(figure(page, locale, say(rfmWords.money, locale))).toHaveText(moneyText(shop.gross))

    const map = page.getByRole('grid', { name: say(rfmWords.heat, locale) })
    await expect(map.getByRole('gridcell')).toHaveCount(25)
    const inCells = await memberCounts(map.getByRole('gridcell'))
    expect(
      inCells.reduce((sum, count) => sum + count, 0),
      'members in the cells',
    ).toBe(shop.members)

    const groups = page.getByRole('region', { name: say(rfmWords.groups, locale) })
    for (const kind of [rfmWords.ten, rfmWords.eight]) {
      await groups.getByRole('radio', { name: say(kind, locale) }).click()
      const sizes = await groups.getByRole('row').locator('td:nth-child(2)').allTextContents()
      const sum = sizes.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0)
      expect(sum, `members in the ${kind.en} groups`).toBe(shop.members)
    }
  })
}
