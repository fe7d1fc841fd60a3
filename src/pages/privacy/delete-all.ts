import { m } from '../../text/paraglide/messages.js'
import { deleteAllFiles } from '../../vault/shelf'
import type { Session } from '../session.svelte'
import { forgetSettings, stopKeepingProject } from '../settings'
import { deleteDatabases } from './handle-store'

/** Removes everything this page has on the device. Resolves with the names of what could not be removed. */
export async function deleteAllKept(session: Session): Promise<string[]> {
  stopKeepingProject()
  session.forgetWaiting()
  const kinds: [string, () => Promise<boolean>][] = [
    [m.privacy_copies(), () => deleteAllFiles().then(() => true)],
    [m.privacy_remembered(), deleteDatabases],
    [m.privacy_settings(), () => Promise.resolve(forgetSettings()).then(() => true)],
  ]
  const left: string[] = []
  for (const [name, remove] of kinds) if (!(await remove().catch(() => false))) left.push(name)
  return left
}
