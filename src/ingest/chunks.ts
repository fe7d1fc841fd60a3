import { pause } from './pause'
import { latin1, windows1252 } from './single-byte'
import type { Encoding, OnProgress } from './types'

/** Small enough that a cancel waits for no more than some 50 ms of work, large enough that reading is not the brake. */
export const CHUNK_BYTES = 2 * 1024 * 1024

export interface ChunkOptions {
  onProgress?: OnProgress | undefined
  signal?: AbortSignal | undefined
  chunkBytes?: number | undefined
}

/**
 * A file as UTF-8 chunks of bounded size, without a byte order mark. UTF-8 files pass through as they are, invalid
 * bytes included; other encodings are decoded, with U+FFFD for what they cannot hold. Throws the signal's reason
 * when aborted; looks at it, and lets other events in, before every chunk.
 */
export async function* utf8Chunks(
  file: Blob,
  encoding: Encoding,
  { onProgress, signal, chunkBytes = CHUNK_BYTES }: ChunkOptions = {},
): AsyncGenerator<Uint8Array> {
  const decoder = decoderFor(encoding)
  const encoder = new TextEncoder()
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
    if (decoder) yield encoder.encode(decoder.decode(bytes, { stream: true }))
    else yield offset === 0 ? withoutMark(bytes) : bytes
    onProgress?.(Math.min(offset + chunkBytes, file.size), file.size)
  }
  const rest = decoder?.decode()
  if (rest) yield encoder.encode(rest)
}

/** What turns the bytes of an encoding into text, chunk by chunk; null for UTF-8, which needs nothing done. */
function decoderFor(encoding: Encoding): Pick<TextDecoder, 'decode'> | null {
  if (encoding === 'utf-8') return null
  if (encoding === 'iso-8859-1') return { decode: latin1 }
  if (encoding === 'windows-1252') return { decode: windows1252 }
  return new TextDecoder(encoding)
}

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
