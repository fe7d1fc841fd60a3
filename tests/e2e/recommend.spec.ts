// Recommenders held against what members went on to have: a file of ratings, real invoices, the demo shop; both languages.
import { expect, test, type Page } from '@playwright/test'
import { RECOMMENDER_WORDS, recommenderLabel } from '../../src/analyses/recommenders'
import { WANTS } from '../../src/analyses/recommender-plan'
import { words as goods } from '../../src/analyses/no-goods-words'
import { words } from '../../src/analyses/recommend/words'
import { words as slots } from '../../src/analyses/slots/words'
import { use } from '../../src/analyses/slots/words-use'
import { goToPage, loadDemo, loadFiles, openPage, settled } from './support/app'
import { expectAccessible } from './support/accessibility'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import { word, type Locale } from './support/words'

const nameOf = (model: string, locale: Locale) => say(recommenderLabel(model), locale)

/** Chooses these models alone, and trains them. */
async function train(page: Page, locale: Locale, models: readonly string[]): Promise<void> {
  const main = page.getByRole('main')
  const box = (model: string) => main.getByRole('checkbox', { name: new RegExp(`^${nameOf(model, locale)}`) })
  for (const { name } of RECOMMENDER_WORDS)
    if (await box(name).isEnabled()) await box(name).setChecked(models.includes(name))
  await main.getByRole('button', { name: locale === 'en' ? /^Train and compare/ : /^训练并对照/ }).click()
  await expect(main.getByText(say(words.adviser, locale))).toBeVisible({ timeout: 90_000 })
  await settled(page)
}

/** Goes to the slots with the best model, and waits for its lists. */
async function fillSlots(page: Page, locale: Locale, model: string): Promise<void> {
  const name = say(words.useIt(nameOf(model, locale)), locale)
  await page.getByRole('button', { name }).click()
  const home = page.getByRole('region', { name: say(slots.slots.home.label, locale), exact: true })
  await expect(home.getByRole('listitem').first()).toBeVisible({ timeout: 90_000 })
}

const leaderboard = (page: Page, locale: Locale) =>
  page.getByRole('table', { name: say(words.leaderboard, locale) })

