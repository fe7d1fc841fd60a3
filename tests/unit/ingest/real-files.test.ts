import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { openFile, sharedPath } from './files'

const COUNTS: [path: string, records: number, encoding: string, inPlace: boolean][] = [
  ['online_retail/online_retail.csv', 541_909, 'utf-8', true],
  ['cdnow/cdnow_master.csv', 69_659, 'utf-8', true],
  ['cdnow/CDNOW_master.txt', 69_659, 'utf-8', false],
  ['zh_member_sales_2018/sale.csv', 76_050, 'utf-8', true],
  ['tmall_orders/tmall_order_report.csv', 28_010, 'utf-8', true],
  ['tmall_cosmetics_1111/cosmetics_utf8bom.csv', 27_598, 'utf-8', true],
  ['tmall_cosmetics_1111/cosmetics_gbk.csv', 27_598, 'gb18030', false],
  ['zh_reviews/online_shopping_10_cats.csv', 62_774, 'utf-8', true],
  ['clustering_cc_general/cc_general.csv', 8_950, 'utf-8', true],
  ['groceries/groceries_long.csv', 43_367, 'utf-8', true],
  ['zh_lexicon/NTUSD_positive_9365.txt', 9_364, 'big5', false],
]

describe('counts', () => {
  for (const [name, records, encoding, readInPlace] of COUNTS) {
    const path = sharedPath(name)
    it.skipIf(path === null)(`${name}: ${records}`, async () => {
      const report = await inspectFile(await openFile(path!))
      expect(report).toMatchObject({ records, readInPlace, dialect: { encoding } })
    })
  }
})

describe('encodings', () => {
  const gbk = sharedPath('tmall_cosmetics_1111/cosmetics_gbk.csv')
  const utf8 = sharedPath('tmall_cosmetics_1111/cosmetics_utf8bom.csv')
  it.skipIf(gbk === null || utf8 === null)(
    'the same file in GBK and UTF-8 gives the same columns and records',
    async () => {
      const [a, b] = await Promise.all([
        inspectFile(await openFile(gbk!)),
        inspectFile(await openFile(utf8!)),
      ])
      expect(a.columns.map(({ name, type }) => [name, type])).toEqual(
        b.columns.map(({ name, type }) => [name, type]),
      )
      expect(a.records).toBe(b.records)
      expect(a.preview[0]).toEqual(b.preview[0])
      const { csv, loaded } = await normaliseFile(await openFile(gbk!), a)
      expect(loaded).toBe(27_598)
      expect((await csv.text()).split(/\r?\n/)[1]).toBe(
        (await (await openFile(utf8!)).text()).split('\r\n')[1],
      )
    },
  )
})

describe('speed', () => {
  const path = sharedPath('online_retail/online_retail.csv')
  it.skipIf(path === null)('52 MB are inspected in seconds, and an abort takes hold at once', async () => {
    const file = await openFile(path!)
    const start = performance.now()
    await inspectFile(file)
    const time = performance.now() - start
    process.stdout.write(`inspected ${(file.size / 1e6 / (time / 1000)).toFixed(0)} MB/s\n`)
    expect(time).toBeLessThan(5000)

    const controller = new AbortController()
    let aborted = 0
    setTimeout(() => {
      aborted = performance.now()
      controller.abort()
    }, 30)
    await expect(inspectFile(file, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(performance.now() - aborted).toBeLessThan(500)
  })
})
