import { loadColumns } from '../../../../src/project/load-columns'
import type { EngineCore } from '../../../../src/engine/core'
import { inspectFile } from '../../../../src/ingest/inspect'
import { sql } from '../../../../src/sql/sql'
import { rowsOf } from '../../engine-fixture'

/** What is seen of a file, and the rows of its raw table, cells as text. */
export async function readRaw(engine: EngineCore, file: File) {
  const report = await inspectFile(file)
  await engine.run(sql`create schema if not exists raw`)
  await loadColumns(engine, file, report, 0, {
    readBatches: undefined,
    onProgress: () => undefined,
    signal: undefined,
  })
  return {
    report,
    rows: await rowsOf(engine, sql`select columns(*)::varchar from "raw"."file_1" order by rowid`),
  }
}
