import { pause } from '../pause'
import type { OnProgress } from '../types'
import { refusal } from './unpack-error'

const PART_BYTES = 4 * 1024 * 1024
/** What no export packs to: 250 bytes out of one, on more than 64 MiB. The format itself goes up to some 1,000. */
const BOMB_RATIO = 250
const BOMB_BYTES = 64 * 1024 * 1024
/** A tab cannot hold more than this of one table. */
const MOST_BYTES = 16 * 1024 ** 3
const PAUSE_MS = 40

export interface Guard {
  /** Bytes as packed, against which a bomb shows. */
  packed: number
  /** Bytes to come, for the progress; 0 where it is not known. */
  expected: number
  onProgress?: OnProgress | undefined
  signal?: AbortSignal | undefined
}

/**
 * A stream that hands unpacked bytes on, guarded: it lets other messages in, stops when aborted, and refuses a bomb.
 * Errors with the signal's reason or an UnpackError.
 */
export function guarded(
  { packed, expected, onProgress, signal }: Guard,
  take: (bytes: Uint8Array) => void,
): WritableStream<Uint8Array> {
  let total = 0
  let since = performance.now()
  return new WritableStream({
    async write(bytes) {
      total += bytes.length
      if (total > MOST_BYTES || (total > BOMB_BYTES && total > packed * BOMB_RATIO)) throw bomb(packed)
      take(bytes)
      if (performance.now() - since < PAUSE_MS) return
      onProgress?.(expected > 0 ? Math.min(total, expected) : total, Math.max(expected, total))
      await pause()
      signal?.throwIfAborted()
      since = performance.now()
    },
  })
}

/** Whether the size that an archive declares for a member is that of a bomb. */
export const looksLikeBomb = (packed: number, unpacked: number): boolean =>
  unpacked > MOST_BYTES || (unpacked > BOMB_BYTES && unpacked > packed * BOMB_RATIO)

export const bomb = (packed: number) =>
  refusal('zip_bomb', {
    en: `${kilobytes(packed)} unpack to more than ${BOMB_RATIO} times as much, which no export does; it was not unpacked. If the file is sound, unpack it yourself and drop what is inside.`,
    zh: `${kilobytes(packed)} 的内容解压后超过 ${BOMB_RATIO} 倍，正常的导出文件不会这样，因此没有解压。如果确认没有问题，请自行解压后拖入里面的文件。`,
  })

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024))} KB`

/** Bytes gathered into Blob parts of bounded size. */
export class ByteParts {
  readonly #parts: Blob[] = []
  #waiting: Uint8Array<ArrayBuffer>[] = []
  #length = 0

  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes as Uint8Array<ArrayBuffer>)
    this.#length += bytes.length
    if (this.#length >= PART_BYTES) this.#flush()
  }

  /** Everything so far; more may not be pushed. */
  file(name: string, lastModified: number): File {
    this.#flush()
    return new File(this.#parts, name, { lastModified })
  }

  #flush(): void {
    if (this.#length > 0) this.#parts.push(new Blob(this.#waiting))
    this.#waiting = []
    this.#length = 0
  }
}
