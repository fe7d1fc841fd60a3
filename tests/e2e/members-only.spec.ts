// A list of members and nothing else: card holders with seventeen numbers, and a loyalty programme. What needs orders
// is named as locked; describing, attributes, clusters, tags and the page of one member go by the list's own columns.
import { expect, test } from '@playwright/test'
import { words as attributeWords } from '../../src/analyses/attributes/words'
import { words as clusterWords } from '../../src/analyses/clusters/words'
import { words as factWords } from '../../src/analyses/describe/words'
import { expectAccessible } from './support/accessibility'
import { chooseOption, figure, goToPage, loadFiles, openPage, settled } from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import { word } from './support/words'

const CARDS = 'clustering_cc_general/cc_general.csv'
const PROGRAMME = 'airline_loyalty_history/Customer_Loyalty_History.csv'

for (const locale of ['en', 'zh-CN'] as const)
  test(`card holders by their own columns (${locale})`, async ({ page }) => {
    test.slow()
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadFiles(page, [realFile(CARDS)])
    const main = page.getByRole('main')

    await test.step('every column is described', async () => {
      await goToPage(page, 'describe')
      await expect(figure(page, locale, say(factWords.members, locale))).toHaveText('8,950')
      await expect(figure(page, locale, say(factWords.facts, locale))).toContainText('17')
      const facts = page.getByRole('region', { name: say(factWords.table, locale) })
      await expect(facts.getByRole('row').filter({ hasText: 'MINIMUM_PAYMENTS' })).toContainText('8,637')
      await expectAccessible(page, 'describe')
    })

    await test.step('fifths of one column against those of another', async () => {
      await goToPage(page, 'attributes')
      const fifths = (name: string) => (locale === 'en' ? `Fifths of ${name}` : `${name} 五等分`)
      await chooseOption(page, main, say(attributeWords.attribute, locale), fifths('PAYMENTS'))
      await settled(page)
      await chooseOption(page, main, say(attributeWords.against, locale), fifths('CREDIT_LIMIT'))
      await settled(page)
      await expect(main.getByRole('heading', { level: 1 })).toContainText('CREDIT_LIMIT')
      await expect(main.getByText(say(attributeWords.notBought, locale))).toBeVisible()
      // A tree needs orders, and so do its controls.
      await expect(main.getByText(locale === 'en' ? 'Depth of the tree' : '决策树深度')).toHaveCount(0)
      await expectAccessible(page, 'attributes')
    })

    await test.step('clusters by all of them, without a word of money', async () => {
      await goToPage(page, 'clusters')
      await expect(figure(page, locale, say(clusterWords.members, locale))).toHaveText('8,636')
      await expect(main.getByText(say(clusterWords.tableMembers, locale))).toBeVisible()
      await expect(main.getByRole('columnheader', { name: say(clusterWords.money, locale) })).toHaveCount(0)
      await expectAccessible(page, 'clusters')
    })

    await test.step('forty tags from the starter set', async () => {
      await page.getByRole('navigation').locator('a[href="#/tags"]').click()
      await main.getByRole('button', { name: word(locale, 'segments_tag_add_starters') }).click()
      const table = page.getByRole('region', { name: word(locale, 'segments_tag_table') })
      await expect(table.getByRole('row').filter({ hasText: 'CASH_ADVANCE_TRX' }).first()).toContainText('%')
    })

    await test.step('one of them', async () => {
      await page.getByRole('navigation').locator('a[href="#/member"]').click()
      await main.getByRole('combobox').fill('C10001')
      await main.getByRole('option').first().click()
      await expect(main).toContainText('PRC_FULL_PAYMENT')
      await expect(main.getByRole('heading', { name: word(locale, 'segments_member_cluster') })).toBeVisible()
      // What would come of orders is not offered where there are none.
      await expect(main.getByText(word(locale, 'segments_member_ahead'))).toHaveCount(0)
    })

    await test.step('what needs orders says so', async () => {
      await page.goto('./#/rfm')
      await expect(main).toContainText(locale === 'en' ? 'orders' : '订单')
      await page.goto('./#/kpi')
      await expect(main.getByRole('heading', { level: 1 })).toHaveText(word(locale, 'segments_kpi_nav'))
      await expect(main).toContainText(locale === 'en' ? 'orders' : '订单')
    })
    expect(faults).toEqual([])
  })

test('a loyalty programme: years are no usual features; chosen, columns that most members lack are named', async ({
  page,
}) => {
  test.slow()
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [realFile(PROGRAMME)])
  await goToPage(page, 'attributes')
  await expect(figure(page, 'en', attributeWords.members.en)).toHaveText('16,737')
  await goToPage(page, 'describe')
  const main = page.getByRole('main')
  await expect(main.getByText(/Below 0 for some members.*Salary \(down to [-−]58,486/)).toBeVisible()
  await goToPage(page, 'clusters')
  const features = main.getByText(/^Features:/)
  await expect(features).toContainText('Salary')
  await expect(features).not.toContainText('Cancellation Year')
  const warning = main.getByText(/have no value of a feature/)
  await expect(warning).toBeHidden()
  await features.click()
  await main.getByRole('checkbox', { name: 'Cancellation Year' }).check()
  await main.getByRole('button', { name: say(clusterWords.apply, 'en'), exact: true }).click()
  await expect(warning).toContainText('Cancellation Year')
  await main.getByRole('button', { name: clusterWords.withoutSparse.en }).click()
  await expect(features).not.toContainText('Cancellation Year')
  await expect(warning).toBeHidden()
  expect(faults).toEqual([])
})
