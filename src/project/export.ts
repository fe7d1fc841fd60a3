import type { ExportFormat, ExportOptions } from '../engine/api'
import type { EngineClient } from '../engine/client'
import type { Sql } from '../sql/sql'

export type { ExportFormat }

/**
 * A table, or what a SELECT gives, as a file. It is written in the engine's worker, so that the page stays free
 * however long it is; what each format does with a value is told by `writeRows`.
 *
 * @throws EngineError, kind `cancelled` once `signal` is aborted.
 */
export const exportTable = (
  engine: EngineClient,
  source: Sql,
  format: ExportFormat,
  options: ExportOptions & { signal?: AbortSignal } = {},
): Promise<Blob> => engine.exportRows(source, format, options)
