export interface GridPosition {
  readonly row: number
  readonly col: number
}

/**
 * Where a key leads in a grid of which one cell is in the tab order (WAI-ARIA roving tabindex).
 * Null where the key means nothing here, so that the browser keeps it.
 */
export function moveInGrid(
  event: { readonly key: string; readonly ctrlKey?: boolean },
  from: GridPosition,
  rows: number,
  columns: number,
): GridPosition | null {
  const target = destination(event.key, event.ctrlKey ?? false, from, rows, columns)
  return target && { row: clamp(target.row, rows), col: clamp(target.col, columns) }
}

/** The same for a list; both pairs of arrows work, whichever way it is drawn. */
export function moveInList(key: string, from: number, count: number): number | null {
  const step = LIST_STEPS[key]
  if (step !== undefined) return clamp(from + step, count)
  return key === 'Home' ? 0 : key === 'End' ? Math.max(0, count - 1) : null
}

/**
 * What a key does on one of the marks of a drawing, which carry their places as data-<mark>: Enter and space choose it,
 * where it can be chosen; arrows lead to another. Other keys are the browser's.
 */
export function keyOnMark(
  event: KeyboardEvent,
  index: number,
  marks: {
    drawing: SVGSVGElement | undefined
    mark: string
    count: number
    choose?: (() => void) | undefined
  },
): void {
  if ((event.key === 'Enter' || event.key === ' ') && marks.choose) {
    event.preventDefault()
    marks.choose()
    return
  }
  const to = moveInList(event.key, index, marks.count)
  if (to === null) return
  event.preventDefault()
  marks.drawing?.querySelector<SVGElement>(`[data-${marks.mark}="${to}"]`)?.focus()
}

const LIST_STEPS: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
}

function destination(key: string, ctrl: boolean, { row, col }: GridPosition, rows: number, columns: number) {
  switch (key) {
    case 'ArrowLeft':
      return { row, col: col - 1 }
    case 'ArrowRight':
      return { row, col: col + 1 }
    case 'ArrowUp':
      return { row: row - 1, col }
    case 'ArrowDown':
      return { row: row + 1, col }
    case 'Home':
      return { row: ctrl ? 0 : row, col: 0 }
    case 'End':
      return { row: ctrl ? rows - 1 : row, col: columns - 1 }
    default:
      return null
  }
}

const clamp = (index: number, count: number) => Math.max(0, Math.min(count - 1, index))
