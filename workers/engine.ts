import { expose, transfer } from 'comlink'
import { BROWSER_RUNTIME, createDuckDB, VoidLogger } from 'duckdb-blocking'
import type { EngineApi, Reply } from '../src/engine/api'
import { transferables } from '../src/engine/columns'
import { EngineCore } from '../src/engine/core'
import { EngineError, failureOf } from '../src/engine/errors'
import { takeKept } from '../src/engine/kept-wasm'
import { holdLife } from '../src/engine/life'
import { writeRows } from '../src/project/export-rows'
import { Sql } from '../src/sql/sql'

let core: EngineCore | null = null
const running = new Map<number, AbortController>()

const api: EngineApi = {
  start: (wasm, options, lockName, onProgress) =>
    reply(null, async () => {
      await holdLife(lockName)
      // Not a copy: the runtime's own functions look registered files up on this very object.
      const runtime = Object.assign(BROWSER_RUNTIME, {
        progressUpdate: (_final: number, percentage: number) => core?.reportProgress(percentage / 100),
      })
      const bundle = { mainModule: wasm.url, mainWorker: '' }
      const bindings = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), runtime)
      if (wasm.isKept) takeKept(bindings, wasm.url, runtime)
      // A compressed download counts more bytes than its header promised.
      await orStrayRejection(
        bindings.instantiate(({ bytesLoaded, bytesTotal }) =>
          onProgress(bytesTotal > 0 ? Math.min(1, bytesLoaded / bytesTotal) : 0),
        ),
      )
      core = await EngineCore.open(bindings, options)
      return core.version
    }),

  run: (id, text, onProgress) =>
    cancellable(id, text, async (engine, signal) => {
      await engine.run(new Sql(text), { signal, onProgress: onProgress ?? undefined })
      return null
    }),

  async query(id, text, onProgress) {
    const outcome = await cancellable(id, text, (engine, signal) =>
      engine.query(new Sql(text), { signal, onProgress: onProgress ?? undefined }),
    )
    return outcome.ok ? transfer(outcome, transferables(outcome.value) as Transferable[]) : outcome
  },

  async arrow(id, text) {
    const outcome = await cancellable(id, text, (engine, signal) => engine.arrow(new Sql(text), { signal }))
    return outcome.ok ? transfer(outcome, [outcome.value.buffer as ArrayBuffer]) : outcome
  },

  insertArrow: (table, bytes, options) =>
    reply(null, async () => {
      await opened().insertArrow(table, bytes, options)
      return null
    }),

  async copyOut(id, text, path) {
    const outcome = await cancellable(id, text, (engine, signal) =>
      engine.copyOut(new Sql(text), path, { signal }),
    )
    return outcome.ok ? transfer(outcome, [outcome.value.buffer as ArrayBuffer]) : outcome
  },

  exportRows: (id, text, format, options) =>
    cancellable(id, text, (engine, signal) =>
      writeRows(engine, new Sql(text), format, { ...options, signal }),
    ),

  register: (path, file) =>
    reply(null, async () => {
      await opened().register(path, file)
      return null
    }),

  drop: (path) =>
    reply(null, () => {
      opened().drop(path)
      return Promise.resolve(null)
    }),

  cancel: (id) => running.get(id)?.abort(),
}

/** A download that breaks off leaves the bindings waiting for ever; all that is heard of it is a stray rejection. */
async function orStrayRejection<T>(work: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined
  const stray = new Promise<never>((_, reject) => {
    const heard = (event: PromiseRejectionEvent) => {
      event.preventDefault()
      reject(event.reason as Error)
    }
    self.addEventListener('unhandledrejection', heard)
    stop = () => self.removeEventListener('unhandledrejection', heard)
  })
  try {
    return await Promise.race([work, stray])
  } finally {
    stop()
  }
}

function opened(): EngineCore {
  if (!core) throw new EngineError('start', 'The engine has not been started.')
  return core
}

async function cancellable<T>(
  id: number,
  text: string,
  work: (engine: EngineCore, signal: AbortSignal) => Promise<T>,
): Promise<Reply<T>> {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    return await reply(text, () => work(opened(), controller.signal))
  } finally {
    running.delete(id)
  }
}

async function reply<T>(text: string | null, work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (thrown) {
    return { ok: false, failure: failureOf(thrown, text) }
  }
}

expose(api)
