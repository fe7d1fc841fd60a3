// The cleaning report: rules switched and taken back, the figures that follow, the rows behind a rule.
import { expect, test, type Page } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { RULES, type RuleId } from '../../src/cleaning/rules'
import { figure, goToPage, loadFiles, openPage } from './support/app'
import { csvFile } from './support/csv'
import { checkCleaning, ruleRow } from './support/journey'
import { sharedPage } from './support/shared-page'
import { INVOICES, REAL_SHOPS, realFile } from './support/shops'
import { moneyText, numberText, word } from './support/words'

const ruleName = (rule: RuleId) => RULES.find(({ id }) => id === rule)?.label.en ?? rule
const switchOf = (page: Page, rule: RuleId) =>
  page.getByRole('switch', { name: word('en', 'pages_rule_switch', { rule: ruleName(rule) }) })
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true })

const shared = sharedPage(async (page) => {
  await openPage(page)
  await loadFiles(page, [INVOICES.file])
})

/** The cleaning report on the shared shop, with no rule switched. */
async function opened(): Promise<Page> {
  const page = shared()
  await goToPage(page, 'cleaning')
  await expect(title(page)).toContainText(`${numberText(INVOICES.kept)} of`)
  return page
}

/** Orders and members on the overview: what follows from the rules. */
async function ordersAndMembers(page: Page): Promise<{ orders: string; members: string }> {
  await goToPage(page, 'overview')
  const orders = await figure(page, 'en', overviewWords.orders.en).innerText()
  const members = await figure(page, 'en', overviewWords.members.en).innerText()
  await goToPage(page, 'cleaning')
  return { orders, members }
}

const switchedMessages = (page: Page) =>
  page.getByRole('region', { name: word('en', 'ui_toasts') }).getByText(word('en', 'pages_rule_switched'))

/** Presses Cancel in the frame in which a step after the first is under way; gives what the page then said. */
const cancelMidway = (page: Page): Promise<string> =>
  page.evaluate(
    (cancel) =>
      new Promise<string>((resolve, reject) => {
        const seen = new Set<string>()
        const start = performance.now()
        const look = () => {
          const status = [...document.querySelectorAll('main [role=status]')].find((element) =>
            element.textContent?.includes(cancel),
          )
          if (status) seen.add(status.textContent ?? '')
          const button = status?.querySelector('button')
          if (button && seen.size > 1) {
            button.click()
            resolve(status?.textContent ?? '')
          } else if (performance.now() - start > 20_000) reject(new Error('It was never under way.'))
          else requestAnimationFrame(look)
        }
        look()
      }),
    word('en', 'cleaning_cancel'),
  )

test('a rule is switched off, the figures follow, and undo and redo bring back either', async () => {
  const page = await opened()
  const { kept, rows, setAside, members } = INVOICES
  // Of the lines without a member, those without money are then caught by their own rule.
  const counted = (setAside.no_member ?? 0) - records().filter((record) => record.includes(',0,,')).length
  await expect(title(page)).toContainText(`${numberText(kept)} of ${numberText(rows)} rows`)
  await expect(button(page, 'Undo')).toBeDisabled()
  const before = await ordersAndMembers(page)

  await switchOf(page, 'no_member').click()
  await expect(ruleRow(page, 'no_member', 'en')).toContainText('flagged only')
  await expect(ruleRow(page, 'no_member', 'en').getByRole('cell').first()).toHaveText(numberText(counted))
  await expect(title(page)).toContainText(`${numberText(kept + counted)} of ${numberText(rows)} rows`)
  const after = await ordersAndMembers(page)
  expect(after.members, 'the money has no member, so there are no more of them').toBe(before.members)
  expect(Number(after.orders)).toBeGreaterThan(Number(before.orders))

  await button(page, 'Undo').click()
  await expect(title(page)).toContainText(`${numberText(kept)} of ${numberText(rows)} rows`)
  await expect(switchOf(page, 'no_member')).toBeChecked()
  expect(await ordersAndMembers(page)).toEqual({ ...before, members: numberText(members) })

  await button(page, 'Redo').click()
  await expect(switchOf(page, 'no_member')).not.toBeChecked()
  expect(await ordersAndMembers(page)).toEqual(after)

  await page.keyboard.press('Control+z')
  await expect(switchOf(page, 'no_member')).toBeChecked()
  await expect(title(page)).toContainText(`${numberText(kept)} of ${numberText(rows)} rows`)
})

test('the message after a switch offers to take it back', async () => {
  const page = await opened()
  await switchOf(page, 'returned').click()
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages).toContainText(word('en', 'pages_rule_switched'))
  await messages.getByRole('button', { name: 'Undo' }).click()
  await expect(switchOf(page, 'returned')).toBeChecked()
  await expect(title(page)).toContainText(`${numberText(INVOICES.kept)} of`)
})

