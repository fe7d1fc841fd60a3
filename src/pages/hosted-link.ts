import { explain } from './explain'
import { linkedProject } from './router.svelte'
import type { Session } from './session.svelte'
import { toast } from '../ui/toasts.svelte'

/** Opens the project that the page's link names, if it names one. */
export async function openLinkedProject(session: Session): Promise<void> {
  const address = linkedProject()
  if (address === null) return
  const { openHostedProject } = await import('./hosted-project')
  try {
    await openHostedProject(session, address)
  } catch (error) {
    toast({ text: explain(error), level: 'error' })
  }
}
