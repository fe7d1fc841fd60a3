import { proxy, transfer, wrap, type Remote } from 'comlink'
import numericsUrl from '../../workers/numerics.ts?worker&url'
import type { Numerics } from '../analyses/runner'
import { lossOf, uniqueName } from '../engine/life'
import { spawnWorker } from '../engine/spawn'
import type { NumericsApi } from '../../workers/numerics'

interface Connection {
  remote: Remote<NumericsApi>
  worker: Worker
  /** Rejects when the worker is gone. */
  lost: Promise<never>
}

let connection: Connection | null = null

/** The worker, started when first needed; one that is gone is replaced for the next kernel. */
function connect(): Connection {
  if (connection) return connection
  const name = uniqueName('numerics')
  const worker = spawnWorker(numericsUrl, name)
  const mine: Connection = { remote: wrap<NumericsApi>(worker), worker, lost: lossOf(worker, name) }
  mine.lost.catch(() => forget(mine))
  connection = mine
  return mine
}

function forget(gone: Connection): void {
  if (connection === gone) connection = null
}

/** Kernels one after the other, in a worker. A kernel hears nothing while it runs: cancelled, its worker is ended. */
export const numerics: Numerics = {
  run(kernel, input, options, { signal, onProgress } = {}) {
    const turn = last.then(async () => {
      signal?.throwIfAborted()
      const mine = connect()
      const report = onProgress ? proxy(onProgress) : null
      const buffers = input.columns.flatMap(({ values }) =>
        values instanceof Float64Array ? [values.buffer as ArrayBuffer] : [],
      )
      const aborted = new Promise<never>((_, reject) => {
        signal?.addEventListener(
          'abort',
          () => {
            mine.worker.terminate()
            forget(mine)
            reject(new DOMException('Cancelled.', 'AbortError'))
          },
          { once: true },
        )
      })
      return Promise.race([
        mine.remote.run(kernel, transfer(input, [...new Set(buffers)]), options, report),
        mine.lost,
        aborted,
      ])
    })
    last = turn.catch(() => undefined)
    return turn
  },
}

let last: Promise<unknown> = Promise.resolve()
