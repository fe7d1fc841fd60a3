import { expose } from 'comlink'
import { announceLife } from '../src/engine/life'
import type { VaultApi, VaultReply } from '../src/vault/api'
import { vaultFailureOf } from '../src/vault/errors'
import { keepCopy, openCopy } from '../src/vault/shelf'

const jobs = new Map<string, AbortController>()

async function job<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<VaultReply<T>> {
  const controller = new AbortController()
  jobs.set(id, controller)
  try {
    return { ok: true, value: await work(controller.signal) }
  } catch (error) {
    return { ok: false, failure: vaultFailureOf(error) }
  } finally {
    jobs.delete(id)
  }
}

const api: VaultApi = {
  keep: (id, parcel, about, passphrase, onProgress) =>
    job(id, (signal) => keepCopy(parcel, about, passphrase, { signal, onProgress })),
  open: (id, copy, passphrase, onProgress) =>
    job(id, (signal) => openCopy(copy, passphrase, { signal, onProgress })),
  cancel: (id) => jobs.get(id)?.abort(),
}

expose(api)
void announceLife()
