// Clusters, personas and a budget over them on the demo shop and on the real sale.csv; in both languages.
import { expect, test } from '@playwright/test'
import { more } from '../../src/analyses/clusters/words-more'
import { words } from '../../src/analyses/clusters/words'
import { words as repurchaseWords } from '../../src/analyses/repurchase/words'
import { budgetWords } from '../../src/analyses/budget-words'
import { chooseOption, figure, goToPage, loadDemo, loadFiles, openPage, settled } from './support/app'
import { expectAccessible } from './support/accessibility'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'

for (const locale of ['en', 'zh-CN'] as const)
  test(`the demo shop: who the members are, which k, personas, drift, budget (${locale})`, async ({
    page,
  }) => {
    test.setTimeout(180_000)
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadDemo(page)
    await goToPage(page, 'clusters')
    const main = page.getByRole('main')
    await expect(figure(page, locale, say(words.members, locale))).toHaveText('1,561')
    await expectAccessible(page, 'clusters')

    await test.step('a cluster opens as a list', async () => {
      await main.getByRole('row').nth(1).getByRole('button').click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
    })

    await test.step('numbers of clusters, when asked for', async () => {
      await main.getByRole('button', { name: say(more.compare, locale) }).click()
      await settled(page)
      await expect(main.getByText(say(more.rules.stability, locale)).first()).toBeAttached()
      await expect(main.getByText(say(more.rules.bic, locale))).toHaveCount(0)
    })

    await test.step('a name that is written stays, on the card and in the table', async () => {
      await main.getByText(say(more.edit, locale), { exact: true }).click()
      const name = main.getByLabel(say(words.name, locale), { exact: true })
      await name.fill('Our own name')
      await name.press('Enter')
      await expect(main.getByRole('cell', { name: '1 Our own name' })).toBeVisible()
      const saved = page.waitForEvent('download')
      await main.getByRole('button', { name: say(more.markdown, locale) }).click()
      expect((await saved).suggestedFilename()).toBe('Our own name.md')
    })

    await test.step('the statement for new members gives the same clusters', async () => {
      await main.getByRole('button', { name: say(more.showSql, locale) }).click()
      await expect(main.getByText(say(more.agreement('100.0\u00a0%', '1,561'), locale))).toBeVisible()
    })

    await test.step('who moved', async () => {
      const before = locale === 'en' ? '90 days before' : '90 天前'
      await chooseOption(page, main, say(more.compareWith, locale), before)
      await settled(page)
      await expect(
        main
          .getByRole('figure', { name: say(more.drift, locale) })
          .or(main.getByRole('columnheader', { name: say(more.stayed, locale) }))
          .first(),
      ).toBeVisible()
    })

    await test.step('a budget, by what is typed', async () => {
      const found = main.getByText(locale === 'en' ? /spent would bring/ : /可带来/)
      const before = await found.innerText()
      const most = main.getByLabel(new RegExp(`^${say(budgetWords.most, locale)}`)).first()
      await most.fill('0.5')
      await most.press('Enter')
      await expect(found).not.toHaveText(before)
    })

    await goToPage(page, 'allocation')
    await expectAccessible(page, 'allocation')

    await test.step('other pages call the clusters by their names', async () => {
      await goToPage(page, 'repurchase')
      await chooseOption(
        page,
        main,
        locale === 'en' ? 'Compare by' : '分组比较',
        locale === 'en' ? 'Cluster' : '聚类',
      )
      await settled(page)
      const compared = main.getByRole('region', { name: new RegExp(say(repurchaseWords.groups, locale)) })
      await expect(compared.getByRole('cell', { name: 'Our own name' })).toBeVisible()
      await expect(compared.getByRole('cell', { name: /^2 \S/ })).toBeVisible()
      await expect(compared.getByRole('cell', { name: /^(Cluster \d|第 \d 群)/ })).toHaveCount(0)
    })
    expect(faults).toEqual([])
  })

test('sale.csv: Ward’s tree, k-prototypes without a category, the BIC of a mixture', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [realFile('zh_member_sales_2018/sale.csv')])
  await goToPage(page, 'clusters')
  const main = page.getByRole('main')
  await chooseOption(page, main, 'Method', 'Ward')
  await settled(page)
  await expect(main.getByText(words.tree.en)).toBeVisible()
  await main.getByText(/^Features:/).click()
  await chooseOption(page, main, 'Method', 'k-prototypes')
  await settled(page)
  await expect(main.getByText(words.tree.en)).toHaveCount(0)
  await expect(main.getByText(words.noCategories.en)).toBeVisible()
  await expect(figure(page, 'en', words.bic.en)).toHaveCount(0)
  await chooseOption(page, main, 'Method', 'Gaussian')
  await settled(page)
  await expect(figure(page, 'en', words.bic.en)).toHaveText(/\d/)
  await expect(main.getByText(words.noCategories.en)).toHaveCount(0)
  expect(faults).toEqual([])
})
