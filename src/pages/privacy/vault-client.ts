import { proxy, type Remote } from 'comlink'
import vaultUrl from '../../../workers/vault.ts?worker&url'
import type { VaultApi, VaultProgress, VaultReply } from '../../vault/api'
import { vaultErrorOf } from '../../vault/errors'
import type { Parcel } from '../../vault/parcel'
import { openLine } from '../worker-line'

interface JobOptions {
  onProgress: VaultProgress
  signal: AbortSignal
}

/** Writes an encrypted copy; resolves with its id. @throws VaultError; an AbortError; a WorkerLostError */
export const keepInVault = (
  parcel: Parcel,
  about: { name: string; createdAt: number },
  passphrase: string,
  options: JobOptions,
): Promise<string> =>
  inWorker(options, (vault, progress) => vault.keep(JOB, parcel, about, passphrase, progress))

/** Decrypts a copy. @throws VaultError; an AbortError; a WorkerLostError */
export const openFromVault = (id: string, passphrase: string, options: JobOptions): Promise<Parcel> =>
  inWorker(options, (vault, progress) => vault.open(JOB, id, passphrase, progress))

const JOB = 'job'

/** A worker for one job, so that no key outlives it. A cancelled job cleans up before its worker goes. */
async function inWorker<T>(
  { onProgress, signal }: JobOptions,
  run: (vault: Remote<VaultApi>, progress: VaultProgress) => Promise<VaultReply<T>>,
): Promise<T> {
  signal.throwIfAborted()
  const line = openLine<VaultApi>(vaultUrl, 'vault')
  const cancel = () => void line.remote.cancel(JOB)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const reply = await Promise.race([run(line.remote, proxy(onProgress)), line.lost])
    if (!reply.ok) throw vaultErrorOf(reply.failure)
    return reply.value
  } finally {
    signal.removeEventListener('abort', cancel)
    line.end()
  }
}
