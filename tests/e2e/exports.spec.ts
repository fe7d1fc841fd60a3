// What can be taken out of the page: charts as SVG, PNG, CSV; lists as CSV and Parquet; read back here.
import { readFile } from 'node:fs/promises'
import { expect, test, type Download, type Locator, type Page } from '@playwright/test'
import { words } from '../../src/analyses/rfm/words'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { goToPage, loadFiles, openPage, saveBy } from './support/app'
import { csvFile, readCsv } from './support/csv'
import { sharedPage } from './support/shared-page'
import { INVOICES } from './support/shops'
import { numberText, word } from './support/words'

const BOM = '\uFEFF'

const bytesOf = async (download: Download) => readFile(await download.path())
const textOf = async (download: Download) => (await bytesOf(download)).toString('utf8')
const exportButton = (within: Locator) => within.getByRole('button', { name: 'Export', exact: true })

/** Asks for a table in which some cells count few, and answers the question that follows. */
async function answered(page: Page, within: Locator, item: string, answer: string): Promise<Download> {
  await exportButton(within).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
  const question = within.getByRole('alertdialog')
  await expect(question).toContainText(/cells? counts? fewer than 5/)
  const download = page.waitForEvent('download')
  await question.getByRole('button', { name: answer }).click()
  await expect(question).toHaveCount(0)
  return download
}

const saveAll = (page: Page, within: Locator) =>
  answered(page, within, 'CSV, all rows', word('en', 'charts_small_all'))

const shared = sharedPage(async (page) => {
  await openPage(page)
  await loadFiles(page, [INVOICES.file])
})

async function opened(id: 'overview' | 'rfm' | 'sql'): Promise<Page> {
  await goToPage(shared(), id)
  return shared()
}

test('a chart as SVG: a drawing that parses, with its title, its definition and its figures', async () => {
  const page = await opened('rfm')
  const chart = page.getByRole('figure', { name: words.heat.en })
  const saved = await saveBy(page, exportButton(chart), 'SVG drawing')
  expect(saved.suggestedFilename()).toBe('rfm-map.svg')
  const text = await textOf(saved)
  const drawing = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
    const root = parsed.documentElement
    return {
      error: parsed.querySelector('parsererror')?.textContent ?? '',
      root: root.tagName,
      width: Number(root.getAttribute('width')),
      words: root.textContent,
      cells: root.querySelectorAll('rect').length,
      outside: [...parsed.querySelectorAll('[href], script, image, foreignObject')].length,
      variables: source.includes('var(--'),
    }
  }, text)
  expect(drawing).toMatchObject({ error: '', root: 'svg', outside: 0, variables: false })
  expect(drawing.width).toBeGreaterThan(200)
  expect(drawing.cells).toBeGreaterThanOrEqual(25)
  expect(drawing.words).toContain(words.heat.en)
  expect(drawing.words).toContain('R 5')
  expect(drawing.words.replace(/\s+/g, ' ')).toContain(`n = ${numberText(INVOICES.members)}`)
})

