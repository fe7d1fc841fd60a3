// One member whole: found, read, printed, exported, and along the list it was opened from; in both languages.
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { expectAccessible } from './support/accessibility'
import { goToPage, loadDemo, loadFiles, openPage, saveBy, waitForPage } from './support/app'
import { watch } from './support/failures'
import { realFile } from './support/shops'
import { word } from './support/words'

for (const locale of ['en', 'zh-CN'] as const)
  test(`a member of the demo shop (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadDemo(page)

    await test.step('from a list, with the way along it', async () => {
      await goToPage(page, 'rfm')
      await page.getByRole('gridcell').nth(4).click()
      const drawer = page.getByRole('dialog')
      await expect(drawer.getByRole('gridcell').first()).not.toBeEmpty()
      await drawer.getByRole('gridcell').first().click()
      await drawer.getByRole('button', { name: word(locale, 'segments_member_open') }).click()
      await waitForPage(page, 'member')
      const title = page.getByRole('heading', { level: 1 })
      const first = await title.innerText()
      await page.getByRole('button', { name: word(locale, 'segments_member_following') }).click()
      await expect(title).not.toHaveText(first)
      await page.getByRole('button', { name: word(locale, 'segments_member_previous') }).click()
      await expect(title).toHaveText(first)
      // The id is in the tab alone.
      await expect(page).toHaveURL(/#\/member$/)
    })

    await test.step('where she stands, and what may be expected', async () => {
      const main = page.getByRole('main')
      await expect(main.getByText(/^P\d+$/).first()).toBeVisible()
      await main.getByRole('button', { name: word(locale, 'segments_member_value_ask') }).click()
      await expect(
        main.getByRole('link', { name: word(locale, 'segments_member_alive'), exact: true }),
      ).toBeVisible({ timeout: 30_000 })
      await expect(
        main.getByRole('heading', { name: word(locale, 'segments_member_next'), exact: true }),
      ).toBeVisible()
      await expectAccessible(page, 'member')
    })

    await test.step('on one sheet of paper', async () => {
      await page.emulateMedia({ media: 'print' })
      await expect(page.getByRole('combobox')).toBeHidden()
      await expect(page.getByRole('navigation')).toBeHidden()
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
      await page.emulateMedia({ media: null })
    })

    await test.step('and so it is with a line for every tag that fits', async () => {
      await goToPage(page, 'tags')
      await page.getByRole('button', { name: word(locale, 'segments_tag_add_starters'), exact: true }).click()
      await expect(page.getByRole('main').locator('tbody tr:not(.category)').nth(39)).toBeAttached({
        timeout: 60_000,
      })
      await goToPage(page, 'member')
      await expect(page.locator('section.tags li b').nth(10)).toBeVisible()
      // What was bought, and then again, says on which days.
      await expect(
        page
          .locator('section.tags .evidence b')
          .filter({ hasText: /^\d{4}-\d\d-\d\d(, then |,随后 )\d{4}-\d\d-\d\d$/ })
          .first(),
      ).toBeVisible()
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
      await expect(page.locator('.profile')).not.toHaveAttribute('style', /zoom/)
    })

    await test.step('as files', async () => {
      const menu = page
        .getByRole('main')
        .getByRole('button', { name: word(locale, 'pages_export'), exact: true })
        .first()
      const markdown = await saveBy(page, menu, /Markdown/)
      const text = await readFile(await markdown.path(), 'utf8')
      const title = await page.getByRole('heading', { level: 1 }).innerText()
      expect(text.split('\n')[0]).toBe(`# ${title}`)
      expect(text).toContain(`## ${word(locale, 'segments_member_buying')}`)
      const picture = await saveBy(page, menu, /PNG/)
      const bytes = await readFile(await picture.path())
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      expect(bytes.length).toBeGreaterThan(50_000)
    })
    expect(faults).toEqual([])
  })

test('a member of sale.csv is found by keyboard, in Chinese', async ({ page }) => {
  const path = realFile('zh_member_sales_2018/sale.csv')
  await openPage(page, { locale: 'zh-CN' })
  await loadFiles(page, [path])
  await goToPage(page, 'member')
  const search = page.getByRole('combobox', { name: word('zh-CN', 'segments_member_search') })
  await search.focus()
  await page.keyboard.type('1')
  await expect(page.getByRole('option').first()).toBeVisible()
  const second = await page.getByRole('option').nth(1).innerText()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(second.split('\n')[0]?.trim() ?? '?')
  await expect(search).toHaveValue('')
  await search.fill('no such member at all')
  await expect(page.getByText(/没有找到/)).toBeVisible()
})

test('a member of a wholesaler: nothing is said of what is not there', async ({ page }) => {
  const path = realFile('online_retail/online_retail.csv')
  await openPage(page)
  await loadFiles(page, [path])
  await goToPage(page, 'member')
  await page.getByRole('combobox', { name: word('en', 'segments_member_search') }).fill('12347')
  await page.getByRole('option').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('12347')
  // Its lines have no category.
  await expect(page.getByText(word('en', 'segments_member_next_unknown'))).toBeVisible({ timeout: 30_000 })
})
