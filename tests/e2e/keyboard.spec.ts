// From the door to a member's orders without a pointer.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { words } from '../../src/analyses/rfm/words'
import { dropFiles, goToPage, loadFiles, openPage, settled, waitForCleaning } from './support/app'
import { fileRegion } from './support/journey'
import { PURCHASES } from './support/shops'
import { word } from './support/words'

test('keyboard only: from the door over the map to a member’s orders, and back', async ({ page }) => {
  await openPage(page)
  await page.reload()

  await test.step('the first stop leads past everything to the content', async () => {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: word('en', 'pages_skip') })).toBeFocused()
    await page.keyboard.press('Enter')
  })

  await test.step('choose a file', async () => {
    const chooser = page.waitForEvent('filechooser')
    await tabTo(page, page.getByRole('button', { name: word('en', 'ui_drop_choose') }))
    await page.keyboard.press('Enter')
    await (await chooser).setFiles([PURCHASES.file] as string[])
    await expect(fileRegion(page, PURCHASES.file)).toBeVisible()
  })

  await test.step('change a meaning with the arrows, and change it back', async () => {
    const quantity = page.getByRole('combobox', { name: 'Column for quantity' })
    await tabTo(page, quantity)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('listbox')).toBeVisible()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await expect(quantity).toHaveCount(0)
  })

  await test.step('accept', async () => {
    await tabTo(page, page.getByRole('button', { name: word('en', 'pages_accept') }).last())
    await page.keyboard.press('Enter')
    await waitForCleaning(page)
  })

  await test.step('to RFM by the navigation', async () => {
    await tabTo(page, page.getByRole('link', { name: 'RFM' }))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/rfm$/)
    await settled(page)
  })

  await test.step('past the navigation, the page stays the same', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await tabTo(page, page.getByRole('link', { name: word('en', 'pages_skip') }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await expect(page).toHaveURL(/#\/rfm$/)
  })

  await test.step('another way with equal values, by the arrows', async () => {
    await tabTo(page, page.getByRole('radio', { name: 'Together' }))
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'F by rank' })).toBeChecked()
    await settled(page)
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('radio', { name: 'Together' })).toBeChecked()
    await settled(page)
  })

  const map = page.getByRole('grid', { name: words.heat.en })
  const cell = map.getByRole('gridcell', { name: /^R 5, F 5: \d+ members/ })

  await test.step('over the map: one stop, arrows inside, a tooltip with the cell in focus', async () => {
    await tabTo(page, map.getByRole('gridcell').first())
    await page.keyboard.press('End')
    await expect(cell).toBeFocused()
    await expect(page.getByText((await cell.getAttribute('aria-label')) ?? '').first()).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(map.locator(':focus')).toHaveCount(0)
    await page.keyboard.press('Shift+Tab')
    await expect(cell).toBeFocused()
    await page.keyboard.press('Enter')
  })

  const list = page.getByRole('dialog', { name: words.cellTitle(5, 5).en })
  let member = ''

  await test.step('in the list: the second row, its orders', async () => {
    await expect(list.locator(':focus'), 'the focus is in the list').toHaveCount(1)
    const grid = list.getByRole('grid')
    await tabTo(page, grid)
    await page.keyboard.press('ArrowDown')
    const row = list.locator(`[id="${await grid.getAttribute('aria-activedescendant')}"]`)
    member = (await row.getByRole('gridcell').first().textContent())?.trim() ?? ''
    expect(member).toMatch(/^\d{5}$/)
    await page.keyboard.press('Enter')
    const orders = page.getByRole('dialog', { name: `Orders of ${member}` })
    await expect(orders.getByRole('row').nth(1).getByRole('gridcell').nth(1)).toHaveText(/^1997-\d\d-\d\d$/)
  })

  await test.step('back to the list, out of it, and to the cell it came from', async () => {
    await tabTo(page, page.getByRole('button', { name: word('en', 'pages_back_to_list') }))
    await page.keyboard.press('Enter')
    await expect(list.getByRole('gridcell', { name: member }).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(list).toHaveCount(0)
    await expect(cell).toBeFocused()
  })
})

test('on the way past a select its choice stays, whatever the keys are called', async ({ page }) => {
  await openPage(page)
  await dropFiles(page, [PURCHASES.file])
  const encoding = page.getByRole('combobox', { name: 'Encoding' })
  const delimiter = page.getByRole('combobox', { name: 'Delimiter' })
  await tabTo(page, encoding)
  // Options are called Tab and Shift_JIS.
  await page.keyboard.press('Tab')
  await expect(delimiter).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(delimiter).not.toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(encoding).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(encoding).not.toBeFocused()
  await expect(encoding).toHaveText('UTF-8')
  await expect(delimiter).toHaveText('Comma')
  await expect(fileRegion(page, PURCHASES.file)).toContainText('4 columns')
})

/** Goes on by Tab until the focus is there; what is in focus has to be seen to be. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < 200; stops += 1) {
    const here = (await target.count()) === 1 && target.evaluate((it) => it === document.activeElement)
    if (await here) {
      await expect(target).toBeInViewport()
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Two hundred stops do not lead to ${target.toString()}.`)
}

test('a curve by pointer and by keys: the same days, said and shown; Escape puts the words away', async ({
  page,
}) => {
  await openPage(page)
  await loadFiles(page, [PURCHASES.file])
  await goToPage(page, 'overview')
  const cursor = page.getByRole('slider', { name: word('en', 'charts_series_cursor') }).first()
  await cursor.scrollIntoViewIfNeeded()
  const box = (await cursor.boundingBox())!
  const tooltip = page.locator('.tooltip')

  await page.mouse.move(box.x + 10, box.y + box.height / 2)
  await expect(tooltip).toBeVisible()
  const first = (await tooltip.innerText()).split('\n')[0]!
  await page.mouse.move(box.x + box.width - 10, box.y + box.height / 2)
  await expect(tooltip).not.toContainText(first)
  await page.mouse.move(0, 0)
  await expect(tooltip).toBeHidden()

  await page.keyboard.press('Tab')
  await cursor.focus()
  await page.keyboard.press('Home')
  await expect(cursor).toHaveAttribute('aria-valuenow', '0')
  await expect(cursor).toHaveAttribute('aria-valuetext', new RegExp(`^${first}`))
  await expect(tooltip).toContainText(first)
  await page.keyboard.press('ArrowRight')
  await expect(cursor).toHaveAttribute('aria-valuenow', '1')
  await expect(tooltip).not.toContainText(first)
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
})
