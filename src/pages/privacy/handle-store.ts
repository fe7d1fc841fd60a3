/** A file as it was when it was opened, and the way back to it. */
export interface RememberedFile {
  name: string
  size: number
  /** Epoch milliseconds. */
  lastModified: number
  handle: FileSystemFileHandle
}

const DATABASE = 'memberlens'
const STORE = 'handles'
const KEY = 'last'

/** Handles can be kept in IndexedDB alone. What it holds are ways to files, not their content. */
export const storeHandles = (files: readonly RememberedFile[]): Promise<unknown> =>
  inStore('readwrite', (store) => store.put(files, KEY))

/** The files of the last visit; none where nothing is stored, or the browser stores nothing. */
export async function storedHandles(): Promise<readonly RememberedFile[]> {
  try {
    return ((await inStore('readonly', (store) => store.get(KEY))) as RememberedFile[] | undefined) ?? []
  } catch {
    return []
  }
}

export async function forgetHandles(): Promise<void> {
  await inStore('readwrite', (store) => store.clear()).catch(() => undefined)
}

/** Every database of this page's; resolves with whether all are gone. One that another tab holds open stays. */
export async function deleteDatabases(): Promise<boolean> {
  const known = (await indexedDB.databases?.().catch(() => [])) ?? []
  const names = new Set([DATABASE, ...known.flatMap(({ name }) => name ?? [])])
  const gone = await Promise.all(
    [...names].map(
      (name) =>
        new Promise<boolean>((resolve) => {
          const request = indexedDB.deleteDatabase(name)
          request.onsuccess = () => resolve(true)
          request.onerror = request.onblocked = () => resolve(false)
        }),
    ),
  )
  return gone.every(Boolean)
}

async function inStore(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  const database = (await settled(opening)) as IDBDatabase
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

const settled = (request: IDBRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'))
  })
