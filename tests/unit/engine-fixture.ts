import { createRequire } from 'node:module'
import { EngineCore, type CoreOptions } from '../../src/engine/core'
import type { Bindings } from '../../src/engine/runtime'

interface NodeDuckDB {
  NODE_RUNTIME: object
  VoidLogger: new () => object
  createDuckDB(
    bundles: object,
    logger: object,
    runtime: object,
  ): Promise<Bindings & { instantiate(): Promise<void> }>
}

const require = createRequire(import.meta.url)

/** The page's engine, opened in Node on the same wasm. About a second. */
export async function openTestEngine(options: CoreOptions = {}): Promise<EngineCore> {
  const duckdb = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs') as NodeDuckDB
  const wasm = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')
  const bundle = { mainModule: wasm, mainWorker: '' }
  let core: EngineCore | null = null
  const runtime = {
    ...duckdb.NODE_RUNTIME,
    progressUpdate: (_final: number, percentage: number) => core?.reportProgress(percentage / 100),
  }
  const bindings = await duckdb.createDuckDB({ mvp: bundle, eh: bundle }, new duckdb.VoidLogger(), runtime)
  await bindings.instantiate()
  core = await EngineCore.open(bindings, options)
  return core
}

/** A result as plain rows, for comparing in tests. */
export async function rowsOf(engine: EngineCore, statement: Parameters<EngineCore['query']>[0]) {
  const { rows, columns } = await engine.query(statement)
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(columns.map((column) => [column.name, column.values[i] ?? null])),
  )
}
