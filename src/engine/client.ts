import { proxy, transfer, wrap, type Remote } from 'comlink'
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import workerUrl from '../../workers/engine.ts?worker&url'
import type { Sql } from '../sql/sql'
import type { CoreOptions } from './core'
import type { EngineApi, ExportFormat, ExportOptions, Reply } from './api'
import type { Columns, FileDatabase, InsertOptions, StatementOptions } from './database'
import { EngineError, StartError } from './errors'
import { uniqueName, watchLife } from './life'
import { PriorityQueue, WAITING, type Priority } from './queue'
import { checkWasm, isKept, spawnWorker } from './spawn'

export interface RequestOptions extends StatementOptions {
  priority?: Priority
  /** A newer request with the same key cancels this one: what the user no longer looks at is not computed. */
  key?: string
}

export interface QueryHandle<T> {
  result: Promise<T>
  cancel: () => void
}

export interface OpenOptions extends Pick<CoreOptions, 'packsText'> {
  /** Share of the engine's download, 0 to 1. */
  onProgress?: (share: number) => void
}

const STALL_LIMIT_MS = 30_000
/** A cancelled statement that is inside one long step of the engine hears nothing: after this the engine is given up. */
const LET_GO_LIMIT_MS = 8_000
const STALLED = {
  en: `Nothing arrived for ${STALL_LIMIT_MS / 1000} seconds.`,
  zh: `${STALL_LIMIT_MS / 1000} 秒内没有收到任何数据。`,
}

interface Pending {
  reject: (error: EngineError) => void
}

/** The page's side of the engine worker. One per worker: after `died` it is of no use, and a new one is opened. */
export class EngineClient implements FileDatabase {
  readonly #worker: Worker
  readonly #remote: Remote<EngineApi>
  readonly #queue = new PriorityQueue()
  readonly #pending = new Set<Pending>()
  readonly #byKey = new Map<string, () => void>()
  #nextId = 1
  #dead: EngineError | null = null
  /** Called once, when the worker is gone or can no longer be trusted. */
  onDied: ((error: EngineError) => void) | null = null

  private constructor(worker: Worker) {
    this.#worker = worker
    this.#remote = wrap<EngineApi>(worker)
    worker.addEventListener('error', (event) =>
      this.#die(new EngineError('died', event.message || 'The engine worker stopped.')),
    )
  }

