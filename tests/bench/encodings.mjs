// The same orders in UTF-8 and in GBK: from the drop to the loaded table, in the page. Issue 3 asks for at most 1.5.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { giveFile, readyPage } from './page.mjs'
import { median, ms, ratio, table } from './report.mjs'

const FOLDER = join(import.meta.dirname, 'data')
const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le']
const GOODS = [
  '保湿面霜 50ml',
  '真丝连衣裙 红色',
  '男士运动鞋 42码',
  '儿童雨伞',
  '有机绿茶 250克',
  '无线耳机',
]
const PLACES = ['广东省', '浙江省', '北京', '四川省', '内蒙古自治区', '上海']
const CHUNK_ROWS = 20_000

/** Prints what inspecting and loading take in each encoding, and the ratio to UTF-8. */
export async function compareEncodings(browser, address, rows, runs) {
  const times = ENCODINGS.map(() => ({ open: [], load: [], both: [] }))
  for (let run = 0; run < runs; run++)
    for (const [i, encoding] of ENCODINGS.entries()) {
      const { open, load } = await measure(browser, address, encodedOrders(rows, encoding))
      times[i].open.push(open)
      times[i].load.push(load)
      times[i].both.push(open + load)
    }
  const base = median(times[0].both)
  table(
    ['encoding', 'inspect', 'normalise and load', 'together', 'to UTF-8'],
    times.map(({ open, load, both }, i) => [
      ENCODINGS[i],
      ms(median(open)),
      ms(median(load)),
      ms(median(both)),
      ratio(median(both), base),
    ]),
  )
}

/** Loading ends with the raw table: cleaning is the same for every encoding. */
async function measure(browser, address, path) {
  const page = await readyPage(browser, address)
  await giveFile(page, path)
  const measured = await page.evaluate(async () => {
    const { memberlens, bench } = window
    const started = performance.now()
    await memberlens.open(window.benchFiles)
    const opened = performance.now()
    const before = bench.calls.length
    await memberlens.load()
    const calls = bench.calls.slice(before)
    const counted = calls.find(({ text }) => text?.startsWith('select count(*) as n from "raw"'))
    return { open: opened - started, load: counted.ended - opened }
  })
  await page.context().close()
  return measured
}

/** A CSV of `rows` orders with Chinese headers and names, written once; about 95 bytes a row in UTF-8. */
function encodedOrders(rows, encoding) {
  const path = join(FOLDER, `zh-orders-${rows}-${encoding}.csv`)
  if (existsSync(path)) return path
  mkdirSync(FOLDER, { recursive: true })
  const encode = encoderFor(encoding)
  const file = openSync(`${path}.part`, 'w')
  if (encoding === 'utf-16le') writeSync(file, Uint8Array.of(0xff, 0xfe))
  writeSync(file, encode('订单编号,会员编号,下单时间,实付金额,订单状态,商品名称,收货省份\n'))
  for (let row = 0; row < rows; row += CHUNK_ROWS) {
    const lines = Array.from({ length: Math.min(CHUNK_ROWS, rows - row) }, (_, i) => order(row + i))
    writeSync(file, encode(lines.join('')))
  }
  closeSync(file)
  renameSync(`${path}.part`, path)
  return path
}

function order(i) {
  const time = new Date(Date.UTC(2023, 0, 1) + i * 61_000).toISOString().slice(0, 19).replace('T', ' ')
  const mixed = Math.imul(i, 2_654_435_761) >>> 0
  const member = mixed % 60_000
  const amount = `${mixed % 500}.${String(mixed % 97).padStart(2, '0')}`
  return `${10_000_000 + i},M${member},${time},${amount},交易成功,${GOODS[mixed % GOODS.length]},${PLACES[(mixed >>> 8) % PLACES.length]}\n`
}

/** Node writes UTF-8 and UTF-16 only; the table for GBK is the decoder's, turned round. */
function encoderFor(encoding) {
  if (encoding !== 'gb18030') return (text) => Buffer.from(text, encoding.replace('-', ''))
  const codes = new Map()
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
  return (text) =>
    Buffer.from(
      [...text].flatMap((character) =>
        character < '\u0080' ? character.charCodeAt(0) : codes.get(character),
      ),
    )
}
