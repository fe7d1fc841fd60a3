/** A file's handle, by which the browser finds it again on a later visit, as far as a drop came with one. */
const handles = new WeakMap<File, FileSystemFileHandle>()

export const handleOf = (file: File): FileSystemFileHandle | undefined => handles.get(file)

export const noteHandle = (file: File, handle: FileSystemHandle | null): void => {
  if (handle?.kind === 'file') handles.set(file, handle as FileSystemFileHandle)
}

interface GivesHandle {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>
}

/** Asks for the handle of a dropped item, inside the drop handler; null where the browser has none. */
export async function handleOfItem(item: DataTransferItem): Promise<FileSystemHandle | null> {
  try {
    return (await (item as GivesHandle).getAsFileSystemHandle?.()) ?? null
  } catch {
    return null
  }
}

/** The handle of an entry within a folder, by its name. */
export async function handleWithin(
  folder: FileSystemHandle | null,
  entry: Pick<FileSystemEntry, 'name' | 'isFile'>,
): Promise<FileSystemHandle | null> {
  if (folder?.kind !== 'directory') return null
  const directory = folder as FileSystemDirectoryHandle
  try {
    return await (entry.isFile
      ? directory.getFileHandle(entry.name)
      : directory.getDirectoryHandle(entry.name))
  } catch {
    return null
  }
}
