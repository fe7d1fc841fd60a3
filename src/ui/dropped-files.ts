import { handleOfItem, handleWithin, noteHandle } from './file-handles'

/** Litter that operating systems and office programs leave in folders. */
const LITTER = /^(\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i

/**
 * All files of a drop, folders opened to any depth, in the order of their paths; each with its handle where the
 * browser gives one (`handleOf`).
 * Call it inside the drop handler: browsers forget the entries once the handler has returned.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<File[]> {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null)
  const handles = items.map(handleOfItem)
  if (entries.every((entry) => entry === null)) return filesAlone([...transfer.files], handles)
  return filesOfEntries(
    entries.filter((entry) => entry !== null),
    handles.filter((_, i) => entries[i] !== null),
  )
}

/** Where the browser tells files only, they stand in the order of the items. */
async function filesAlone(
  files: File[],
  handles: readonly Promise<FileSystemHandle | null>[],
): Promise<File[]> {
  for (const [i, file] of files.entries()) noteHandle(file, (await handles[i]) ?? null)
  return files
}

/** Files below the entries; files dropped by name are always taken, litter inside folders is not. */
export async function filesOfEntries(
  entries: readonly FileSystemEntry[],
  handles: readonly Promise<FileSystemHandle | null>[] = [],
): Promise<File[]> {
  const files: File[] = []
  for (const [i, entry] of entries.entries())
    files.push(...(await filesBelow(entry, (await handles[i]) ?? null)))
  return files
}

const inFolders = new WeakSet<File>()

/** Whether a file came with its folder, rather than by itself. */
export const isFromFolder = (file: File): boolean => inFolders.has(file) || Boolean(file.webkitRelativePath)

/** Files of a chosen folder, without litter, in the order of their paths. */
export const filesOfFolder = (files: Iterable<File>): File[] =>
  [...files]
    .filter(({ webkitRelativePath }) => !webkitRelativePath.split('/').some((name) => LITTER.test(name)))
    .sort((a, b) => (a.webkitRelativePath < b.webkitRelativePath ? -1 : 1))

async function filesBelow(entry: FileSystemEntry, handle: FileSystemHandle | null): Promise<File[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    noteHandle(file, handle)
    return [file]
  }
  if (!isFolder(entry)) return []
  const children = (await readFolder(entry)).filter((child) => !LITTER.test(child.name))
  children.sort((a, b) => (a.name < b.name ? -1 : 1))
  const files = await filesOfEntries(
    children,
    children.map((child) => handleWithin(handle, child)),
  )
  for (const file of files) inFolders.add(file)
  return files
}

/** A folder's reader hands out a hundred entries at a time, and an empty list at the end. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (batch.length === 0) return entries
    entries.push(...batch)
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
