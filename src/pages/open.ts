import { proxy, wrap } from 'comlink'
import demoUrl from '../../workers/demo.ts?worker&url'
import type { DemoWorker } from '../../workers/demo'
import { lossOf, uniqueName } from '../engine/life'
import { spawnWorker } from '../engine/spawn'
import { readProject } from '../project/project-file'
import { getLocale } from '../text/locale.svelte'
import { m } from '../text/paraglide/messages.js'
import { toast } from '../ui/toasts.svelte'
import { explain } from './explain'
import { goTo } from './router.svelte'
import type { Session } from './session.svelte'

/** What a drop means: data files to look at, or a project file to follow. */
export async function openFiles(session: Session, files: readonly File[]): Promise<void> {
  const projects = files.filter((file) => file.name.endsWith('.json'))
  const data = files.filter((file) => !file.name.endsWith('.json'))
  try {
    for (const file of projects) await openProject(session, file)
    if (data.length === 0) return
    goTo('import')
    await session.open(data)
  } catch (error) {
    if (session.error === null && !isAbort(error)) toast({ text: explain(error), level: 'error' })
    if (session.stage === 'door') goTo('')
  }
}

async function openProject(session: Session, file: File): Promise<void> {
  session.adopt(readProject(await file.text()))
  toast({ text: m.pages_project_opened({ file: file.name }) })
}

/** Loads by the plans on screen, then shows where every row went. */
export async function loadShown(session: Session): Promise<void> {
  try {
    await session.load()
    goTo('cleaning')
  } catch {
    goTo('import')
  }
}

const DEMO_SEED = 618

/** Generates a demo shop in a worker and opens its files as if they had been dropped. */
export async function openDemo(session: Session, size: 'small' | 'large'): Promise<void> {
  const name = uniqueName('demo')
  const worker = spawnWorker(demoUrl, name)
  const lost = lossOf(worker, name)
  try {
    const demo = wrap<DemoWorker>(worker)
    const request = { members: size === 'large' ? 200_000 : 2_000, seed: DEMO_SEED, locale: getLocale() }
    goTo('import')
    const files = await session.generate((report) =>
      Promise.race([demo.generate(request, proxy(report)).then((shop) => shop.files), lost]),
    )
    worker.terminate()
    await session.open(files)
    await loadShown(session)
  } catch (error) {
    if (!isAbort(error) && session.error === null) toast({ text: explain(error), level: 'error' })
    if (session.stage === 'door') goTo('')
  } finally {
    worker.terminate()
  }
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'
