import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** What a SELECT gives on native DuckDB, as a Parquet file. `options` are those of COPY. */
export async function parquetFile(select: string, options = '', name = 'orders.parquet'): Promise<File> {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'))
  const path = join(folder, name)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run(`copy (${select}) to '${path}' (format parquet${options && `, ${options}`})`)
    return new File([readFileSync(path)], name)
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true })
  }
}

/** What a SELECT gives on native DuckDB, as a CSV file. */
export async function csvFile(select: string, name = 'orders.csv'): Promise<File> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const folder = mkdtempSync(join(tmpdir(), 'csv-'))
  const path = join(folder, name)
  try {
    await connection.run(`copy (${select}) to '${path}' (format csv, header)`)
    return new File([readFileSync(path)], name)
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true })
  }
}

/** Orders of a small shop, as a SELECT of typed columns: ids of 18 digits, gaps, returns, repeats. */
export const ORDERS = `select
  900000000000000000 + i // 2 as order_id,
  case when i % 50 = 0 then null else 'M' || (i * 7 % 397) end as member_id,
  timestamp '2023-01-01 08:00:00' + to_seconds(i * 4001) as ordered_at,
  case when i % 97 = 0 then null else cast((i * 37 % 9000) / 100 as decimal(10, 2)) end as amount,
  (1 + i % 4)::integer as quantity,
  case when i % 61 = 0 then 'cancelled' else 'completed' end as status,
  '商品' || (i % 23) as product_name
from range(6000) as r(i)`
