import { VaultError } from './errors'
import { pack, unpack, type Parcel } from './parcel'
import { readWhole, seal, unseal, type SealOptions } from './seal'

/** A copy on this device, as far as it can be seen without its passphrase. */
export interface KeptCopy {
  id: string
  /** '' where its header cannot be read. */
  name: string
  /** Epoch milliseconds; 0 where its header cannot be read. */
  createdAt: number
  /** Bytes on the device. */
  size: number
  /** Why it cannot be opened, where that is seen without a passphrase. */
  fault: VaultError | null
}

export interface Room {
  /** Bytes this page uses on the device, and may use; null where the browser does not say. */
  used: number | null
  quota: number | null
  /** Whether the browser has promised not to clear it when space is short. */
  persisted: boolean
}

const FOLDER = 'memberlens-kept'
const ENDING = '.vault'
/** Room left to the header, tags and the file system, in bytes. */
const OVERHEAD = 1024 * 1024

/**
 * Keeps a shop under a new id; what was written of it is gone again when it fails or is cancelled. In a worker only:
 * that is where browsers write without holding a copy.
 *
 * @throws VaultError: `no_room`, `unreadable`, `unsupported`; an AbortError
 */
export async function keepCopy(
  parcel: Parcel,
  about: { name: string; createdAt: number },
  passphrase: string,
  options: SealOptions = {},
): Promise<string> {
  const plain = pack(parcel)
  const id = `${about.createdAt.toString(36)}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? ''}`
  try {
    await checkRoom(plain.size + OVERHEAD)
    const folder = await openFolder(true)
    const access = await (await folder.getFileHandle(id + ENDING, { create: true })).createSyncAccessHandle()
    try {
      await seal(plain, about, passphrase, { write: (bytes, at) => writeAll(access, bytes, at) }, options)
      access.flush()
    } finally {
      access.close()
    }
  } catch (error) {
    await deleteCopy(id).catch(() => undefined)
    throw isQuota(error) ? new VaultError('no_room', '', { cause: error }) : error
  }
  return id
}

/** @throws VaultError: `gone`, `wrong_passphrase`, `cut`, `damaged`, `foreign`, `newer`; an AbortError */
export async function openCopy(id: string, passphrase: string, options: SealOptions = {}): Promise<Parcel> {
  return unpack(await unseal(await copyFile(id), passphrase, options))
}

/** All copies on this device, the latest first; none where the browser has no private file system. */
export async function listCopies(): Promise<KeptCopy[]> {
  const folder = await openFolder(false).catch(() => null)
  if (!folder) return []
  const copies: KeptCopy[] = []
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'file' && name.endsWith(ENDING)) {
      const file = await (handle as FileSystemFileHandle).getFile()
      copies.push(await seen(name.slice(0, -ENDING.length), file))
    }
  }
  return copies.sort((a, b) => b.createdAt - a.createdAt)
}

/** Deleting what is no longer there is no error. */
export async function deleteCopy(id: string): Promise<void> {
  const folder = await openFolder(false).catch(() => null)
  await folder?.removeEntry(id + ENDING).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
}

/** Everything this page has in its private file system. */
export async function deleteAllFiles(): Promise<void> {
  const root = await navigator.storage?.getDirectory?.().catch(() => null)
  if (!root) return
  const names: string[] = []
  for await (const name of root.keys()) names.push(name)
  for (const name of names) await root.removeEntry(name, { recursive: true })
}

export async function roomLeft(): Promise<Room> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null)
  const persisted = await navigator.storage?.persisted?.().catch(() => false)
  return { used: estimate?.usage ?? null, quota: estimate?.quota ?? null, persisted: persisted ?? false }
}

/** On the page only. Asks the browser not to clear the copies when space is short. */
export const askToPersist = async (): Promise<boolean> =>
  (await navigator.storage?.persist?.().catch(() => false)) ?? false

async function seen(id: string, file: File): Promise<KeptCopy> {
  try {
    const { header } = await readWhole(file)
    return { id, name: header.name, createdAt: header.createdAt, size: file.size, fault: null }
  } catch (error) {
    const fault = error instanceof VaultError ? error : new VaultError('damaged', '', { cause: error })
    return { id, name: '', createdAt: 0, size: file.size, fault }
  }
}

async function copyFile(id: string): Promise<File> {
  try {
    const folder = await openFolder(false)
    return await (await folder.getFileHandle(id + ENDING)).getFile()
  } catch (error) {
    throw isMissing(error) ? new VaultError('gone', '', { cause: error }) : error
  }
}

async function openFolder(create: boolean): Promise<FileSystemDirectoryHandle> {
  if (!navigator.storage?.getDirectory) throw new VaultError('unsupported')
  let root: FileSystemDirectoryHandle
  try {
    root = await navigator.storage.getDirectory()
  } catch (cause) {
    throw new VaultError('unsupported', '', { cause })
  }
  return root.getDirectoryHandle(FOLDER, { create })
}

async function checkRoom(needed: number): Promise<void> {
  const { used, quota } = await roomLeft()
  if (used !== null && quota !== null && used + needed > quota)
    throw new VaultError('no_room', `${megabytes(needed)} > ${megabytes(Math.max(0, quota - used))}`)
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** A short write means that there is no more room. */
function writeAll(access: FileSystemSyncAccessHandle, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  if (access.write(bytes, { at }) < bytes.length) throw new VaultError('no_room')
}

const isQuota = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError'

const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError'
