import { sensitiveKinds, type SensitiveKind } from '../text/mask'
import type { Cell, CellType } from './cell-text'

export interface RowColumn {
  key: string
  label: string
  type: CellType
  sortable?: boolean
  /** Least width in CSS pixels; columns share what is left over. */
  width?: number
  format?: (value: Cell) => string
  /** Shown with the label: what the column holds. */
  title?: string
  /** What it holds of persons; told by its key and label where it does not say. */
  sensitive?: SensitiveKind | null
}

export interface RowSort {
  key: string
  descending: boolean
}

/** What each column holds of persons, as it says itself, else by its key, else by its label. */
export function columnKinds(
  columns: readonly Pick<RowColumn, 'key' | 'label' | 'sensitive'>[],
): (SensitiveKind | null)[] {
  const byKey = sensitiveKinds(columns.map(({ key }) => key))
  const byLabel = sensitiveKinds(columns.map(({ label }) => label))
  return columns.map(({ sensitive }, i) =>
    sensitive === undefined ? (byKey[i] ?? byLabel[i] ?? null) : sensitive,
  )
}

const WIDTHS: Record<CellType, number> = { text: 150, number: 96, money: 120, time: 184, percent: 92 }

const widthOf = (column: RowColumn) => column.width ?? WIDTHS[column.type]

/** One grid template for the head and every row; the first column leaves room for others on phones. */
export const columnTemplate = (columns: readonly RowColumn[]): string =>
  columns
    .map((column, index) => {
      const width = widthOf(column)
      return `minmax(${index === 0 ? `min(${width}px, 40vw)` : `${width}px`}, ${width}fr)`
    })
    .join(' ')

export const leastWidth = (columns: readonly RowColumn[]): string =>
  columns.length === 0
    ? '0px'
    : `calc(min(${widthOf(columns[0] as RowColumn)}px, 40vw) + ${columns.slice(1).reduce((sum, column) => sum + widthOf(column), 0)}px)`

/** What a click on a column's head asks for: amounts begin with the largest, words with the first. */
export function nextSort(column: RowColumn, sort: RowSort | undefined): RowSort {
  if (sort?.key === column.key) return { key: column.key, descending: !sort.descending }
  return { key: column.key, descending: column.type !== 'text' }
}
