import { betaI, chiSquareUpper } from '../incomplete'
import { texts, type Frame } from '../kernel'
import type { Association } from './correlation'

/** A feature of categories: a code per row into `levels`, −1 where it is missing. */
export interface Categories {
  codes: Int32Array
  levels: readonly string[]
}

/** More levels than this name single members rather than kinds: associations with them are not defined. */
export const MOST_LEVELS = 1000

/** Text as categories; levels in the order of their code points, so that codes do not depend on the order of rows. */
export function categoriesOf(values: readonly (string | null)[]): Categories {
  const levels = [...new Set(values)].filter((value) => value !== null).sort()
  const codeOf = new Map(levels.map((level, code) => [level, code]))
  return {
    codes: Int32Array.from(values, (value) => (value === null ? -1 : (codeOf.get(value) ?? -1))),
    levels,
  }
}

/** A column of text, or of codes from 0 that stand for it (not a number where it is missing). */
export function categoriesAt(input: Frame, name: string): Categories {
  const found = input.columns.find((column) => column.name === name)?.values
  if (!(found instanceof Float64Array)) return categoriesOf(texts(input, name))
  const codes = new Int32Array(found.length)
  let most = -1
  for (let i = 0; i < found.length; i++) {
    codes[i] = Number.isNaN(found[i]) ? -1 : found[i]!
    if (codes[i]! > most) most = codes[i]!
  }
  return { codes, levels: Array.from({ length: most + 1 }, (_, code) => String(code)) }
}

/**
 * Cramér's V with Bergsma's bias correction (2013), and the p of the χ² test without Yates' correction, over rows
 * where both are there. NaN where one has a single level there, or more than 1,000. `small` is the share of cells
 * whose expected count is below 5.
 */
export function cramersV(a: Categories, b: Categories): Association & { small: number } {
  const table = crossTable(a.codes, a.levels.length, b.codes, b.levels.length)
  return table ? cramersVOf(table) : { value: NaN, p: NaN, n: 0, small: NaN }
}

/** The same of counts: how many rows have each value (outer) in each of some groups (inner). */
export function cramersVOfCounts(counts: readonly (readonly number[])[]): Association & { small: number } {
  const width = Math.max(0, ...counts.map((row) => row.length))
  const cells = counts.flatMap((row) => Array.from({ length: width }, (_, j) => row[j] ?? 0))
  return cramersVOf(filledTable(Float64Array.from(cells), counts.length, width))
}

function cramersVOf({ cells, rows, columns, n }: CrossTable): Association & { small: number } {
  const [r, c] = [rows.length, columns.length]
  if (r < 2 || c < 2) return { value: NaN, p: NaN, n, small: NaN }
  let [chi, small] = [0, 0]
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < c; j++) {
      const expected = (rows[i]! * columns[j]!) / n
      chi += (cells[i * c + j]! - expected) ** 2 / expected
      if (expected < 5) small++
    }
  }
  const df = (r - 1) * (c - 1)
  const phi = Math.max(0, chi / n - df / (n - 1))
  const corrected = (k: number) => k - (k - 1) ** 2 / (n - 1)
  const most = Math.min(corrected(r), corrected(c)) - 1
  const value = most > 0 ? Math.min(1, Math.sqrt(phi / most)) : NaN
  return { value, p: chiSquareUpper(chi, df), n, small: small / (r * c) }
}

/**
 * Correlation ratio η = √(between ÷ total sum of squares) of numbers by categories, with the p of the F test, over
 * rows where both are there. NaN where the numbers do not vary, and with one level, a level for each row, or over 1,000.
 */
