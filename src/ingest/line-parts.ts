const PART_BYTES = 4 * 1024 * 1024

/** Lines gathered into Blob parts of bounded size. */
export class LineParts {
  #parts: Blob[] = []
  #buffer = new Uint8Array(PART_BYTES)
  #length = 0
  readonly #encoder = new TextEncoder()

  text(line: string): void {
    this.bytes(this.#encoder.encode(line))
  }

  bytes(line: Uint8Array): void {
    if (this.#length + line.length + 1 > this.#buffer.length) this.#flush()
    if (line.length + 1 > this.#buffer.length) {
      this.#parts.push(new Blob([new Uint8Array(line), '\n']))
      return
    }
    this.#buffer.set(line, this.#length)
    this.#length += line.length
    this.#buffer[this.#length++] = 10
  }

  blob(): Blob {
    this.#flush()
    return new Blob(this.#parts, { type: 'text/csv' })
  }

  #flush(): void {
    if (this.#length > 0) this.#parts.push(new Blob([this.#buffer.slice(0, this.#length)]))
    this.#length = 0
  }
}
