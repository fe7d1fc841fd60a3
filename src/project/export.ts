import type { ExportFormat, ExportOptions } from '../engine/api'
import type { EngineClient } from '../engine/client'
import type { Sql } from '../sql/sql'
import { describeColumns } from './export-columns'
import { protectedSource, type Protection } from './protect.sql'

export type { ExportFormat }

export interface TableExportOptions extends ExportOptions {
  /** Persons are masked unless it says otherwise. */
  protection?: Protection
  signal?: AbortSignal
}

/**
 * A table, or what a SELECT gives, as a file. It is written in the engine's worker, so that the page stays free
 * however long it is; what each format does with a value is told by `writeRows`.
 *
 * @throws EngineError, kind `cancelled` once `signal` is aborted.
 */
export async function exportTable(
  engine: EngineClient,
  source: Sql,
  format: ExportFormat,
  { protection = { mask: true }, ...options }: TableExportOptions = {},
): Promise<Blob> {
  const columns = await describeColumns(engine, source, options.signal)
  return engine.exportRows(protectedSource(source, columns, protection), format, options)
}
