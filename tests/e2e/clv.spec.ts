// Lifetime value on the real CDNOW file: fitted in the built page's own worker, judged, listed; in both languages.
import { expect, test } from '@playwright/test'
import { words } from '../../src/analyses/clv/words'
import { wordsOfLadder } from '../../src/analyses/clv/words-ladder'
import { wordsOfMember } from '../../src/analyses/clv/words-member'
import { wordsOfSureness } from '../../src/analyses/clv/words-sure'
import { chooseOption, figure, goToPage, loadFiles, openPage, settled } from './support/app'
import { watch } from './support/failures'
import { realFile } from './support/shops'
import { say } from './support/journey'

for (const locale of ['en', 'zh-CN'] as const)
  test(`the members of CDNOW: what they will buy, and whether to believe it (${locale})`, async ({
    page,
  }) => {
    const path = realFile('cdnow/cdnow_master.csv')
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadFiles(page, [path])
    await goToPage(page, 'clv')
    await expect(figure(page, locale, say(words.members, locale))).toHaveText('23,570')
    const verdict = page.getByRole('region', { name: say(words.verdict, locale) })
    // 182 days held out of 546: MBG/NBD misses their 12,320 purchases by a twentieth.
    await expect(verdict).toContainText('12,320')
    await expect(verdict).toContainText('5 %')
    await expect(page.getByRole('region', { name: say(words.models, locale) })).toContainText('Pareto/NBD')

    await test.step('another model, another horizon', async () => {
      const value = figure(page, locale, say(words.value, locale))
      const before = await value.innerText()
      await chooseOption(page, page.getByRole('main'), locale === 'en' ? 'Model' : '模型', 'BG/NBD')
      await settled(page)
      await expect(value).not.toHaveText(before)
    })

    await test.step('the members of a cell', async () => {
      const grid = page.getByRole('grid', { name: say(words.matrix, locale) })
      await grid
        .getByRole('gridcell', { name: /P\(alive\)|仍活跃/ })
        .first()
        .click()
      await expect(page.getByRole('dialog').getByRole('gridcell').first()).not.toBeEmpty()
      await page.keyboard.press('Escape')
    })

    await test.step('how sure the totals are: both intervals', async () => {
      await expect(page.getByRole('heading', { name: say(wordsOfSureness.title, locale) })).toBeVisible()
      const row = page
        .getByRole('row')
        .filter({ hasText: say(wordsOfSureness.all, locale) })
        .first()
      await expect(row.getByRole('cell').filter({ hasText: '–' })).toHaveCount(4)
    })

    await test.step('one member, found by id', async () => {
      const search = page.getByRole('searchbox', { name: say(wordsOfMember.search, locale) })
      await search.fill('00001')
      await page.getByRole('button', { name: '00001', exact: true }).click()
      await expect(page.getByRole('figure', { name: say(wordsOfMember.chart, locale) })).toBeVisible()
      await search.fill('no such member')
      await expect(page.getByText(say(wordsOfMember.none, locale))).toBeVisible()
      await search.fill('')
    })

    await test.step('the ladder: a cost, its break-even, and back', async () => {
      const cost = page.getByLabel(say(wordsOfLadder.fieldOf(say(wordsOfLadder.cost, locale), 3), locale))
      await cost.fill('1.5')
      await cost.press('Enter')
      const sentence =
        say(wordsOfLadder.sum('|', '|', '|'), locale)
          .split('|')
          .at(-1) ?? ''
      await expect(page.getByText(sentence)).toBeVisible()
      await page.getByRole('button', { name: say(wordsOfLadder.undo, locale), exact: true }).click()
      await expect(cost).toHaveValue('0')
    })

    await test.step('all by value', async () => {
      await page.getByRole('button', { name: say(words.list, locale) }).click()
      await expect(page.getByRole('dialog')).toContainText('23,570')
    })
    expect(faults).toEqual([])
  })

test('online_retail: nobody is seen to leave; the model without dropout is offered, and used', async ({
  page,
}) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [realFile('online_retail/online_retail.csv')])
  await goToPage(page, 'clv')
  await expect(page.getByRole('heading', { level: 1, name: say(words.titleNone, 'en') })).toBeVisible()
  const verdict = page.getByRole('region', { name: say(words.verdict, 'en') })
  await expect(verdict).toContainText('A maximum was found for NBD')
  await page.getByRole('button', { name: say(words.takeModel('NBD'), 'en') }).click()
  await settled(page)
  await expect(verdict).toContainText('It takes nobody to leave, P(alive) is 1 for all')
  // A year of a wholesaler: lifetimes gives r 0.83 and α 68.9 days for the same members, and no dropout.
  const models = page.getByRole('region', { name: say(words.models, 'en') })
  await expect(models.getByRole('row', { name: /^NBD ✓/ })).toContainText(/r\s0\.8\d/)
  await expect(figure(page, 'en', say(words.value, 'en'))).toHaveText(/^8,\d{3},\d{3}/)
  expect(faults).toEqual([])
})