test('the rows behind a rule open as they stand in the file', async () => {
  const page = await opened()
  const count = INVOICES.setAside.returned ?? 0
  await button(page, ruleName('returned')).click()
  const rows = page.getByRole('dialog', { name: ruleName('returned') })
  await expect(rows).toContainText(
    word('en', 'pages_caught_context', { count: numberText(count), file: INVOICES.name }),
  )
  const grid = rows.getByRole('grid', { name: word('en', 'pages_caught_rows') })
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1))
  await expect(grid.getByRole('columnheader', { name: 'Quantity' })).toBeVisible()
  const first = grid.getByRole('row').nth(1).getByRole('gridcell')
  await expect(first.nth(1), 'a credit note').toHaveText(/^C\d{6}$/)
  await expect(first.nth(4), 'a negative quantity').toHaveText(/^-\d+$/)
  // The row number is the place in the file: the record there is the one that is shown.
  const place = Number(((await first.nth(0).textContent()) ?? '').replaceAll(',', ''))
  expect(records()[place]).toContain(await first.nth(1).textContent())
  await rows.getByRole('button', { name: 'Close' }).click()
  await expect(rows).toHaveCount(0)
})

test('returns are told with the sales they were matched to, and net takes them off', async () => {
  const page = await opened()
  const count = numberText(INVOICES.setAside.returned ?? 0)
  await expect(page.getByRole('main').getByText(/^Returns: /)).toContainText(`${count} rows worth`)
  await expect(page.getByRole('main').getByText(/^Returns: /)).toContainText(`${count} of them`)
  await goToPage(page, 'overview')
  const revenue = figure(page, 'en', overviewWords.net.en)
  await expect(revenue).toContainText(`of ${moneyText(INVOICES.gross)} gross`)
  const net = Number((/^[\d,.]+/.exec(await revenue.innerText())?.[0] ?? '').replaceAll(',', ''))
  expect(net).toBeGreaterThan(0)
  expect(net).toBeLessThan(INVOICES.gross)
  await page.getByRole('radio', { name: 'Net', exact: true }).click()
  await expect(page.getByText(/net: less what came back/).first()).toBeVisible()
  await page.getByRole('radio', { name: 'Gross', exact: true }).click()
})

test('exact duplicates are flagged, and set aside only when asked for', async ({ page }) => {
  const line = ['00001', '1997-01-01', 1, '11.77']
  const header = ['customer_id', 'date', 'number_of_cds', 'dollar_value']
  const file = csvFile('twice.csv', header, [line, line, line, ['00002', '1997-02-01', 2, '20.00']])
  await openPage(page)
  await loadFiles(page, [file])
  await expect(ruleRow(page, 'duplicate', 'en').getByRole('cell').first()).toHaveText('2')
  await expect(switchOf(page, 'duplicate')).not.toBeChecked()
  await expect(title(page)).toHaveText('All 4 rows are used')
  await expect(page.getByText('kept 4 + set aside 0').first()).toBeVisible()
  await switchOf(page, 'duplicate').click()
  await expect(page.getByText('kept 2 + set aside 2').first()).toBeVisible()
})

test('the real online_retail.csv: rows without a member counted in and out', async ({ page }) => {
  const { path, ...shop } = REAL_SHOPS[0]!
  await openPage(page)
  await loadFiles(page, [realFile(path)])
  await checkCleaning(page, { ...shop, file: path }, 'en')
  await expect(page.getByRole('main').getByText(/^Returns: 8,905 rows worth/)).toBeVisible()
  await button(page, ruleName('no_member')).click()
  const rows = page.getByRole('dialog', { name: ruleName('no_member') })
  const grid = rows.getByRole('grid')
  await expect(grid).toHaveAttribute('aria-rowcount', '135081')
  await grid.press('End')
  await expect(grid.locator('[aria-rowindex="135081"]')).toContainText('581498')
  await rows.getByRole('button', { name: 'Close' }).click()

  await switchOf(page, 'no_member').click()
  await expect(title(page)).toContainText('of 541,909 rows', { timeout: 30_000 })
  await expect(title(page)).not.toContainText('397,884', { timeout: 30_000 })
  await button(page, 'Undo').click()
  await expect(title(page)).toContainText('397,884 of 541,909 rows', { timeout: 30_000 })
})

/** The lines of the cut-out; the first is the header. */
function records(): string[] {
  const { file } = INVOICES
  if (typeof file === 'string') throw new Error('This cut-out is made in the test.')
  return file.buffer.toString('utf8').trim().split('\r\n')
}

test('a pass of cleaning cancelled midway leaves the rules and every figure as they were', async () => {
  const page = await opened()
  const before = await ordersAndMembers(page)
  const rows = await page.getByRole('main').getByRole('table').first().innerText()
  const undoable = await button(page, 'Undo').isDisabled()
  const said = await switchedMessages(page).count()
  const cancelled = cancelMidway(page)
  await switchOf(page, 'no_member').click()
  expect(await cancelled).toContain(word('en', 'cleaning_cancel'))
  await expect(page.getByRole('main').getByText(word('en', 'cleaning_cancel'), { exact: true })).toHaveCount(
    0,
  )
  await expect(switchOf(page, 'no_member')).toBeChecked()
  expect(await button(page, 'Undo').isDisabled(), 'nothing more to be undone than before').toBe(undoable)
  await expect(title(page)).toContainText(`${numberText(INVOICES.kept)} of ${numberText(INVOICES.rows)} rows`)
  expect(await switchedMessages(page).count(), 'no message says it was switched').toBeLessThanOrEqual(said)
  expect(await page.getByRole('main').getByRole('table').first().innerText()).toBe(rows)
  expect(await ordersAndMembers(page)).toEqual(before)
  // And the next change goes through.
  await switchOf(page, 'no_member').click()
  await expect(ruleRow(page, 'no_member', 'en')).toContainText('flagged only')
  await button(page, 'Undo').click()
  await expect(switchOf(page, 'no_member')).toBeChecked()
})
