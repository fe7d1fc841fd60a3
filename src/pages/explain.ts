import { EngineError, StartError } from '../engine/errors'
import { WorkerLostError } from '../engine/life'
import { FileChangedError, LoadError, UnreadableError, StoppedAgainError } from '../project/errors'
import { ProjectError } from '../project/project-file'
import { TemplatesError } from '../project/templates'
import { formatNumber } from '../text/format'
import { say } from '../text/locale.svelte'
import { m } from '../text/paraglide/messages.js'
import { VaultError } from '../vault/errors'
import { isAbort } from './work.svelte'

/** What happened, why, and what to do, in the language in use. */
export function explain(error: unknown): string {
  if (error instanceof EngineError) {
    switch (error.kind) {
      case 'memory':
        return m.pages_error_memory()
      case 'died':
        return m.pages_error_died()
      case 'start':
        return m.pages_error_start({
          reason: error instanceof StartError ? say(error.reason) : error.message,
        })
      case 'cancelled':
        return m.pages_error_cancelled()
      default:
        return m.pages_error_sql({ reason: error.message })
    }
  }
  if (error instanceof LoadError) {
    return m.pages_error_rows_lost({
      file: error.file,
      read: formatNumber(error.counts.read),
      loaded: formatNumber(error.counts.loaded),
      rejected: formatNumber(error.counts.rejected),
    })
  }
  if (error instanceof ProjectError) {
    if (error.code === 'newer') return m.pages_error_project_newer()
    if (error.code === 'unreadable') return m.pages_error_project_unreadable({ reason: error.message })
    if (error.path === 'format' || error.path === '') return m.pages_error_project_foreign()
    return m.pages_error_project_invalid({ path: error.path, reason: say(error.reason) })
  }
  if (error instanceof UnreadableError) return `${error.file}: ${say(error.sentence)}`
  if (error instanceof TemplatesError) {
    if (error.code === 'newer') return m.pages_error_templates_newer()
    if (error.code === 'unreadable') return m.pages_error_templates_unreadable({ reason: error.message })
    return m.pages_error_templates_invalid({ path: error.path })
  }
  if (error instanceof FileChangedError) return m.pages_error_file_changed({ file: error.file })
  if (error instanceof StoppedAgainError) return m.pages_error_stopped_again()
  if (error instanceof WorkerLostError) return m.pages_error_worker({ reason: error.message })
  if (error instanceof VaultError) return say(error.sentence)
  if (isAbort(error)) return m.pages_error_cancelled()
  return error instanceof Error ? error.message : String(error)
}
