// The same statements on native DuckDB, on one thread, against the file itself.
import { DuckDBInstance } from '@duckdb/node-api'

/**
 * Runs statements in order in a database of their own, set up like the page's, and gives the milliseconds of each.
 * `in/0.csv`, the name the page registers its file under, becomes `path`.
 */
export async function runNative(statements, path) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await connection.run("set disabled_compression_methods = 'fsst,dict_fsst,zstd'")
  await connection.run("attach ':memory:' as shop (compress)")
  await connection.run('use shop')
  const times = []
  for (const text of statements) {
    const started = performance.now()
    await connection.runAndReadAll(text.replaceAll("'in/0.csv'", `'${path.replaceAll("'", "''")}'`))
    times.push(performance.now() - started)
  }
  connection.closeSync()
  instance.closeSync()
  return times
}
