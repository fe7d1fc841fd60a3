// Who comes back: on the demo shop in both languages, and on CDNOW with its known triangle.
import { expect, test } from '@playwright/test'
import { words } from '../../src/analyses/retention/words'
import { expectAccessible } from './support/accessibility'
import { choose, chooseOption, figure, goToPage, loadDemo, loadFiles, openPage, settled } from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'

const number = (text: string) => Number(text.replaceAll(',', '').match(/\d+/)?.[0])

for (const locale of ['en', 'zh-CN'] as const)
  test(`the demo shop: a triangle, its members, a split (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'retention')
    const grid = page.getByRole('grid', { name: say(words.triangle, locale) })
    // Eighteen months and their mean; what is not over yet says so.
    await expect(grid.getByRole('row')).toHaveCount(19)
    await expect(grid.getByRole('gridcell').last()).toHaveAccessibleName(new RegExp(say(words.blank, locale)))
    await expectAccessible(page, 'retention')
    await choose(page, locale, locale === 'en' ? 'dark' : 'light')
    await expectAccessible(page, 'retention, the other theme', { only: 'colours' })

    await test.step('the members of a cell are as many as it says', async () => {
      const cell = grid.getByRole('row').nth(1).getByRole('gridcell').first()
      const said = await cell.getAttribute('aria-label')
      const retained = number(
        (locale === 'en' ? /: ([\d,]+) of/ : /中的 ([\d,]+) 位/).exec(said ?? '')?.[1] ?? '',
      )
      await cell.click()
      const list = page.getByRole('dialog')
      await expect(list).toContainText(new RegExp(`\\b${retained}\\b`))
      await expect(list.getByRole('gridcell').first()).not.toBeEmpty()
      await page.keyboard.press('Escape')
      const size = number(
        (locale === 'en' ? /of ([\d,]+) members/ : /:([\d,]+) 位会员/).exec(said ?? '')?.[1] ?? '',
      )
      await page.getByRole('radio', { name: say(words.otherOnes, locale), exact: true }).click()
      await cell.click()
      await expect(list).toContainText(new RegExp(`\\b${size - retained}\\b`))
      await page.keyboard.press('Escape')
    })

    await test.step('by channel of the first order: a curve for each', async () => {
      const curves = page.getByRole('figure', { name: say(words.curvesSplit, locale) })
      await chooseOption(
        page,
        page.getByRole('main'),
        locale === 'en' ? 'Split by' : '拆分',
        locale === 'en' ? 'Channel of the first order' : '首单渠道',
      )
      await settled(page)
      await expect(curves.locator('path.line')).toHaveCount(5)
      const mean = grid.getByRole('row').first().getByRole('gridcell').first()
      const all = (await mean.getAttribute('aria-label')) ?? ''
      await page
        .getByRole('figure', { name: say(words.triangle, locale) })
        .getByRole('combobox')
        .click()
      await page.getByRole('option').nth(1).click()
      await expect(mean).not.toHaveAttribute('aria-label', all)
    })

    await test.step('ranges of days of one’s own', async () => {
      await page.getByRole('radio', { name: locale === 'en' ? 'In ranges of days' : '按天数区间' }).click()
      const end = page.getByRole('spinbutton').first()
      await end.fill('14')
      await end.press('Enter')
      await settled(page)
      await expect(page.getByRole('main')).toContainText('1–14')
      await expect(page.getByRole('main')).toContainText('15–30')
    })
    expect(faults).toEqual([])
  })

test('CDNOW: January 1997 comes back as is known', async ({ page }) => {
  const path = realFile('cdnow/cdnow_master.csv')
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [path])
  await goToPage(page, 'retention')
  await expect(figure(page, 'en', words.members.en)).toHaveText('23,570')
  const january = page.getByRole('grid', { name: words.triangle.en }).getByRole('row').nth(1)
  for (const [place, members] of ['1,157', '964', '810', '679', '736', '720', '582'].entries())
    await expect(january.getByRole('gridcell').nth(place)).toHaveAccessibleName(
      new RegExp(`^1997-01, in month ${place + 1}: ${members} of 7,846 members`),
    )
  await january.getByRole('gridcell').first().click()
  await expect(page.getByRole('dialog')).toContainText('1,157')
  expect(faults).toEqual([])
})
