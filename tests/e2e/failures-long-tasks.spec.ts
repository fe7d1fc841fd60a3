// The main thread is never held up: a whole journey on a real file, lists of hundreds of thousands, wide files.
import { appendFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { words as rfmWords } from '../../src/analyses/rfm/words'
import {
  acceptProposal,
  choose,
  dropFiles,
  goToPage,
  openPage,
  settled,
  waitForCleaning,
  waitForPage,
} from './support/app'
import { day, made, ORDER_HEADER, table } from './support/broken-files'
import { runQuery } from './support/failures'
import { fileRegion, mappingRow } from './support/journey'
import { recordMainThread, type Task } from './support/main-thread'
import { REAL_SHOPS, realFile } from './support/shops'
import { word } from './support/words'

/** The longest a task may hold the main thread, in milliseconds of its own time. */
const LIMIT = 100

function judge(tasks: readonly Task[]): void {
  const longest = [...tasks].sort((a, b) => b.cpu - a.cpu).slice(0, 3)
  for (const { stage, cpu, wall } of longest) {
    const description = `${test.info().title}: ${stage}, ${cpu.toFixed(0)} ms of work, ${wall.toFixed(0)} ms by the clock`
    test.info().annotations.push({ type: 'measured', description })
  }
  expect(tasks.length).toBeGreaterThan(100)
  expect(tasks.filter(({ cpu }) => cpu > LIMIT)).toEqual([])
}

test('a journey on online_retail.csv', async ({ browser, page }) => {
  test.slow()
  const shop = REAL_SHOPS.find(({ name }) => name === 'online_retail.csv')!
  const path = realFile(shop.path)
  await openPage(page)
  const record = await recordMainThread(browser, page)
  await record.stage('files looked at')
  await dropFiles(page, [path])
  await record.stage('a list of columns')
  await mappingRow(fileRegion(page, path), 'member_id').getByRole('combobox').click()
  await page.keyboard.press('Escape')
  await record.stage('files read')
  await acceptProposal(page)
  await waitForCleaning(page)
  await record.stage('caught rows')
  await page.getByRole('main').getByRole('rowheader').getByRole('button').first().click()
  await scrollList(page)
  await page.keyboard.press('Escape')
  await record.stage('a rule switched')
  const rule = page.getByRole('switch', { name: word('en', 'pages_rule_switch', { rule: 'No member' }) })
  await rule.click()
  await expect(rule).toBeEnabled({ timeout: 30_000 })
  await page
    .getByRole('main')
    .getByRole('button', { name: word('en', 'pages_undo') })
    .click()
  await expect(rule).toBeEnabled({ timeout: 30_000 })
  await record.stage('overview')
  await goToPage(page, 'overview')
  await page.getByRole('radio', { name: 'Day' }).click()
  await settled(page)
  await record.stage('rfm')
  await goToPage(page, 'rfm')
  await record.stage('language and theme')
  await choose(page, 'zh-CN', 'dark')
  await settled(page)
  await choose(page, 'en', 'light')
  await record.stage('a list of members')
  await openGroup(page)
  await scrollList(page)
  await page.keyboard.press('Escape')
  await record.stage('sql')
  await goToPage(page, 'sql')
  await runQuery(page, 'select * from order_items')
  await scrollList(page)
  judge(await record.stop())
})

test('a list of 300,000 members', async ({ browser, page }) => {
  test.slow()
  const path = test.info().outputPath('many_members.csv')
  appendFileSync(path, `${ORDER_HEADER}\n`)
  for (let part = 0; part < 10; part += 1) {
    const lines = Array.from({ length: 32_000 }, (_, i) => {
      const n = part * 32_000 + i
      return `o${n},m${(n * 7919) % 300_000},${day(n)},${(n % 997) + 1}.25\n`
    })
    appendFileSync(path, lines.join(''))
  }
  await openPage(page)
  await dropFiles(page, [path])
  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'rfm')
  const record = await recordMainThread(browser, page)
  await record.stage('the list opened')
  await openGroup(page)
  await record.stage('scrolled')
  await scrollList(page)
  await record.stage('jumped')
  const list = page.getByRole('dialog').getByRole('grid')
  await list.focus()
  for (const key of ['End', 'PageUp', 'Home', 'PageDown', 'End']) {
    await page.keyboard.press(key)
    await expect(list).toHaveAttribute('aria-busy', 'false')
  }
  await record.stage('sorted')
  for (const header of await list.getByRole('columnheader').getByRole('button').all()) {
    await header.click()
    await expect(list).toHaveAttribute('aria-busy', 'false')
  }
  await record.stage('filtered')
  await page.getByRole('searchbox').pressSequentially('123', { delay: 60 })
  await expect(list).toHaveAttribute('aria-busy', 'false')
  judge(await record.stop())
})

test('pages that read much of 200,000 members, or draw much', async ({ browser, page }) => {
  test.setTimeout(480_000)
  await openPage(page)
  const record = await recordMainThread(browser, page)
  await record.stage('made')
  await page.getByRole('button', { name: word('en', 'pages_demo') }).click()
  await page.getByRole('menuitem', { name: word('en', 'pages_demo_large_note') }).click()
  await waitForCleaning(page)
  for (const id of ['prediction', 'describe', 'baskets'] as const) {
    await record.stage(id)
    await page.getByRole('navigation').locator(`a[href="#/${id}"]`).click()
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible({ timeout: 120_000 })
    await waitForPage(page, id)
  }
  judge(await record.stop())
})

test('a file with two thousand columns', async ({ browser, page }) => {
  const names = [
    'member_id',
    'order_date',
    'amount',
    ...Array.from({ length: 1997 }, (_, i) => `measure ${i}`),
  ]
  const file = made(
    'wide.csv',
    table(names, 30, (i) => [`m${i % 7}`, day(i), i + 1, ...Array.from({ length: 1997 }, (_, c) => i * c)]),
  )
  await openPage(page)
  const record = await recordMainThread(browser, page)
  await record.stage('looked at')
  await dropFiles(page, [file])
  await record.stage('all columns')
  await fileRegion(page, file)
    .getByText(/^All 2,000 columns/)
    .click()
  await record.stage('a list of columns')
  await mappingRow(fileRegion(page, file), 'member_id').getByRole('combobox').click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await record.stage('read')
  await acceptProposal(page)
  await waitForCleaning(page)
  await record.stage('sql')
  await goToPage(page, 'sql')
  await runQuery(page, 'select * from raw.file_1')
  await scrollList(page)
  judge(await record.stop())
})

async function openGroup(page: Page): Promise<void> {
  const groups = page.getByRole('region', { name: rfmWords.groups.en })
  await groups.getByRole('row').getByRole('button').first().click()
  await expect(page.getByRole('dialog').getByRole('grid').getByRole('row').nth(1)).toBeVisible()
}

/** Turns the wheel over the list, then drags its bar up and down. */
async function scrollList(page: Page): Promise<void> {
  const list = page.getByRole('grid').last()
  await expect(list.getByRole('row').nth(1)).toBeVisible()
  await list.hover()
  for (let i = 0; i < 20; i += 1) await page.mouse.wheel(0, 2500)
  await list.evaluate(async (element) => {
    for (let i = 0; i < 40; i += 1) {
      element.scrollTop = (i * 7919 * 31) % element.scrollHeight
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  })
  await expect(list).toHaveAttribute('aria-busy', 'false')
}
