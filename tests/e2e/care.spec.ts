// Who is due in the days ahead: on the demo shop in both languages, and on a list of birthdays of our own.
import { expect, test } from '@playwright/test'
import { words } from '../../src/analyses/care/words'
import { expectAccessible } from './support/accessibility'
import { choose, figure, goToPage, loadDemo, loadFiles, openPage, saveBy, settled } from './support/app'
import { csvFile } from './support/csv'
import { watch } from './support/failures'
import { say } from './support/journey'
import { word } from './support/words'

for (const locale of ['en', 'zh-CN'] as const)
  test(`the demo shop: birthdays, anniversaries, silence, and the list saved (${locale})`, async ({
    page,
  }) => {
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'care')
    const due = figure(page, locale, say(words.due, locale))
    expect(Number((await due.innerText()).replace(',', ''))).toBeGreaterThan(0)
    await expectAccessible(page, 'care')
    await choose(page, locale, locale === 'en' ? 'dark' : 'light')
    await expectAccessible(page, 'care, the other theme', { only: 'colours' })

    await test.step('by the lunar calendar others are due', async () => {
      const grid = page.getByRole('grid', { name: say(words.calendar, locale) })
      const birthdays = () =>
        grid
          .getByRole('gridcell')
          .evaluateAll((cells) => cells.slice(0, 7).map((cell) => cell.getAttribute('aria-label')))
      const before = await birthdays()
      await page
        .getByRole('radio', { name: locale === 'en' ? /from the date of birth/ : /由公历生日换算/ })
        .click()
      await settled(page)
      await expect.poll(birthdays).not.toEqual(before)
    })

    await test.step('the list, saved', async () => {
      const shown = (await due.innerText()).trim()
      await page.getByRole('button', { name: say(words.all, locale), exact: true }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('gridcell').first()).not.toBeEmpty()
      await expect(dialog).toContainText(shown)
      const saved = await saveBy(
        page,
        dialog.getByRole('button', { name: word(locale, 'pages_export'), exact: true }),
        new RegExp(word(locale, 'sql_export_csv')),
      )
      const text = (await (await saved.createReadStream()).toArray()).join('')
      expect(text.trim().split('\n')).toHaveLength(Number(shown.replace(',', '')) + 1)
    })
    expect(faults).toEqual([])
  })

test('birthdays written by the lunar calendar: the 15th of the eighth month of 2025 is 6 October', async ({
  page,
}) => {
  await openPage(page)
  await loadFiles(page, [
    csvFile(
      'members.csv',
      ['member_id', 'joined_at', 'birthday'],
      [
        ['a', '2024-01-01', '1990-08-15'],
        ['b', '2024-10-08', '1985-10-06'],
      ],
    ),
    csvFile(
      'orders.csv',
      ['order_id', 'member_id', 'order_date', 'amount'],
      [
        ['1', 'a', '2025-09-05', 5],
        ['2', 'b', '2025-10-04', 6],
      ],
    ),
  ])
  await goToPage(page, 'care')
  // As of 5 October 2025: b by the solar calendar and by joining, a after 30 days of silence.
  const grid = page.getByRole('grid', { name: words.calendar.en })
  await expect(grid.getByRole('gridcell', { name: 'Birthday, 2025-10-06: 1 due' })).toBeVisible()
  await expect(
    grid.getByRole('gridcell', { name: 'Anniversary of joining, 2025-10-08: 1 due' }),
  ).toBeVisible()
  await expect(grid.getByRole('gridcell', { name: 'Silent for 30 days, 2025-10-05: 1 due' })).toBeVisible()
  await page.getByRole('radio', { name: 'Lunar, as written' }).click()
  await settled(page)
  await grid.getByRole('gridcell', { name: 'Birthday, 2025-10-06: 1 due' }).click()
  await expect(page.getByRole('dialog').getByRole('gridcell').first()).toContainText('a')
})
