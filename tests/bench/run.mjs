/**
 * The built page against native DuckDB on one thread, in one run, on the same statements and files; then what a user
 * waits for. `npm run bench -- --runs 3 --rows 5000000 --dist dist`
 */
import { existsSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAnalyses } from './analyses.mjs'
import { measureClv } from './clv.mjs'
import { compareEncodings } from './encodings.mjs'
import { measureJourney } from './journey.mjs'
import { measureDemo, measureLarge } from './large.mjs'
import { ordersFile } from './orders-csv.mjs'
import { openBrowser, servePage } from './page.mjs'
import { table } from './report.mjs'
import { compareStorage } from './parquet.mjs'
import { measureRecommend } from './recommend.mjs'
import { measureSegments } from './segments.mjs'
import { compareSpeed } from './speed.mjs'

const ROOT = join(import.meta.dirname, '../..')
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    rows: { type: 'string', default: '5000000' },
    dist: { type: 'string', default: 'dist' },
  },
})
const runs = Number(options.runs)
const dist = resolve(ROOT, options.dist)
if (!existsSync(join(dist, 'index.html'))) {
  console.error(`There is no built page in ${options.dist}: run "npm run build" first.`)
  process.exit(1)
}
const retail = resolve(ROOT, '../shared/data/online_retail/online_retail.csv')
const orders = ordersFile(Number(options.rows))
const [cpu] = cpus()
console.log(
  `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; medians of ${runs}\n`,
)

const server = await servePage(dist)
const browser = await openBrowser()
try {
  console.log(`Chromium ${browser.version()}\n`)
  if (existsSync(retail)) {
    console.log('online_retail.csv, 541,909 order lines')
    await compareSpeed(browser, server.address, retail, runs)
  } else {
    console.log('online_retail.csv is not beside the project: left out.\n')
  }
  console.log(`${Number(options.rows).toLocaleString('en')} orders of our own making`)
  await compareSpeed(browser, server.address, orders, runs)
  console.log('1,000,000 orders in other encodings')
  await compareEncodings(browser, server.address, 1_000_000, runs)
  console.log('The same orders as CSV and as Parquet')
  await compareStorage(browser, server.address, orders, runs)
  console.log('What a user waits for')
  table(
    ['what', 'median', 'aim'],
    [
      ...(await measureJourney(browser, server.address, existsSync(retail) ? retail : null, runs)),
      ...(await measureLarge(browser, server.address, orders, runs)),
      ...(await measureDemo(browser, server.address)),
      ...(await measureAnalyses(browser, server.address, Math.min(3, runs))),
    ],
  )
} finally {
  await browser.close()
  server.stop()
}
console.log('\nLifetime value, in Node on the page’s engine and kernels')
await measureClv(1_000_000)
console.log('\nClusters, associations and segment trees, in Node on the page’s kernels')
await measureSegments()

console.log('\nBaskets and recommenders, in Node on the page’s kernels')
await measureRecommend()
