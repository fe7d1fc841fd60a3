/**
 * The built page against native DuckDB on one thread, in one run, on the same statements and files; then what a user
 * waits for. `npm run bench -- --runs 3 --rows 5000000 --dist dist`; `--only sizes,encodings` runs some parts alone;
 * `--encoded`, `--narrow` and `--workbook` are the rows of the files of those parts.
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
import { measureSizes } from './sizes.mjs'
import { compareSpeed } from './speed.mjs'
import { measureTags } from './tags.mjs'

const ROOT = join(import.meta.dirname, '../..')
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    rows: { type: 'string', default: '5000000' },
    encoded: { type: 'string', default: '1000000' },
    narrow: { type: 'string', default: '20000000' },
    workbook: { type: 'string', default: '200000' },
    dist: { type: 'string', default: 'dist' },
    only: { type: 'string', default: '' },
  },
})
const runs = Number(options.runs)
const count = (text) => Number(text).toLocaleString('en')
const retail = resolve(ROOT, '../shared/data/online_retail/online_retail.csv')
const hasRetail = existsSync(retail)

/** Parts by name: a heading, and what is measured; those in the page are given a browser and an address. */
const IN_PAGE = {
  retail: [
    'online_retail.csv, 541,909 order lines',
    async (browser, address) => {
      if (hasRetail) return compareSpeed(browser, address, retail, runs, { later: true })
      console.log('online_retail.csv is not beside the project: left out.\n')
    },
  ],
  orders: [
    `${count(options.rows)} orders of our own making`,
    (browser, address) => compareSpeed(browser, address, orders(), runs),
  ],
  encodings: [
    `${count(options.encoded)} orders in other encodings`,
    (browser, address) => compareEncodings(browser, address, Number(options.encoded), runs),
  ],
  parquet: [
    'The same orders as CSV and as Parquet',
    (browser, address) => compareStorage(browser, address, orders(), runs),
  ],
  sizes: [
    'Large files, one run each',
    (browser, address) =>
      measureSizes(browser, address, {
        orders: orders(),
        narrowRows: Number(options.narrow),
        workbookRows: Number(options.workbook),
      }),
  ],
  waits: [
    'What a user waits for',
    async (browser, address) =>
      table(
        ['what', 'median', 'aim'],
        [
          ...(await measureJourney(browser, address, hasRetail ? retail : null, runs)),
          ...(await measureLarge(browser, address, orders(), runs)),
          ...(await measureDemo(browser, address)),
        ],
      ),
  ],
  analyses: [
    'Analyses of millions of orders, once the shop is loaded',
    async (browser, address) =>
      table(['what', 'median', 'aim'], await measureAnalyses(browser, address, Math.min(3, runs))),
  ],
}
const IN_NODE = {
  clv: ['Lifetime value, in Node on the page’s engine and kernels', () => measureClv(1_000_000)],
  segments: [
    'Clusters, associations and segment trees, in Node on the page’s kernels',
    () => measureSegments(),
  ],
  recommend: ['Baskets and recommenders, in Node on the page’s kernels', () => measureRecommend()],
  tags: ['Facts, tags and segments, in Node on the page’s engine', () => measureTags(1_000_000, 10_000_000)],
}

const known = [...Object.keys(IN_PAGE), ...Object.keys(IN_NODE)]
const wanted = options.only === '' ? known : options.only.split(',')
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts: ${known.join(', ')}.`)
  process.exit(1)
}
const [cpu] = cpus()
console.log(
  `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; medians of ${runs}\n`,
)
const chosen = (parts) => Object.entries(parts).filter(([name]) => wanted.includes(name))
if (chosen(IN_PAGE).length > 0) await inBrowser(chosen(IN_PAGE))
for (const [, [heading, measure]] of chosen(IN_NODE)) {
  console.log(`\n${heading}`)
  await measure()
}

async function inBrowser(parts) {
  const dist = resolve(ROOT, options.dist)
  if (!existsSync(join(dist, 'index.html'))) {
    console.error(`There is no built page in ${options.dist}: run "npm run build" first.`)
    process.exit(1)
  }
  const server = await servePage(dist)
  const browser = await openBrowser()
  try {
    console.log(`Chromium ${browser.version()}\n`)
    for (const [, [heading, measure]] of parts) {
      console.log(heading)
      await measure(browser, server.address)
    }
  } finally {
    await browser.close()
    server.stop()
  }
}

/** The file of orders that several parts share, written when first asked for. */
function orders() {
  return ordersFile(Number(options.rows))
}
