import { writeCell } from '../fields'
import { LineParts } from '../line-parts'

/** Rows held back before the first is written: most columns have been seen by then. */
const HELD_ROWS = 500
const BATCH_ROWS = 200
const COMMA = 44
const LF = 10
const QUOTE = 34
const CHUNK_BYTES = 4 * 1024 * 1024

/**
 * A table whose width is known only at its end, written as CSV in bounded memory. Rows written before a column was
 * first seen are widened when the file is made.
 */
export class GrowingTable {
  /** Rows so far. */
  rows = 0
  width = 0
  readonly #blocks: { width: number; lines: Blob }[] = []
  #held: (readonly string[])[] | null = []
  #lines: LineParts | null = null
  #batch: string[] = []

  /** A row may be shorter than those before it, or longer. */
  row(cells: readonly string[]): void {
    this.rows++
    if (cells.length > this.width) this.#widen(cells.length)
    if (this.#held) {
      this.#held.push(cells)
      if (this.#held.length >= HELD_ROWS) this.#release()
    } else this.#write(cells)
  }

  /** @param header a first row, as wide as the table, or null where the rows hold their own. */
  async file(name: string, header: readonly string[] | null, lastModified: number): Promise<File> {
    this.#release()
    this.#close()
    const lines = header ? [new Blob([`${this.#line(header)}\n`])] : []
    for (const block of this.#blocks) {
      const missing = this.width - block.width
      lines.push(missing > 0 ? await widened(block.lines, missing) : block.lines)
    }
    return new File(lines, name, { type: 'text/csv', lastModified })
  }

  #widen(width: number): void {
    if (!this.#held) this.#close()
    this.width = width
  }

  #release(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const cells of held) this.#write(cells)
  }

  #write(cells: readonly string[]): void {
    this.#batch.push(this.#line(cells))
    if (this.#batch.length >= BATCH_ROWS) this.#flush()
  }

  #flush(): void {
    if (this.#batch.length === 0) return
    this.#lines ??= new LineParts()
    this.#lines.text(this.#batch.join('\n'))
    this.#batch = []
  }

  #close(): void {
    this.#flush()
    if (this.#lines) this.#blocks.push({ width: this.width, lines: this.#lines.blob() })
    this.#lines = null
  }

  /** A lone empty cell is written "" so that no reader takes the line for blank. */
  #line(cells: readonly string[]): string {
    if (this.width === 1) return cells[0] ? writeCell(cells[0]) : '""'
    let line = ''
    for (let i = 0; i < this.width; i++) {
      if (i > 0) line += ','
      const cell = cells[i]
      if (cell) line += SPECIAL.test(cell) ? writeCell(cell) : cell
    }
    return line
  }
}

const SPECIAL = /[",\r\n]/

/** Lines of CSV with so many empty cells added to each. */
async function widened(lines: Blob, missing: number): Promise<Blob> {
  const parts: Blob[] = []
  let quoted = false
  for (let offset = 0; offset < lines.size; offset += CHUNK_BYTES) {
    const bytes = new Uint8Array(await lines.slice(offset, offset + CHUNK_BYTES).arrayBuffer())
    const ends: number[] = []
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] === QUOTE) quoted = !quoted
      else if (bytes[i] === LF && !quoted) ends.push(i)
    }
    const out = new Uint8Array(bytes.length + ends.length * missing)
    let from = 0
    let at = 0
    for (const end of ends) {
      out.set(bytes.subarray(from, end), at)
      at += end - from
      out.fill(COMMA, at, at + missing)
      at += missing
      from = end
    }
    out.set(bytes.subarray(from), at)
    parts.push(new Blob([out]))
  }
  return new Blob(parts)
}
