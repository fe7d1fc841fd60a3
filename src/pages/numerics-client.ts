import { proxy, transfer } from 'comlink'
import numericsUrl from '../../workers/numerics.ts?worker&url'
import type { Numerics } from '../analyses/runner'
import type { NumericsApi } from '../../workers/numerics'
import { abortError, standingLine } from './worker-line'

const connect = standingLine<NumericsApi>(numericsUrl, 'numerics')

/** Kernels one after the other, in a worker. A kernel hears nothing while it runs: cancelled, its worker is ended. */
export const numerics: Numerics = {
  run(kernel, input, options, { signal, onProgress } = {}) {
    const turn = last.then(async () => {
      signal?.throwIfAborted()
      const mine = connect()
      const report = onProgress ? proxy(onProgress) : null
      const aborted = new Promise<never>((_, reject) => {
        signal?.addEventListener(
          'abort',
          () => {
            mine.end()
            reject(abortError())
          },
          { once: true },
        )
      })
      return Promise.race([
        mine.remote.run(kernel, transfer(input, [input.buffer as ArrayBuffer]), options, report),
        mine.lost,
        aborted,
      ])
    })
    last = turn.catch(() => undefined)
    return turn
  },
}

let last: Promise<unknown> = Promise.resolve()
