// Facts and associations, attributes, preferences: on the demo shop in both languages, on a real shop with households
// and products, and on one that has nothing but orders.
import { readFileSync } from 'node:fs'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { words as attributeWords } from '../../src/analyses/attributes/words'
import { words as factWords } from '../../src/analyses/describe/words'
import { SCALES, words as scalingWords } from '../../src/analyses/describe/words-scaling'
import { words as preferenceWords } from '../../src/analyses/preferences/words'
import type { Bilingual } from '../../src/text/bilingual'
import { expectAccessible } from './support/accessibility'
import {
  choose,
  chooseOption,
  figure,
  goToPage,
  loadDemo,
  loadFiles,
  openPage,
  saveBy,
  settled,
} from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import { word, type Locale } from './support/words'

/** A list of members has opened with somebody on it; it is closed again. */
async function expectList(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('gridcell').first()).not.toBeEmpty()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
}

const chart = (page: Page, title: string): Locator => page.getByRole('figure', { name: title })

/** Scales the usual facts, saves the table and the fit, and scores by the saved one. */
async function expectScaling(page: Page, locale: Locale): Promise<void> {
  const main = page.getByRole('main')
  const button = (name: Bilingual) => main.getByRole('button', { name: say(name, locale), exact: true })
  const fitted = main.getByRole('region', { name: say(scalingWords.fitted, locale) })
  await chooseOption(page, main, say(scalingWords.scale, locale), say(SCALES.robust.title, locale))
  await expect(fitted.getByRole('columnheader', { name: say(SCALES.robust.centre!, locale) })).toBeVisible()
  const numbers = await fitted.innerText()
  await expect(main.getByText(/2,000 (members seen here|位会员及)/)).toBeVisible()

  await button(scalingWords.open).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('gridcell').first()).not.toBeEmpty()
  const menu = dialog.getByRole('button', { name: word(locale, 'pages_export'), exact: true })
  const table = await saveBy(page, menu, new RegExp(word(locale, 'sql_export_csv')))
  const [header = '', ...rows] = readFileSync(await table.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
  expect(header.replaceAll('"', '')).toBe(
    'member_id,recency_days_robust,orders_robust,spent_robust,mean_order_robust,tenure_days_robust',
  )
  expect(rows).toHaveLength(2000)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  const saved = page.waitForEvent('download')
  await button(scalingWords.save).click()
  const fit = readFileSync(await (await saved).path(), 'utf8')
  const load = async (name: string, text: string) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(scalingWords.load).click()])
    await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }
  await load('other.json', fit.replace('"orders"', '"number:Elsewhere"'))
  await expect(main.getByText(say(scalingWords.otherColumns('number:Elsewhere'), locale))).toBeVisible()
  await load('fit.json', fit.replace('"members": 2000', '"members": 1234'))
  await expect(main.getByText(/fit\.json.*1,234/)).toBeVisible()
  expect(await fitted.innerText()).toBe(numbers)
  await expectAccessible(page, 'describe, a loaded fit', { only: 'colours' })
  await button(scalingWords.again).click()
  await expect(main.getByText(/fit\.json/)).toHaveCount(0)
}

