import type { Bytes } from '../../../src/vault/bytes'
import type { Sink } from '../../../src/vault/seal'

/** Stands in for a file: what is written to it, as one Blob. */
export class MemorySink implements Sink {
  readonly #writes: { bytes: Bytes; at: number }[] = []

  write(bytes: Bytes, at: number): void {
    this.#writes.push({ bytes: bytes.slice(), at })
  }

  bytes(): Bytes {
    const length = Math.max(0, ...this.#writes.map(({ bytes, at }) => at + bytes.length))
    const whole = new Uint8Array(length)
    for (const { bytes, at } of this.#writes) whole.set(bytes, at)
    return whole
  }

  blob(): Blob {
    return new Blob([this.bytes()])
  }
}
