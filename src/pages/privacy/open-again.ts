import { m } from '../../text/paraglide/messages.js'
import { noteHandle } from '../../ui/file-handles'
import { toast } from '../../ui/toasts.svelte'
import { loadShown, openFiles } from '../open'
import type { Session } from '../session.svelte'
import type { RememberedFile } from './handle-store'

interface AsksPermission {
  queryPermission?: (wanted: { mode: 'read' }) => Promise<PermissionState>
  requestPermission?: (wanted: { mode: 'read' }) => Promise<PermissionState>
}

/**
 * Opens the files of the last visit where they lie, and loads them by the kept recipe. Where the browser may not, or a
 * file is gone, says so: the way by hand stays open.
 */
export async function openAgain(session: Session, remembered: readonly RememberedFile[]): Promise<void> {
  const files: File[] = []
  for (const { name, handle } of remembered) {
    if (!(await isAllowed(handle))) return warn(m.privacy_again_refused({ file: name }))
    try {
      const file = await handle.getFile()
      noteHandle(file, handle)
      files.push(file)
    } catch {
      return warn(m.privacy_again_gone({ file: name }))
    }
  }
  const changed = files.filter((file, i) => hasChanged(file, remembered[i]))
  if (changed.length > 0)
    toast({ text: m.privacy_again_changed({ files: changed.map(({ name }) => name).join(', ') }) })
  await openFiles(session, files)
  if (session.stage === 'proposal' && session.followsWaiting && session.canLoad) await loadShown(session)
}

async function isAllowed(handle: FileSystemFileHandle): Promise<boolean> {
  const asked = handle as AsksPermission
  try {
    if ((await asked.queryPermission?.({ mode: 'read' })) === 'granted') return true
    return (await asked.requestPermission?.({ mode: 'read' })) === 'granted'
  } catch {
    return false
  }
}

const hasChanged = (file: File, before: RememberedFile | undefined): boolean =>
  before !== undefined && (file.size !== before.size || file.lastModified !== before.lastModified)

const warn = (text: string): void => void toast({ text, level: 'warning' })
