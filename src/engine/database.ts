import type { Sql } from '../sql/sql'

/** One column of a result. Numbers carry NaN where the value is null; times are epoch milliseconds, zone-less. */
export type Column =
  | { name: string; type: 'number' | 'time' | 'date'; values: Float64Array; nulls: number }
  | { name: string; type: 'text' | 'boolean'; values: (string | null)[]; nulls: number }

/** A result by columns, each of length `rows`. */
export interface Columns {
  rows: number
  columns: Column[]
}

export interface StatementOptions {
  /** Called with a share from 0 to 1 while the engine knows one. */
  onProgress?: ((share: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * What analyses and cleaning need of an engine. The page's client, the worker and the tests' Node engine all
 * provide it, so the same steps run in each.
 */
export interface Database {
  /** Runs a statement for its effect. */
  run(statement: Sql, options?: StatementOptions): Promise<void>
  /** Runs a query for its columns. */
  query(statement: Sql, options?: StatementOptions): Promise<Columns>
}

export interface InsertOptions {
  /** Makes the table, with the types the stream has. Without it the table is there, and each cell is cast to its type. */
  create?: boolean
}

/** A database that can also read files, and gives and takes bytes: what loading and kernels need. */
export interface FileDatabase extends Database {
  /** The result of a query as one Arrow IPC stream. */
  arrow(statement: Sql, options?: StatementOptions): Promise<Uint8Array>
  /** Adds the rows of an Arrow IPC stream to a table, column by column in their order. Takes the bytes over. */
  insertArrow(
    table: { schema: string; name: string },
    bytes: Uint8Array,
    options?: InsertOptions,
  ): Promise<unknown>
  /** Makes a file readable under `path` (`in/…`). */
  register(path: string, file: Blob): Promise<unknown>
  drop(path: string): unknown
}
