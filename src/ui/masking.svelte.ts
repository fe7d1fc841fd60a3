import { maskValue, type SensitiveKind } from '../text/mask'
import { cellText, type Cell, type ColumnLook } from './cell-text'

/** Persons are masked in every list until someone asks to see them; the next visit begins masked again. */
export const masking = $state({ on: true })

/** What a cell shows. `kind` is what the column holds by its name; without one, text is judged by its own form. */
export function shownText(value: Cell, look: ColumnLook, kind: SensitiveKind | null): string {
  const text = cellText(value, look)
  if (!masking.on || value === null || look.type === 'time') return text
  return kind !== null || typeof value === 'string' ? maskValue(text, kind) : text
}

/** A text outside a table: an id in a title, an example of a column. */
export const shownValue = (text: string, kind: SensitiveKind | null = null): string =>
  masking.on ? maskValue(text, kind) : text
