import { normaliseHeader } from '../shop/headers'
import type { ColumnMatch, ColumnReport, FileReport, SourceProposal } from './types'

/**
 * Files of one shape: twelve monthly exports of the same report, columns in another order, a column added in March.
 * Each group holds the places of its files, in their order; a file of its own shape is a group of one.
 */
export function shapesOf(reports: readonly FileReport[]): number[][] {
  const groups: number[][] = []
  reports.forEach((report, i) => {
    const group = groups.find(([first = 0]) => sameShape(reports[first], report))
    if (group) group.push(i)
    else groups.push([i])
  })
  return groups
}

/** Nine in ten columns of the narrower file are in the wider one, six in ten the other way, and hold the same kind. */
export function sameShape(a: FileReport | undefined, b: FileReport | undefined): boolean {
  if (!a || !b || a.columns.length === 0 || b.columns.length === 0) return false
  if (!a.dialect.header || !b.dialect.header || a.kind !== b.kind) return false
  const other = columnsByHeader(b)
  const common = a.columns.flatMap((column) => {
    const twin = other.get(normaliseHeader(column.header))
    return twin ? [[column, twin] as const] : []
  })
  const [least, most] = [a.columns.length, b.columns.length].sort((x, y) => x - y) as [number, number]
  const alike = common.filter(([one, two]) => sameKind(one, two)).length
  return common.length >= 0.9 * least && common.length >= 0.6 * most && alike >= 0.8 * common.length
}

/**
 * One report for a group of files: the columns of all, each as the file shows it that has most of it; a date that one
 * file leaves open and another decides is decided.
 */
export function mergedReport(group: readonly FileReport[]): FileReport {
  const [lead, ...others] = [...group].sort(
    (a, b) => b.columns.length - a.columns.length || b.records - a.records,
  )
  if (!lead || others.length === 0) return group[0]!
  const columns = new Map(lead.columns.map((column) => [normaliseHeader(column.header), column]))
  for (const other of others)
    for (const column of other.columns) {
      const key = normaliseHeader(column.header)
      const known = columns.get(key)
      if (!known) columns.set(key, column)
      else if (tellsMore(column, known)) columns.set(key, { ...column, name: known.name })
    }
  const each = Math.max(LEAST_ROWS, Math.floor(MOST_ROWS / group.length))
  const runs = group.slice(0, MOST_ROWS / LEAST_ROWS).flatMap((report) =>
    runsAs(report, [...columns.keys()])
      .map((run) => run.slice(0, each / 2))
      .slice(0, 2),
  )
  return { ...lead, columns: [...columns.values()], ...(runs.length > 0 && { runs }) }
}

/** Sampled rows of a group in all, and of one of its files. */
const MOST_ROWS = 800
const LEAST_ROWS = 40

/** The sampled runs of a file with their cells in the order of other headers. */
function runsAs({ columns, runs }: FileReport, headers: readonly string[]): string[][][] {
  const places = headers.map((header) => columns.findIndex((own) => normaliseHeader(own.header) === header))
  return (runs ?? []).map((run) => run.map((row) => places.map((place) => row[place] ?? '')))
}

/** A proposal for a group, in the column names of one of its files; what the file lacks is left out. */
export function proposalFor(
  proposal: SourceProposal,
  report: FileReport,
  merged: FileReport,
): SourceProposal {
  if (report === merged) return proposal
  const headers = new Map(merged.columns.map((column) => [column.name, normaliseHeader(column.header)]))
  const own = columnsByHeader(report)
  const matches = proposal.matches.flatMap((match): ColumnMatch[] => {
    const column = own.get(headers.get(match.column) ?? '')
    return column ? [{ ...match, column: column.name }] : []
  })
  return { ...proposal, matches }
}

/** A mapping in the names of one file, in those of another of its shape. */
export function translateMapping(
  mapping: Readonly<Record<string, string>>,
  from: FileReport,
  to: FileReport,
): Record<string, string> {
  const headers = new Map(from.columns.map((column) => [column.name, normaliseHeader(column.header)]))
  const own = columnsByHeader(to)
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([role, name]) => {
      const column = own.get(headers.get(name) ?? '')
      return column ? [[role, column.name] as const] : []
    }),
  )
}

/** Day or month first, where one file leaves it open and another of its shape decides. */
export function settleDates<Column extends { name: string; dateFormats: string[] }>(
  columns: readonly Column[],
  report: FileReport,
  merged: FileReport,
): Column[] {
  const decided = columnsByHeader(merged)
  return columns.map((column) => {
    const own = report.columns.find(({ name }) => name === column.name)
    const common = own?.ambiguousDayMonth ? decided.get(normaliseHeader(own.header)) : undefined
    return common && !common.ambiguousDayMonth && common.dateFormats.length > 0
      ? { ...column, dateFormats: common.dateFormats }
      : column
  })
}

/** How a group of files is called: what their names have in common, with a star for the rest. */
export function patternOf(names: readonly string[]): string {
  const starred = [...new Set(names.map((name) => name.replace(/\d+(?:[-_.年月]\d+)*/g, '*')))]
  const [only = '', another] = starred
  if (another === undefined) return only
  const [first = '', ...rest] = names
  let head = 0
  while (head < first.length && rest.every((name) => name[head] === first[head])) head++
  let tail = 0
  const shortest = Math.min(...names.map((name) => name.length))
  while (tail < shortest - head && rest.every((name) => name.at(-1 - tail) === first.at(-1 - tail))) tail++
  return `${first.slice(0, head)}*${tail > 0 ? first.slice(-tail) : ''}`
}

const columnsByHeader = (report: FileReport) =>
  new Map(report.columns.map((column) => [normaliseHeader(column.header), column]))

const KINDS: Record<ColumnReport['type'], string> = {
  integer: 'number',
  decimal: 'number',
  date: 'time',
  time: 'time',
  boolean: 'text',
  text: 'text',
  empty: 'any',
}

function sameKind(a: ColumnReport, b: ColumnReport): boolean {
  const [one, two] = [KINDS[a.type], KINDS[b.type]]
  // Ids may be digits alone in one month.
  return one === two || one === 'any' || two === 'any' || (one !== 'time' && two !== 'time')
}

function tellsMore(column: ColumnReport, known: ColumnReport): boolean {
  const [a, b] = [column.sampled - column.missing, known.sampled - known.missing]
  if (a > 0 && b > 0 && column.ambiguousDayMonth !== known.ambiguousDayMonth) return known.ambiguousDayMonth
  return b === 0 && a > 0
}
