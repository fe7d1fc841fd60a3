import { proxy } from 'comlink'
import demoUrl from '../../workers/demo.ts?worker&url'
import type { DemoWorker } from '../../workers/demo'
import { readProject } from '../project/project-file'
import { readTemplates, TEMPLATES_FORMAT } from '../project/templates'
import { getLocale } from '../text/locale.svelte'
import { m } from '../text/paraglide/messages.js'
import { toast } from '../ui/toasts.svelte'
import { explain } from './explain'
import { noteOpened, rememberOpened } from './privacy/opened-files'
import { goTo } from './router.svelte'
import type { Session } from './session.svelte'
import { isAbort } from './work.svelte'
import { openLine } from './worker-line'

/** What a drop means: data files to look at, or a project file to follow. */
export async function openFiles(session: Session, files: readonly File[]): Promise<void> {
  try {
    const { projects, templates, data } = await sortOut(files)
    for (const file of projects) await adoptProject(session, file)
    for (const file of templates) await adoptTemplates(session, file)
    if (data.length === 0) return
    goTo('import')
    noteOpened(session, data)
    await session.open(data)
  } catch (error) {
    if (session.error === null && !isAbort(error)) toast({ text: explain(error), level: 'error' })
    if (session.stage === 'door') goTo('')
  }
}

/** Project files and files of templates name their format near their beginning; all other JSON is data. */
async function sortOut(
  files: readonly File[],
): Promise<{ projects: File[]; templates: File[]; data: File[] }> {
  const sorted: { projects: File[]; templates: File[]; data: File[] } = {
    projects: [],
    templates: [],
    data: [],
  }
  for (const file of files) {
    const head = /\.json$/i.test(file.name) ? await headOf(file) : ''
    if (head.includes('"memberlens-project"')) sorted.projects.push(file)
    else if (head.includes(`"${TEMPLATES_FORMAT}"`)) sorted.templates.push(file)
    else sorted.data.push(file)
  }
  return sorted
}

/** A file that can no longer be read is data: looking at it says so. */
const headOf = (file: File): Promise<string> =>
  file
    .slice(0, 4096)
    .text()
    .catch(() => '')

/** Adds the templates of chosen files, whatever they hold. */
export async function importTemplates(session: Session, files: readonly File[]): Promise<void> {
  try {
    for (const file of files) await adoptTemplates(session, file)
  } catch (error) {
    toast({ text: explain(error), level: 'error' })
  }
}

async function adoptTemplates(session: Session, file: File): Promise<void> {
  const templates = readTemplates(await file.text())
  session.addTemplates(templates)
  toast({ text: m.pages_templates_added({ count: templates.length, file: file.name }) })
}

/** Follows files that were chosen as projects, whatever they hold. */
export async function openProjects(session: Session, files: readonly File[]): Promise<void> {
  try {
    for (const file of files) await adoptProject(session, file)
  } catch (error) {
    toast({ text: explain(error), level: 'error' })
  }
}

async function adoptProject(session: Session, file: File): Promise<void> {
  await session.adopt(readProject(await file.text()))
  toast({ text: m.pages_project_opened({ file: file.name }) })
}

/** Loads by the plans on screen, then shows where every row went. */
export async function loadShown(session: Session): Promise<void> {
  try {
    await session.load()
    void rememberOpened(session)
    goTo('cleaning')
  } catch {
    goTo('import')
  }
}

const DEMO_SEED = 618

/** Generates a demo shop in a worker and opens its files as if they had been dropped. */
export async function openDemo(session: Session, size: 'small' | 'large'): Promise<void> {
  const demo = openLine<DemoWorker>(demoUrl, 'demo')
  try {
    const request = { members: size === 'large' ? 200_000 : 2_000, seed: DEMO_SEED, locale: getLocale() }
    goTo('import')
    const files = await session.generate((report) =>
      Promise.race([demo.remote.generate(request, proxy(report)).then((shop) => shop.files), demo.lost]),
    )
    demo.end()
    await session.open(files)
    await loadShown(session)
  } catch (error) {
    if (!isAbort(error) && session.error === null) toast({ text: explain(error), level: 'error' })
    if (session.stage === 'door') goTo('')
  } finally {
    demo.end()
  }
}
