import { proxy, type Remote } from 'comlink'
import ingestUrl from '../../workers/ingest.ts?worker&url'
import type { IngestApi } from '../ingest/api'
import type { Part } from '../ingest/unpack/types'
import type { Dialect, FileReport, Normalised, OnProgress } from '../ingest/types'
import type { ReadBatches } from '../project/load-columns'
import { abortError, standingLine } from './worker-line'

const connect = standingLine<IngestApi>(ingestUrl, 'ingest')
let nextJob = 1

export function unpack(file: File, onProgress?: OnProgress, signal?: AbortSignal): Promise<Part[]> {
  return job(signal, (remote, id) => remote.unpack(id, file, onProgress && proxy(onProgress)))
}

export function inspect(
  file: File,
  dialect?: Partial<Dialect>,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<FileReport> {
  return job(signal, (remote, id) => remote.inspect(id, file, dialect, onProgress && proxy(onProgress)))
}

export function normalise(
  file: File,
  report: FileReport,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<Normalised> {
  return job(signal, (remote, id) => remote.normalise(id, file, report, onProgress && proxy(onProgress)))
}

export const readBatches: ReadBatches = (file, report, take, signal) =>
  job(signal, (remote, id) => remote.readBatches(id, file, report, proxy(take)))

/** Runs a job in the ingest worker; an abort is passed on, and answers at once. */
function job<T>(
  signal: AbortSignal | undefined,
  run: (remote: Remote<IngestApi>, id: string) => Promise<T>,
): Promise<T> {
  const id = `job-${nextJob++}`
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) return reject(abortError())
    const { remote, lost } = connect()
    signal?.addEventListener(
      'abort',
      () => {
        void remote.cancel(id)
        reject(abortError())
      },
      { once: true },
    )
    run(remote, id).then(resolve, reject)
    lost.catch(reject)
  })
}
