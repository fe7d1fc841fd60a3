import { fetchHosted, HostedError } from '../project/hosted'
import { followRecipe } from '../project/match'
import { getLocale, type Bilingual } from '../text/locale.svelte'
import { m } from '../text/paraglide/messages.js'
import type { Session } from './session.svelte'

/** Why a hosted project could not be opened; the message is the sentence in the language in use. */
export class HostedProjectError extends HostedError {
  override readonly name = 'HostedProjectError'
  readonly sentence: Bilingual

  constructor(cause: HostedError) {
    const sentence = { en: sentenceOf(cause, 'en'), zh: sentenceOf(cause, 'zh-CN') }
    super(cause.code, cause.address, cause.detail, getLocale() === 'zh-CN' ? sentence.zh : sentence.en)
    this.sentence = sentence
  }
}

/**
 * Opens a project file hosted beside the page: fetches it and its data files, and loads them by its recipe. A project
 * without data waits for its files; one whose files do not fit its recipe is left as a proposal to check.
 *
 * @throws HostedProjectError; ProjectError; whatever opening and loading throw. Cancelling is no error.
 */
export async function openHostedProject(session: Session, address: string): Promise<void> {
  const { project, files } = await fetchHosted(address, document.baseURI).catch((error: unknown) => {
    throw error instanceof HostedError ? new HostedProjectError(error) : error
  })
  await session.adopt(project)
  if (files.length === 0) return
  try {
    await session.open(files)
    const reports = session.held.map(({ report }) => report)
    const fits = followRecipe(project.recipe.sources, reports).missing.length === 0
    if (fits && session.canLoad) await session.load()
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}

function sentenceOf({ code, address, detail }: HostedError, locale: 'en' | 'zh-CN'): string {
  switch (code) {
    case 'address':
      return m.sql_hosted_address({ address }, { locale })
    case 'other_origin':
      return m.sql_hosted_other_origin({ address }, { locale })
    case 'unreachable':
      return m.sql_hosted_unreachable({ address, detail }, { locale })
    case 'status':
      return m.sql_hosted_status({ address, detail }, { locale })
    case 'not_json':
      return m.sql_hosted_not_json({ address, detail }, { locale })
  }
}
