import { pause } from './pause'
import { transcoderFor, type Transcoder } from './transcode'
import type { Encoding, OnProgress } from './types'

/** Small enough that a cancel waits for no more than some 50 ms of work, large enough that reading is not the brake. */
export const CHUNK_BYTES = 2 * 1024 * 1024

export interface ChunkOptions {
  onProgress?: OnProgress | undefined
  signal?: AbortSignal | undefined
  chunkBytes?: number | undefined
  /** The one to use, for who wants to read its counts; one of its own when left out. */
  transcoder?: Transcoder | null
}

/**
 * A file as UTF-8 chunks of bounded size, without a byte order mark. UTF-8 files pass through as they are, invalid
 * bytes included; other encodings are transcoded, with U+FFFD for what cannot be read. Throws the signal's reason
 * when aborted; looks at it, and lets other events in, before every chunk.
 */
export async function* utf8Chunks(
  file: Blob,
  encoding: Encoding,
  { onProgress, signal, chunkBytes = CHUNK_BYTES, transcoder = transcoderFor(encoding) }: ChunkOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const read = (offset: number) => file.slice(offset, offset + chunkBytes).arrayBuffer()
  let next = read(0)
  for (let offset = 0; offset < file.size; offset += chunkBytes) {
    await pause()
    signal?.throwIfAborted()
    const bytes = new Uint8Array(await next)
    if (offset + chunkBytes < file.size) {
      // Read ahead while this chunk is worked on; a failure surfaces when its turn comes.
      next = read(offset + chunkBytes)
      next.catch(() => undefined)
    }
    if (transcoder) yield transcoder.push(bytes)
    else yield offset === 0 ? withoutMark(bytes) : bytes
    onProgress?.(Math.min(offset + chunkBytes, file.size), file.size)
  }
  const rest = transcoder?.end()
  if (rest && rest.length > 0) yield rest
}

const withoutMark = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
