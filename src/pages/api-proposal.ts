import type { ColumnReport, Dialect } from '../ingest/types'
import { followRecipe } from '../project/match'
import { readProject, writeProject, type Project } from '../project/project-file'
import type { TableName } from '../shop/tables'
import type { Bilingual } from '../text/bilingual'
import { m } from '../text/paraglide/messages.js'
import { MemberlensError } from './api-errors'
import type { Session } from './session.svelte'

/** One open file, and what it is taken for. `dialect`, `table` and `mapping` may be changed before `load`. */
export interface ProposedFile {
  file: string
  records: number
  dialect: Dialect
  columns: Pick<ColumnReport, 'name' | 'type' | 'examples' | 'ambiguousDayMonth'>[]
  table: TableName | null
  /** Shop column → the file's column. */
  mapping: Record<string, string>
  /** 0 to 1. */
  confidence: number
  reasons: Bilingual[]
  notices: { level: 'error' | 'warning' | 'info'; code: string; sentence: Bilingual }[]
}

export interface Proposal {
  files: ProposedFile[]
}

/** What is proposed now, as plain values of its own: changing them changes nothing until they are given to `load`. */
export function proposalOf(session: Session): Proposal {
  return structuredClone({
    files: session.held.map(({ report }, i): ProposedFile => {
      const { confidence = 0, reasons = [] } = session.proposals[i] ?? {}
      const { table = null, mapping = {} } = session.plans[i] ?? {}
      const columns = report.columns.map(({ name, type, examples, ambiguousDayMonth }) => ({
        name,
        type,
        examples,
        ambiguousDayMonth,
      }))
      const { name: file, records, dialect, notices } = report
      return { file, records, dialect, columns, table, mapping, confidence, reasons, notices }
    }),
  })
}

/** Makes the session's plans those of an amended proposal or of a saved project; nothing given leaves them. */
export async function accept(
  session: Session,
  given: Proposal | Project | string | undefined,
): Promise<void> {
  if (given === undefined) return
  if (typeof given === 'object' && 'files' in given) await amend(session, given)
  else await follow(session, readProject(typeof given === 'string' ? given : writeProject(given)))
}

async function amend(session: Session, { files }: Proposal): Promise<void> {
  for (const { file, dialect } of files) {
    const index = indexOf(session, file)
    const known = session.held[index]?.report.dialect
    if (known && JSON.stringify({ ...known, ...dialect }) !== JSON.stringify(known)) {
      await session.reinspect(index, dialect)
    }
  }
  // Looking at a file again proposes all of them anew, so that the plans are set once that is over.
  for (const { file, table, mapping } of files) {
    const index = indexOf(session, file)
    const columns = session.held[index]?.report.columns ?? []
    for (const column of Object.values(mapping)) {
      if (!columns.some(({ name }) => name === column)) {
        throw new MemberlensError('unknown_column', m.sql_api_unknown_column({ file, column }))
      }
    }
    session.changePlan(index, { table, mapping: { ...mapping } })
  }
}

function indexOf(session: Session, file: string): number {
  const index = session.held.findIndex(({ report }) => report.name === file)
  if (index < 0) throw new MemberlensError('unknown_file', m.sql_api_unknown_file({ file }))
  return index
}

async function follow(session: Session, project: Project): Promise<void> {
  const { sources } = project.recipe
  await session.readAs(sources)
  const { missing } = followRecipe(
    sources,
    session.held.map(({ report }) => report),
  )
  if (missing.length > 0) {
    const files = missing.map(({ file }) => file.name).join(', ')
    throw new MemberlensError('missing_files', m.sql_api_missing_files({ files }))
  }
  await session.adopt(project)
}