  /** Starts a worker and the engine in it; rejects with kind `start` and a reason, never hangs. */
  static async open({ packsText, onProgress }: OpenOptions = {}): Promise<EngineClient> {
    const wasm = new URL(wasmUrl, document.baseURI).href
    await checkWasm(wasm, STALL_LIMIT_MS)
    const source = { url: wasm, isKept: await isKept(wasm) }
    const client = new EngineClient(spawnWorker(workerUrl, 'engine'))
    const lock = uniqueName('engine')
    const stalled = () => client.#die(new StartError(STALLED))
    let timer = setTimeout(stalled, STALL_LIMIT_MS)
    // A slow line is no fault: the limit runs from the last bytes that came.
    const report = proxy((share: number) => {
      clearTimeout(timer)
      timer = setTimeout(stalled, STALL_LIMIT_MS)
      onProgress?.(share)
    })
    try {
      await client.#track(() => client.#remote.start(source, { packsText }, lock, report))
    } catch (error) {
      client.close()
      throw error instanceof EngineError && error.kind !== 'start'
        ? new EngineError('start', error.message, null, error)
        : error
    } finally {
      clearTimeout(timer)
    }
    watchLife(lock, () => client.#die(new EngineError('died', 'The engine worker was stopped.')))
    return client
  }

  run(statement: Sql, options: RequestOptions = {}): Promise<void> {
    return this.request((id, report) => this.#remote.run(id, statement.text, report), options).result.then(
      () => undefined,
    )
  }

  query(statement: Sql, options: RequestOptions = {}): Promise<Columns> {
    return this.start(statement, options).result
  }

  /** A query with a handle to cancel it. */
  start(statement: Sql, options: RequestOptions = {}): QueryHandle<Columns> {
    return this.request((id, report) => this.#remote.query(id, statement.text, report), options)
  }

  /** The result as Arrow IPC stream bytes. */
  arrow(statement: Sql, options: RequestOptions = {}): Promise<Uint8Array> {
    return this.request((id) => this.#remote.arrow(id, statement.text), options).result
  }

  insertArrow(
    table: { schema: string; name: string },
    bytes: Uint8Array,
    options: InsertOptions = {},
  ): Promise<null> {
    return this.request(
      () => this.#remote.insertArrow(table, transfer(bytes, [bytes.buffer as ArrayBuffer]), options),
      {},
    ).result
  }

  copyOut(statement: Sql, path: string, options: RequestOptions = {}): Promise<Uint8Array> {
    return this.request((id) => this.#remote.copyOut(id, statement.text, path), options).result
  }

  /** A table or the result of a SELECT as a file of `format`, written in the worker. */
  exportRows(
    source: Sql,
    format: ExportFormat,
    { bom = false, crlf = false, sheet = '', ...options }: ExportOptions & RequestOptions = {},
  ): Promise<Blob> {
    return this.request(
      (id) => this.#remote.exportRows(id, source.text, format, { bom, crlf, sheet }),
      options,
    ).result
  }

  register(path: string, file: Blob): Promise<null> {
    return this.request(() => this.#remote.register(path, file), {}).result
  }

  drop(path: string): Promise<null> {
    return this.request(() => this.#remote.drop(path), {}).result
  }

  /** Ends the worker; every call still open is rejected. */
  close(): void {
    this.onDied = null
    this.#die(new EngineError('died', 'The engine was closed.'))
  }

  private request<T>(
    call: (id: number, report: ((share: number) => void) | null) => Promise<Reply<T>>,
    { priority = WAITING, key, onProgress, signal }: RequestOptions,
  ): QueryHandle<T> {
    const id = this.#nextId++
    let leave: () => boolean = () => false
    let running = false
    let giveUp: ReturnType<typeof setTimeout> | undefined
    let reject: (error: EngineError) => void = () => undefined
    const result = new Promise<T>((resolve, refuse) => {
      reject = refuse
      if (this.#dead) return refuse(this.#dead)
      leave = this.#queue.add(priority, async () => {
        running = true
        await this.#track(() => call(id, onProgress ? proxy(onProgress) : null)).then(resolve, refuse)
        running = false
        clearTimeout(giveUp)
      })
    })
    const cancel = () => {
      if (leave()) reject(new EngineError('cancelled', 'Cancelled before it started.'))
      else if (running) {
        void this.#remote.cancel(id)
        giveUp ??= setTimeout(
          () => this.#die(new EngineError('died', 'The engine did not stop when it was told to.')),
          LET_GO_LIMIT_MS,
        )
      }
    }
    if (signal?.aborted) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
    if (key !== undefined) {
      this.#byKey.get(key)?.()
      this.#byKey.set(key, cancel)
    }
    return { result, cancel }
  }

  /** Awaits a call, or the worker's end, whichever comes first. */
  #track<T>(call: () => Promise<Reply<T>>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#dead) return reject(this.#dead)
      const pending: Pending = { reject }
      this.#pending.add(pending)
      call()
        .then((reply) => {
          if (reply.ok) return resolve(reply.value)
          const { kind, message, sql } = reply.failure
          const error = new EngineError(kind, message, sql)
          reject(error)
          if (kind === 'died') this.#die(error)
        }, reject)
        .finally(() => this.#pending.delete(pending))
    })
  }

  #die(error: EngineError) {
    if (this.#dead) return
    this.#dead = error
    this.#worker.terminate()
    for (const { reject } of this.#pending) reject(error)
    this.#pending.clear()
    this.onDied?.(error)
  }
}
