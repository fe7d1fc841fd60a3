// Who buys again: on the demo shop in both languages, and on CDNOW with its known rate.
import { expect, test } from '@playwright/test'
import { words } from '../../src/analyses/repurchase/words'
import { expectAccessible } from './support/accessibility'
import { choose, chooseOption, figure, goToPage, loadDemo, loadFiles, openPage, settled } from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'

for (const locale of ['en', 'zh-CN'] as const)
  test(`the demo shop: three rates, the ladder, groups compared, activation (${locale})`, async ({
    page,
  }) => {
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'dark' : 'light' })
    await loadDemo(page)
    await goToPage(page, 'repurchase')
    const rates = page.getByRole('region', { name: say(words.rates, locale) })
    await expect(rates.getByRole('row')).toHaveCount(4)
    await expect(figure(page, locale, say(words.activated, locale))).toContainText('%')
    await expectAccessible(page, 'repurchase')
    await choose(page, locale, locale === 'en' ? 'light' : 'dark')
    await expectAccessible(page, 'repurchase, the other theme', { only: 'colours' })

    await test.step('the members on a step of the ladder', async () => {
      const ladder = page.getByRole('figure', { name: say(words.ladder, locale) })
      await expect(ladder.getByRole('button', { name: /→/ })).toHaveCount(10)
      await ladder.getByRole('button', { name: /^1 → 2/ }).click()
      await expect(page.getByRole('dialog').getByRole('gridcell').first()).not.toBeEmpty()
      await page.keyboard.press('Escape')
    })

    await test.step('by the amount of the first order: curves, medians, a test', async () => {
      await chooseOption(
        page,
        page.getByRole('main'),
        locale === 'en' ? 'Compare by' : '分组比较',
        locale === 'en' ? 'Amount of the first order' : '首单金额',
      )
      await settled(page)
      await expect(
        page.getByText(locale === 'en' ? /Log-rank test: χ² = / : /对数秩检验:χ² = /),
      ).toBeVisible()
      const compared = page.getByRole('region', { name: new RegExp(say(words.groups, locale)) })
      await expect(compared.getByRole('row')).toHaveCount(5)
      await expectAccessible(page, 'repurchase, groups compared')
    })

    await test.step('old members before a window need one', async () => {
      await page.getByRole('radio', { name: locale === 'en' ? 'Before the window' : '窗口前买过' }).click()
      await expect(rates).toContainText(say(words.needsWindow, locale))
      await chooseOption(
        page,
        page.getByRole('main'),
        locale === 'en' ? 'Window' : '时间窗',
        locale === 'en' ? 'Last 180 days' : '近 180 天',
      )
      await settled(page)
      await expect(rates).not.toContainText(say(words.needsWindow, locale))
    })
    expect(faults).toEqual([])
  })

test('CDNOW: by days, 48.9 % have bought twice or more', async ({ page }) => {
  const path = realFile('cdnow/cdnow_master.csv')
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [path])
  await goToPage(page, 'repurchase')
  await page.getByRole('radio', { name: 'A day with orders' }).click()
  await settled(page)
  await expect(figure(page, 'en', words.twice.en)).toHaveText('48.9\u00a0%')
  const rates = page.getByRole('region', { name: words.rates.en })
  await expect(rates.getByRole('row').nth(1)).toContainText('11,516')
  await expect(page.getByText(words.activationNone.en)).toBeVisible()
  expect(faults).toEqual([])
})
