/**
 * The analyses of members over shops of millions of orders, in the built page on one thread: what `memberlens.run`
 * takes, all its tables included. `node tests/bench/analyses.mjs [--runs 3] [--dist dist] [--only retention]`
 */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { madeFile } from './made-shop.mjs'
import { giveFile, openBrowser, readyPage, servePage } from './page.mjs'
import { median, ms, table } from './report.mjs'

const ROOT = join(import.meta.dirname, '../..')
/** Between the end of the load and the first question. */
const LOOKED_MS = 10_000

/** Each is asked in a shop that nothing was asked of before: tables that stay the same are not made twice. */
const SHOPS = [
  {
    orders: 5_000_000,
    members: 1_000_000,
    asked: [{ id: 'retention', what: 'retention triangle', aim: '< 2 s', parameters: {} }],
  },
  {
    orders: 3_000_000,
    members: 1_000_000,
    asked: [
      { id: 'rfm', what: 'RFM, two dates compared', aim: '< 3 s', parameters: { compare: '90' } },
      { id: 'lifecycle', what: 'lifecycle', aim: '< 5 s', parameters: {} },
      { id: 'churn', what: 'churn', aim: '< 5 s', parameters: {} },
      { id: 'revenue', what: 'revenue', aim: '< 6 s', parameters: {} },
    ],
  },
]

/** Rows of a report: what, median, aim. */
export async function measureAnalyses(browser, address, runs, only = null) {
  const rows = []
  for (const { orders, members, asked } of SHOPS) {
    const wanted = asked.filter(({ id }) => only === null || only === id)
    const took = wanted.map(() => [])
    for (let run = 0; run < runs && wanted.length > 0; run++) {
      const page = await readyPage(browser, address)
      await openShop(page, orders, members)
      for (const [i, { id, parameters }] of wanted.entries()) took[i].push(await timeOf(page, id, parameters))
      await page.context().close()
    }
    const size = `${orders.toLocaleString('en')} orders, ${members.toLocaleString('en')} members`
    wanted.forEach(({ what, aim }, i) => rows.push([`${what}, ${size}`, ms(median(took[i])), aim]))
  }
  return rows
}

const timeOf = (page, id, parameters) =>
  page.evaluate(
    async ([id, parameters]) => {
      const started = performance.now()
      await window.memberlens.run(id, parameters)
      return performance.now() - started
    },
    [id, parameters],
  )

/** Loads the shop, and looks at what came of it for as long as its orders take to be sorted. */
async function openShop(page, orders, members) {
  await giveFile(page, await madeFile(orders, members))
  await page.evaluate(async () => {
    await window.memberlens.open(window.benchFiles)
    await window.memberlens.load()
  })
  await page.waitForTimeout(LOOKED_MS)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '3' },
      dist: { type: 'string', default: 'dist' },
      only: { type: 'string' },
    },
  })
  const server = await servePage(resolve(ROOT, values.dist))
  const browser = await openBrowser()
  try {
    const rows = await measureAnalyses(browser, server.address, Number(values.runs), values.only ?? null)
    table(['what', 'median', 'aim'], rows)
  } finally {
    await browser.close()
    server.stop()
  }
}
