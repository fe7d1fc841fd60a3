import { proxy, wrap, type Remote } from 'comlink'
import ingestUrl from '../../workers/ingest.ts?worker&url'
import { spawnWorker } from '../engine/spawn'
import type { IngestApi } from '../ingest/api'
import type { Dialect, FileReport, Normalised, OnProgress } from '../ingest/types'

let remote: Remote<IngestApi> | null = null
let nextJob = 1

function ingest(): Remote<IngestApi> {
  remote ??= wrap<IngestApi>(spawnWorker(ingestUrl, 'ingest'))
  return remote
}

export function inspect(
  file: File,
  dialect?: Partial<Dialect>,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<FileReport> {
  return job(signal, (id) => ingest().inspect(id, file, dialect, onProgress && proxy(onProgress)))
}

export function normalise(
  file: File,
  report: FileReport,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<Normalised> {
  return job(signal, (id) => ingest().normalise(id, file, report, onProgress && proxy(onProgress)))
}

/** Runs a job in the ingest worker; an abort is passed on, and answers at once. */
function job<T>(signal: AbortSignal | undefined, run: (id: string) => Promise<T>): Promise<T> {
  const id = `job-${nextJob++}`
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) return reject(abortError())
    signal?.addEventListener(
      'abort',
      () => {
        void ingest().cancel(id)
        reject(abortError())
      },
      { once: true },
    )
    run(id).then(resolve, reject)
  })
}

const abortError = () => new DOMException('Cancelled.', 'AbortError')
