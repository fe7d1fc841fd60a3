import type { Columns } from './database'
import type { EngineFailure } from './errors'

/** Errors cross the worker's boundary as plain values. */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: EngineFailure }

/** What the engine worker offers the page. `id` names a call so that it can be cancelled. */
export interface EngineApi {
  /** Instantiates the wasm at `wasmUrl` (absolute); resolves with DuckDB's version. */
  start(wasmUrl: string, memoryLimit: string | null, lockName: string): Promise<Reply<string>>
  run(id: number, text: string, onProgress: ((share: number) => void) | null): Promise<Reply<null>>
  query(id: number, text: string, onProgress: ((share: number) => void) | null): Promise<Reply<Columns>>
  arrow(id: number, text: string): Promise<Reply<Uint8Array>>
  copyOut(id: number, text: string, path: string): Promise<Reply<Uint8Array>>
  register(path: string, file: Blob): Promise<Reply<null>>
  drop(path: string): Promise<Reply<null>>
  cancel(id: number): void
}
