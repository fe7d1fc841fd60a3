import { reportColumns } from '../columns'
import { columnNames } from '../names'
import { sampledRuns } from '../sampled-orders'
import type { ColumnReport, FileNotice, FileReport } from '../types'
import type { ColumnarFile, ReadOptions, Sight } from './columnar-file'
import { leavesOf, type Leaf } from './leaves'
import { ColumnarError, featherOne, leftOutNotice, noColumns, noRows } from './problems'

const PREVIEW_RECORDS = 20

export type ColumnarFormat = 'parquet' | 'arrow' | 'feather'
type Seen = Partial<FileReport> & Pick<FileReport, 'notices'>

/**
 * The parts of a file's report that a Parquet or Arrow file can have, from its schema and sampled rows. Problems are
 * notices; only an abort throws (the signal's reason).
 */
export async function inspectColumnar(
  file: Blob,
  format: ColumnarFormat,
  options: ReadOptions = {},
): Promise<Seen> {
  try {
    if (format === 'feather') throw new ColumnarError(featherOne())
    return { storage: format, ...(await describe(await openColumnar(file, format), options)) }
  } catch (error) {
    if (error instanceof ColumnarError)
      return { ...(format !== 'feather' && { storage: format }), notices: [error.notice, ...error.others] }
    throw error
  }
}

export async function openColumnar(file: Blob, format: 'parquet' | 'arrow'): Promise<ColumnarFile> {
  return format === 'parquet'
    ? (await import('./parquet-file')).openParquet(file)
    : (await import('./arrow-file')).openArrow(file)
}

async function describe(opened: ColumnarFile, options: ReadOptions): Promise<Seen> {
  const { leaves } = leavesOf(opened.schema)
  if (leaves.length === 0) return { notices: [noColumns(), ...leftOutNotice(opened.leftOut)] }
  const sight = await opened.look(leaves, options)
  const empty: FileNotice[] = sight.rows === 0 ? [noRows()] : []
  return {
    columns: columnsOf(leaves, sight),
    records: sight.rows,
    preview: sight.sample.slice(0, PREVIEW_RECORDS).map((row) => row.map((cell) => cell.slice(0, 300))),
    ...sampledRuns(
      leaves.map(({ path }) => path.join('.')),
      sight.runs,
    ),
    notices: [...empty, ...leftOutNotice(opened.leftOut)],
  }
}

/** Columns of text are judged together, for a decimal comma in one tells of the others; numbers have no comma. */
function columnsOf(leaves: readonly Leaf[], { sample, consecutive }: Sight): ColumnReport[] {
  const headers = leaves.map(({ path }) => path.join('.'))
  const names = columnNames(headers)
  const reports = new Map<number, ColumnReport>()
  for (const text of [true, false]) {
    const chosen = leaves.flatMap(({ stored }, i) => ((stored === 'VARCHAR') === text ? [i] : []))
    const pick = (cells: readonly string[]) => chosen.map((i) => cells[i] ?? '')
    const seen = reportColumns(pick(names), pick(headers), sample.map(pick), consecutive)
    seen.forEach((report, at) => reports.set(chosen[at] ?? 0, report))
  }
  return leaves.flatMap((leaf, i) => {
    const report = reports.get(i)
    return report ? [withStored(report, leaf)] : []
  })
}

function withStored(report: ColumnReport, { path, stored, bytes }: Leaf): ColumnReport {
  const known = report.type === 'empty' ? undefined : TYPES[stored]
  return {
    ...report,
    ...(known && { type: known, dateFormats: [], ambiguousDayMonth: false }),
    stored,
    path,
    ...(bytes && { bytes }),
  }
}

/** Numbers stay as their values tell: 20180101 may be a day, 1 and 2 may be whole though stored as doubles. */
const TYPES: Partial<Record<string, ColumnReport['type']>> = {
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'time',
}
