// KPI trees over live figures: read, edited by keyboard and mouse, undone, kept in the project, exported.
import { expect, test, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { readProject } from '../../src/project/project-file'
import { expectAccessible } from './support/accessibility'
import { goToPage, loadDemo, loadFiles, openPage } from './support/app'
import { watch } from './support/failures'
import { realFile } from './support/shops'
import { word } from './support/words'

const rows = (page: Page) => page.getByRole('treeitem')
const row = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name })

for (const locale of ['en', 'zh-CN'] as const)
  test(`the revenue of the demo shop as a tree (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadDemo(page)
    await goToPage(page, 'kpi')
    await expect(rows(page)).toHaveCount(5)
    await expect(rows(page).first()).toHaveAccessibleName(/\d/)

    await test.step('what the factors add makes the change', async () => {
      const figure = page.getByRole('figure').first()
      await figure.getByRole('button', { name: word(locale, 'charts_show_table'), exact: true }).click()
      await expect(figure.getByRole('table')).toBeVisible()
      await figure.getByRole('button', { name: word(locale, 'charts_show_chart'), exact: true }).click()
      await expect(page.getByText(word(locale, 'segments_kpi_exact'))).toBeVisible()
    })

    await test.step('edited by keyboard, and undone', async () => {
      await rows(page).first().focus()
      await page.keyboard.press('Insert')
      await expect(rows(page)).toHaveCount(6)
      await row(page, new RegExp(word(locale, 'segments_kpi_new_node'))).focus()
      await page.keyboard.press('Alt+ArrowUp')
      await expect(rows(page).nth(4)).toHaveAccessibleName(new RegExp(word(locale, 'segments_kpi_new_node')))
      await page.keyboard.press('Delete')
      await expect(rows(page)).toHaveCount(5)
      for (let i = 0; i < 3; i++)
        await page.getByRole('button', { name: word(locale, 'segments_kpi_undo') }).click()
      await expect(page.getByRole('button', { name: word(locale, 'segments_kpi_undo') })).toBeDisabled()
    })

    await test.step('a target, met or missed, said in a word', async () => {
      await rows(page).first().click()
      const target = page.getByLabel(word(locale, 'segments_kpi_target'), { exact: true })
      await target.fill('1')
      await target.press('Enter')
      await expect(rows(page).first()).toHaveAccessibleName(new RegExp(word(locale, 'segments_kpi_met')))
    })

    await test.step('what cannot be derived is typed', async () => {
      await page.getByRole('button', { name: word(locale, 'segments_kpi_add_tree') }).click()
      await page.getByRole('menuitem').nth(1).click()
      await expect(rows(page).last()).toBeVisible()
      await rows(page).last().click()
      await expect(page.getByText(word(locale, 'segments_kpi_typed_about'))).toBeVisible()
      const now = page.getByLabel(word(locale, 'segments_kpi_now'), { exact: true })
      await now.fill('12.5')
      await now.press('Enter')
      await expect(rows(page).last()).toHaveAccessibleName(/12\.5/)
      await expectAccessible(page, 'kpi')
    })

    await test.step('kept in the project, written as Markdown', async () => {
      const kept = await page.evaluate(() => localStorage.getItem('memberlens.project'))
      const project = readProject(kept ?? '')
      expect(project.kpi?.trees.map(({ root }) => root.target)).toEqual([1, null])
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Markdown' }).click()
      const text = await readFile(await (await download).path(), 'utf8')
      expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(11)
      expect(text).toContain('12.5')
    })
    expect(faults).toEqual([])
  })

test('a node is moved by the mouse', async ({ page }) => {
  await openPage(page)
  await loadDemo(page)
  await goToPage(page, 'kpi')
  await expect(rows(page)).toHaveCount(5)
  await expect(rows(page).first()).toHaveAccessibleName(/\d/)
  const moved = (await rows(page).nth(3).getAttribute('data-id')) ?? ''
  const from = await rows(page).nth(3).boundingBox()
  const to = await rows(page).nth(1).boundingBox()
  if (!from || !to) throw new Error('The rows are not drawn.')
  await page.mouse.move(from.x + 60, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(to.x + 200, to.y + 20, { steps: 8 })
  await page.mouse.up()
  await expect(page.locator(`[data-id="${moved}"]`)).toHaveAttribute('aria-level', '3')
  await page.keyboard.press('Control+z')
  await expect(page.locator(`[data-id="${moved}"]`)).toHaveAttribute('aria-level', '2')
})

test('a shop too short for a comparison says so, and shows the rest', async ({ page }) => {
  const path = realFile('zh_member_sales_2018/sale.csv')
  await openPage(page, { locale: 'zh-CN' })
  await loadFiles(page, [path])
  await goToPage(page, 'kpi')
  await expect(rows(page).first()).toHaveAccessibleName(/\d/)
  await page.getByRole('combobox', { name: word('zh-CN', 'segments_kpi_span') }).click()
  await page.getByRole('option', { name: word('zh-CN', 'segments_kpi_days', { count: 365 }) }).click()
  await rows(page).first().click()
  await expect(page.getByText(/前一段不完整/).first()).toBeVisible({ timeout: 30_000 })
  await expect(rows(page).first()).toHaveAccessibleName(/\d/)
})
