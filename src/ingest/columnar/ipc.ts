import { concat } from '../../engine/concat'

/**
 * Several Arrow IPC streams of one schema as one stream. Each begins with the schema's message (a continuation mark,
 * the length of what follows, no body) and ends with the mark of the end, 8 bytes.
 */
export function joinStreams(streams: readonly Uint8Array[]): Uint8Array {
  const [first] = streams
  if (!first || streams.length === 1) return first ?? new Uint8Array(0)
  const parts = streams.map((stream, i) =>
    stream.subarray(i === 0 ? 0 : schemaEnd(stream), i === streams.length - 1 ? undefined : -END_MARK),
  )
  return concat(parts)
}

const END_MARK = 8

const schemaEnd = (stream: Uint8Array): number =>
  8 + new DataView(stream.buffer, stream.byteOffset).getInt32(4, true)
