export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

export const ms = (value) =>
  value < 10_000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1000).toFixed(1)} s`

export const ratio = (a, b) => (a / b).toFixed(2)

/** Prints rows under a heading; the first column that holds figures, and those after it, to the right. */
export function table(heading, rows) {
  const widths = heading.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)))
  const figures = heading.findIndex((_, i) => rows.every((row) => /^[\d.]+( m?s)?$/.test(row[i])))
  const line = (cells) =>
    cells
      .map((cell, i) => (figures >= 0 && i >= figures ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
  console.log(`  ${line(heading)}`)
  console.log(`  ${widths.map((width) => '-'.repeat(width)).join('  ')}`)
  for (const row of rows) console.log(`  ${line(row)}`)
}
