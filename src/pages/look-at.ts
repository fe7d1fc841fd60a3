import type { SourcePlan } from '../cleaning/recipe'
import type { Dialect, FileReport, OnProgress } from '../ingest/types'
import type { Part } from '../ingest/unpack/types'
import type { HeldFile } from '../project/load'
import { followRecipe } from '../project/match'
import { isFromFolder } from '../ui/dropped-files'
import { inspect, unpack } from './ingest-client'

/** Of the work on a file that holds tables, what is done once they are out. */
const UNPACKED = 0.7

/** The tables in a dropped file, each with what was found in it. */
export async function lookAt(file: File, onProgress: OnProgress, signal: AbortSignal): Promise<HeldFile[]> {
  const parts = await unpack(
    file,
    (done, total) => onProgress(UNPACKED * (done / Math.max(total, 1)), 1),
    signal,
  )
  const whole = parts.length === 1 && parts[0]?.origin.format === 'text' && !parts[0].original
  const start = whole ? 0 : UNPACKED
  const share = (1 - start) / Math.max(parts.length, 1)
  const held: HeldFile[] = []
  for (const [index, part] of parts.entries()) {
    const progress: OnProgress = (done, total) =>
      onProgress(start + share * (index + (total > 0 ? done / total : 1)), 1)
    const report = await reportOn(part, part.dialect, progress, signal)
    held.push({ file: whole ? file : part.file, report, source: { file, part } })
  }
  return held
}

/** Reads a held file again by another dialect. */
export const lookAgain = ({ file, source }: HeldFile, dialect: Partial<Dialect>): Promise<FileReport> =>
  source ? reportOn({ ...source.part, file }, dialect) : inspect(file, dialect)

/** A table whose text was made of another's, as it was written before; null where none was made. */
export async function asWritten({ source }: HeldFile): Promise<HeldFile | null> {
  const part = source?.part.original
  if (!part) return null
  const written: Part = { ...part, asWritten: true }
  const file = part.origin.format === 'text' ? source.file : part.file
  return { file, report: await reportOn(written, part.dialect), source: { file: source.file, part: written } }
}

/** The tables that can be made of a text that is read as it is written. */
export async function asMade({ source, report }: HeldFile): Promise<HeldFile[]> {
  if (!source?.part.asWritten) return []
  const held = await lookAt(source.file, () => undefined, new AbortController().signal)
  return held.filter((made) => made.source?.part.original?.file.name === report.name)
}

/** The files as a recipe reads them: in place of what was made of a text, the text itself where the recipe has that. */
export async function asRead(
  held: readonly HeldFile[],
  sources: readonly SourcePlan[],
): Promise<readonly HeldFile[]> {
  const wanted = sources.filter(({ asWritten }) => asWritten)
  if (wanted.length === 0) return held
  const originals = [...new Set(held.flatMap(({ source }) => source?.part.original ?? []))]
  const texts: { original: Part; written: HeldFile }[] = []
  for (const original of originals) {
    const made = held.find(({ source }) => source?.part.original === original)
    const written = made && (await asWritten(made))
    if (written) texts.push({ original, written })
  }
  const { plans } = followRecipe(
    wanted,
    texts.map(({ written }) => written.report),
  )
  return texts
    .filter((_, i) => plans[i])
    .reduce((files, { original, written }) => inPlaceOf(files, original, written), held)
}

/** The files with one in place of all that were made of it. */
export function inPlaceOf(held: readonly HeldFile[], original: Part, written: HeldFile): readonly HeldFile[] {
  const first = held.findIndex(({ source }) => source?.part.original === original)
  return held.flatMap((one, i) => {
    if (i === first) return [written]
    return one.source?.part.original === original ? [] : [one]
  })
}

/** What is known of a part: said by the unpacking first, and nothing but that where it failed. */
async function reportOn(
  part: Part,
  dialect: Partial<Dialect> | undefined,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<FileReport> {
  const report = await inspect(part.file, dialect, onProgress, signal)
  const failed = part.notices.some(({ level }) => level === 'error')
  const taken = part.notices.some(({ code }) => code === 'packed_lines')
  const found = report.notices.filter(({ code }) => !(taken && code === 'packed_cells'))
  const notices = failed ? part.notices : [...part.notices, ...found]
  const ofKind = part.notices.some(({ code }) => code === 'rows_by_kind')
  return {
    ...report,
    notices,
    ...(ofKind && { kind: part.origin.path ?? '' }),
    ...(part.asWritten && { asWritten: part.asWritten }),
    ...(part.refused && { refused: part.refused }),
  }
}

/** Sets aside what came with a folder and is no table, such as pictures, as long as a table came too. */
export function leaveOut(added: readonly HeldFile[]): { kept: HeldFile[]; left: string[] } {
  const isLitter = ({ source, report }: HeldFile) =>
    source !== undefined &&
    isFromFolder(source.file) &&
    report.notices.some(({ code }) => code === 'not_text')
  const kept = added.filter((held) => !isLitter(held))
  if (kept.length === 0) return { kept: [...added], left: [] }
  return { kept, left: added.filter(isLitter).map(({ file }) => file.name) }
}
