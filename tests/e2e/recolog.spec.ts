// Recommendation logs: a real one with propensities, alone; and one made in the test, with orders, members and a survey.
import { expect, test, type Page } from '@playwright/test'
import { words } from '../../src/analyses/recolog/words'
import { seeded } from '../../src/numerics/random'
import { expectAccessible } from './support/accessibility'
import {
  acceptProposal,
  chooseFiles,
  chooseOption,
  figure,
  goToPage,
  loadFiles,
  openPage,
  waitForCleaning,
} from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'

const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
})

/** Two algorithms at random; `sequence` is clicked more, most of all at the first position; and what members think. */
function madeShop() {
  const random = seeded(11)
  const log = ['member_id,product_id,shown_at,slot,position,algorithm,clicked']
  const orders = ['order_id,member_id,order_time,product_id,quantity,amount']
  const survey = ['member_id,answered_at,question,satisfaction']
  const members = ['member_id,gender,joined_at']
  for (let m = 0; m < 400; m++) {
    const algorithm = m % 2 === 0 ? 'popular' : 'sequence'
    members.push(`m${m},${m % 3 === 0 ? 'female' : 'male'},2024-01-01`)
    for (let i = 0; i < 12; i++) {
      const position = 1 + (i % 4)
      const day = String(1 + random.below(28)).padStart(2, '0')
      const slot = i % 3 === 0 ? 'cart' : 'home'
      const clicked = random.unit() < (algorithm === 'sequence' ? 0.3 : 0.15) / Math.sqrt(position)
      const product = `p${random.below(8)}`
      log.push(
        `m${m},${product},2025-03-${day} 10:0${i % 10}:00,${slot},${position},${algorithm},${clicked ? 1 : 0}`,
      )
      if (clicked && random.unit() < 0.4)
        orders.push(
          `${m}-${i},m${m},2025-03-${day} 20:00:00,${product},1,${(10 + 5 * random.unit()).toFixed(2)}`,
        )
    }
    orders.push(`${m}-x,m${m},2025-04-15 20:00:00,p9,1,9.90`)
    if (m % 5 === 0)
      survey.push(
        `m${m},2025-03-29 10:00:00,你喜欢这些推荐吗,${algorithm === 'popular' ? 4 + (m % 2) : 2 + (m % 3)}`,
      )
  }
  return [
    csv('log.csv', log),
    csv('orders.csv', orders),
    csv('members.csv', members),
    csv('survey.csv', survey),
  ]
}

const region = (page: Page, name: string) => page.getByRole('region', { name })

for (const locale of ['en', 'zh-CN'] as const)
  test(`a real log alone: rates, and what a uniform policy would have earned (${locale})`, async ({
    page,
  }) => {
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadFiles(page, [realFile('zr_obd/bts_men.csv')])
    await goToPage(page, 'recolog')
    await expect(figure(page, locale, say(words.lines, locale))).toHaveText('10,000')
    await expect(figure(page, locale, 'CTR')).toHaveText(/^0\.690\s%/)
    const value = page.getByRole('main')
    const cells = (name: string) => value.getByRole('row').filter({ hasText: name })
    await expect(cells('IPS').first()).toContainText('0.301')
    await expect(cells('SNIPS')).toContainText('0.319')
    await expect(cells(say(words.facts.ess, locale))).toContainText('655.71')
    await expect(cells(say(words.facts.largest, locale))).toContainText('178.25')
    // Another policy, from its own control: the product most clicked has hardly a line.
    await chooseOption(
      page,
      value,
      say(words.policy, locale),
      locale === 'en' ? 'always the product most clicked' : '总是点击率最高的商品',
    )
    await expect(value.getByText(say(words.bestAbout, locale))).toBeVisible()
    await chooseOption(
      page,
      value,
      say(words.policy, locale),
      locale === 'en' ? 'probabilities given in the file' : '文件给出的概率',
    )
    await expect(
      value.getByText(locale === 'en' ? 'No file gives probabilities' : '没有文件给出另一策略的概率'),
    ).toBeVisible()
    await expectAccessible(page, 'recolog')
    expect(faults).toEqual([])
  })

test('two files are two policies, and one is the test of the other', async ({ page }) => {
  await openPage(page)
  await chooseFiles(page, [realFile('zr_obd/bts_men.csv'), realFile('zr_obd/random_men.csv')])
  await expect(region(page, '*_men.csv')).toBeVisible()
  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'recolog')
  const value = page.getByRole('main')
  await chooseOption(page, value, say(words.policy, 'en'), 'another algorithm of the log')
  await expect(value.getByText(/On its own lines it earned 0\.46/)).toBeVisible()
  await expect(value.getByRole('row').filter({ hasText: 'Its own lines' })).toContainText('0.46')
})

for (const locale of ['en', 'zh-CN'] as const)
  test(`a log with orders, members and a survey (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadFiles(page, madeShop())
    await goToPage(page, 'recolog')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('sequence')
    await expect(page.getByRole('figure')).toHaveCount(4)
    const pairs = region(page, say(words.pairs, locale))
    await expect(pairs.getByRole('row').nth(1)).toContainText('0.001')
    const surveys = region(page, say(words.surveys, locale))
    await expect(surveys).toContainText('popular')
    await expect(surveys).toContainText('你喜欢这些推荐吗')
    // No propensities: said in words, and no figure.
    await expect(region(page, say(words.verdict, locale))).toContainText('propensity')
    // Purchases come from the orders, by the last click.
    const main = page.getByRole('main')
    await page
      .getByRole('radio', { name: locale === 'en' ? 'CVR: bought ÷ clicks' : 'CVR:购买 ÷ 点击' })
      .click()
    await expect(figure(page, locale, 'CVR')).toHaveText(/^(3[4-9]|4[0-6])\.\d\s%/)
    await chooseOption(page, main, say(words.split, locale), locale === 'en' ? 'Gender' : '性别')
    await expect(page.getByRole('figure', { name: say(words.by.segment, locale) })).toBeVisible()
    await expectAccessible(page, 'recolog')
    expect(faults).toEqual([])
  })
