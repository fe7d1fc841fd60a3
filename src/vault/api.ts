import type { VaultFailure } from './errors'
import type { Parcel } from './parcel'

export type VaultReply<T> = { ok: true; value: T } | { ok: false; failure: VaultFailure }
export type VaultProgress = (done: number, total: number) => void

/** What the vault worker offers the page. `job` names a call so that it can be cancelled. */
export interface VaultApi {
  /** Resolves with the id of the new copy. */
  keep(
    job: string,
    parcel: Parcel,
    about: { name: string; createdAt: number },
    passphrase: string,
    onProgress: VaultProgress,
  ): Promise<VaultReply<string>>
  open(job: string, id: string, passphrase: string, onProgress: VaultProgress): Promise<VaultReply<Parcel>>
  cancel(job: string): void
}
