// Subscriptions: a shop that has a period, made in the test, and one that has none.
import { expect, test } from '@playwright/test'
import { words } from '../../src/analyses/subscription/words'
import { figure, goToPage, loadFiles, openPage } from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'

/** Members who pay every 30 days; a fifth of those still there end it each time, some sooner, some later. */
function monthly(): string {
  const lines = ['order_id,member_id,order_time,amount']
  for (let member = 0; member < 400; member++) {
    const leaves = 1 + ((member * 7919) % (member % 3 === 0 ? 4 : 25))
    for (let payment = 0; payment < leaves; payment++) {
      const day = (member % 60) + 30 * payment
      if (day >= 540) break
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)
      lines.push(`${member}-${payment},m${member},${date} 10:00:00,25.00`)
    }
  }
  return lines.join('\n')
}

/** Members who buy whenever they like. */
function withoutPeriod(): string {
  const lines = ['order_id,member_id,order_time,amount']
  let state = 7
  const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  for (let member = 0; member < 200; member++) {
    let day = 60 * draw()
    for (let i = 0; day < 500; i++, day += 1 - 40 * Math.log(draw())) {
      const date = new Date(Date.UTC(2024, 0, 1 + Math.floor(day))).toISOString().slice(0, 10)
      lines.push(`${member}-${i},m${member},${date} 10:00:00,25.00`)
    }
  }
  return lines.join('\n')
}

const file = (text: string) => ({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

for (const locale of ['en', 'zh-CN'] as const)
  test(`a shop with a period: who renews, and what they are worth (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadFiles(page, [file(monthly())])
    await goToPage(page, 'subscription')
    await expect(figure(page, locale, say(words.period, locale))).toHaveText('30')
    await expect(figure(page, locale, say(words.value, locale))).toHaveText(/\d/)
    await expect(page.getByRole('region', { name: say(words.verdict, locale) })).toContainText('30.0')
    await expect(page.getByRole('figure')).toHaveCount(2)
    await page.getByRole('button', { name: say(words.list, locale) }).click()
    await expect(page.getByRole('dialog').getByRole('gridcell').first()).not.toBeEmpty()
    expect(faults).toEqual([])
  })

test('a shop without one: the page says so, and gives no figure', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [file(withoutPeriod())])
  await page.getByRole('navigation').locator('a[href="#/subscription"]').click()
  await expect(page.getByText('This is not a subscription shop')).toBeVisible()
  await expect(page.getByRole('figure')).toHaveCount(0)
})
