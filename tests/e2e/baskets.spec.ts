// What is bought together, on groceries, online_retail and the demo shop; in both languages.
import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { words } from '../../src/analyses/baskets/words'
import { more } from '../../src/analyses/baskets/words-more'
import { words as goods } from '../../src/analyses/no-goods-words'
import { chooseOption, figure, goToPage, loadDemo, loadFiles, openPage, settled } from './support/app'
import { expectAccessible } from './support/accessibility'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import { word, type Locale } from './support/words'

const main = (page: Page) => page.getByRole('main')

const NAMES = {
  en: { diapers: 'Lullabee Diapers size M, 76 pcs', formula: 'Lullabee Infant formula stage 3, 800 g' },
  'zh-CN': { diapers: '乐贝蜂 纸尿裤 M码 76片', formula: '乐贝蜂 婴儿配方奶粉 3段 800克' },
} as const

/** Writes into a field of the page's head, and waits for what comes of it. */
async function write(page: Page, label: string, text: string) {
  const field = main(page).getByLabel(label, { exact: true })
  await field.fill(text)
  await field.press('Enter')
  await settled(page)
}

async function pick(page: Page, section: string, name: string, locale: Locale) {
  const part = main(page)
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: section, exact: true }) })
  await part.getByLabel(say(more.addItem, locale), { exact: true }).fill(name)
  await part.getByRole('button', { name: `${name} · ` }).click()
  return part
}

test('groceries: the published rules, in the page', async ({ page }) => {
  const file = realFile('groceries/groceries_long.csv')
  test.setTimeout(300_000)
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [file])
  await goToPage(page, 'baskets')
  await expect(figure(page, 'en', words.baskets.en)).toContainText('9,835')
  await expect(main(page).getByText(words.timeless.en)).toBeVisible()

  await test.step('thirteen thousand itemsets at .001, 410 rules of confidence .8', async () => {
    await write(page, 'Most items in a set', '8')
    await write(page, 'Least confidence, %', '80')
    await write(page, 'Least support, %', '0.1')
    await expect(figure(page, 'en', words.itemsets.en)).toContainText('13,492')
    await expect(main(page).getByText(/of 410 rules pass the filter/)).toBeVisible()
  })

  await test.step('the strongest, in words', async () => {
    const row = main(page).getByRole('row').nth(1)
    await expect(row).toContainText('bottled beer')
    await expect(row).toContainText('11.235')
    await row.click()
    await expect(
      main(page).getByText(/Of 21 baskets with .*, 19 \(90\.5.%\) also have bottled beer/),
    ).toBeVisible()
  })

  await test.step('a share that is none is said to be none', async () => {
    await main(page).getByLabel('Least support, %', { exact: true }).fill('plenty')
    await main(page).getByLabel('Least support, %', { exact: true }).press('Enter')
    await expect(main(page).getByText(/A percentage above 0 and at most 100/)).toBeVisible()
  })
  expect(faults).toEqual([])
})

for (const locale of ['en', 'zh-CN'] as const)
  test(`the demo shop: rules, cart, bundle, what comes next, who lacks what (${locale})`, async ({
    page,
  }) => {
    test.setTimeout(300_000)
    const { diapers, formula } = NAMES[locale]
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadDemo(page)
    await goToPage(page, 'baskets')
    await expectAccessible(page, 'baskets')

    await test.step('a rule opens, and with it those who lack its right side', async () => {
      await main(page).getByRole('row').nth(1).click()
      await main(page)
        .getByRole('button', { name: say(words.whoLacks, locale) })
        .click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
    })

    await test.step('rules are filtered by item, and exported', async () => {
      await main(page).getByLabel(say(words.search, locale), { exact: true }).fill(diapers)
      await expect(main(page).getByRole('row').nth(1)).toContainText(diapers)
      const section = main(page)
        .locator('section')
        .filter({
          has: page.getByRole('heading', { name: say(words.rulesTitle, locale) }),
        })
      await section.getByRole('button', { name: word(locale, 'charts_export'), exact: true }).click()
      const saved = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: /CSV/ }).click()
      const text = readFileSync(await (await saved).path(), 'utf8')
      expect(text.split('\n')[0]).toContain(say(words.columns.kulczynski, locale))
      expect(text.split('\n')[1]).toContain(diapers)
    })

    await test.step('the cart says what fits and why', async () => {
      const cart = await pick(page, say(more.cart, locale), formula, locale)
      await expect(cart.getByRole('row').nth(1)).toContainText(diapers)
    })

    await test.step('a bundle knows when it breaks even', async () => {
      const title = say(more.bundle, locale)
      await pick(page, title, diapers, locale)
      const bundle = await pick(page, title, formula, locale)
      const costs = bundle.getByLabel(say(more.cost, locale), { exact: true })
      for (const at of [0, 1]) {
        await costs.nth(at).fill('10')
        await costs.nth(at).press('Enter')
      }
      await expect(figure(page, locale, say(more.breakEven, locale))).toContainText('%')
      const offered = bundle.getByLabel(say(more.offered, locale), { exact: true })
      await offered.fill('15')
      await offered.press('Enter')
      await expect(bundle.getByText(say(more.breakEvenLoss, locale))).toBeVisible()
    })

    await test.step('what comes next opens a list', async () => {
      const chart = page.getByRole('figure', { name: say(more.next, locale) })
      await chart.getByRole('gridcell').nth(1).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
    })

    await test.step('who lacks what', async () => {
      await main(page)
        .getByRole('button', { name: say(more.gapShow, locale) })
        .click()
      await main(page)
        .getByRole('button', { name: say(more.gapAll, locale) })
        .click()
      await expect(page.getByRole('dialog').getByRole('row').nth(1)).toBeVisible()
      await page.keyboard.press('Escape')
    })

    await test.step('by category, the first baskets of members', async () => {
      await main(page)
        .getByRole('radio', { name: locale === 'en' ? 'Category' : '品类', exact: true })
        .click()
      await main(page)
        .getByRole('radio', { name: locale === 'en' ? 'First of each member' : '会员首单', exact: true })
        .click()
      await settled(page)
      await expect(figure(page, locale, say(words.baskets, locale))).toContainText('1,561')
    })
    expect(faults).toEqual([])
  })

test('online_retail: what was too much to keep is told; seasons', async ({ page }) => {
  const file = realFile('online_retail/online_retail.csv')
  test.setTimeout(300_000)
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [file])
  await goToPage(page, 'baskets')
  await expect(figure(page, 'en', words.baskets.en)).toContainText('18,532')
  await expect(main(page).getByText(/too many to keep in the tab’s memory/)).toBeVisible()
  await expect(main(page).getByText(/charges, adjustments or gifts.*POSTAGE, /)).toBeVisible()
  await main(page).getByRole('button', { name: goods.leave.en }).click()
  await settled(page)
  await expect(main(page).getByLabel('Leave out', { exact: true })).toHaveValue(/^POSTAGE; /)
  await expect(main(page).getByText(/lines are left out by name/)).toBeVisible()
  await expect(main(page).getByText(/charges, adjustments or gifts/)).toHaveCount(0)
  await chooseOption(page, main(page), 'Season', 'December to February')
  await settled(page)
  await expect(figure(page, 'en', words.baskets.en)).not.toContainText('18,532')
  expect(faults).toEqual([])
})
