import type { Parameters } from '../analyses/analysis'
import type { FormAccount } from '../cleaning/forms'
import type { ExportFormat, ExportOptions } from '../engine/api'
import type { Column, Columns } from '../engine/database'
import { LOOKING } from '../engine/queue'
import type { Accounting } from '../project/load'
import type { Project } from '../project/project-file'
import { exportTable } from '../project/export'
import type { QualityReport } from '../quality/report'
import type { Rule } from '../segments/rule'
import { rowObjects } from '../sql/rows'
import { sql } from '../sql/sql'
import { readOnlyQuery } from '../sql/read-only'
import type { Bilingual } from '../text/bilingual'
import { m } from '../text/paraglide/messages.js'
import { analyses } from './analyses.svelte'
import { apiError, MemberlensError, queryApiError } from './api-errors'
import { accept, proposalOf, type Proposal } from './api-proposal'
import { lackOf } from '../analyses/lacks'
import { say } from '../text/locale.svelte'
import { masking } from '../ui/masking.svelte'
import { logExport } from './privacy/audit.svelte'
import type { ApiSegment, ApiTag } from './segments/api-sets'
import type { Session } from './session.svelte'
import { listTables, type ListedTable } from './sql/catalogue'

/** `window.memberlens`: the page without clicks, for the console, for pages that embed it, and for tests. */
export interface MemberlensApi {
  /** Resolves when the engine is up; asking for it starts the engine. */
  readonly ready: Promise<void>
  /** Looks at files as if they had been dropped; they join those already open. */
  open(files: Iterable<File>): Promise<Proposal>
  /**
   * Loads and cleans what is open: by the proposal as it stands, by an amended one, or by a saved project (as an
   * object or as the text of its file).
   */
  load(project?: Proposal | Project | string): Promise<ApiAccounting>
  tables(): Promise<ApiTable[]>
  /** Runs one read-only query. */
  sql(text: string): Promise<ApiResult>
  /** Runs an analysis under the lens of the page; what `parameters` leaves out takes its default. */
  run(analysisId: string, parameters?: Parameters): Promise<ApiRun>
  /**
   * How far the files can be trusted, as delivered: per table its checks with n, failing and SQL, and a score by the
   * default weights.
   */
  quality(): Promise<QualityReport>
  /** The project's tags with their rules in words, and how many of the members looked at have each. */
  tags(): Promise<ApiTag[]>
  /** The project's segments with their rules in words and their sizes. */
  segments(): Promise<ApiSegment[]>
  /** member_id of the members of a tag or a segment, by its id or name, or of a rule as the project file writes it. */
  members(of: string | Rule): Promise<ApiResult>
  /** A table or view, by its name in `tables()`, as a file; persons masked unless the page shows them in full. */
  export(name: string, format: ExportFormat, options?: ExportOptions): Promise<Blob>
}

/** Where every record went, and which columns' values were read otherwise than they are written. */
export type ApiAccounting = Accounting & { forms: FormAccount[] }

export type ApiTable = Pick<ListedTable, 'name' | 'group' | 'rows' | 'columns' | 'about' | 'file'>

/**
 * A result by columns: numbers, and times as epoch milliseconds without zone, in a Float64Array with NaN for null;
 * text and truth values in an array.
 */
export interface ApiResult {
  rowCount: number
  columns: Column[]
  /** The first `n` rows, or all, as plain objects. */
  rows(n?: number): Record<string, string | number | null>[]
}

export interface ApiRun {
  analysis: string
  parameters: Parameters
  definition: Bilingual
  /** The result tables; query them with `sql`, by name. */
  tables: ApiTable[]
}

declare global {
  interface Window {
    memberlens: MemberlensApi
  }
}

/** Every promise that is rejected is rejected with a MemberlensError. */
export function installApi(session: Session): void {
  window.memberlens = {
    get ready() {
      return typed(async () => void (await session.engine.get()))
    },
    open: (files) =>
      typed(async () => {
        await session.open([...files])
        return proposalOf(session)
      }),
    load: (project) => typed(() => load(session, project)),
    tables: () => typed(async () => (await list(session)).map(plain)),
    sql: (text) => typed(() => query(session, text)),
    run: (id, parameters) => typed(() => run(session, id, parameters)),
    quality: () => typed(() => quality(session)),
    tags: () => typed(async () => (await setsOf(session)).tagsOf(session)),
    segments: () => typed(async () => (await setsOf(session)).segmentsOf(session)),
    members: (of) => typed(() => members(session, of)),
    export: (name, format, options) => typed(() => exportNamed(session, name, format, options)),
  }
}

