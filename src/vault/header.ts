import { concatBytes, equalBytes, fromHex, sha256, toHex, utf8, type Bytes } from './bytes'
import { VaultError } from './errors'
import { LEAST_ITERATIONS, MOST_ITERATIONS } from './passphrase'

/**
 * The readable beginning of a copy: the magic word, the length of what follows (4 bytes, big-endian), the header as
 * JSON, and the SHA-256 of all that, which finds accidents. Against intent, its hash is authenticated with every chunk.
 */
export interface VaultHeader {
  /** The name a person gave; readable without the passphrase. */
  name: string
  /** Epoch milliseconds. */
  createdAt: number
  iterations: number
  salt: Bytes
  check: Bytes
  chunkBytes: number
  /** Length of what is sealed, before encryption. */
  plainBytes: number
}

export const VERSION = 1
const MAGIC = utf8('MLVAULT\n')
const HASH_BYTES = 32
const PREFIX_BYTES = MAGIC.length + 4
const MOST_HEADER_BYTES = 65_536
export const MOST_CHUNK_BYTES = 64 * 1024 * 1024

export async function encodeHeader(header: VaultHeader): Promise<Bytes> {
  const json = utf8(
    JSON.stringify({
      version: VERSION,
      cipher: 'AES-256-GCM',
      kdf: 'PBKDF2-HMAC-SHA-256',
      ...header,
      salt: toHex(header.salt),
      check: toHex(header.check),
    }),
  )
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, json.length)
  const body = concatBytes(MAGIC, length, json)
  return concatBytes(body, await sha256(body))
}

/**
 * Reads the header of a copy, and where it ends.
 *
 * @throws VaultError: `foreign`, `cut`, `damaged`, `newer`
 */
export async function readHeader(copy: Blob): Promise<{ header: VaultHeader; bytes: Bytes }> {
  const prefix = await bytesOf(copy, 0, PREFIX_BYTES)
  if (prefix.length < PREFIX_BYTES || prefix.every((byte) => byte === 0)) throw new VaultError('cut')
  if (!equalBytes(prefix.subarray(0, MAGIC.length), MAGIC)) throw new VaultError('foreign')
  const length = new DataView(prefix.buffer).getUint32(MAGIC.length)
  if (length > MOST_HEADER_BYTES) throw new VaultError('damaged')
  const end = PREFIX_BYTES + length
  const bytes = await bytesOf(copy, 0, end + HASH_BYTES)
  if (bytes.length < end + HASH_BYTES) throw new VaultError('cut')
  if (!equalBytes(bytes.subarray(end), await sha256(bytes.slice(0, end)))) throw new VaultError('damaged')
  return { header: parsed(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, end))), bytes }
}

function parsed(text: string): VaultHeader {
  try {
    return parse(text)
  } catch (cause) {
    throw cause instanceof VaultError ? cause : new VaultError('damaged', '', { cause })
  }
}

const bytesOf = async (copy: Blob, from: number, to: number): Promise<Bytes> =>
  new Uint8Array(await copy.slice(from, to).arrayBuffer())

function parse(text: string): VaultHeader {
  const raw = JSON.parse(text) as Record<string, unknown>
  if (typeof raw['version'] === 'number' && raw['version'] > VERSION) throw new VaultError('newer')
  const { name, createdAt, iterations, salt, check, chunkBytes, plainBytes } = raw
  if (
    raw['version'] !== VERSION ||
    typeof name !== 'string' ||
    typeof salt !== 'string' ||
    typeof check !== 'string' ||
    !isWhole(createdAt, 0, Number.MAX_SAFE_INTEGER) ||
    !isWhole(iterations, LEAST_ITERATIONS, MOST_ITERATIONS) ||
    !isWhole(chunkBytes, 1, MOST_CHUNK_BYTES) ||
    !isWhole(plainBytes, 0, Number.MAX_SAFE_INTEGER)
  )
    throw new VaultError('damaged')
  return {
    name,
    createdAt,
    iterations,
    salt: fromHex(salt),
    check: fromHex(check),
    chunkBytes,
    plainBytes,
  }
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
