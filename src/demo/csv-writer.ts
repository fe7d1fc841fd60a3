const CHUNK = 1 << 20
const ROOM_FOR_A_CELL = 4096
const ZERO = 48

/**
 * Writes UTF-8 CSV straight into bytes. A full chunk becomes a Blob at once, and the chunk is used again, so
 * that a shop of hundreds of megabytes never stands in the script's memory.
 */
export class CsvWriter {
  private readonly chunk = new Uint8Array(CHUNK)
  private readonly parts: Blob[] = []
  private length = 0

  /** Bytes as they are, separators and quotes included. At most 4,096. */
  raw(bytes: Uint8Array) {
    const { chunk } = this
    let at = this.roomForCell()
    for (let i = 0; i < bytes.length; i++) chunk[at++] = bytes[i]!
    this.length = at
  }

  /** A whole number from 0 to 2^31 − 1, padded with zeros to a width. */
  integer(value: number, width = 1) {
    const { chunk } = this
    const start = this.roomForCell()
    const end = start + Math.max(width, digits(value))
    let rest = value
    for (let at = end - 1; at >= start; at--) {
      const tens = (rest / 10) | 0
      chunk[at] = ZERO + rest - tens * 10
      rest = tens
    }
    this.length = end
  }

  /** Money in whole cents, as units with two decimals. */
  cents(value: number) {
    if (value < 0) this.byte(45)
    const size = Math.abs(value)
    const units = Math.floor(size / 100)
    this.integer(units)
    this.byte(46)
    this.integer(size - units * 100, 2)
  }

  /** A second of the day as HH:MM:SS. */
  clock(second: number) {
    const hour = Math.floor(second / 3600)
    const minute = Math.floor(second / 60) - hour * 60
    this.integer(hour, 2)
    this.byte(58)
    this.integer(minute, 2)
    this.byte(58)
    this.integer(second - hour * 3600 - minute * 60, 2)
  }

  comma() {
    this.byte(44)
  }

  newline() {
    this.byte(10)
  }

  /** What was written, as a file. Its date is fixed, so that nothing depends on the clock. */
  file(name: string, lastModified: number): File {
    this.flush()
    return new File(this.parts, name, { type: 'text/csv', lastModified })
  }

  private byte(value: number) {
    const at = this.roomForCell()
    this.chunk[at] = value
    this.length = at + 1
  }

  private roomForCell(): number {
    if (this.length > CHUNK - ROOM_FOR_A_CELL) this.flush()
    return this.length
  }

  private flush() {
    if (this.length > 0) this.parts.push(new Blob([this.chunk.subarray(0, this.length)]))
    this.length = 0
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A text as the bytes of a CSV cell, quoted where it must be. */
export const cell = (text: string): Uint8Array =>
  encoder.encode(/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A record of cells as bytes, with its line end. */
export const record = (texts: readonly string[]): Uint8Array => {
  const cells = texts.map((text) => decoder.decode(cell(text)))
  return encoder.encode(`${cells.join(',')}\n`)
}

function digits(value: number): number {
  let count = 1
  for (let limit = 10; value >= limit; limit *= 10) count++
  return count
}
