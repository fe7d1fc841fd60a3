// What a user waits for in the built page, from the first byte to the lists.
import { freshPage, giveFile, readyPage } from './page.mjs'
import { median, ms, table } from './report.mjs'

const START = /^Looks right/

/** First load, a drop to the RFM map, a cancelled load, and lists of members; medians of `runs`. */
export async function measureJourney(browser, address, { retail, orders, runs }) {
  const rows = []
  rows.push([
    'first load to a usable drop zone',
    ms(await repeated(runs, () => firstLoad(browser, address))),
    'aim < 1.5 s',
  ])
  if (retail) {
    const drops = []
    for (let run = 0; run < runs; run++) drops.push(await dropToMap(browser, address, retail))
    rows.push(['online_retail.csv: drop to proposal', ms(median(drops.map(({ proposal }) => proposal))), ''])
    rows.push([
      'online_retail.csv: drop to RFM map on screen',
      ms(median(drops.map(({ map }) => map))),
      'aim < 3 s',
    ])
    rows.push([
      'longest task of the main thread on the way',
      ms(Math.max(...drops.map(({ longest }) => longest))),
      'none > 100 ms',
    ])
  }
  rows.push(...(await cancelAndLists(browser, address, orders, runs)))
  table(['what', 'median', 'aim'], rows)
}

async function repeated(runs, measure) {
  const times = []
  for (let run = 0; run < runs; run++) times.push(await measure())
  return median(times)
}

async function firstLoad(browser, address) {
  const started = performance.now()
  const page = await freshPage(browser, address)
  await page.getByRole('button', { name: 'Choose files' }).waitFor()
  const took = performance.now() - started
  await page.context().close()
  return took
}

/** Counted without the moment a person takes to press the button. */
async function dropToMap(browser, address, path) {
  const page = await readyPage(browser, address)
  const started = performance.now()
  await page.locator('input[type=file]').first().setInputFiles(path)
  const accept = page.getByRole('button', { name: START }).first()
  await accept.waitFor()
  const proposal = performance.now() - started
  await accept.click()
  await page.getByRole('heading', { level: 1, name: /rows are used/ }).waitFor()
  await page.getByRole('link', { name: 'RFM' }).click()
  await page.locator('figure svg').first().waitFor()
  const map = performance.now() - started
  const longest = await page.evaluate(() =>
    Math.max(0, ...window.bench.longTasks.map(({ ms: task }) => task)),
  )
  await page.context().close()
  return { proposal, map, longest }
}

/** A large load is cancelled in its middle, then done; its members are read as the lists on the pages read them. */
async function cancelAndLists(browser, address, path, runs) {
  const page = await readyPage(browser, address)
  await giveFile(page, path)
  await page.evaluate(() => window.memberlens.open(window.benchFiles))
  const cancels = []
  for (let run = 0; run < runs; run++) {
    await page.getByRole('button', { name: START }).first().click()
    const cancel = page.getByRole('button', { name: 'Cancel' })
    await cancel.waitFor()
    await page.waitForTimeout(700)
    const started = performance.now()
    await cancel.click()
    await page.getByRole('button', { name: START }).first().waitFor()
    cancels.push(performance.now() - started)
    await page.waitForTimeout(500)
  }
  await page.evaluate(() => window.memberlens.load())
  await page.evaluate(() => window.memberlens.run('rfm'))
  const list = (order, filter = 'true') =>
    `select member_id, recency_days, frequency, monetary::double as monetary, r, f, m from member_rfm where ${filter} order by ${order} nulls last, member_id`
  const ask = (text) => repeated(runs, () => page.evaluate((sql) => window.bench.ask('query', sql), text))
  const rows = [
    ['cancel in the middle of a load, back at the proposal', ms(median(cancels)), 'aim < 300 ms'],
    [
      'a list of all members: first page',
      ms(await ask(`${list('monetary desc')} limit 100`)),
      'aim < 100 ms',
    ],
    [
      '… a page from its middle',
      ms(await ask(`${list('monetary desc')} limit 100 offset 150000`)),
      'aim < 100 ms',
    ],
    ['… in another order', ms(await ask(`${list('recency_days')} limit 100`)), 'aim < 100 ms'],
    [
      '… filtered by part of the id',
      ms(await ask(`${list('monetary desc', "contains(lower(member_id), '123')")} limit 100`)),
      'aim < 100 ms',
    ],
  ]
  await page.context().close()
  return rows
}
