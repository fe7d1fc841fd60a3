// The same orders as CSV and as Parquet: looking at the file, and its rows into the engine.
import { existsSync, renameSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { giveFile, readyPage } from './page.mjs'
import { median, ms, ratio, table } from './report.mjs'

/** The CSV's rows as Parquet (Snappy, row groups of 122,880), beside it; typed as native DuckDB sniffs them. */
export async function parquetOf(csv) {
  const path = csv.replace(/\.csv$/, '.parquet')
  if (existsSync(path)) return path
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`copy (select * from read_csv('${csv}')) to '${path}.part' (format parquet)`)
  connection.closeSync()
  instance.closeSync()
  renameSync(`${path}.part`, path)
  return path
}

/** CSV and Parquet in turn, `runs` times each; a new page for every one, so that none finds a warm reader. */
export async function compareStorage(browser, address, csv, runs) {
  const parquet = await parquetOf(csv)
  const text = []
  const columns = []
  for (let run = 0; run < runs; run++) {
    text.push(await measure(browser, address, csv))
    columns.push(await measure(browser, address, parquet))
  }
  const row = (what, key) => {
    const [slow, fast] = [text, columns].map((measured) => median(measured.map((times) => times[key])))
    return [what, ms(slow), ms(fast), ratio(slow, fast)]
  }
  table(
    ['what', 'CSV', 'Parquet', 'CSV ÷ Parquet'],
    [
      row('look at the file', 'open'),
      row('rows into the engine', 'read'),
      row('both', 'both'),
      row('load() and all it takes', 'load'),
    ],
  )
  console.log('')
}

async function measure(browser, address, path) {
  const page = await readyPage(browser, address)
  await giveFile(page, path)
  const times = await page.evaluate(async () => {
    const { memberlens, bench } = window
    const clock = async (work) => {
      const started = performance.now()
      await work()
      return performance.now() - started
    }
    const open = await clock(() => memberlens.open(window.benchFiles))
    const before = bench.calls.length
    const load = await clock(() => memberlens.load())
    const calls = bench.calls.slice(before)
    const first = calls.find(({ text }) => text?.startsWith('create or replace table "raw"'))
    const last = calls.find(({ text }) => text?.startsWith('select count(*) as n from "raw"'))
    const read = last.ended - first.started
    return { open, read, both: open + read, load }
  })
  await page.context().close()
  return times
}
