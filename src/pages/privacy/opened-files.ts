import { handleOf } from '../../ui/file-handles'
import type { Session } from '../session.svelte'
import { isProjectKept } from '../settings'
import { forgetHandles, storeHandles, type RememberedFile } from './handle-store'

const opened = new WeakMap<Session, readonly File[]>()

/** Files as they came from the user, before what is in them is unpacked. */
export function noteOpened(session: Session, files: readonly File[]): void {
  opened.set(session, [...(opened.get(session) ?? []), ...files])
}

/**
 * Remembers where the files of the loaded shop lie, so that the next visit opens them with one press. Only where the
 * browser gave a handle for each of them: half a shop would be another shop.
 */
export async function rememberOpened(session: Session): Promise<void> {
  if (!isProjectKept()) return
  const used = (opened.get(session) ?? []).filter((file) => isOf(file, session.loadedFiles))
  const remembered = used.flatMap((file): RememberedFile[] => {
    const handle = handleOf(file)
    return handle ? [{ name: file.name, size: file.size, lastModified: file.lastModified, handle }] : []
  })
  // A browser that stores no handles leaves the page as it is: the same files can be opened by hand.
  if (used.length > 0 && remembered.length === used.length)
    await storeHandles(remembered).catch(() => undefined)
  else await forgetHandles()
}

/** Whether a loaded file is this one, or stands in it: a sheet of a workbook, a member of an archive. */
const isOf = (file: File, loaded: readonly File[]): boolean =>
  loaded.some(({ name }) => name === file.name || name.startsWith(`${file.name} / `))
