const SAMPLE = { head: 1000, window: 50, windows: 20, cells: 400_000 }

/** Picks records of a file as they go by: the first ones, then windows spread over the rest. */
export class Sampler {
  rows: { cells: string[]; line: number }[] = []
  /** How many of them, from the first, follow each other. */
  consecutive = 0
  /** Where, among the rows, runs of consecutive records begin. */
  readonly starts: number[] = []
  readonly #step: number
  #seenBytes = 0
  #nextWindow = 0
  #left = SAMPLE.head

  /** @param size bytes of the file, about. */
  constructor(size: number) {
    this.#step = size / SAMPLE.windows
  }

  offer(bytes: number, line: number, columns: number, cells: () => string[]): void {
    const at = this.#seenBytes
    this.#seenBytes += bytes
    if (this.#left === 0) {
      if (at < this.#nextWindow) return
      this.#left = SAMPLE.window
    }
    if (this.rows.length * columns >= SAMPLE.cells && this.rows.length >= 100) return
    if (this.#left === (this.rows.length === 0 ? SAMPLE.head : SAMPLE.window))
      this.starts.push(this.rows.length)
    this.#left--
    if (this.#left === 0) this.#nextWindow = at + this.#step
    if (this.rows.length < SAMPLE.head) this.consecutive++
    this.rows.push({ cells: cells(), line })
  }

  /** Forgets the records from a line on. */
  cut(line: number): void {
    this.rows = this.rows.filter((row) => row.line < line)
  }
}