for (const locale of ['en', 'zh-CN'] as const) {
  test(`the demo shop: facts, groups and pairs (${locale})`, async ({ page }) => {
    // Axe looks at each of the eight hundred pairs.
    test.slow()
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'describe')
    await expect(figure(page, locale, say(factWords.members, locale))).toHaveText('2,000')
    const facts = page.getByRole('region', { name: say(factWords.table, locale) })
    expect(await facts.getByRole('row').count()).toBeGreaterThan(40)
    await expectAccessible(page, 'describe')
    await choose(page, locale, locale === 'en' ? 'dark' : 'light')
    await expectAccessible(page, 'describe, the other theme', { only: 'colours' })

    await test.step('another fact, and who lies far out', async () => {
      const name = locale === 'en' ? 'Average order' : '平均订单金额'
      await facts.getByRole('button', { name, exact: true }).click()
      await expect(
        chart(page, say(factWords.distribution(name), locale))
          .locator('svg')
          .first(),
      ).toBeVisible()
      await page.getByRole('button', { name: locale === 'en' ? /far out$/ : /离群会员$/ }).click()
      await expectList(page)
    })

    await test.step('other groups', async () => {
      const tier = locale === 'en' ? 'Tier' : '会员等级'
      await chooseOption(page, page.getByRole('main'), say(factWords.groupBy, locale), tier)
      await settled(page)
      const effects = page.getByRole('region', { name: say(factWords.groups, locale) })
      await expect(effects.getByRole('row').nth(1)).toContainText(say(factWords.sizes[3]!, locale))
    })

    await test.step('a pair by keyboard', async () => {
      const matrix = chart(page, say(factWords.matrix, locale))
      await matrix.locator('[data-cell]').first().focus()
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expect(matrix.locator('[data-cell][aria-pressed="true"]')).toBeFocused()
    })

    await test.step('a table for modelling: its file, its fit, and the fit loaded again', () =>
      expectScaling(page, locale))
    expect(faults).toEqual([])
  })

  test(`the demo shop: who the members are, and where (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'attributes')
    const table = chart(page, say(attributeWords.table, locale))
    await expectAccessible(page, 'attributes')
    await choose(page, locale, locale === 'en' ? 'dark' : 'light')
    await expectAccessible(page, 'attributes, the other theme', { only: 'colours' })

    await test.step('another attribute; the members of a cell', async () => {
      const gender = locale === 'en' ? 'Gender' : '性别'
      await chooseOption(page, page.getByRole('main'), say(attributeWords.attribute, locale), gender)
      await settled(page)
      await expect(table.locator('[data-cell]').first()).toHaveAttribute(
        'aria-label',
        locale === 'en' ? /^female/ : /^女/,
      )
      await table.locator('[data-cell]').first().click()
      await expectList(page)
    })

    await test.step('tiles: a province’s members; bars; a map of one’s own', async () => {
      const map = chart(page, say(attributeWords.map, locale))
      await map
        .locator('[data-tile]')
        .filter({ hasText: locale === 'en' ? 'Beijing' : '北京' })
        .click()
      await expectList(page)
      await page.getByRole('radio', { name: say(attributeWords.measureRepeat, locale) }).click()
      await page.getByRole('radio', { name: say(attributeWords.bars, locale) }).click()
      await expect(map.locator('[data-bar]').first()).toContainText('%')
      await page.getByRole('radio', { name: say(attributeWords.own, locale) }).click()
      const file = page.locator('input[type=file][accept*=geojson]')
      await file.setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
      await expect(page.getByText(say(attributeWords.geoBad('bad.json'), locale))).toBeVisible()
      const square = (name: string, west: number) => ({
        type: 'Feature',
        properties: { name },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [west, 0],
              [west + 9, 0],
              [west + 9, 9],
              [west, 9],
              [west, 0],
            ],
          ],
        },
      })
      const own = { type: 'FeatureCollection', features: [square('北京市', 0), square('Atlantis', 10)] }
      await file.setInputFiles({
        name: 'own.geojson',
        mimeType: 'application/geo+json',
        buffer: Buffer.from(JSON.stringify(own)),
      })
      await expect(map.locator('[data-area]')).toHaveCount(2)
      await expect(map.locator('[data-area]').nth(1)).toHaveAttribute('aria-label', /Atlantis/)
      await expect(page.getByText(locale === 'en' ? /^Not found on the map/ : /^地图上没有/)).toBeVisible()
    })

    await test.step('a part of the market', async () => {
      const market = page.getByRole('region', { name: say(attributeWords.market, locale) })
      await market.getByRole('button').first().click()
      await expectList(page)
    })
    expect(faults).toEqual([])
  })

  test(`the demo shop: what members buy and prefer (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'dark' : 'light' })
    await loadDemo(page)
    await goToPage(page, 'preferences')
    const mix = page.getByRole('region', { name: say(preferenceWords.mix, locale) })
    await expect(mix.getByRole('row')).toHaveCount(11)
    await expectAccessible(page, 'preferences')
    await choose(page, locale, locale === 'en' ? 'light' : 'dark')
    await expectAccessible(page, 'preferences, the other theme', { only: 'colours' })

    await test.step('the members behind a row and a cell', async () => {
      await mix.getByRole('button').first().click()
      await expectList(page)
      await chart(page, say(preferenceWords.affinity, locale)).locator('[data-cell]').first().click()
      await expectList(page)
    })

    await test.step('by brand', async () => {
      const before = await mix.getByRole('row').nth(1).innerText()
      await page.getByRole('radio', { name: say(preferenceWords.kinds.brand, locale), exact: true }).click()
      await expect(mix.getByRole('row').nth(1)).not.toHaveText(before)
    })

    await test.step('a fifth of a trait', async () => {
      const traits = page.locator('section').filter({ hasText: say(preferenceWords.traitsAbout, locale) })
      await traits.getByRole('row').nth(1).getByRole('button').click()
      await expectList(page)
    })
    expect(faults).toEqual([])
  })
}

test('complete_journey: households by age, and 2,373 of them in all', async ({ page }) => {
  test.slow()
  await openPage(page)
  await loadFiles(
    page,
    ['demographics', 'transactions_sample', 'products'].map((name) =>
      realFile(`complete_journey/${name}.csv`),
    ),
  )
  await goToPage(page, 'describe')
  await expect(figure(page, 'en', factWords.members.en)).toHaveText('2,373')
  await goToPage(page, 'attributes')
  const table = chart(page, attributeWords.table.en)
  await expect(table.locator('[data-cell]').first()).toHaveAttribute('aria-label', /^19-24/)
  await goToPage(page, 'preferences')
  // Summed from the file by other means.
  await expect(
    page.getByRole('region', { name: preferenceWords.mix.en }).getByRole('row').nth(2),
  ).toContainText('SOFT DRINKS')
})

for (const locale of ['en', 'zh-CN'] as const)
  test(`sale.csv: orders and nothing else (${locale})`, async ({ page }) => {
    await openPage(page, { locale })
    await loadFiles(page, [realFile('zh_member_sales_2018/sale.csv')])
    await goToPage(page, 'describe')
    await expect(figure(page, locale, say(factWords.members, locale))).toHaveText('55,540')
    await goToPage(page, 'attributes')
    await expect(page.getByText(say(attributeWords.noPlaces, locale))).toBeVisible()
    await expect(page.getByText(say(attributeWords.pyramidNone, locale))).toBeVisible()
    await expect(page.getByText(say(attributeWords.marketNone, locale))).toBeVisible()
    await page.evaluate(() => (location.hash = '#/preferences'))
    const main = page.getByRole('main')
    await expect(main.getByText(locale === 'en' ? /order lines/i : /订单明细/).first()).toBeVisible()
    await expect(main.getByRole('link', { name: word(locale, 'pages_nav_import') })).toBeVisible()
  })
