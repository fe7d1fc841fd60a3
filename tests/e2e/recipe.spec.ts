// The cleaning recipe: rules added, ordered, given reasons and taken back; saved, and run again on a longer file.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import {
  acceptProposal,
  chooseFiles,
  chooseOption,
  loadFiles,
  openPage,
  saveBy,
  waitForCleaning,
} from './support/app'
import { csvFile } from './support/csv'
import { word } from './support/words'

const HEADER = ['order_id', 'customer_id', 'order_date', 'amount', 'channel']
const MEMBERS = 12

/** Ordinary orders of 10 to 59, then `large` ones that are far away from them. */
function orders(ordinary: number, large: number) {
  const lines = Array.from({ length: ordinary + large }, (_, i) => {
    const day = `2025-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`
    const amount = i < ordinary ? 10 + ((i * 7) % 50) : 50_000 + i
    return [
      `o${i}`,
      `c${i % MEMBERS}`,
      `${day} 10:${String(i % 60).padStart(2, '0')}:00`,
      amount,
      i % 9 === 0 ? '' : 'web',
    ]
  })
  return csvFile('orders.csv', HEADER, lines)
}

const rowOf = (page: Page, rule: string) =>
  page
    .getByRole('main')
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: rule, exact: true }) })
const cellOf = (page: Page, rule: string, place: number) => rowOf(page, rule).getByRole('cell').nth(place)
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const OUTLIERS = 'Outliers: amount'

async function startRule(page: Page, kind: string) {
  await page.getByRole('button', { name: word('en', 'cleaning_add'), exact: true }).click()
  const editor = page.getByRole('dialog', { name: word('en', 'cleaning_add_title') })
  await chooseOption(page, editor, word('en', 'cleaning_kind'), kind)
  return editor
}

async function addOutlierRule(page: Page): Promise<void> {
  const editor = await startRule(page, 'Outliers')
  await editor.getByRole('radio', { name: 'set aside' }).click()
  await expect(editor.getByRole('status')).toContainText('Catches 2 of the 200 rows')
  await editor.getByRole('textbox', { name: 'Reason' }).fill('Wholesale, <b>not</b> members')
  await editor.getByRole('button', { name: 'Add the rule' }).click()
  await expect(title(page)).toContainText('198 of 200 rows')
}

test('an outlier rule: its effect, its rows, undo and redo, its reason in the report', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [orders(198, 2)])
  await expect(title(page)).toHaveText('All 200 rows are used')
  await addOutlierRule(page)
  await expect(cellOf(page, OUTLIERS, 0)).toHaveText('2')
  await expect(cellOf(page, OUTLIERS, 4)).toHaveText('200 → 198')
  await expect(cellOf(page, OUTLIERS, 3), 'each of the members has other orders').toHaveText(String(MEMBERS))
  await expect(rowOf(page, OUTLIERS)).toContainText('Reason: Wholesale, <b>not</b> members')
  await expectAccessible(page, 'the list of rules')

  await page.getByRole('button', { name: OUTLIERS, exact: true }).click()
  const rows = page.getByRole('dialog', { name: OUTLIERS })
  await expect(rows.getByRole('grid')).toHaveAttribute('aria-rowcount', '3')
  await expect(rows.getByRole('gridcell', { name: '50198' })).toBeVisible()
  await rows.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('main').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(title(page)).toHaveText('All 200 rows are used')
  await expect(rowOf(page, OUTLIERS)).toHaveCount(0)
  await page.getByRole('main').getByRole('button', { name: 'Redo', exact: true }).click()
  await expect(title(page)).toContainText('198 of 200 rows')

  const report = await saveBy(page, page.getByRole('button', { name: 'Report', exact: true }), /HTML/)
  const text = await readFile(await report.path(), 'utf8')
  expect(text).toContain('Wholesale, &lt;b&gt;not&lt;/b&gt; members')
  expect(text).toContain('200 → 198')
  expect(text).not.toContain('<script')
})

