// Drops at odd moments and of odd things: folders, empty folders, text, files while others are being read.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import {
  acceptProposal,
  chooseFiles,
  dropFiles,
  figure,
  goToPage,
  loadFiles,
  openPage,
  waitForCleaning,
} from './support/app'
import { largeFile, made, orders, ORDER_HEADER } from './support/broken-files'
import { balances, cancelButton, expectDoor, removeFile, watch } from './support/failures'
import { word } from './support/words'

/** Drags files or folders from the computer onto the page, as a hand does. */
async function drag(page: Page, files: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const at = { x: 600, y: 400, data: { items: [], files, dragOperationsMask: 1 } }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, ...at })
  await devtools.detach()
}

/** A folder with a file in it, one deeper, and the litter that systems leave. */
function folder(): string {
  const path = test.info().outputPath('exports')
  mkdirSync(`${path}/2025/inner`, { recursive: true })
  mkdirSync(`${path}/__MACOSX`, { recursive: true })
  writeFileSync(`${path}/orders_2024.csv`, orders(40))
  writeFileSync(`${path}/2025/inner/orders_2025.csv`, `${ORDER_HEADER}\np1,m1,2025-01-05,10\n`)
  writeFileSync(`${path}/2025/inner/.DS_Store`, 'x')
  writeFileSync(`${path}/2025/logo.png`, Buffer.from('89504e470d0a1a0a0000', 'hex'))
  writeFileSync(`${path}/__MACOSX/orders_2024.csv`, 'x')
  return path
}

test('a folder is opened to any depth; an empty one gets a sentence', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  const empty = test.info().outputPath('empty')
  mkdirSync(empty)
  await drag(page, [empty])
  await expect(page.getByRole('main').getByRole('status')).toContainText(word('en', 'ui_drop_folder_empty'))
  await expectDoor(page)
  await drag(page, [folder()])
  await expect(page.getByText(word('en', 'pages_left_out', { files: 'logo.png' }))).toBeVisible()
  await expect(page.getByText('orders_2025.csv', { exact: true })).toBeAttached()
  await acceptProposal(page)
  await waitForCleaning(page)
  expect((await balances(page)).map(({ read }) => read).sort()).toEqual([1, 40])
  expect(faults).toEqual([])
})

test('a file dropped on any page joins those that are there, and can be taken out again', async ({
  page,
}) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [made('orders.csv', orders(40))])
  await goToPage(page, 'rfm')
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  const later = test.info().outputPath('later.csv')
  writeFileSync(later, `${ORDER_HEADER}\np1,m1,2025-01-05,10\n`)
  await drag(page, [later])
  // Two files of one shape are one table; its files are listed within.
  await page.getByText(word('en', 'pages_group_about', { count: 2 })).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'later.csv' })).toBeVisible()

  // Taken out, the shop stands as it stood.
  await removeFile(page, 'later.csv')
  await goToPage(page, 'rfm')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)

  await drag(page, [later])
  await acceptProposal(page)
  await waitForCleaning(page)
  expect((await balances(page)).map(({ kept }) => kept)).toEqual([40, 1])
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.orders.en)).toHaveText('41')
  expect(faults).toEqual([])
})

test('files dropped while others are looked at join them; while files are read they are refused', async ({
  page,
}) => {
  const { faults } = watch(page)
  const large = largeFile(700_000)
  const small = test.info().outputPath('small.csv')
  writeFileSync(small, orders(40))
  const other = test.info().outputPath('other.csv')
  writeFileSync(other, orders(50))
  await openPage(page)
  await chooseFiles(page, [large])
  await expect(cancelButton(page)).toBeVisible()
  await drag(page, [small])
  await expect(page.getByText(word('en', 'pages_group_about', { count: 2 }))).toBeVisible()

  await acceptProposal(page)
  await expect(cancelButton(page)).toBeVisible()
  await drag(page, [other])
  await expect(page.getByText(word('en', 'pages_drop_while_loading'))).toBeVisible()
  await waitForCleaning(page)
  expect((await balances(page)).map(({ read }) => read)).toEqual([700_000, 40])
  expect(faults).toEqual([])
})

test('other pages of the rail are opened while files are read, and the reading goes on', async ({ page }) => {
  const { faults } = watch(page)
  const large = largeFile(300_000)
  await openPage(page)
  await dropFiles(page, [large])
  await acceptProposal(page)
  await expect(cancelButton(page)).toBeVisible()
  for (const id of ['rfm', 'sql', 'nowhere', 'overview']) {
    await page.evaluate((path) => (location.hash = `#/${path}`), id)
    await expect(cancelButton(page)).toBeVisible()
  }
  await page.goBack()
  await waitForCleaning(page)
  expect(await balances(page)).toMatchObject([{ read: 300_000, kept: 300_000 }])
  await page.evaluate(() => (location.hash = '#/nowhere'))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(faults).toEqual([])
})

test('text that is dropped or pasted is a table when it is one', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  const paste = (text: string) =>
    page.evaluate((words) => {
      const data = new DataTransfer()
      data.setData('text/plain', words)
      dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  await paste('just a word')
  await expectDoor(page)
  await paste(orders(30).replaceAll(',', '\t'))
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toMatchObject([{ read: 30, kept: 30 }])
  expect(faults).toEqual([])
})

test('the same object handed over twice is two files, of which one counts', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  const kept = await page.evaluate(async (text) => {
    const file = new File([text], 'orders.csv')
    await window.memberlens.open([file])
    await window.memberlens.open([file])
    const { sources } = await window.memberlens.load()
    return [
      sources.map((source) => source.kept),
      (await window.memberlens.sql('select sum(gross) as s from orders')).rows(),
    ]
  }, orders(40))
  expect(kept).toEqual([[40, 40], [{ s: 840 }]])
  await page.evaluate(() => (location.hash = '#/import'))
  await expect(page.getByRole('region', { name: 'orders.csv' })).toHaveCount(2)
  expect(faults).toEqual([])
})

test('files that are gone or changed when they are read: a sentence, and the next drop works', async ({
  page,
}) => {
  const { faults } = watch(page)
  const path = test.info().outputPath('moving.csv')
  await openPage(page)
  // Read by the engine in place; and, for its second line is too short, by our own reader first.
  for (const [line, change] of [
    [null, () => writeFileSync(path, orders(90))],
    ['o1,m1', () => rmSync(path)],
  ] as const) {
    writeFileSync(
      path,
      orders(60, (i) => (i === 1 ? line : null)),
    )
    await dropFiles(page, [path])
    change()
    await acceptProposal(page)
    await expect(page.getByRole('alert')).toContainText(
      word('en', 'pages_error_file_changed', { file: 'moving.csv' }),
    )
    await removeFile(page, 'moving.csv')
    await expectDoor(page)
  }
  writeFileSync(path, orders(90))
  await loadFiles(page, [path])
  expect(await balances(page)).toMatchObject([{ read: 90, kept: 90 }])
  expect(faults).toEqual([])
})
