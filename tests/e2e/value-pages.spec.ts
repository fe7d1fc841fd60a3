// Every page on value, in both languages, on the demo shop and on three shops' own exports: one load a file.
import { expect, test, type Page } from '@playwright/test'
import { ANALYSES } from '../../src/analyses/registry'
import { loadDemo, loadFiles, choose, openPage } from './support/app'
import { watch } from './support/failures'
import { realFile } from './support/shops'
import { word, type Locale } from './support/words'

const PAGES = ANALYSES.filter(({ group }) => group === 'value').map(({ id }) => id)

/** The file, and figures of it that have to stand on the pages named. */
const SHOPS: readonly { name: string; file?: string; figures: Record<string, string> }[] = [
  { name: 'the demo shop', figures: { rfm: '1,561', revenue: '18,586', clv: '1,561', tiers: '1,561' } },
  {
    name: 'CDNOW',
    file: 'cdnow/cdnow_master.csv',
    figures: { rfm: '23,570', revenue: '69,659', clv: '23,570', tiers: '23,570', prediction: '23,570' },
  },
  {
    name: 'a wholesaler’s invoices',
    file: 'online_retail/online_retail.csv',
    figures: { rfm: '4,338', revenue: '18,532', clv: '4,338', tiers: '4,338', prediction: '4,338' },
  },
  {
    name: 'a Chinese shop’s sales',
    file: 'zh_member_sales_2018/sale.csv',
    figures: { rfm: '55,540', revenue: '76,041', clv: '55,540', tiers: '55,540', prediction: '55,540' },
  },
]

for (const { name, file, figures } of SHOPS)
  test(`${name}: every page on value in both languages`, async ({ page }) => {
    test.slow()
    const { faults } = watch(page)
    await openPage(page)
    if (file === undefined) await loadDemo(page)
    else await loadFiles(page, [realFile(file)])
    for (const locale of ['en', 'zh-CN'] as const) {
      await choose(page, locale, 'light')
      for (const id of PAGES)
        await test.step(`${id} (${locale})`, async () => {
          const text = await textOf(page, locale, id)
          expect(text).not.toMatch(/\b(NaN|undefined|null|Infinity)\b|∞|\[object/)
          expect(text).toContain(figures[id] ?? '')
          const titles = await page.getByRole('main').getByRole('heading').allInnerTexts()
          const foreign = titles.filter((title) => /\p{Script=Han}/u.test(title) !== (locale === 'zh-CN'))
          expect(foreign, 'titles in the other language').toEqual([])
          for (const [figure, about] of await definitionsOf(page)) expect(about, figure).not.toBe('')
        })
    }
    expect(faults).toEqual([])
  })

/** What the page says once it has computed; each shows a chart or a verdict. */
async function textOf(page: Page, locale: Locale, id: string): Promise<string> {
  const main = page.getByRole('main')
  await page.getByRole('navigation').locator(`a[href="#/${id}"]`).click()
  await expect(page).toHaveURL(new RegExp(`#/${id}$`))
  await expect(main.locator('figure svg, .notice').first()).toBeVisible({ timeout: 60_000 })
  await expect(main.getByText(word(locale, 'pages_computing'))).toHaveCount(0, { timeout: 60_000 })
  return main.innerText()
}

/** Each chart's title, and the sentence below it that says what is drawn. */
const definitionsOf = (page: Page): Promise<[title: string, about: string][]> =>
  page
    .getByRole('main')
    .locator('figure')
    .evaluateAll((figures) =>
      figures.map((figure) => [
        figure.querySelector('.title')?.textContent ?? '',
        figure.querySelector('.definition')?.textContent.trim() ?? '',
      ]),
    )
