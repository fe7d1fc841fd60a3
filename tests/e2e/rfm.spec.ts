// RFM on the real CDNOW file against published and recomputed values, and the long lists behind it.
import { readFile } from 'node:fs/promises'
import { expect, test, type Locator, type Page } from '@playwright/test'
import type { RfmGroup } from '../../src/analyses/rfm/groups'
import { EIGHT_GROUPS } from '../../src/analyses/rfm/maps'
import { words } from '../../src/analyses/rfm/words'
import { expectAccessible } from './support/accessibility'
import { figure, goToPage, loadFiles, openPage, saveBy, settled } from './support/app'
import { readCsv } from './support/csv'
import { memberCounts } from './support/figures'
import { sharedPage } from './support/shared-page'
import { OWN_SHOPS, realFile } from './support/shops'
import { numberText } from './support/words'

const map = (page: Page) => page.getByRole('grid', { name: words.heat.en })
const groups = (page: Page) => page.getByRole('region', { name: words.groups.en })
const count = (text: string | null) => Number((text ?? '').replaceAll(',', ''))

/** Members by the group's name, as the table shows them. */
async function groupSizes(page: Page): Promise<Record<string, number>> {
  const rows = groups(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
  const sizes: Record<string, number> = {}
  for (const row of await rows.all()) {
    const name = await row.getByRole('rowheader').getByRole('button').innerText()
    sizes[name] = count(await row.getByRole('cell').first().textContent())
  }
  return sizes
}

/** The rules are in the table at once; the sizes when they have been counted. */
const expectChampions = (page: Page, size: number) =>
  expect(async () => expect((await groupSizes(page))['Champions']).toBe(size)).toPass({ timeout: 15_000 })

const named = (list: readonly RfmGroup[], sizes: readonly number[]) =>
  Object.fromEntries(list.map(({ label }, i) => [label.en, sizes[i] ?? 0]))

test.describe('on the real CDNOW file', () => {
  const shared = sharedPage(async (page) => {
    const path = realFile('cdnow/cdnow_master.csv')
    await openPage(page)
    await loadFiles(page, [path])
    await goToPage(page, 'rfm')
  })

  test('as of 1998-07-01: cells, groups, concentration, by each way with equal values', async () => {
    const page = shared()
    await expect(page.getByRole('textbox', { name: 'As of' })).toHaveValue('1998-07-01')
    await expect(figure(page, 'en', words.members.en)).toHaveText('23,570')
    await expect(figure(page, 'en', words.money.en)).toHaveText('2,500,316')
    await expect(figure(page, 'en', words.gini.en)).toHaveText('0.635')
    await expect(figure(page, 'en', words.once.en)).toHaveText('50.5\u00a0%')

    await test.step('equal values together: from R 5 down, F 1 to 5', async () => {
      expect(await memberCounts(map(page).getByRole('gridcell'))).toEqual([
        ...[0, 0, 568, 1343, 2808],
        ...[0, 0, 1809, 1850, 1061],
        ...[3478, 0, 968, 353, 45],
        ...[4187, 0, 472, 82, 7],
        ...[4243, 0, 262, 30, 4],
      ])
      await expect(page.getByText(words.splitNone.en)).toBeVisible()
    })

    await test.step('the share of the top 1, 5, 10, 20 %', async () => {
      const curve = page.getByRole('figure', { name: words.lorenz.en })
      for (const [top, share] of [
        ['Top 1 %', '15.9'],
        ['Top 5 %', '36.7'],
        ['Top 10 %', '50.9'],
        ['Top 20 %', '67.8'],
      ]) {
        await expect(curve.locator('desc')).toContainText(`${top}: ${share}\u00a0%`)
      }
    })

    await test.step('the eight groups, cut at the means', async () => {
      await groups(page).getByRole('radio', { name: words.eight.en }).click()
      expect(await groupSizes(page)).toEqual(
        named(EIGHT_GROUPS, [4617, 268, 449, 579, 1974, 1532, 543, 13608]),
      )
      await groups(page).getByRole('radio', { name: words.ten.en }).click()
    })

    await test.step('F by rank: one-time buyers are parted, and the page says how many', async () => {
      await page.getByRole('radio', { name: 'F by rank' }).click()
      await expect(page.getByText(words.split('0', '17,428', '0').en)).toBeVisible()
      await settled(page)
      // Without those that nobody is in.
      expect(await groupSizes(page)).toEqual({
        Champions: 4432,
        Loyal: 4805,
        'Potential loyalists': 1183,
        'Need attention': 2865,
        'About to sleep': 998,
        'Can’t lose': 17,
        'At risk': 840,
        Hibernating: 8430,
      })
    })

    await test.step('equal sizes: the scores of F hold the same number of members', async () => {
      await page.getByRole('radio', { name: 'Equal sizes' }).click()
      await settled(page)
      await expect(page.getByText(/^.*Members parted from others with the same value/)).toBeVisible()
      const cells = await memberCounts(map(page).getByRole('gridcell'))
      const byF = [0, 1, 2, 3, 4].map((f) => cells.reduce((sum, n, i) => (i % 5 === f ? sum + n : sum), 0))
      expect(byF).toEqual([4714, 4714, 4714, 4714, 4714])
    })

    await test.step('an earlier day, a window: fewer members', async () => {
      await page.getByRole('radio', { name: 'Together' }).click()
      await page.getByRole('textbox', { name: 'As of' }).fill('1997-02-01')
      await expect(figure(page, 'en', words.members.en)).toHaveText('7,846', { timeout: 30_000 })
      await page.getByRole('textbox', { name: 'As of' }).fill('1998-07-01')
      await expect(figure(page, 'en', words.members.en)).toHaveText('23,570', { timeout: 30_000 })
    })
  })

  test('four maps, an edited rule, a line of the playbook that goes out with the list', async () => {
    const page = shared()
    await page.getByRole('radio', { name: 'Together' }).click()
    await settled(page)

    await test.step('each map of the four holds every member once', async () => {
      for (const map of [words.four, words.eight, words.eleven, words.ten]) {
        await groups(page).getByRole('radio', { name: map.en, exact: true }).click()
        const sizes = Object.values(await groupSizes(page))
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(23570)
      }
    })

    await test.step('why nobody is new: one-time buyers are not of the most recent days', async () => {
      await expect(groups(page)).toContainText('New: nobody has R 5, F 1 together')
    })

    await test.step('a rule that leaves somebody out is refused in words; one that does not is kept', async () => {
      await groups(page).getByRole('button', { name: words.editGroups.en }).click()
      const dialog = page.getByRole('dialog')
      const rule = (group: string) => dialog.getByRole('textbox', { name: words.ruleOf(group).en })
      await rule('Champions').fill('R 5 F 5')
      await expect(dialog).toContainText('No group takes R 5, F 4.')
      await expect(dialog.getByRole('button', { name: words.save.en })).toBeDisabled()
      await rule('Champions').fill('R five')
      await expect(dialog).toContainText('is not understood')
      await rule('Champions').fill('R 5 F 5')
      await rule('Potential loyalists').fill('R 4-5 F 2-3; R 5 F 4')
      await dialog.getByRole('textbox', { name: words.lineOf('Champions').en }).fill('Ring them up')
      await expectAccessible(page, 'the editor of groups', { within: 'dialog' })
      await dialog.getByRole('button', { name: words.save.en }).click()
      await expect(dialog).toBeHidden()
      await settled(page)
      await expect(groups(page)).toContainText('R 4–5, F 2–3; or R 5, F 4')
      await expectChampions(page, 2808)
    })

    await test.step('the line stands beside each member of the list', async () => {
      await groups(page).getByRole('button', { name: 'Champions' }).click()
      const list = page.getByRole('dialog', { name: 'Champions' })
      const saved = await saveBy(page, list.getByRole('button', { name: 'Export' }), /^CSV safe/)
      const records = readCsv(await readFile(await saved.path(), 'utf8'))
      expect(records).toHaveLength(2809)
      expect(new Set(records.slice(1).map((row) => row.at(-1)))).toEqual(new Set(['Ring them up']))
      await page.keyboard.press('Escape')
    })

    await test.step('back to the usual ones', async () => {
      await groups(page).getByRole('button', { name: words.editGroups.en }).click()
      await page.getByRole('dialog').getByRole('button', { name: words.usual.en }).click()
      await page.getByRole('dialog').getByRole('button', { name: words.save.en }).click()
      await settled(page)
      await expectChampions(page, 4151)
    })
  })

  test('compared with half a year before: who moved, the matrix, the list', async () => {
    const page = shared()
    const moved = page.getByRole('region', { name: words.migration.en })
    await expect(moved).toContainText(words.chooseDay.en)
    await moved.getByRole('combobox', { name: words.compareWith.en }).click()
    await page.getByRole('option', { name: words.daysBefore('180').en }).click()
    await expect(moved.getByRole('figure')).toBeVisible({ timeout: 30_000 })
    await settled(page)
    const bands = await moved
      .getByRole('figure')
      .locator('[data-band]')
      .evaluateAll((all) =>
        all.map((band) =>
          Number(/: ([\d,]+) members/.exec(band.getAttribute('aria-label') ?? '')?.[1]?.replaceAll(',', '')),
        ),
      )
    expect(bands.reduce((sum, members) => sum + members, 0)).toBe(23570)
    const cell = moved.getByRole('table').getByRole('button', { name: /^Champions to Loyal: / })
    const members = await cell.innerText()
    await expectAccessible(page, 'RFM with a comparison')
    await cell.click()
    const list = page.getByRole('dialog', { name: 'Champions → Loyal' })
    await expect(list.getByText(`${members} members`, { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await moved.getByRole('combobox', { name: words.compareWith.en }).click()
    await page.getByRole('option', { name: words.noComparison.en }).click()
    await expect(moved).toContainText(words.chooseDay.en)
  })

  test('scores by natural breaks, the mean and fixed cuts: the map follows, weights move the score', async () => {
    const page = shared()
    const by = async (option: string) => {
      await page.getByRole('combobox', { name: 'Scores by' }).click()
      await page.getByRole('option', { name: new RegExp(`^${option}`) }).click()
      await settled(page)
    }
    await by('Natural breaks')
    await expect(page.getByText(/one-dimensional k-means/).first()).toBeVisible()
    const cells = await memberCounts(map(page).getByRole('gridcell'))
    expect(cells.reduce((sum, n) => sum + n, 0)).toBe(23570)
    await by('The mean')
    await expect(map(page).getByRole('gridcell')).toHaveCount(4)
    await by('Fixed cuts')
    await page.getByRole('textbox', { name: 'R at most, days' }).fill('100, 300')
    await page.getByRole('textbox', { name: 'R at most, days' }).press('Enter')
    await expect(page.getByText(/R 100, 300/).first()).toBeVisible()
    await by('Equal shares')
    await page.getByRole('spinbutton', { name: words.weightOf('R').en }).fill('3')
    await page.getByRole('spinbutton', { name: words.weightOf('R').en }).press('Enter')
    await expect(page.getByText(/R : F : M = 3 : 1 : 1/).first()).toBeVisible()
  })

  test('a group of 8,430 members: sorted, paged to its end, searched, a member’s orders, saved', async () => {
    const page = shared()
    await page.getByRole('radio', { name: 'F by rank' }).click()
    await expect(page.getByText(words.split('0', '17,428', '0').en)).toBeVisible()
    await groups(page).getByRole('button', { name: 'Hibernating' }).click()
    const list = page.getByRole('dialog', { name: 'Hibernating' })
    await expect(list.getByText('8,430 members', { exact: true })).toBeVisible()
    const grid = list.getByRole('grid')

    await test.step('sorted by a column, either way', async () => {
      const money = grid.getByRole('columnheader', { name: 'Money' })
      await expect(money).toHaveAttribute('aria-sort', 'descending')
      const down = await amounts(grid)
      expect(down.length, 'rows in view').toBeGreaterThan(5)
      expect(down, 'the largest first').toEqual([...down].sort((a, b) => b - a))
      await money.getByRole('button').click()
      await expect(money).toHaveAttribute('aria-sort', 'ascending')
      await expect.poll(async () => (await amounts(grid))[0], 'those who paid nothing').toBe(0)
      await grid.getByRole('columnheader', { name: 'Days since' }).getByRole('button').click()
      await expect(money).toHaveAttribute('aria-sort', 'none')
      await expect.poll(async () => (await amounts(grid))[0]).toBeGreaterThan(0)
    })

    await test.step('paged to the last row', async () => {
      await grid.press('End')
      await expect(grid.locator('[aria-rowindex="8431"]').getByRole('gridcell').first()).toHaveText(/^\d{5}$/)
      await grid.press('Home')
      await expect(grid.locator('[aria-rowindex="2"]')).toBeVisible()
    })

    await test.step('saved whole', async () => {
      const saved = await saveBy(page, list.getByRole('button', { name: 'Export' }), /^CSV safe/)
      const records = readCsv(await readFile(await saved.path(), 'utf8'))
      expect(records).toHaveLength(8431)
      expect(new Set(records.slice(1).map(([id]) => id)).size, 'every member once').toBe(8430)
    })

    await test.step('searched for an id, and that member’s orders', async () => {
      await list.getByRole('searchbox').fill('00061')
      await expect(list.getByText('1 members', { exact: true })).toBeVisible()
      await grid.getByRole('row').nth(1).click()
      const orders = page.getByRole('dialog', { name: 'Orders of 00061' })
      await expect(orders.getByRole('grid').getByRole('row')).toHaveCount(2)
      await expect(orders.getByRole('gridcell', { name: '1997-01-01' })).toBeVisible()
    })
  })
})

test('more bins, another count of frequency: the map follows', async ({ page }) => {
  const shop = OWN_SHOPS[1]!
  await openPage(page)
  await loadFiles(page, [shop.file])
  await goToPage(page, 'rfm')
  await page.getByRole('spinbutton', { name: 'Bins' }).fill('3')
  await page.getByRole('spinbutton', { name: 'Bins' }).press('Enter')
  await expect(map(page).getByRole('gridcell')).toHaveCount(9)
  const cells = await memberCounts(map(page).getByRole('gridcell'))
  expect(cells.reduce((sum, n) => sum + n, 0)).toBe(shop.members)
  await page.getByRole('radio', { name: 'Days with an order' }).click()
  await expect(page.getByText(/days with an order/).first()).toBeVisible()
  await expect(figure(page, 'en', words.members.en)).toHaveText(numberText(shop.members))

  await page.getByRole('figure', { name: words.heat.en }).getByRole('radio', { name: 'Money' }).click()
  await expect(
    page.getByRole('figure', { name: words.heat.en }).getByRole('radio', { name: 'Money' }),
  ).toBeChecked()
  await page.getByRole('combobox', { name: 'Window' }).click()
  await page.getByRole('option', { name: 'Last 90 days' }).click()
  await expect(figure(page, 'en', words.orders.en)).toHaveText('90')
})

/** The money of the rows in view, from the top. */
async function amounts(grid: Locator): Promise<number[]> {
  return (await grid.locator('[role="gridcell"]:nth-child(4)').allTextContents()).map(count)
}
