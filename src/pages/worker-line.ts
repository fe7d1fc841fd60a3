import { wrap, type Remote } from 'comlink'
import { lossOf, uniqueName } from '../engine/life'
import { spawnWorker } from '../engine/spawn'

/** The page's side of a worker. */
export interface WorkerLine<Api> {
  remote: Remote<Api>
  /** Rejects with a WorkerLostError when the worker is gone; else never settles. */
  lost: Promise<never>
  /** Ends the worker, whatever it is doing. */
  end(): void
}

/** Starts a worker. */
export function openLine<Api>(url: string, kind: string): WorkerLine<Api> {
  const name = uniqueName(kind)
  const worker = spawnWorker(url, name)
  return { remote: wrap<Api>(worker), lost: lossOf(worker, name), end: () => worker.terminate() }
}

/** The one worker of a kind, started when first asked for; one that has gone or was ended is replaced at the next call. */
export function standingLine<Api>(url: string, kind: string): () => WorkerLine<Api> {
  let standing: WorkerLine<Api> | null = null
  return () => {
    if (standing) return standing
    const line = openLine<Api>(url, kind)
    const forget = () => {
      if (standing === mine) standing = null
    }
    const mine: WorkerLine<Api> = {
      ...line,
      end() {
        line.end()
        forget()
      },
    }
    line.lost.catch(forget)
    standing = mine
    return mine
  }
}

export const abortError = () => new DOMException('Cancelled.', 'AbortError')
