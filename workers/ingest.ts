import { expose, transfer } from 'comlink'
import { announceLife } from '../src/engine/life'
import type { IngestApi } from '../src/ingest/api'
import type { ColumnBatch } from '../src/ingest/columnar/columnar-file'
import { inspectFile } from '../src/ingest/inspect'
import { normaliseFile } from '../src/ingest/normalise'
import { unpack } from '../src/ingest/unpack/unpack'

const jobs = new Map<string, AbortController>()

async function job<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  jobs.set(id, controller)
  try {
    return await work(controller.signal)
  } finally {
    jobs.delete(id)
  }
}

const api: IngestApi = {
  unpack: (id, file, onProgress) => job(id, (signal) => unpack(file, { signal, onProgress })),
  inspect: (id, file, dialect, onProgress) =>
    job(id, (signal) =>
      inspectFile(file, { signal, ...(dialect && { dialect }), ...(onProgress && { onProgress }) }),
    ),
  normalise: (id, file, report, onProgress) =>
    job(id, (signal) => normaliseFile(file, report, onProgress, signal)),
  readBatches: (id, file, report, take) =>
    job(id, async (signal) => {
      const { readBatches } = await import('../src/ingest/columnar/batches')
      const send = (batch: ColumnBatch) => take(transfer(batch, [batch.bytes.buffer as ArrayBuffer]))
      return readBatches(file, report, send, signal)
    }),
  cancel: (id) => jobs.get(id)?.abort(),
}

expose(api)
void announceLife()
