import { writeProject } from '../../project/project-file'
import { rewriteSource } from '../../project/rewritten'
import { m } from '../../text/paraglide/messages.js'
import type { Parcel } from '../../vault/parcel'
import type { Session } from '../session.svelte'

/** What is kept of the loaded shop: its files as they are, but for those that held rows of a deleted member. */
export async function parcelOf(session: Session): Promise<Parcel> {
  const project = session.project()
  const accounts = session.accounting?.sources
  if (!project || !accounts) throw new Error(m.privacy_no_shop())
  const files = [...session.loadedFiles]
  const sources = [...project.recipe.sources]
  const engine = await session.engine.get()
  for (const { index, deleted } of accounts) {
    const plan = sources[index]
    if (!plan || deleted === 0) continue
    const rewritten = await rewriteSource(engine, plan, index)
    files[index] = rewritten.file
    sources[index] = rewritten.plan
  }
  return { files, project: writeProject({ ...project, recipe: { ...project.recipe, sources } }) }
}
