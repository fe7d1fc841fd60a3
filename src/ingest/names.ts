/** Names for the raw table: the headers trimmed, on one line, never empty, and unique whatever their case. */
export function columnNames(headers: readonly string[]): string[] {
  const taken = new Set<string>()
  return headers.map((header, i) => {
    // eslint-disable-next-line no-control-regex -- control characters are what is to go
    const plain = header.replace(/[\u0000-\u001f\u007f\ufeff]+/g, ' ').trim().slice(0, 200)
    const base = plain === '' ? `column_${i + 1}` : plain
    let name = base
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base}_${n}`
    taken.add(name.toLowerCase())
    return name
  })
}
