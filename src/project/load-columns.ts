import { createRaw, fillRaw, rawName, rawTable, stagedName, stagedTable } from '../cleaning/load.sql'
import type { FileDatabase } from '../engine/database'
import type { FileReport } from '../ingest/types'
import { rowObjects } from '../sql/rows'
import { sql } from '../sql/sql'
import type { readBatches } from '../ingest/columnar/batches'
import { LoadError, UnreadableError } from './errors'

export type ReadBatches = typeof readBatches

interface Options {
  readBatches: ReadBatches | undefined
  onProgress: (share: number) => void
  signal: AbortSignal | undefined
}

/**
 * A Parquet or Arrow file into its raw table, batch by batch. Batches go straight in where the engine's own casts do;
 * fields of structs and bytes take a way over a staging table.
 */
export async function loadColumns(
  db: FileDatabase,
  file: File,
  report: FileReport,
  index: number,
  { readBatches, onProgress, signal }: Options,
): Promise<void> {
  const read = readBatches ?? (await import('../ingest/columnar/batches')).readBatches
  const staged = report.columns.some(({ path, bytes }) => (path?.length ?? 1) > 1 || bytes === true)
  await db.run(createRaw(index, report), { signal })
  let done = 0
  const problem = await read(
    file,
    report,
    async ({ bytes, rows }) => {
      signal?.throwIfAborted()
      if (staged) {
        await db.insertArrow(stagedName(index), bytes, { create: true })
        await db.run(fillRaw(index, report), { signal })
        await db.run(sql`drop table ${stagedTable(index)}`)
      } else await db.insertArrow(rawName(index), bytes)
      done += rows
      onProgress(report.records > 0 ? Math.min(1, done / report.records) : 1)
    },
    signal,
  )
  if (problem) throw new UnreadableError(report.name, problem.sentence)
  const [count] = rowObjects(await db.query(sql`select count(*) as n from ${rawTable(index)}`))
  const loaded = Number(count?.['n'] ?? 0)
  if (loaded !== report.records)
    throw new LoadError('rows_lost', report.name, { read: report.records, loaded, rejected: 0 })
}
