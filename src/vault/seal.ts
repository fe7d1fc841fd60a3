import { equalBytes, randomBytes, sha256, type Bytes } from './bytes'
import { VaultError } from './errors'
import { encodeHeader, readHeader, type VaultHeader } from './header'
import { deriveKeys, ITERATIONS, type VaultKeys } from './passphrase'

/** Where a copy is written. Bytes come in order, but for the header, which comes last. */
export interface Sink {
  write(bytes: Bytes, at: number): void | Promise<void>
}

export interface SealOptions {
  onProgress?: ((done: number, total: number) => void) | undefined
  signal?: AbortSignal | undefined
  chunkBytes?: number
}

const CHUNK_BYTES = 1024 * 1024
const SALT_BYTES = 16
const TAG_BYTES = 16

/**
 * Encrypts `plain` chunk by chunk, with a new salt, hence new keys. Each chunk is sealed with AES-256-GCM under its
 * index as the nonce (12 bytes, big-endian), with the hash of the whole header, which says the length of all, as
 * additional data: a chunk that was changed, moved, left out or taken from another copy does not open. Only one chunk
 * is in memory at a time. The header is written last, so that a copy that was not finished is seen to be cut.
 *
 * @throws VaultError `unreadable`; an AbortError once `signal` is aborted; whatever the sink throws
 */
export async function seal(
  plain: Blob,
  about: Pick<VaultHeader, 'name' | 'createdAt'>,
  passphrase: string,
  sink: Sink,
  options: SealOptions = {},
): Promise<void> {
  const salt = randomBytes(SALT_BYTES)
  const keys = await deriveKeys(passphrase, salt, ITERATIONS)
  await sealWith(keys, plain, { ...about, iterations: ITERATIONS, salt }, sink, options)
}

/** As `seal`, with keys at hand. Keys may seal one copy only: nonces count from 0 in each. */
export async function sealWith(
  keys: VaultKeys,
  plain: Blob,
  about: Pick<VaultHeader, 'name' | 'createdAt' | 'iterations' | 'salt'>,
  sink: Sink,
  { onProgress, signal, chunkBytes = CHUNK_BYTES }: SealOptions = {},
): Promise<void> {
  const header = await encodeHeader({ ...about, check: keys.check, chunkBytes, plainBytes: plain.size })
  const additionalData = await sha256(header)
  let at = header.length
  for (let index = 0; index < chunkCount(plain.size, chunkBytes); index++) {
    signal?.throwIfAborted()
    const chunk = await readChunk(plain, index, chunkBytes)
    const sealed = await crypto.subtle.encrypt(parameters(index, additionalData), keys.data, chunk)
    await sink.write(new Uint8Array(sealed), at)
    at += sealed.byteLength
    onProgress?.(Math.min(plain.size, (index + 1) * chunkBytes), plain.size)
  }
  signal?.throwIfAborted()
  await sink.write(header, 0)
}

/**
 * Opens a copy: all of it or nothing.
 *
 * @throws VaultError: `wrong_passphrase`, `cut`, `damaged`, `foreign`, `newer`; an AbortError
 */
export async function unseal(copy: Blob, passphrase: string, options: SealOptions = {}): Promise<Blob> {
  const { header } = await readWhole(copy)
  const keys = await deriveKeys(passphrase, header.salt, header.iterations)
  return unsealWith(keys, copy, options)
}

/** As `unseal`, with keys at hand. */
export async function unsealWith(
  keys: VaultKeys,
  copy: Blob,
  { onProgress, signal }: SealOptions = {},
): Promise<Blob> {
  const { header, bytes } = await readWhole(copy)
  if (!equalBytes(header.check, keys.check)) throw new VaultError('wrong_passphrase')
  const additionalData = await sha256(bytes)
  const parts: Blob[] = []
  const step = header.chunkBytes + TAG_BYTES
  for (let index = 0; index < chunkCount(header.plainBytes, header.chunkBytes); index++) {
    signal?.throwIfAborted()
    const from = bytes.length + index * step
    const sealed = await copy.slice(from, from + step).arrayBuffer()
    const opened = await crypto.subtle
      .decrypt(parameters(index, additionalData), keys.data, sealed)
      .catch((cause: unknown) => {
        throw new VaultError('damaged', '', { cause })
      })
    // A Blob leaves the worker's memory to the browser.
    parts.push(new Blob([opened]))
    onProgress?.(Math.min(header.plainBytes, (index + 1) * header.chunkBytes), header.plainBytes)
  }
  const plain = new Blob(parts)
  if (plain.size !== header.plainBytes) throw new VaultError('damaged')
  return plain
}

/** The header of a copy that has the length its header says. */
export async function readWhole(copy: Blob): Promise<{ header: VaultHeader; bytes: Bytes }> {
  const read = await readHeader(copy)
  if (copy.size !== sealedSize(read.bytes.length, read.header)) throw new VaultError('cut')
  return read
}

/** Length of a whole copy in bytes. Even nothing is one chunk: its tag vouches for the header. */
const sealedSize = (headerBytes: number, { plainBytes, chunkBytes }: VaultHeader): number =>
  headerBytes + plainBytes + chunkCount(plainBytes, chunkBytes) * TAG_BYTES

const chunkCount = (plainBytes: number, chunkBytes: number): number =>
  Math.max(1, Math.ceil(plainBytes / chunkBytes))

function parameters(index: number, additionalData: Bytes): AesGcmParams {
  const iv = new Uint8Array(12)
  new DataView(iv.buffer).setBigUint64(4, BigInt(index))
  return { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BYTES * 8 }
}

async function readChunk(plain: Blob, index: number, chunkBytes: number): Promise<ArrayBuffer> {
  try {
    return await plain.slice(index * chunkBytes, (index + 1) * chunkBytes).arrayBuffer()
  } catch (cause) {
    throw new VaultError('unreadable', '', { cause })
  }
}
