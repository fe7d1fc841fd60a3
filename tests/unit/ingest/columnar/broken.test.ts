import { tableFromArrays, tableToIPC } from 'apache-arrow'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../../src/engine/core'
import { endOfColumn, readFooter, startOfColumn } from '../../../../src/ingest/columnar/parquet-footer'
import { inspectFile } from '../../../../src/ingest/inspect'
import { openTestEngine } from '../../engine-fixture'
import { ORDERS, parquetFile } from './parquet-files'
import { readRaw } from './raw-rows'

let engine: EngineCore
let orders: Uint8Array<ArrayBuffer>
beforeAll(async () => {
  engine = await openTestEngine()
  orders = new Uint8Array(await (await parquetFile(ORDERS, 'row_group_size 2048')).arrayBuffer())
})

const named = (bytes: Uint8Array<ArrayBuffer> | ArrayBuffer, name = 'orders.parquet') =>
  new File([bytes], name)
const ours = (name: string): File =>
  new File([readFileSync(join(import.meta.dirname, '../../../data/columnar', name))], name)

/** The one error of a file that cannot be loaded. */
async function errorOf(file: File) {
  const report = await inspectFile(file)
  const [error] = report.notices.filter(({ level }) => level === 'error')
  expect(error?.sentence.zh).toMatch(/[。）]$/)
  return error
}

describe('Parquet files that cannot be read', () => {
  test.each([0.1, 0.5, 0.9, 0.999])('cut off at %f of their length', async (share) => {
    expect(await errorOf(named(orders.slice(0, Math.floor(orders.length * share))))).toMatchObject({
      code: 'truncated',
    })
  })

  test('begun and not written', async () => {
    expect(await errorOf(named(new TextEncoder().encode('PAR1')))).toMatchObject({ code: 'truncated' })
    expect(await errorOf(named(new TextEncoder().encode('PAR1PAR1')))).toMatchObject({ code: 'truncated' })
  })

  test('with a footer longer than the file', async () => {
    const bytes = orders.slice()
    new DataView(bytes.buffer).setUint32(bytes.length - 8, 0x7fffffff, true)
    expect(await errorOf(named(bytes))).toMatchObject({ code: 'damaged' })
  })

  test('with a footer of noise', async () => {
    const bytes = orders.slice()
    bytes.fill(0xee, bytes.length - 400, bytes.length - 8)
    expect(await errorOf(named(bytes))).toMatchObject({ code: 'damaged' })
  })

  test('encrypted, as its ends say', async () => {
    const bytes = orders.slice()
    bytes.set(new TextEncoder().encode('PARE'), bytes.length - 4)
    expect(await errorOf(named(bytes))).toMatchObject({ code: 'encrypted' })
    bytes.set(new TextEncoder().encode('PARE'), 0)
    expect(await errorOf(named(bytes))).toMatchObject({ code: 'encrypted' })
  })

  test('in a codec that nobody reads', async () => {
    const bytes = parquetWriteBuffer({
      columnData: [{ name: 'id', data: Array.from({ length: 1000 }, () => 1n), type: 'INT64' }],
      codec: 'LZO',
      compressors: { LZO: (input) => input.subarray(0, input.length - 1) },
    })
    expect(await errorOf(named(bytes))).toMatchObject({ code: 'unknown_codec' })
  })

  test('without rows, and without a column that can be read', async () => {
    expect(await errorOf(await parquetFile('select 1 as id where false'))).toMatchObject({
      code: 'header_only',
    })
    expect(await errorOf(await parquetFile('select [1] as items'))).toMatchObject({ code: 'no_columns' })
  })

  test('damaged in a page the inspection did not look at: loading says so, and the engine goes on', async () => {
    const long = await parquetFile('select i as id from range(100000) as r(i)', 'row_group_size 2048')
    const { metadata } = await readFooter(long)
    const column = metadata.row_groups[3]?.columns[0]?.meta_data
    if (!column) throw new Error('There is no fourth row group.')
    const bytes = new Uint8Array(await long.arrayBuffer())
    bytes.fill(0xff, startOfColumn(column), endOfColumn(column))
    expect((await inspectFile(named(bytes))).notices).toEqual([])
    await expect(readRaw(engine, named(bytes))).rejects.toMatchObject({ name: 'UnreadableError' })
    expect((await readRaw(engine, named(orders))).rows).toHaveLength(6000)
  })
})

test(
  'whatever is damaged, there are the rows the footer says, or a sentence',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: orders.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.integer({ min: 1, max: 64 }),
        async (at, change, length) => {
          const bytes = orders.slice()
          for (let i = at; i < Math.min(at + length, bytes.length); i++) bytes[i] = (bytes[i] ?? 0) ^ change
          const report = await inspectFile(named(bytes))
          if (report.notices.some(({ level }) => level === 'error')) return
          const outcome = await readRaw(engine, named(bytes)).catch((error: unknown) => error)
          if (outcome instanceof Error) expect(outcome.name).toMatch(/^(UnreadableError|LoadError)$/)
          else expect((outcome as Awaited<ReturnType<typeof readRaw>>).rows).toHaveLength(report.records)
        },
      ),
      { numRuns: 40, seed: 7 },
    )
  },
)

describe('Arrow files that cannot be read', () => {
  const table = tableFromArrays({ id: Int32Array.from({ length: 5000 }, (_, i) => i) })
  const bytes = (format: 'file' | 'stream') => new Uint8Array(tableToIPC(table, format))

  test('a file without its end', async () => {
    expect(await errorOf(named(bytes('file').slice(0, -100), 'a.arrow'))).toMatchObject({ code: 'truncated' })
  })

  test('a stream that breaks off in a batch', async () => {
    expect(await errorOf(named(bytes('stream').slice(0, -5000), 'a.arrows'))).toMatchObject({
      code: 'truncated',
    })
  })

  test('compressed, in views, and Feather of version 1', async () => {
    expect(await errorOf(ours('compressed.arrow'))).toMatchObject({ code: 'compressed_arrow' })
    expect(await errorOf(ours('string_view.arrow'))).toMatchObject({ code: 'unknown_type' })
    expect(await errorOf(ours('feather_1.feather'))).toMatchObject({ code: 'old_feather' })
  })

  test('noise after the magic', async () => {
    const noise = new TextEncoder().encode(`ARROW1\0\0${'x'.repeat(500)}ARROW1`)
    expect((await errorOf(named(noise, 'a.arrow')))?.code).toMatch(/damaged|truncated/)
  })
})

test('a cancelled reading throws the reason', async () => {
  const controller = new AbortController()
  controller.abort(new DOMException('Cancelled.', 'AbortError'))
  await expect(inspectFile(named(orders), { signal: controller.signal })).rejects.toThrow('Cancelled')
})
