import { download } from '../../charts/download'
import {
  anonymised,
  checkAnonymity,
  countColumns,
  countSmallCells,
  quasiIdentifiers,
  withoutSmallCells,
  type QuasiIdentifier,
} from '../../project/anonymity'
import { exportTable, type ExportFormat } from '../../project/export'
import { describeColumns, fromSource, type SourceColumn } from '../../project/export-columns'
import { isMemberId, newSalt } from '../../project/pseudonym.sql'
import { cell } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import { USUAL_K } from '../../text/small-counts'
import { masking } from '../../ui/masking.svelte'
import type { Session } from '../session.svelte'
import { exporting, type ExportQuestion, type ExportRequest } from './export-question.svelte'

/** How it is to be saved. */
export interface ExportChoice {
  format: ExportFormat
  bom: boolean
  pseudonymous: boolean
  quasi: readonly QuasiIdentifier[]
  /** Rows in smaller groups are left out; 1: none is. */
  atLeast: number
  /** Counts below it are left empty; 1: none is. */
  leastCount: number
  note: string
}

/**
 * Saves a table at once where nothing speaks against it. A list of members with attributes by which some of them could
 * be known, a table with counts of a few, or the wish for options (`ask`) opens the question instead.
 */
export async function exportFrom(session: Session, request: ExportRequest, ask = false): Promise<void> {
  const engine = await session.engine.get()
  const columns = await describeColumns(engine, request.source)
  const ids = columns.map(({ name }) => name).filter(isMemberId)
  if (ask || (await isRisky(session, request.source, columns))) {
    exporting.question = { ...request, columns, ids }
    return
  }
  const { format, bom } = request
  await save(session, request, columns, {
    format,
    bom,
    pseudonymous: false,
    quasi: [],
    atLeast: 1,
    leastCount: 1,
    note: '',
  })
}

/** Saves by what was chosen. */
export async function exportAs(
  session: Session,
  question: ExportQuestion,
  choice: ExportChoice,
): Promise<void> {
  await save(session, question, question.columns, choice)
  exporting.question = null
}

async function isRisky(session: Session, source: Sql, columns: readonly SourceColumn[]): Promise<boolean> {
  const engine = await session.engine.get()
  if ((await countSmallCells(engine, source, countColumns(columns), USUAL_K)) > 0) return true
  const quasi = quasiIdentifiers(columns)
  if (quasi.length === 0 || countColumns(columns).length > 0) return false
  const kept = quasi.map((column): QuasiIdentifier => ({ column, treatment: 'keep' }))
  return (await checkAnonymity(engine, source, kept, USUAL_K)).below > 0
}

async function save(
  session: Session,
  { source, filename }: ExportRequest,
  columns: readonly SourceColumn[],
  choice: ExportChoice,
): Promise<void> {
  const engine = await session.engine.get()
  const counts = countColumns(columns)
  const known = choice.leastCount > 1 && counts.length > 0
  const filled = known ? withoutSmallCells(source, columns, counts, choice.leastCount) : source
  const treated = choice.quasi.some(({ treatment }) => treatment !== 'keep') || choice.atLeast > 1
  const final = treated ? anonymised(filled, columns, choice.quasi, choice.atLeast) : filled
  const ids = columns.map(({ name }) => name).filter(isMemberId)
  const blob = await exportTable(engine, final, choice.format, {
    bom: choice.bom,
    sheet: filename,
    protection: {
      mask: masking.on,
      ...(choice.pseudonymous && { pseudonyms: { columns: ids, salt: saltOf(session) } }),
    },
  })
  const counted = await engine.query(sql`select count(*) from ${fromSource(final)}`)
  download(blob, `${filename}.${choice.format}`, {
    rows: Number(cell(counted.columns[0], 0) ?? 0),
    masked: masking.on,
    pseudonymous: choice.pseudonymous,
    ...(choice.note !== '' && { note: choice.note }),
  })
}

const salts = new WeakMap<Session, string>()

/** The salt kept with the recipe, else one for this session. */
export function saltOf(session: Session): string {
  const salt = session.recipe?.pseudonymSalt ?? salts.get(session) ?? newSalt()
  salts.set(session, salt)
  return salt
}
