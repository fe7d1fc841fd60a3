import { sql, type Sql } from '../sql/sql'
import { columnsFromArrow } from './columns'
import { concat } from './concat'
import type { Columns, FileDatabase, InsertOptions, StatementOptions } from './database'
import { EngineError, failureOf } from './errors'
import { BROWSER_FILEREADER, type Bindings, type Connection } from './runtime'

export interface CoreOptions {
  /** As DuckDB writes sizes: `1GB`. By default four fifths of what a tab may have. */
  memoryLimit?: string | undefined
  /**
   * Whether tables keep text packed by dictionaries: 20,000,000 orders of four columns then take 1.2 GB where they
   * took 3.0, and their statements two to three times as long.
   */
  packsText?: boolean | undefined
}

/**
 * The one owner of a DuckDB instance; runs the same in the engine worker and in Node. Statements are polled, and
 * between polls (about 100 ms each) the event loop runs, so that a cancel message gets through.
 */
export class EngineCore implements FileDatabase {
  readonly #bindings: Bindings
  readonly #connection: Connection
  #listener: ((share: number) => void) | undefined
  #broken: EngineError | null = null
  /** Resolves when the last statement asked for has ended. */
  #last: Promise<void> = Promise.resolve()

  private constructor(bindings: Bindings) {
    this.#bindings = bindings
    bindings.open({})
    this.#connection = bindings.connect()
  }

  /** Opens a database and locks it down: no outside access but `in/` and `out/`, no change of settings. */
  static async open(bindings: Bindings, { memoryLimit, packsText }: CoreOptions = {}): Promise<EngineCore> {
    const core = new EngineCore(bindings)
    if (memoryLimit) await core.run(sql`set memory_limit = ${memoryLimit}`)
    await core.run(sql`set enable_progress_bar = true`)
    // A file is read once; what the cache keeps of it would lie in memory beside the table.
    await core.run(sql`set enable_external_file_cache = false`)
    // Numbers and repeats are always packed. Text takes longer to pack than to read from the file: only if asked.
    await core.run(sql`set disabled_compression_methods = ${packsText ? 'fsst,zstd' : 'fsst,dict_fsst,zstd'}`)
    await core.run(sql`attach ':memory:' as shop (compress)`)
    await core.run(sql`use shop`)
    await core.run(sql`set allowed_directories = ['in/', 'out/']`)
    await core.run(sql`set enable_external_access = false`)
    await core.run(sql`set lock_configuration = true`)
    return core
  }

  get version(): string {
    return this.#bindings.getVersion()
  }

  /** Called by the runtime while a statement runs; `share` from 0 to 1. */
  reportProgress(share: number): void {
    this.#listener?.(share)
  }

  async run(statement: Sql, options: StatementOptions = {}): Promise<void> {
    await this.#execute(statement.text, options)
  }

  async query(statement: Sql, options: StatementOptions = {}): Promise<Columns> {
    return columnsFromArrow(await this.arrow(statement, options))
  }

