// The bench's own data: a CSV of orders, the same for the same number of rows, written once to tests/bench/data/.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'data')
const HEADER = 'order_id,member_id,ordered_at,amount,status,channel,quantity\n'
const START = Date.UTC(2023, 0, 1)
const DAYS = 730
const CHANNELS = ['online', 'store', 'app', 'wechat']
const CHUNK_ROWS = 20_000

/**
 * A file of `rows` orders by about rows / 16 members over two years, in the order of time: ids without gaps, a
 * member missing in 2 %, returns of 1 % (negative, later than a sale of the same member), 0.5 % of zero, 1 %
 * cancelled, and a repeated line in 5,000. About 65 bytes a row.
 */
export function ordersFile(rows) {
  const path = join(FOLDER, `orders-${rows}.csv`)
  if (existsSync(path)) return path
  mkdirSync(FOLDER, { recursive: true })
  const unfinished = `${path}.part`
  const file = openSync(unfinished, 'w')
  writeSync(file, HEADER)
  const random = randomNumbers(20_230_101)
  const members = Math.ceil(rows / 16)
  const sales = []
  let before = ''
  for (let row = 0; row < rows;) {
    const lines = []
    for (const end = Math.min(rows, row + CHUNK_ROWS); row < end; row++) {
      const line = random() < 0.0002 && before ? before : order(row, rows, members, random, sales)
      lines.push(line)
      before = line
    }
    writeSync(file, `${lines.join('\n')}\n`)
  }
  closeSync(file)
  renameSync(unfinished, path)
  console.log(`Wrote ${path}, ${(statSync(path).size / 1e6).toFixed(0)} MB.`)
  return path
}

function order(row, rows, members, random, sales) {
  const id = `SO${String(row + 1).padStart(8, '0')}`
  const time = clock(START + ((row + random()) / rows) * DAYS * 86_400_000)
  const channel = CHANNELS[Math.floor(random() * random() * CHANNELS.length)]
  const kind = random()
  if (kind < 0.01 && sales.length > 0) {
    const sale = sales[Math.floor(random() * sales.length)]
    return `${id},${sale.member},${time},-${sale.amount},completed,${sale.channel},-${sale.quantity}`
  }
  // Squared, so that some members buy often and many seldom.
  const member = kind < 0.03 ? '' : `M${String(Math.floor(random() ** 2 * members)).padStart(6, '0')}`
  const amount = kind < 0.035 ? '0.00' : (5 + 400 * random() ** 3).toFixed(2)
  const quantity = 1 + Math.floor(random() ** 3 * 6)
  if (kind >= 0.035 && kind < 0.045)
    return `${id},${member},${time},${amount},cancelled,${channel},${quantity}`
  if (kind > 0.98)
    sales[sales.length < 50_000 ? sales.length : Math.floor(random() * 50_000)] = {
      member,
      amount,
      channel,
      quantity,
    }
  return `${id},${member},${time},${amount},completed,${channel},${quantity}`
}

const clock = (epochMs) => new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')

/** mulberry32 (Tommy Ettinger, public domain): numbers from 0 to 1, good enough for made-up orders. */
function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
