// Where members stand: on the demo shop in both languages, and on CDNOW with its known gaps.
import { expect, test, type Page } from '@playwright/test'
import { STATES } from '../../src/analyses/lifecycle/states'
import { words } from '../../src/analyses/lifecycle/words'
import { expectAccessible } from './support/accessibility'
import { choose, figure, goToPage, loadDemo, loadFiles, openPage, settled } from './support/app'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import type { Locale } from './support/words'

const count = (text: string) => Number(text.replaceAll(',', '').match(/\d+/)?.[0])

/** The members of each state, as the bars say them. */
async function inStates(page: Page, locale: Locale): Promise<number[]> {
  const bars = page.getByRole('figure', { name: say(words.states, locale) }).getByRole('button')
  const labels = await Promise.all(
    STATES.map(({ label }) =>
      bars
        .and(page.getByRole('button', { name: new RegExp(`^${say(label, locale)} · `) }))
        .getAttribute('aria-label'),
    ),
  )
  return labels.map((label) => count(label?.split(/[:\uff1a]/).at(-1) ?? ''))
}

for (const locale of ['en', 'zh-CN'] as const)
  test(`the demo shop: each member in one state, who moved, the list (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'lifecycle')
    const all = count(await figure(page, locale, say(words.members, locale)).innerText())
    const states = await inStates(page, locale)
    expect(states.reduce((sum, members) => sum + members, 0)).toBe(all)
    expect(Math.min(...states), 'nobody is left out of any state of the demo').toBeGreaterThan(0)
    await expectAccessible(page, 'lifecycle')
    await choose(page, locale, locale === 'en' ? 'dark' : 'light')
    await expectAccessible(page, 'lifecycle, the other theme', { only: 'colours' })

    await test.step('the members of a move', async () => {
      const grid = page.getByRole('grid', { name: say(words.moves, locale) })
      await grid.getByRole('gridcell', { name: /%/ }).first().click()
      await expect(page.getByRole('dialog').getByRole('gridcell').first()).not.toBeEmpty()
      await page.keyboard.press('Escape')
    })

    await test.step('a threshold of one’s own, and month by month', async () => {
      const name = locale === 'en' ? /^Lost after/ : /^流失天数/
      const lost = page.getByRole('spinbutton', { name })
      await lost.fill('400')
      await lost.press('Enter')
      await settled(page)
      const table = page.getByRole('region', { name: say(words.thresholds, locale) })
      await expect(table.getByRole('row').nth(3)).toContainText('400')
      const after = await inStates(page, locale)
      expect(after.at(-1)).toBeLessThan(states.at(-1) ?? 0)
      expect(after.reduce((sum, members) => sum + members, 0)).toBe(all)
    })
    expect(faults).toEqual([])
  })

test('CDNOW: the thresholds come from its 44,021 gaps', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [realFile('cdnow/cdnow_master.csv')])
  await goToPage(page, 'lifecycle')
  const table = page.getByRole('region', { name: words.thresholds.en })
  await expect(page.getByRole('main').getByText('44,021')).toBeVisible()
  for (const [row, days] of [
    [1, '119'],
    [2, '200'],
    [3, '283'],
  ] as const)
    await expect(table.getByRole('row').nth(row)).toContainText(days)
  await expect(figure(page, 'en', words.members.en)).toHaveText('23,570')
})
