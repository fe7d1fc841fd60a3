import type { ExportFormat } from '../../project/export'
import type { SourceColumn } from '../../project/export-columns'
import type { Sql } from '../../sql/sql'

/** A table or SELECT that someone wants as a file. */
export interface ExportRequest {
  source: Sql
  format: ExportFormat
  bom: boolean
  /** Without its ending. */
  filename: string
}

/** What has to be looked at before it is saved. */
export interface ExportQuestion extends ExportRequest {
  columns: readonly SourceColumn[]
  /** Columns that hold ids of members. */
  ids: readonly string[]
}

/** The question that is open, if any; a dialog asks it. */
export const exporting = $state({ question: null as ExportQuestion | null })
