/**
 * Names for the raw table: the headers trimmed, on one line, never empty, and unique whatever their case. `rowid` is
 * what the engine calls the number of a row, and stays its own.
 */
export function columnNames(headers: readonly string[]): string[] {
  const taken = new Set(['rowid'])
  return headers.map((header, i) => {
    const plain = header
      .replace(/[\p{Cc}\ufeff]+/gu, ' ')
      .trim()
      .slice(0, 200)
    const base = plain === '' ? `column_${i + 1}` : plain
    let name = base
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base}_${n}`
    taken.add(name.toLowerCase())
    return name
  })
}