async function typed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw apiError(error)
  }
}

async function load(
  session: Session,
  project: Proposal | Project | string | undefined,
): Promise<ApiAccounting> {
  if (session.held.length === 0) throw new MemberlensError('no_files', m.sql_api_no_files())
  await accept(session, project)
  if (!session.canLoad) throw new MemberlensError('gaps', m.sql_api_gaps())
  await session.load()
  const { accounting, recipe } = session
  if (!accounting || !recipe) throw new MemberlensError('no_shop', m.sql_api_no_shop())
  const { accountForForms } = await import('../cleaning/forms')
  return { ...accounting, forms: await accountForForms(await session.engine.get(), recipe) }
}

async function query(session: Session, text: string): Promise<ApiResult> {
  const engine = await session.engine.get()
  const result = await engine.query(readOnlyQuery(text), { priority: LOOKING }).catch((error: unknown) => {
    throw queryApiError(error, text)
  })
  return resultOf(result)
}

function resultOf(result: Columns): ApiResult {
  return {
    rowCount: result.rows,
    columns: result.columns,
    rows: (n = result.rows) => rowObjects({ rows: Math.min(n, result.rows), columns: result.columns }),
  }
}

async function run(session: Session, id: string, parameters: Parameters | undefined): Promise<ApiRun> {
  const all = await analyses.fetch()
  const analysis = analyses.byId(id)
  if (!analysis) {
    const known = all.map((candidate) => candidate.id).join(', ')
    throw new MemberlensError('unknown_analysis', m.sql_api_unknown_analysis({ id, known }))
  }
  if (session.stage !== 'ready') throw new MemberlensError('no_shop', m.sql_api_no_shop())
  const missing = lackOf(analysis, session.tables)
  if (missing) throw new MemberlensError('locked', m.sql_api_locked({ id, tables: say(missing) }))
  const result = await session.run(id, parameters)
  const tables = (await list(session, (name) => name in result.tables)).map(plain)
  return { analysis: id, parameters: result.parameters, definition: result.definition, tables }
}

/** What speaks of tags and segments, fetched when it is asked for. */
async function setsOf(session: Session): Promise<typeof import('./segments/api-sets')> {
  if (session.stage !== 'ready') throw new MemberlensError('no_shop', m.sql_api_no_shop())
  await analyses.fetch()
  return import('./segments/api-sets')
}

async function members(session: Session, of: string | Rule): Promise<ApiResult> {
  const select = await (await setsOf(session)).membersOf(session, of)
  return resultOf(await session.query(sql`select member_id from (${select}) order by member_id`))
}

async function quality(session: Session): Promise<QualityReport> {
  const { recipe } = session
  if (session.stage !== 'ready' || !recipe) throw new MemberlensError('no_shop', m.sql_api_no_shop())
  const asOf = session.tables.includes('orders') ? (session.lens?.asOf ?? null) : null
  const { qualityReport } = await import('../quality/report')
  return qualityReport(await session.engine.get(), recipe, asOf)
}

async function exportNamed(
  session: Session,
  name: string,
  format: ExportFormat,
  given: ExportOptions = {},
): Promise<Blob> {
  const options = { sheet: name, ...given }
  if (!FORMATS.includes(format)) {
    throw new MemberlensError('unknown_format', m.sql_api_unknown_format({ format: String(format) }))
  }
  const [found] = await list(session, (known) => known === name)
  if (!found) throw new MemberlensError('unknown_table', m.sql_api_unknown_table({ name }))
  const protection = { mask: masking.on }
  const blob = await exportTable(await session.engine.get(), found.table, format, { ...options, protection })
  logExport(`${name}.${format}`, blob.size, {
    rows: found.rows,
    masked: masking.on,
    note: 'memberlens.export',
  })
  return blob
}

const FORMATS: readonly string[] = ['csv', 'xlsx', 'parquet', 'arrow', 'json'] satisfies ExportFormat[]

async function list(session: Session, wanted?: (name: string) => boolean): Promise<ListedTable[]> {
  const files = session.usable.flatMap((i) => session.held[i]?.file.name ?? [])
  return listTables(await session.engine.get(), files, wanted)
}

const plain = ({ name, group, rows, columns, about, file }: ListedTable): ApiTable => ({
  name,
  group,
  rows,
  columns,
  about,
  file,
})