for (const locale of ['en', 'zh-CN'] as const) {
  test(`MovieLens 100k dropped as a file of ratings (${locale})`, async ({ page }) => {
    test.setTimeout(240_000)
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadFiles(page, [realFile('movielens/ml-100k/u.data')])
    await goToPage(page, 'recommend')
    const main = page.getByRole('main')
    await expect(main.getByRole('heading', { level: 1 })).toHaveText(say(words.titlePlan, locale))
    await expect(main).toContainText(say(words.contextData('943', '1,682', '100,000'), locale))
    // The day after the last rating, not the day of the test.
    await expect(page.getByRole('textbox', { name: word(locale, 'pages_as_of') })).toHaveValue('1998-04-23')
    await expect(main).toContainText(say(words.splitTime('1998-03-07'), locale))

    await test.step('three models by one cut in time', async () => {
      await train(page, locale, ['popular', 'popularRecently', 'itemBased'])
      await expect(leaderboard(page, locale).getByRole('row')).toHaveCount(4)
      await expect(main.getByRole('heading', { level: 1 })).toContainText(nameOf('popularRecently', locale))
      await expectAccessible(page, 'recommend')
    })

    await test.step('another split leaks, and says so', async () => {
      await main
        .getByRole('button', { name: locale === 'en' ? 'Split' : '切分', exact: true })
        .or(main.getByRole('combobox', { name: locale === 'en' ? 'Split' : '切分' }))
        .first()
        .click()
      await page
        .getByRole('option', { name: locale === 'en' ? 'Each member’s lines by lot' : '每人随机' })
        .click()
      await expect(main.getByText(say(words.leakOrder, locale))).toBeVisible({ timeout: 60_000 })
      await settled(page)
      await expect(main.getByRole('heading', { level: 1 })).toContainText(nameOf('itemBased', locale))
    })

    await test.step('the best fills slots', async () => {
      await fillSlots(page, locale, 'itemBased')
      await expect(main).toContainText(say(slots.usualOptions, locale))
      await expect(page.getByRole('button', { name: say(slots.save, locale) })).toBeVisible()
    })
    expect(faults).toEqual([])
  })

  test(`online_retail: what comes back, and what is new (${locale})`, async ({ page }) => {
    test.setTimeout(240_000)
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadFiles(page, [realFile('online_retail/online_retail.csv')])
    await goToPage(page, 'recommend')
    const main = page.getByRole('main')
    await expect(main).toContainText('4,338', { timeout: 60_000 })
    await test.step('carriage and charges are named, and left out of training and lists', async () => {
      const named = main.getByText(/POSTAGE, .*Manual/)
      await main.getByRole('button', { name: say(goods.leave, locale) }).click()
      await settled(page)
      await expect(named).toHaveCount(0)
      const field = main.getByRole('textbox', { name: say(goods.leftOut, locale), exact: true })
      await expect(field).toHaveValue(/^POSTAGE; /)
      const [, leftOut = ''] =
        /([\d,]+) left out by name|按名称排除 ([\d,]+)/.exec(await main.innerText())?.filter(Boolean) ?? []
      expect(Number(leftOut.replaceAll(',', ''))).toBeGreaterThan(1000)
    })
    await main.getByRole('radio', { name: locale === 'en' ? 'Kept' : '保留', exact: true }).click()
    await settled(page)
    await train(page, locale, ['popular', 'again', 'personal'])
    await expect(main.getByRole('heading', { level: 1 })).toContainText(nameOf('personal', locale))
    await expect(leaderboard(page, locale)).toContainText(say(words.best, locale))

    await test.step('the best fills slots; who is due for what, and who they are', async () => {
      await fillSlots(page, locale, 'personal')
      await expect(main).toContainText(say(slots.unsavable, locale))
      await expect(main.getByRole('textbox', { name: say(goods.leftOut, locale), exact: true })).toHaveValue(
        /^POSTAGE; /,
      )
      await expect(main.getByText(/POSTAGE, .*Manual/)).toHaveCount(0)
      const due = page.getByRole('figure', { name: say(use.dueTitle, locale) })
      await due.getByRole('button', { name: say(use.dueOpen, locale) }).click()
      await expect(page.getByRole('dialog').getByRole('gridcell').first()).not.toBeEmpty()
    })
    expect(faults).toEqual([])
  })
}

test('the demo shop: estimates before training, groups of members, a search', async ({ page }) => {
  test.setTimeout(240_000)
  const locale = 'en'
  const { faults } = watch(page)
  await openPage(page, { locale })
  await loadDemo(page)
  await goToPage(page, 'recommend')
  const main = page.getByRole('main')
  await expect(main.getByText(say(WANTS.segments, locale))).toBeVisible()
  await train(page, locale, ['popular', 'itemBased', 'content'])
  await expect(leaderboard(page, locale).getByRole('row')).toHaveCount(4)
  await main.getByRole('button', { name: say(words.start, locale), exact: true }).click()
  await expect(main.getByText(new RegExp(`^${say(words.searchResult, locale)}`))).toBeVisible({
    timeout: 120_000,
  })
  await main.getByRole('button', { name: say(words.take, locale) }).click()
  await settled(page)
  await expect(main.getByRole('button', { name: say(words.usualAgain, locale) })).toBeVisible()
  await goToPage(page, 'slots')
  await expect(main).toContainText(/With the options chosen on the page of recommenders: \w/, {
    timeout: 90_000,
  })
  await main.getByRole('button', { name: say(slots.toUsual, locale) }).click()
  await expect(main).toContainText(say(slots.usualOptions, locale), { timeout: 90_000 })
  expect(faults).toEqual([])
})
