import type { CoreOptions } from './core'
import type { Columns, InsertOptions } from './database'
import type { EngineFailure } from './errors'

export type ExportFormat = 'csv' | 'xlsx' | 'parquet' | 'arrow' | 'json'

export interface ExportOptions {
  /** CSV: begin with a byte order mark, so that spreadsheets read it as UTF-8. */
  bom?: boolean
  /** CSV: end lines with CR LF instead of LF. */
  crlf?: boolean
  /** XLSX: the name of the sheet. */
  sheet?: string
}

/** Errors cross the worker's boundary as plain values. */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: EngineFailure }

/** What the engine worker offers the page. `id` names a call so that it can be cancelled. */
export interface WasmSource {
  /** Absolute. */
  url: string
  /** Whether the browser has it already, so that there is no download to tell of. */
  isKept: boolean
}

export interface EngineApi {
  /** Instantiates the wasm, reporting its download; resolves with DuckDB's version. */
  start(
    wasm: WasmSource,
    options: CoreOptions,
    lockName: string,
    onProgress: (share: number) => void,
  ): Promise<Reply<string>>
  run(id: number, text: string, onProgress: ((share: number) => void) | null): Promise<Reply<null>>
  query(id: number, text: string, onProgress: ((share: number) => void) | null): Promise<Reply<Columns>>
  arrow(id: number, text: string): Promise<Reply<Uint8Array>>
  insertArrow(
    table: { schema: string; name: string },
    bytes: Uint8Array,
    options: InsertOptions,
  ): Promise<Reply<null>>
  copyOut(id: number, text: string, path: string): Promise<Reply<Uint8Array>>
  /** Writes a table or the result of a SELECT as a file, in the worker; only the finished Blob crosses. */
  exportRows(id: number, text: string, format: ExportFormat, options: ExportOptions): Promise<Reply<Blob>>
  register(path: string, file: Blob): Promise<Reply<null>>
  drop(path: string): Promise<Reply<null>>
  cancel(id: number): void
}
