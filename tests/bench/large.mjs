// What a user waits for with a large file and with the large demo shop.
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { freshPage, giveFile, readyPage } from './page.mjs'
import { longestTask, repeated } from './journey.mjs'
import { median, ms } from './report.mjs'

const ROOT = join(import.meta.dirname, '../..')

/** Statements in whose middle a load is cancelled. */
const MIDDLES = [
  ['while the file is read', 'create or replace table "raw"'],
  ['while cells are read', 'create or replace table sales_rows'],
  ['while orders are built', 'create or replace table orders'],
]

/** A query that would run for minutes. */
const LONG_QUERY = 'select sum((a.range * b.range) % 7) from range(1000000) as a, range(1000000) as b'

export async function measureLarge(browser, address, path, runs) {
  const page = await readyPage(browser, address)
  await giveFile(page, path)
  await page.evaluate(() => window.memberlens.open(window.benchFiles))
  const rows = []
  for (const [when, statement] of MIDDLES) {
    const cancels = await repeated(runs, () => cancelLoad(page, statement))
    rows.push([`cancelling a load ${when}`, ms(median(cancels)), '< 300 ms'])
  }
  await page.evaluate(() => window.bench.clickUntil('Looks right', 'h1', 'rows are used'))
  rows.push(...(await measureLists(page, runs)))
  const cancels = await repeated(runs, () => cancelQuery(page))
  rows.push(['cancelling a long query on the SQL page', ms(median(cancels)), '< 300 ms'])
  rows.push(['longest task of the main thread in all this', ms(await longestTask(page)), '< 100 ms'])
  await page.context().close()
  return rows
}

/** Starts a load, presses Cancel half a second into a statement, and waits for the proposal. */
async function cancelLoad(page, statement) {
  await page.evaluate(() => window.bench.clickUntil('Looks right', 'button', 'Cancel'))
  await page.waitForFunction(
    (start) => {
      const call = window.bench.calls.at(-1)
      return call.text?.startsWith(start) && !call.ended && performance.now() - call.started > 500
    },
    statement,
    { timeout: 300_000 },
  )
  return page.evaluate(() => window.bench.clickUntil('Cancel', 'button:enabled', 'Looks right'))
}

/** All members, by the statements of the list that slides in: what the engine takes to answer for a page of rows. */
async function measureLists(page, runs) {
  // Where such a list slides in: what the cleaning page reads later is given up when it is left.
  await page.evaluate(() => (location.hash = '#/rfm'))
  await page.evaluate(() => window.memberlens.run('rfm'))
  const { module } = await runnerImport(join(import.meta.dirname, 'member-list.ts'), {
    root: ROOT,
    configFile: false,
  })
  let took = 0
  const newList = () =>
    module.listOfMembers(async ({ text }) => {
      took += await page.evaluate((sql) => window.bench.ask('query', sql), text)
      return { rows: 0, columns: [] }
    })
  const timed = async (list, filter, key, offset) => {
    took = 0
    await list.page(filter, { key, descending: key === 'monetary' }, offset, 100)
    return took
  }
  const kept = newList()
  const middle = async (measure) => ms(median(await repeated(runs, measure)))
  return [
    ['all 312,479 members: first page', await middle(() => timed(newList(), '', 'monetary', 0)), '< 100 ms'],
    ['… in another order', await middle(() => timed(newList(), '', 'recency_days', 0)), '< 100 ms'],
    ['… filtered by part of the id', await middle(() => timed(newList(), '123', 'monetary', 0)), '< 100 ms'],
    ['… a jump to the middle', await middle(() => timed(newList(), '', 'monetary', 150_000)), '< 100 ms'],
    ['… pages from there on', await middle(() => timed(kept, '', 'monetary', 150_000)), '< 100 ms'],
  ]
}

async function cancelQuery(page) {
  await page.goto(`${page.url().split('#')[0]}#/sql`)
  const editor = page.getByRole('textbox', { name: 'SQL query' })
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(LONG_QUERY)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.waitForFunction(() => {
    const call = window.bench.calls.at(-1)
    return call.text?.includes('range(1000000) as b') && performance.now() - call.started > 1000
  })
  return page.evaluate(async () => {
    const { bench } = window
    const call = bench.calls.at(-1)
    await bench.clickUntil('Cancel', '[role=status]', 'Cancelled')
    while (call.ended === null) await new Promise((resolve) => setTimeout(resolve, 5))
    if (call.failure !== 'cancelled') throw new Error(`The query ended by itself: ${call.failure}.`)
    return call.ended - bench.cancelledAt
  })
}

/** Making the large demo shop, loading it, and its RFM map; one run. */
export async function measureDemo(browser, address) {
  const page = await freshPage(browser, address)
  await page.evaluate(() => window.bench.until('[role=group] button', 'Choose files'))
  await page.evaluate(() => window.memberlens.ready)
  await page.getByRole('button', { name: 'Try the demo shop' }).click()
  await page.getByRole('menuitem', { name: 'Large' }).click()
  const times = await page.evaluate(async () => {
    const { bench } = window
    const cleaned = await bench.until('h1', 'rows are used')
    const { started, ended } = bench.workers['demo']
    const loading = bench.calls.find((call) => call.started > ended && call.text?.startsWith('drop')).started
    const asked = performance.now()
    document.querySelector('a[href="#/rfm"]').click()
    const map = await bench.until('figure svg [role=gridcell]')
    return { make: ended - started, inspect: loading - ended, load: cleaned - loading, rfm: map - asked }
  })
  const longest = await longestTask(page)
  await page.context().close()
  return [
    ['large demo shop (200,000 members): made', ms(times.make), ''],
    ['… looked at', ms(times.inspect), ''],
    ['… loaded and cleaned', ms(times.load), ''],
    ['… RFM map', ms(times.rfm), ''],
    ['… longest task of the main thread', ms(longest), '< 100 ms'],
  ]
}
