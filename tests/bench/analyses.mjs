/**
 * The analyses of members over shops of millions of orders, in the built page on one thread: what `memberlens.run`
 * takes, all its tables included. `node tests/bench/analyses.mjs [--runs 3] [--dist dist] [--only retention]`
 */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { openBrowser, readyPage, servePage } from './page.mjs'
import { median, ms, table } from './report.mjs'

const ROOT = join(import.meta.dirname, '../..')
const FIRST_DAY = '2022-01-01'
const LAST_DAY = '2024-12-31'

/** Each is asked in a shop that nothing was computed of before: tables that stay the same are not made twice. */
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

/** Loads a file of two orders, for the page to know a shop, and puts made-up ones in the place of its tables. */
async function openShop(page, orders, members) {
  await page.evaluate(
    async ([first, last]) => {
      const text = `order_id,member_id,ordered_at,amount,channel\n1,M1,${first} 10:00:00,5.00,app\n2,M1,${last} 10:00:00,5.00,app\n`
      await window.memberlens.open([new File([text], 'orders.csv')])
      await window.memberlens.load()
    },
    [FIRST_DAY, LAST_DAY],
  )
  const columns = await page.evaluate(
    async () => (await window.memberlens.tables()).find(({ name }) => name === 'orders').columns,
  )
  for (const statement of [madeOrders(orders, members, columns), MADE_MEMBERS])
    await page.evaluate((text) => window.bench.ask('run', text), statement)
}

/**
 * Every member has one order, the others come by the square of a uniform number, so that some buy often and many
 * seldom; over three years, in no order. The engine's hash makes the same shop each time.
 */
const madeOrders = (orders, members, columns) => {
  const values = {
    order_id: `concat('SO', lpad(i::varchar, 8, '0'))`,
    member_id: `concat('M', lpad(m::varchar, 7, '0'))`,
    ordered_at: `timestamp '${FIRST_DAY}' + to_microseconds((t * 94608000)::bigint * 1000000)`,
    lines: `1::integer`,
    gross: `a::decimal(18, 4)`,
    returned: `0::decimal(18, 4)`,
    net: `a::decimal(18, 4)`,
    channel: `case i % 4 when 0 then 'app' when 1 then 'store' else 'online' end`,
  }
  const of = (name) => values[name] ?? `(select any_value(${name}) from was)`
  return `create or replace table orders as
with was as materialized (select * from orders)
select ${columns.map(({ name }) => `${of(name)} as ${name}`).join(', ')}
from (
  select
    range as i,
    case when range < ${members} then range
    else floor(pow((hash(range) % 1000003) / 1000003.0, 2) * ${members})::bigint end as m,
    (hash(range + 7) % 1000033) / 1000033.0 as t,
    round(5 + 400 * pow((hash(range + 29) % 100003) / 100003.0, 3), 2) as a
  from range(${orders})
)
order by hash(i + 3)`
}

const MADE_MEMBERS = `create or replace table members as
with was as materialized (select * exclude (member_id) from members limit 1)
select o.member_id, was.* from (select distinct member_id from orders) as o cross join was`

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
