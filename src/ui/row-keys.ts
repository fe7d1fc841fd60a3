/** The row to go to from `active` by a key; null for keys that move nothing. `page` is in rows. */
export function rowAfterKey(key: string, active: number, rowCount: number, page: number): number | null {
  const target = rowOf(key, active, rowCount, Math.max(1, page))
  return target === null || rowCount === 0 ? null : Math.min(rowCount - 1, Math.max(0, target))
}

function rowOf(key: string, active: number, rowCount: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active - 1
    case 'PageDown':
      return active + page
    case 'PageUp':
      return active - page
    case 'Home':
      return 0
    case 'End':
      return rowCount - 1
    default:
      return null
  }
}
