// What a user waits for with a file of usual size, on the built page: from the first byte to the RFM map.
import { freshPage, readyPage } from './page.mjs'
import { median, ms } from './report.mjs'

/** Rows of the table of what a user waits for. */
export async function measureJourney(browser, address, retail, runs) {
  const loads = await repeated(runs, () => firstLoad(browser, address))
  const rows = [['first load to a usable drop zone', ms(median(loads)), '< 1.5 s']]
  if (!retail) return rows
  const drops = await repeated(runs, () => dropToMap(browser, address, retail))
  const middle = (key) => ms(median(drops.map((drop) => drop[key])))
  return [
    ...rows,
    ['online_retail.csv: drop to proposal', middle('proposal'), ''],
    ['… start to cleaning report', middle('load'), ''],
    ['… and on to the RFM map', middle('rfm'), ''],
    ['… drop to RFM map, the reading of the pages left out', middle('all'), '< 3 s'],
    [
      '… longest task of the main thread on the way',
      ms(Math.max(...drops.map((drop) => drop.longest))),
      '< 100 ms',
    ],
  ]
}

export async function repeated(runs, measure) {
  const results = []
  for (let run = 0; run < runs; run++) results.push(await measure())
  return results
}

export const longestTask = (page) =>
  page.evaluate(() => Math.max(0, ...window.bench.longTasks.map((task) => task.ms)))

async function firstLoad(browser, address) {
  const page = await freshPage(browser, address)
  const took = await page.evaluate(() => window.bench.until('[role=group] button', 'Choose files'))
  await page.context().close()
  return took
}

/** The engine is up, as it is for someone who takes two seconds to find her file. */
async function dropToMap(browser, address, path) {
  const page = await readyPage(browser, address)
  await page.evaluate(() => {
    window.dropped = new Promise((resolve) => {
      document.addEventListener('change', () => resolve(performance.now()), { capture: true, once: true })
    })
  })
  await page.locator('input[type=file]').first().setInputFiles(path)
  const times = await page.evaluate(async () => {
    const { bench } = window
    const proposal = (await bench.until('button:enabled', 'Looks right')) - (await window.dropped)
    const load = await bench.clickUntil('Looks right', 'h1', 'rows are used')
    const asked = performance.now()
    document.querySelector('a[href="#/rfm"]').click()
    const rfm = (await bench.until('figure svg [role=gridcell]')) - asked
    return { proposal, load, rfm, all: proposal + load + rfm }
  })
  const longest = await longestTask(page)
  await page.context().close()
  return { ...times, longest }
}
