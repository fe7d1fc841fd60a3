// Large files from the drop to the shop's tables: how long, how much memory, how long the page did not answer.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { longestTask } from './journey.mjs'
import { gib, peakMemory } from './memory.mjs'
import { giveFile, readyPage } from './page.mjs'
import { ms, table } from './report.mjs'

const FOLDER = join(import.meta.dirname, 'data')
const CHUNK_ROWS = 50_000

/** One run each of the orders of the bench, of narrow orders, and of a workbook. */
export async function measureSizes(browser, address, { orders, narrowRows, workbookRows }) {
  const files = [
    ['orders as CSV, seven columns', orders, ''],
    [`${count(narrowRows)} orders as CSV, four columns`, narrowOrders(narrowRows), 'loads'],
    [`${count(workbookRows)} orders as XLSX`, workbook(workbookRows), '< 15 s'],
  ]
  const rows = []
  for (const [what, path, aim] of files) rows.push([what, ...(await measure(browser, address, path)), aim])
  table(
    ['file', 'size', 'look at it', 'load and clean', 'both', 'orders', 'peak memory', 'longest task', 'aim'],
    rows,
  )
  console.log('')
}

async function measure(browser, address, path) {
  const page = await readyPage(browser, address)
  await giveFile(page, path)
  const { open, load, orders, steps } = await page.evaluate(async () => {
    const { memberlens } = window
    let steps = 0
    const bars = new MutationObserver(() => (steps += 1))
    bars.observe(document.body, { subtree: true, attributeFilter: ['aria-valuenow'] })
    const started = performance.now()
    await memberlens.open(window.benchFiles)
    const opened = performance.now()
    await memberlens.load()
    const loaded = performance.now()
    bars.disconnect()
    const counted = (await memberlens.sql('select count(*) as n from orders')).rows()
    return { open: opened - started, load: loaded - opened, orders: Number(counted[0].n), steps }
  })
  if (steps === 0) console.log(`  (no progress was shown for ${path})`)
  const [longest, peak] = [await longestTask(page), await peakMemory(browser)]
  await page.context().close()
  const size = `${(statSync(path).size / 1e6).toFixed(0)} MB`
  return [size, ms(open), ms(load), ms(open + load), count(orders), gib(peak), ms(longest)]
}

const count = (n) => n.toLocaleString('en')

/** order_id, member_id, ordered_at, amount: about 40 bytes a row, written once. */
function narrowOrders(rows) {
  const path = join(FOLDER, `narrow-${rows}.csv`)
  if (existsSync(path)) return path
  mkdirSync(FOLDER, { recursive: true })
  const file = openSync(`${path}.part`, 'w')
  writeSync(file, 'order_id,member_id,ordered_at,amount\n')
  for (let row = 0; row < rows; row += CHUNK_ROWS) {
    const lines = Array.from({ length: Math.min(CHUNK_ROWS, rows - row) }, (_, i) =>
      order(row + i, rows).join(','),
    )
    writeSync(file, `${lines.join('\n')}\n`)
  }
  closeSync(file)
  renameSync(`${path}.part`, path)
  return path
}

function order(i, rows) {
  const mixed = Math.imul(i, 2_654_435_761) >>> 0
  const time = new Date(Date.UTC(2023, 0, 1) + Math.floor((i / rows) * 730 * 86_400) * 1000)
  const stamp = time.toISOString().slice(0, 19).replace('T', ' ')
  return [
    10_000_000 + i,
    1_000_000 + (mixed % Math.ceil(rows / 16)),
    stamp,
    `${mixed % 400}.${10 + (mixed % 89)}`,
  ]
}

/** The same kind of orders in one sheet, with dates and numbers as a spreadsheet keeps them. */
function workbook(rows) {
  const path = join(FOLDER, `orders-${rows}.xlsx`)
  if (existsSync(path)) return path
  mkdirSync(FOLDER, { recursive: true })
  const cells = Array.from({ length: rows }, (_, i) => {
    const [id, member, stamp, amount] = order(i, rows)
    return [
      `SO${id}`,
      `M${member}`,
      new Date(`${stamp}Z`),
      Number(amount),
      i % 50 === 0 ? 'cancelled' : 'completed',
    ]
  })
  const sheet = utils.aoa_to_sheet([['Order ID', 'Customer ID', 'Order Date', 'Total', 'Status'], ...cells], {
    UTC: true,
  })
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Orders')
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx', compression: true }))
  return path
}
