import { normaliseHeader } from '../shop/headers'
import { isRecordTable, SHOP_TABLES, type ShopTable } from '../shop/tables'
import { isMissingText, readValue } from './values'

/** A record of a file's head: its cells, and the physical line where it starts. */
export interface HeadRow {
  cells: string[]
  line: number
}

const MOST_TITLES = 40

/**
 * How many of the first records are titles and notes above the table: short ones, before a record that is as wide as
 * most and reads like a header.
 * @param mode the most frequent number of fields.
 */
export function titleRows(rows: readonly HeadRow[], mode: number): number {
  if (mode < 2) return 0
  for (let i = 0; i < Math.min(rows.length - 1, MOST_TITLES); i++) {
    const { cells } = rows[i]!
    const filled = cells.filter((cell) => cell.trim() !== '')
    if (filled.length >= Math.max(2, mode / 2)) return aboveTable(rows, i, mode)
    const few = filled.length <= (mode >= 4 ? 2 : 1)
    if (!few && !filled.every((cell) => /[:：]/.test(cell))) return 0
  }
  return 0
}

function aboveTable(rows: readonly HeadRow[], at: number, mode: number): number {
  if (at === 0) return 0
  const groups = hasGroupRow(rows.slice(at - 1).map((row) => row.cells))
  if (!groups) return headsTable(rows, at, mode) ? at : 0
  return at > 1 && headsTable(rows, at, mode) ? at - 1 : 0
}

/** Titles that a spreadsheet filled up with empty cells could be a header with unnamed columns: those need proof. */
function headsTable(rows: readonly HeadRow[], at: number, mode: number): boolean {
  const evidence = headerEvidence(rows.slice(at).map((row) => row.cells))
  const bare = rows.slice(0, at).every((row) => row.cells.length < mode)
  return bare && mode > 2 ? evidence >= 0 : evidence > 0
}

/** Whether the first record names the columns: it differs in kind from what stands below it. Below 0 it does not. */
export function headerEvidence(rows: readonly (readonly string[])[]): number {
  const [first, ...rest] = rows
  if (!first) return 0
  let evidence = 0
  first.forEach((cell, i) => {
    if (isKnown(cell)) evidence += 2
    if (isMissingText(cell)) return
    const below = rest.slice(0, 200).flatMap((row) => (isMissingText(row[i] ?? '') ? [] : [row[i] ?? '']))
    const belowTyped = below.length > 0 && below.filter(isTyped).length >= 0.8 * below.length
    if (isTyped(cell)) evidence -= belowTyped || below.length === 0 ? 2 : 1
    else if (belowTyped) evidence += 2
    else if (below.includes(cell)) evidence -= 0.5
  })
  return evidence
}

/** Whether groups of columns stand above their names: 订单,,会员, over 编号,金额,姓名,手机. */
export function hasGroupRow(rows: readonly (readonly string[])[]): boolean {
  const [groups, names, ...rest] = rows
  if (!groups || !names || rest.length === 0 || groups.length !== names.length) return false
  const gaps = groups.flatMap((_, i) => (isGap(groups, i) ? [i] : []))
  const filled = groups.filter((cell) => cell.trim() !== '').length
  const named = names.filter((cell) => cell.trim() !== '')
  return (
    gaps.length > 0 &&
    filled > 1 &&
    gaps.every((i) => names[i]?.trim() !== '') &&
    groups.every((cell, i) => cell.trim() !== '' || names[i]?.trim() !== '') &&
    named.length >= 2 &&
    named.every((cell) => !isTyped(cell) && !isMissingText(cell)) &&
    headerEvidence([names, ...rest]) >= 2 &&
    headerEvidence([names, ...rest]) > headerEvidence([groups, ...rest])
  )
}

/**
 * Whether a second row names the columns again, in another language or by their units: order_id,amount over 订单号,元.
 * It holds words where columns hold numbers or dates, and most of it is known.
 */
export function hasLabelRow(rows: readonly (readonly string[])[]): boolean {
  const [names, labels, ...rest] = rows
  if (!names || !labels || rest.length === 0 || names.length !== labels.length) return false
  const said = labels.filter((cell) => cell.trim() !== '')
  const known = said.filter((cell) => isKnown(cell) || UNIT.test(cell.trim())).length
  return (
    names.every((_, i) => !isGap(names, i)) &&
    [...names, ...said].every((cell) => !isTyped(cell)) &&
    known >= Math.max(2, said.length / 2) &&
    !labels.every((cell, i) => cell === names[i]) &&
    headerEvidence([labels, ...rest]) >= 2 &&
    typedBelow(labels, rest) > 0
  )
}

/** Columns that hold numbers or dates below a word. */
const typedBelow = (labels: readonly string[], rest: readonly (readonly string[])[]): number =>
  labels.filter((label, i) => {
    const below = rest.flatMap((row) => (isMissingText(row[i] ?? '') ? [] : [row[i] ?? '']))
    return label.trim() !== '' && below.length > 0 && below.every(isTyped)
  }).length

const UNIT =
  /^[([]?(?:元|万元|千元|分|件|个|次|岁|天|人民币|usd|eur|gbp|cny|rmb|jpy|hkd|twd|[€$£¥]|pcs|pieces|units?|text|string|varchar|char|int(?:eger)?|bigint|decimal|double|float|number|numeric|date(?:time)?|timestamp|[ymdhs:/. -]{6,19})[)\]]?(?:\(\d+(?:,\d+)?\))?$/i

const isGap = (groups: readonly string[], i: number): boolean =>
  i > 0 && (groups[i]?.trim() === '' || groups[i] === groups[i - 1])

/**
 * Two header rows as one: the group, carried on over its columns, before the name; where every column has a name above
 * already, the other one behind it in brackets.
 */
export function joinHeaders(groups: readonly string[], names: readonly string[]): string[] {
  if (groups.length > 1 && groups.every((_, i) => !isGap(groups, i)))
    return Array.from({ length: Math.max(groups.length, names.length) }, (_, i) =>
      labelled(groups[i], names[i]),
    )
  let group = ''
  return Array.from({ length: Math.max(groups.length, names.length) }, (_, i) => {
    group = groups[i]?.trim() || group
    const name = names[i]?.trim() ?? ''
    if (name === '') {
      const alone = group
      group = ''
      return alone
    }
    return group === '' || group === name ? name : `${group} / ${name}`
  })
}

/** The name that the shop's words know goes first, one of sales, members and products before one of records alone. */
function labelled(name = '', label = ''): string {
  const [one, other] = [name.trim(), label.trim()]
  if (one === '' || other === '' || one === other) return one || other
  return standing(other) > standing(one) ? `${other} (${one})` : `${one} (${other})`
}

export const isTyped = (cell: string): boolean => ['number', 'date'].includes(readValue(cell).kind)

const wordsOf = (tables: readonly ShopTable[]): Set<string> =>
  new Set(tables.flatMap((table) => table.columns.flatMap((column) => column.words)).map(normaliseHeader))
const KNOWN = wordsOf(SHOP_TABLES)
const CORE = wordsOf(SHOP_TABLES.filter(({ name }) => !isRecordTable(name)))

const isKnown = (cell: string): boolean => KNOWN.has(normaliseHeader(cell))
const standing = (cell: string): number => Number(isKnown(cell)) + Number(CORE.has(normaliseHeader(cell)))