export function correlationRatio(numbers: Float64Array, { codes, levels }: Categories): Association {
  const k = levels.length
  const none = { value: NaN, p: NaN, n: 0 }
  if (k > MOST_LEVELS) return none
  let [n, middle] = [0, 0]
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! >= 0 && Number.isFinite(numbers[i])) middle += (numbers[i]! - middle) / ++n
  const counts = new Float64Array(k)
  const sums = new Float64Array(k)
  let total = 0
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    if (code < 0 || !Number.isFinite(numbers[i])) continue
    const apart = numbers[i]! - middle
    counts[code]!++
    sums[code]! += apart
    total += apart * apart
  }
  const groups = counts.filter((count) => count > 0).length
  if (!(total > 0) || groups < 2 || groups >= n) return { ...none, n }
  let between = 0
  counts.forEach((count, code) => (between += count > 0 ? sums[code]! ** 2 / count : 0))
  const share = Math.min(1, between / total)
  return { value: Math.sqrt(share), p: betaI(1 - share, (n - groups) / 2, (groups - 1) / 2), n }
}

/**
 * Mutual information in nats, plug-in estimate with the Miller–Madow correction, at least 0, over rows where both are
 * there; `p` of the G test. NaN with a single level or more than 1,000.
 */
export function mutualInformation(a: Categories, b: Categories): Association {
  const table = crossTable(a.codes, a.levels.length, b.codes, b.levels.length)
  if (!table) return { value: NaN, p: NaN, n: 0 }
  const { cells, rows, columns, n } = table
  const [r, c] = [rows.length, columns.length]
  if (r < 2 || c < 2) return { value: NaN, p: NaN, n }
  let [information, filled] = [0, 0]
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < c; j++) {
      const count = cells[i * c + j]!
      if (count === 0) continue
      filled++
      information += (count / n) * Math.log((count * n) / (rows[i]! * columns[j]!))
    }
  }
  const p = chiSquareUpper(Math.max(0, 2 * n * information), (r - 1) * (c - 1))
  return { value: Math.max(0, information - (filled - r - c + 1) / (2 * n)), p, n }
}

/** Numbers in at most `bins` classes at their quantiles, equal values together; missing where they are not finite. */
export function binned(numbers: Float64Array, bins = 10): Categories {
  const sorted = numbers.filter(Number.isFinite).sort()
  const cuts: number[] = []
  for (let b = 1; b < bins; b++) {
    const value = sorted[Math.ceil((b * sorted.length) / bins) - 1]
    if (value !== undefined && value < sorted.at(-1)! && value !== cuts.at(-1)) cuts.push(value)
  }
  const codes = Int32Array.from(numbers, (value) => {
    if (!Number.isFinite(value)) return -1
    let code = 0
    while (code < cuts.length && value > cuts[code]!) code++
    return code
  })
  return {
    codes,
    levels: Array.from({ length: sorted.length > 0 ? cuts.length + 1 : 0 }, (_, i) => String(i)),
  }
}

interface CrossTable {
  cells: Float64Array
  rows: readonly number[]
  columns: readonly number[]
  n: number
}

/** Counts of pairs of codes, without the rows and columns that are empty. */
function crossTable(a: Int32Array, r: number, b: Int32Array, c: number) {
  if (r > MOST_LEVELS || c > MOST_LEVELS) return null
  const counts = new Float64Array(r * c)
  for (let i = 0; i < a.length; i++) if (a[i]! >= 0 && b[i]! >= 0) counts[a[i]! * c + b[i]!]!++
  return filledTable(counts, r, c)
}

function filledTable(counts: Float64Array, r: number, c: number): CrossTable {
  const [inRow, inColumn] = [new Float64Array(r), new Float64Array(c)]
  let n = 0
  counts.forEach((count, at) => {
    inRow[Math.floor(at / c)]! += count
    inColumn[at % c]! += count
    n += count
  })
  const there = (sums: Float64Array) => Array.from(sums.keys()).filter((at) => sums[at]! > 0)
  const [rows, columns] = [there(inRow), there(inColumn)]
  return {
    cells: Float64Array.from(rows.flatMap((i) => columns.map((j) => counts[i * c + j]!))),
    rows: rows.map((i) => inRow[i]!),
    columns: columns.map((j) => inColumn[j]!),
    n,
  }
}
