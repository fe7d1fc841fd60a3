// The demo shop by its button, and the work that is shown while it runs.
import { expect, test } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import {
  acceptProposal,
  dropFiles,
  figure,
  goToPage,
  loadDemo,
  openPage,
  waitForCleaning,
} from './support/app'
import { say } from './support/journey'
import { REAL_SHOPS, realFile } from './support/shops'
import { word } from './support/words'

for (const locale of ['en', 'zh-CN'] as const) {
  test(`the small demo shop (${locale}): four files, cleaned, with a year and a half of orders`, async ({
    page,
  }) => {
    await openPage(page, { locale })
    await loadDemo(page)
    const reports = page.getByRole('main').getByRole('region', { name: /\.csv/ })
    await expect(reports).toHaveCount(4)
    await expect(reports.first().getByRole('heading')).toContainText(
      locale === 'en' ? /[a-z]/ : /\p{Script=Han}/u,
    )
    await expect(page.getByRole('main').getByRole('row').nth(1)).toBeVisible()
    await goToPage(page, 'overview')
    const shown = await figure(page, locale, say(overviewWords.members, locale)).innerText()
    const members = Number(shown.replace(',', ''))
    expect(members).toBeGreaterThan(1_500)
    expect(members).toBeLessThanOrEqual(2_000)
    await expect(page.getByText(/2024-01-0\d – 2025-06-30/)).toBeVisible()
    for (const [period, label] of [
      ['day', locale === 'en' ? 'Day' : '日'],
      ['week', locale === 'en' ? 'Week' : '周'],
    ] as const) {
      await page.getByRole('radio', { name: label, exact: true }).click()
      const name = say(overviewWords.revenueChart(period), locale)
      await expect(page.getByRole('figure', { name })).toBeVisible()
    }
    await goToPage(page, 'rfm')
  })
}

test('reading a real file of 52 MB: named steps, real progress, and the report at the end', async ({
  page,
}) => {
  const path = realFile(REAL_SHOPS[0]!.path)
  await openPage(page)
  await dropFiles(page, [path])
  // What the steps say is written down as it changes, since the machine may be too fast to look.
  await page.evaluate(() => {
    const seen = new Set<string>()
    const look = () => {
      for (const bar of document.querySelectorAll('[role="progressbar"]')) {
        seen.add(`${bar.getAttribute('aria-label')}|${bar.getAttribute('aria-valuenow')}`)
      }
    }
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['aria-valuenow'],
    })
    Object.assign(window, { seen })
  })
  await acceptProposal(page)
  await expect(page.getByRole('list', { name: word('en', 'pages_loading') })).toBeVisible()
  await expect(page.getByRole('button', { name: word('en', 'ui_cancel') })).toBeVisible()
  await waitForCleaning(page)
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
  const steps = new Set(seen.map((line) => line.split('|')[0]))
  expect(steps.size, `named steps: ${[...steps].join(', ')}`).toBeGreaterThanOrEqual(3)
  const shares = seen.map((line) => Number(line.split('|')[1])).filter((share) => share > 0 && share < 100)
  expect(new Set(shares).size, 'shares on the way').toBeGreaterThanOrEqual(3)
})