  /** The result as one Arrow IPC stream. */
  async arrow(statement: Sql, options: StatementOptions = {}): Promise<Uint8Array> {
    return concat(await this.#execute(statement.text, options))
  }

  /**
   * The result as pieces of an Arrow IPC stream, the schema first: for results that should not lie twice in memory.
   * Between pieces a cancel message gets through. Until it ends, other statements wait.
   */
  async *stream(statement: Sql, options: StatementOptions = {}): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#pieces(statement.text, options)) {
      yield piece
      await nextTask()
      if (options.signal?.aborted) throw new EngineError('cancelled', 'Cancelled.', statement.text)
    }
  }

  /** Makes a file readable as `in/<name>`: in place in a browser worker, from memory in Node. */
  async register(path: string, file: Blob): Promise<void> {
    if (typeof FileReaderSync === 'undefined') {
      this.#bindings.registerFileBuffer(path, new Uint8Array(await file.arrayBuffer()))
    } else {
      this.#bindings.registerFileHandle(path, file, BROWSER_FILEREADER, true)
    }
  }

  drop(path: string): void {
    this.#bindings.dropFile(path)
  }

  async insertArrow(
    { schema, name }: { schema: string; name: string },
    bytes: Uint8Array,
    { create = false }: InsertOptions = {},
  ): Promise<void> {
    const leave = await this.#enter()
    try {
      if (this.#broken) throw this.#broken
      await this.#insert(bytes, { schema, name, create })
    } finally {
      leave()
    }
  }

  /** By a connection of its own: one whose stream was refused goes on with its half at the next. */
  async #insert(bytes: Uint8Array, options: { schema: string; name: string; create: boolean }) {
    const inserter = this.#bindings.connect()
    try {
      const connection = inserter.useUnsafe((_, connection) => connection)
      await poll(this.#bindings, connection, 'use shop', undefined)
      this.#bindings.insertArrowFromIPCStream(connection, bytes, options)
    } catch (thrown) {
      const failure = failureOf(thrown, null)
      const error = new EngineError(failure.kind, failure.message, null, thrown)
      if (failure.kind === 'died') this.#broken = error
      throw error
    } finally {
      if (!this.#broken) inserter.close()
    }
  }

  /** Runs a COPY … TO `path` and gives back the file's bytes. */
  async copyOut(statement: Sql, path: string, options: StatementOptions = {}): Promise<Uint8Array> {
    this.#bindings.registerFileBuffer(path, new Uint8Array(0))
    try {
      await this.#execute(statement.text, options)
      return this.#bindings.copyFileToBuffer(path)
    } finally {
      if (!this.#broken) this.#bindings.dropFile(path)
    }
  }

  async #execute(text: string, options: StatementOptions): Promise<Uint8Array[]> {
    const pieces: Uint8Array[] = []
    for await (const piece of this.#pieces(text, options)) pieces.push(piece)
    return pieces
  }

  async *#pieces(text: string, options: StatementOptions): AsyncGenerator<Uint8Array> {
    const leave = await this.#enter()
    try {
      yield* this.#alone(text, options)
    } finally {
      leave()
    }
  }

  /** Waits until no other statement runs: begun while one is polled, a second would take its result away. */
  async #enter(): Promise<() => void> {
    const before = this.#last
    let leave: () => void = () => undefined
    this.#last = new Promise((resolve) => (leave = resolve))
    await before
    return leave
  }

  async *#alone(text: string, { onProgress, signal }: StatementOptions): AsyncGenerator<Uint8Array> {
    if (this.#broken) throw this.#broken
    if (signal?.aborted) throw new EngineError('cancelled', 'Cancelled before it started.', text)
    this.#listener = onProgress
    const { bindings, connection } = this.#connection.useUnsafe((bindings, connection) => ({
      bindings,
      connection,
    }))
    try {
      yield await poll(bindings, connection, text, signal)
      for (;;) {
        const piece = bindings.fetchQueryResults(connection)
        if (!piece || piece.length === 0) return
        yield piece
      }
    } catch (thrown) {
      const failure = failureOf(thrown, text)
      const error = new EngineError(failure.kind, failure.message, text, thrown)
      if (failure.kind === 'died') this.#broken = error
      else await letGo(bindings, connection)
      throw error
    } finally {
      this.#listener = undefined
    }
  }
}

/** Runs a statement to its end; gives back the first piece of its result, the schema. */
async function poll(
  bindings: Bindings,
  connection: number,
  text: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  let header = bindings.startPendingQuery(connection, text, false)
  while (header === null) {
    await nextTask()
    if (signal?.aborted) {
      bindings.cancelPendingQuery(connection)
      throw new EngineError('cancelled', 'Cancelled.', text)
    }
    header = bindings.pollPendingQuery(connection)
  }
  return header
}

/** A statement that was stopped keeps its files open until the next one: this is that next one. */
async function letGo(bindings: Bindings, connection: number): Promise<void> {
  try {
    await poll(bindings, connection, 'select 1', undefined)
  } catch {
    // What stopped the statement is the error that counts.
  }
}

const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.onmessage = () => waiting.shift()?.()
if ('unref' in channel.port1 && typeof channel.port1.unref === 'function') channel.port1.unref()

/** Lets every message that has arrived be handled; unlike setTimeout it does not wait 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    // In Node, a port that is always busy would keep timers from running.
    if (typeof setImmediate === 'function') return void setImmediate(resolve)
    waiting.push(resolve)
    channel.port2.postMessage(null)
  })
}
