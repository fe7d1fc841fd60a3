// Churn by five definitions: on the demo shop in both languages, and on CDNOW with its known gaps.
import { expect, test } from '@playwright/test'
import { DEFINITIONS } from '../../src/analyses/churn/definitions'
import { words } from '../../src/analyses/churn/words'
import { expectAccessible } from './support/accessibility'
import {
  choose,
  chooseOption,
  figure,
  goToPage,
  loadDemo,
  loadFiles,
  openPage,
  saveBy,
  settled,
} from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import { word } from './support/words'

for (const locale of ['en', 'zh-CN'] as const)
  test(`the demo shop: who has churned under which definition, and the list (${locale})`, async ({
    page,
  }) => {
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'churn')
    const table = page.getByRole('region', { name: say(words.definitions, locale) })
    await expect(table.getByRole('row')).toHaveCount(DEFINITIONS.length + 1)
    await expect(
      page.getByRole('region', { name: say(words.before, locale) }).getByRole('row'),
    ).not.toHaveCount(0)
    await expectAccessible(page, 'churn')
    await choose(page, locale, locale === 'en' ? 'dark' : 'light')
    await expectAccessible(page, 'churn, the other theme', { only: 'colours' })

    await test.step('another definition', async () => {
      const churned = figure(page, locale, say(words.churned, locale))
      const before = await churned.innerText()
      const alive = DEFINITIONS.find(({ id }) => id === 'alive') ?? DEFINITIONS[0]
      const label = locale === 'en' ? 'Churned means' : '流失指'
      if (alive) await chooseOption(page, page.getByRole('main'), label, say(alive.label, locale))
      await settled(page)
      await expect(churned).not.toHaveText(before)
    })

    await test.step('the list with its arms, saved', async () => {
      await page.getByRole('button', { name: say(words.list, locale) }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('gridcell').first()).not.toBeEmpty()
      await expect(dialog).toContainText('20 %')
      const saved = await saveBy(
        page,
        dialog.getByRole('button', { name: word(locale, 'pages_export'), exact: true }),
        new RegExp(word(locale, 'sql_export_csv')),
      )
      expect(saved.suggestedFilename()).toContain('.csv')
      const text = (await (await saved.createReadStream()).toArray()).join('')
      expect(text).toMatch(/contact/)
      expect(text).toMatch(/holdout/)
    })
    expect(faults).toEqual([])
  })

test('CDNOW: longer silent than four fifths of its 44,021 gaps', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [realFile('cdnow/cdnow_master.csv')])
  await goToPage(page, 'churn')
  await expect(figure(page, 'en', words.buyers.en)).toHaveText('23,570')
  const table = page.getByRole('region', { name: words.definitions.en })
  await expect(table.getByRole('row').nth(2)).toContainText('119 days')
  await expect(table.getByRole('row').nth(2)).toContainText('19,343')
  await expect(page.getByRole('main').getByText(words.beforeNone.en)).toBeVisible()
})
