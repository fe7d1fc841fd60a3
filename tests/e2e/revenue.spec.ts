// Where revenue comes from, in the built page: on CDNOW in English, on a Chinese shop's own export in Chinese.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { words } from '../../src/analyses/revenue/words'
import { expectAccessible } from './support/accessibility'
import { choose, figure, goToPage, loadFiles, openPage, settled } from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import type { Locale } from './support/words'

const chart = (page: Page, name: string): Locator => page.getByRole('figure', { name })

for (const [locale, file] of [
  ['en', 'cdnow/cdnow_master.csv'],
  ['zh-CN', 'zh_superstore/superstore_cn_订单.csv'],
] as const)
  test(`factors, course, distributions, best members, first orders (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    const theme = locale === 'en' ? 'light' : 'dark'
    await openPage(page, { locale, theme })
    await loadFiles(page, [realFile(file)])
    await goToPage(page, 'revenue')
    const expected =
      locale === 'en' ? ['2,500,316', '35.89', '106.08'] : ['16,117,548', '3,237.11', '20,401.96']
    for (const [i, word] of [words.amount, words.perOrder, words.perMember].entries())
      await expect(figure(page, locale, say(word, locale))).toHaveText(expected[i] ?? '')

    await test.step('the parts of the waterfall add up', async () => {
      const text = await chart(page, say(words.factors, locale)).locator('desc').textContent()
      const values = (text ?? '').split('; ').map((part) => {
        const number = /([+−]?)([\d,.]+)$/.exec(part)
        return Number((number?.[2] ?? '').replaceAll(',', '')) * (number?.[1] === '−' ? -1 : 1)
      })
      const [before = NaN, ...rest] = values
      const after = rest.pop() ?? NaN
      const sum = rest.reduce((total, part) => total + part, before)
      expect(rest).toHaveLength(4)
      expect(Math.abs(sum - after), 'but for rounding').toBeLessThan(5)
    })

    await test.step('year on year, new and returning, trend and season', async () => {
      const trend = page
        .getByRole('figure')
        .filter({ has: page.getByRole('radiogroup', { name: say(words.show, locale) }) })
      await expect(trend).toContainText(say(words.doubleEleven, locale))
      await trend.getByRole('radio', { name: say(words.showNew, locale) }).click()
      await expect(trend.locator('svg').first()).toContainText(say(words.returning, locale))
      await trend.getByRole('radio', { name: say(words.showSeason, locale) }).click()
      if (locale === 'en') await expect(trend).toContainText(words.tooShort('24', '18').en)
      else await expect(trend.locator('svg').first()).toContainText(words.remainder.zh)
    })

    await expectAccessible(page, `revenue, ${locale}`)
    await choose(page, locale, theme === 'light' ? 'dark' : 'light')
    await expectAccessible(page, 'revenue, the other theme', { only: 'colours' })
    await open(page, locale)

    await test.step('a promotion of one’s own; another pair of periods', async () => {
      const name = locale === 'en' ? 'Own promotion days' : '自定促销日'
      await page.getByRole('textbox', { name }).fill('03-08 Mine')
      await page.getByRole('textbox', { name }).press('Enter')
      await page.getByRole('radio', { name: say(words.showYears, locale) }).click()
      await expect(page.getByText('Mine', { exact: true }).first()).toBeVisible()
      const title = page.getByRole('heading', { level: 1 })
      const before = await title.innerText()
      await page.getByRole('radio', { name: locale === 'en' ? '30 days' : '30 天' }).click()
      await settled(page)
      await expect(title).not.toHaveText(before)
    })
    expect(faults).toEqual([])
  })

/** The lists behind a bar of spend, a bar of frequency, a row of the best. */
async function open(page: Page, locale: Locale): Promise<void> {
  for (const name of [words.spend, words.frequency]) {
    const bar = chart(page, say(name, locale)).locator('[data-bar="3"]')
    const members = /[:\uff1a]\s*([\d,]+)/.exec((await bar.getAttribute('aria-label')) ?? '')?.[1] ?? '?'
    await bar.click()
    await expect(page.getByRole('dialog')).toContainText(members)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  const best = page.getByRole('region', { name: say(words.high, locale) }).first()
  const row = best.getByRole('row').nth(1)
  const members = await row.getByRole('cell').nth(1).innerText()
  await row.getByRole('button').click()
  await expect(page.getByRole('dialog')).toContainText(members)
  await page.keyboard.press('Escape')
}