test('a chart as PNG: a picture that is not blank', async () => {
  const page = await opened('overview')
  const chart = page.getByRole('figure', { name: overviewWords.revenueChart('month').en })
  const saved = await saveBy(page, exportButton(chart), 'PNG picture')
  expect(saved.suggestedFilename()).toBe('revenue.png')
  const bytes = await bytesOf(saved)
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const picture = await page.evaluate(async (base64) => {
    const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([raw], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')!
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    const colours = new Map<number, number>()
    for (let i = 0; i < data.length; i += 4) {
      const colour = (data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!
      colours.set(colour, (colours.get(colour) ?? 0) + 1)
    }
    const most = Math.max(...colours.values())
    return { width: bitmap.width, colours: colours.size, ground: most / (data.length / 4) }
  }, bytes.toString('base64'))
  expect(picture.width).toBeGreaterThan(400)
  expect(picture.colours, 'different colours').toBeGreaterThan(8)
  expect(picture.ground, 'share of the commonest colour').toBeLessThan(0.98)
})

test('a chart as CSV: its figures, for spreadsheets', async () => {
  const page = await opened('rfm')
  const chart = page.getByRole('figure', { name: words.heat.en })
  const text = await textOf(await saveAll(page, chart))
  expect(text.startsWith(BOM)).toBe(true)
  const [header, ...rows] = readCsv(text.slice(1))
  expect(header).toHaveLength(4)
  expect(rows).toHaveLength(25)
  expect(
    rows.reduce((sum, row) => sum + Number(row[2]), 0),
    'members',
  ).toBe(INVOICES.members)
  expect(
    rows.reduce((sum, row) => sum + Number(row[3]), 0),
    'money',
  ).toBeCloseTo(INVOICES.gross, 2)
})

test('revenue by month as CSV: the months add up to the whole', async () => {
  const page = await opened('overview')
  const chart = page.getByRole('figure', { name: overviewWords.revenueChart('month').en })
  const text = await textOf(await saveBy(page, exportButton(chart), 'CSV, all rows'))
  const [header, ...rows] = readCsv(text.slice(BOM.length))
  expect(header).toEqual(['Period', 'Revenue, gross', 'Orders'])
  expect(rows[0]?.[0]).toBe('2011-01-01')
  expect(rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBeCloseTo(INVOICES.gross, 2)
  expect(rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(INVOICES.orders)
})

test('a chart as XLSX, with counts below five left empty', async () => {
  const page = await opened('rfm')
  const chart = page.getByRole('figure', { name: words.heat.en })
  const every = readCsv((await textOf(await saveAll(page, chart))).slice(BOM.length)).slice(1)
  const saved = await answered(
    page,
    chart,
    word('en', 'charts_export_xlsx'),
    word('en', 'charts_small_empty'),
  )
  expect(saved.suggestedFilename()).toMatch(/\.xlsx$/)
  const { read, utils } = await import('@e965/xlsx')
  const sheet = Object.values(read(await bytesOf(saved)).Sheets)[0]
  const [, ...rows] = utils.sheet_to_json<(string | number)[]>(sheet ?? {}, { header: 1 })
  expect(rows).toHaveLength(25)
  const members = (cells: readonly (string | number)[][]) => cells.map((row) => Number(row[2] || 0))
  expect(members(rows)).toEqual(members(every).map((count) => (count < 5 ? 0 : count)))
  expect(members(every).some((count) => count > 0 && count < 5)).toBe(true)
})

test('the groups as CSV', async () => {
  const page = await opened('rfm')
  const region = page.getByRole('region', { name: words.groups.en })
  const [, ...rows] = readCsv((await textOf(await saveAll(page, region))).slice(BOM.length))
  expect(
    rows.reduce((sum, row) => sum + Number(row[2]), 0),
    'members',
  ).toBe(INVOICES.members)
  expect(
    rows.reduce((sum, row) => sum + Number(row[3]), 0),
    'their shares',
  ).toBeCloseTo(1, 6)
})

test('a list of members: the same rows without and with a byte order mark, and as Parquet', async () => {
  const page = await opened('rfm')
  await page
    .getByRole('region', { name: words.groups.en })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .click()
  const list = page.getByRole('dialog')
  const plain = await textOf(await saveBy(page, exportButton(list), /^CSV safe/))
  const marked = await textOf(await saveBy(page, exportButton(list), /^CSV with BOM/))
  expect(plain.startsWith(BOM)).toBe(false)
  expect(marked).toBe(BOM + plain)
  const [header, ...rows] = readCsv(plain)
  expect(header?.slice(0, 4)).toEqual(['member_id', 'recency_days', 'frequency', 'monetary'])
  const shown = await list.getByRole('grid').getAttribute('aria-rowcount')
  expect(rows).toHaveLength(Number(shown) - 1)
  expect(
    rows.every(([id]) => /^\d{5}$/.test(id ?? '')),
    'ids of members',
  ).toBe(true)
  const money = rows.map((row) => Number(row[3]))
  expect(money, 'in the order of the list').toEqual([...money].sort((a, b) => b - a))

  const parquet = await bytesOf(await saveBy(page, exportButton(list), 'Parquet'))
  expect(parquet.subarray(0, 4).toString()).toBe('PAR1')
  expect(parquet.subarray(-4).toString()).toBe('PAR1')
  await list.getByRole('button', { name: 'Close' }).click()
})

test('an id that a spreadsheet would run as a formula is made harmless', async ({ page }) => {
  const rows = ['@SUM(A1)', '-2+3', '+49 170', '＝1+1', 'plain'].map((id, i) => [
    id,
    `2024-0${i + 1}-01`,
    10 + i,
  ])
  const file = csvFile('formulas.csv', ['member_id', 'order_date', 'amount'], rows)
  await openPage(page)
  await loadFiles(page, [file])
  await goToPage(page, 'overview')
  await page
    .getByRole('figure', { name: overviewWords.frequencyChart.en })
    .getByRole('button', { name: /^1:/ })
    .click()
  const list = page.getByRole('dialog', { name: 'Members with 1 order' })
  await expect(list.getByRole('gridcell', { name: '@SUM(A1)' }), 'as it is, on the page').toBeVisible()
  const [, ...saved] = readCsv(await textOf(await saveBy(page, exportButton(list), /^CSV safe/)))
  expect(saved.map(([id]) => id).sort()).toEqual(["'+49 170", "'-2+3", "'@SUM(A1)", '1+1', 'plain'])
})

test('a query of the SQL page: run, paged, saved', async () => {
  const page = await opened('sql')
  const editor = page.getByRole('textbox', { name: 'SQL query' })
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(
    'select product_name, count(*) as lines from order_items group by 1 order by 1',
  )
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const result = page.getByRole('region', { name: 'Result of the query' })
  await expect(result).toContainText('5 rows')
  await expect(result.getByRole('gridcell', { name: 'TIN "TEA"' })).toBeVisible()
  const [header, ...rows] = readCsv(await textOf(await saveBy(page, exportButton(result), /^CSV safe/)))
  expect(header).toEqual(['product_name', 'lines'])
  expect(rows.map(([name]) => name)).toEqual([
    'CANDLE HOLDER',
    'COAT HANGER',
    'NESTING BOXES',
    'PAPER LANTERN, WHITE',
    'TIN "TEA"',
  ])
  expect(rows.reduce((sum, [, lines]) => sum + Number(lines), 0)).toBe(INVOICES.kept)
  const json = JSON.parse(await textOf(await saveBy(page, exportButton(result), 'JSON'))) as unknown[]
  expect(json).toHaveLength(5)
})
