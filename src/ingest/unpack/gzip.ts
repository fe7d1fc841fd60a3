import { ByteParts, guarded, type Guard } from './byte-sink'
import { refusal, UnpackError } from './unpack-error'

/** A header and a trailer. */
const LEAST_BYTES = 18

/**
 * The content of a gzip file under the given name. Several members in a row are one file, as the format says. The
 * browser's own reader is taken first; it stops at the end of the first member, and then the members are read one by
 * one. Throws an UnpackError for a file that is cut off or damaged.
 */
export async function gunzip(
  file: File,
  name: string,
  options: Pick<Guard, 'onProgress' | 'signal'>,
): Promise<File> {
  const guard: Guard = { packed: file.size, expected: await declaredSize(file), ...options }
  const parts = new ByteParts()
  try {
    await file
      .stream()
      .pipeThrough(new DecompressionStream('gzip'))
      .pipeTo(guarded(guard, (bytes) => parts.push(bytes)))
    return parts.file(name, file.lastModified)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (error instanceof UnpackError) throw error
    return gunzipMembers(file, name, guard)
  }
}

/** Reads member after member and holds each against its own checksum. */
export async function gunzipMembers(file: File, name: string, guard: Guard): Promise<File> {
  if (file.size < LEAST_BYTES) throw cutOff(null)
  const { Gunzip } = await import('fflate')
  const parts = new ByteParts()
  const members: { start: number; crc: number }[] = [{ start: 0, crc: 0 }]
  let taken: Uint8Array[] = []
  const reader = new Gunzip((bytes) => taken.push(bytes))
  reader.onmember = (start) => {
    settle()
    members.push({ start, crc: 0 })
  }
  const ready: Uint8Array[] = []
  const settle = () => {
    const member = members.at(-1)
    for (const bytes of taken) {
      if (member) member.crc = crc32(bytes, member.crc)
      ready.push(bytes)
    }
    taken = []
  }
  const writer = guarded(guard, (bytes) => parts.push(bytes)).getWriter()
  let offset = 0
  try {
    for await (const chunk of chunksOf(file)) {
      offset += chunk.length
      reader.push(chunk, offset >= file.size)
      settle()
      for (const bytes of ready.splice(0)) await writer.write(bytes)
    }
  } catch (error) {
    guard.signal?.throwIfAborted()
    if (error instanceof UnpackError) throw error
    throw /EOF/i.test(String(error)) ? cutOff(error) : damaged(error)
  }
  await verify(file, members)
  return parts.file(name, file.lastModified)
}

/** Each member ends with the checksum of its content. */
async function verify(file: File, members: readonly { start: number; crc: number }[]): Promise<void> {
  for (const [i, { crc }] of members.entries()) {
    const end = members[i + 1]?.start ?? file.size
    const trailer = new DataView(await file.slice(end - 8, end).arrayBuffer())
    if (trailer.getUint32(0, true) !== crc) throw damaged(null)
  }
}

/** The last four bytes give the size modulo 2³²: good enough for a progress bar. */
async function declaredSize(file: File): Promise<number> {
  if (file.size < LEAST_BYTES) return 0
  return new DataView(await file.slice(-4).arrayBuffer()).getUint32(0, true)
}

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}

const cutOff = (cause: unknown) =>
  refusal(
    'archive_cut_off',
    {
      en: 'The compressed file ends too early: it was cut off on its way. Download or copy it again.',
      zh: '压缩文件不完整，中途被截断。请重新下载或复制一份。',
    },
    { cause },
  )

const damaged = (cause: unknown) =>
  refusal(
    'archive_damaged',
    {
      en: 'The compressed file is damaged: its content does not agree with its checksum. Download or copy it again.',
      zh: '压缩文件已损坏：内容与校验值不符。请重新下载或复制一份。',
    },
    { cause },
  )

/** CRC-32 as of ISO 3309, carried on from `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}

const TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})