test('a large amount brought to the limit stays, with the cell before and after', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [orders(198, 2)])
  const editor = await startRule(page, 'Outliers')
  await editor.getByRole('radio', { name: 'bring to the limit' }).click()
  await editor.getByRole('button', { name: 'Add the rule' }).click()
  await expect(page.getByText('Of the kept rows, 2 have a value that a rule gave them.')).toBeVisible()
  await expect(title(page)).toHaveText('All 200 rows are used')
  await page.getByRole('button', { name: OUTLIERS, exact: true }).click()
  const grid = page.getByRole('dialog', { name: OUTLIERS }).getByRole('grid')
  await expect(grid.getByRole('columnheader', { name: 'before' })).toBeVisible()
  await expect(grid.getByRole('row').nth(1).getByRole('gridcell').nth(1)).toHaveText('50,198')
})

test('rules are reordered by buttons and by the keyboard, and the first to catch a row has it', async ({
  page,
}) => {
  await openPage(page)
  await loadFiles(page, [orders(198, 2)])
  await addOutlierRule(page)
  const editor = await startRule(page, 'A condition of your own (SQL)')
  await editor.getByRole('radio', { name: 'set aside' }).click()
  await editor.getByRole('textbox', { name: 'Name of the rule' }).fill('Very large')
  const condition = editor.getByRole('textbox', { name: 'Condition' })
  await condition.fill('amoun > 1000')
  await expect(editor.getByText(/This condition cannot be used: .*amoun/)).toBeVisible()
  await expect(editor.getByRole('button', { name: 'Add the rule' })).toBeDisabled()
  await condition.fill('amount > 1000); drop table orders; --')
  await expect(editor.getByText(/This condition cannot be used/)).toBeVisible()
  await condition.fill('amount > 1000')
  await expect(editor.getByRole('status')).toContainText('Catches none of the 198 rows')
  await editor.getByRole('button', { name: 'Add the rule' }).click()
  await expect(cellOf(page, 'Very large', 0)).toHaveText('0')

  await page.getByRole('button', { name: 'Move up: Very large' }).click()
  await expect(cellOf(page, 'Very large', 0)).toHaveText('2')
  await expect(cellOf(page, OUTLIERS, 0)).toHaveText('0')
  await expect(title(page)).toContainText('198 of 200 rows')
  await page.getByRole('button', { name: 'Very large', exact: true }).press('Alt+ArrowDown')
  await expect(cellOf(page, OUTLIERS, 0)).toHaveText('2')
})

test('a saved recipe runs on a longer file, and says which rules catch another share', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [orders(198, 2)])
  await addOutlierRule(page)
  const saved = await saveBy(page, page.getByRole('button', { name: 'Project' }), /^Save the project/)
  const project = await readFile(await saved.path())
  expect(JSON.parse(project.toString())).toMatchObject({ counts: { outlier_1: { rows: 2, of: 200 } } })

  await openPage(page)
  await chooseFiles(page, [
    { name: 'memberlens-project.json', mimeType: 'application/json', buffer: project },
    orders(360, 40),
  ])
  await expect(page.getByText(word('en', 'pages_import_recipe'))).toBeVisible()
  await acceptProposal(page)
  await waitForCleaning(page)
  await expect(page.getByText(word('en', 'cleaning_shift_title'))).toBeVisible()
  await expect(
    page.getByText(/Rule \d+, Outliers: amount: 10\.0\s% of the rows now, 1\.0\s% before\./),
  ).toBeVisible()
  await expect(rowOf(page, OUTLIERS)).toContainText('Reason: Wholesale')
  await page.getByRole('button', { name: word('en', 'cleaning_shift_hide') }).click()
  await expect(page.getByText(word('en', 'cleaning_shift_title'))).toHaveCount(0)
})

test('missing values are counted by column, and a rule for one begins from there', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [orders(198, 2)])
  const missing = page.getByRole('region', { name: word('en', 'cleaning_missing') })
  const channel = missing
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'channel' }) })
    .first()
  await expect(channel.getByRole('cell').first()).toHaveText('23')
  await channel.getByRole('button').click()
  const editor = page.getByRole('dialog', { name: word('en', 'cleaning_add_title') })
  await expect(editor.getByRole('status')).toContainText('Catches 23 of the 200 rows')
  await editor.getByRole('button', { name: 'Add the rule' }).click()
  await expect(page.getByText('Of the kept rows, 23 have a value that a rule gave them.')).toBeVisible()
})
