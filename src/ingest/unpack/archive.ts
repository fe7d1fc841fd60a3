import {
  BlobReader,
  ZipReader,
  configure,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_SPLIT_ZIP_FILE,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import { guarded, type Guard } from './byte-sink'
import { refusal, UnpackError } from './unpack-error'

// We are in a worker already, and the page's policy allows no other.
configure({ useWebWorkers: false })

export interface Member {
  /** The path as written, in UTF-8, GBK where it is not. */
  path: string
  folder: boolean
  encrypted: boolean
  packed: number
  size: number
  modified: number
  /** Hands the content over in chunks; throws an UnpackError for what is damaged or cannot be read. */
  read(take: (bytes: Uint8Array) => void, options: Pick<Guard, 'onProgress' | 'signal'>): Promise<void>
}

/** The members of a ZIP archive, by its directory. Nothing is read beyond it. Throws an UnpackError. */
export async function openArchive(file: Blob): Promise<Member[]> {
  try {
    const reader = new ZipReader(new BlobReader(file), {
      strictness: 'tolerant',
      // Neither marked as UTF-8 nor UTF-8: what Windows in Chinese writes.
      decodeText: (bytes, encoding) =>
        encoding === 'cp437' && !isUtf8(bytes) ? new TextDecoder('gb18030').decode(bytes) : undefined,
    })
    return (await reader.getEntries()).map((entry): Member => ({
      path: entry.filename,
      folder: entry.directory,
      encrypted: entry.encrypted,
      packed: entry.compressedSize,
      size: entry.uncompressedSize,
      modified: entry.lastModDate?.getTime() ?? 0,
      read: (take, options) => (entry.directory ? Promise.resolve() : readMember(entry, take, options)),
    }))
  } catch (error) {
    throw whyNot(error)
  }
}

async function readMember(
  entry: FileEntry,
  take: (bytes: Uint8Array) => void,
  options: Pick<Guard, 'onProgress' | 'signal'>,
): Promise<void> {
  const guard = { packed: entry.compressedSize, expected: entry.uncompressedSize, ...options }
  try {
    await entry.getData(guarded(guard, take), {
      checkCrc32: true,
      ...(options.signal && { signal: options.signal }),
    })
  } catch (error) {
    options.signal?.throwIfAborted()
    throw whyNot(error)
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function whyNot(error: unknown): unknown {
  if (error instanceof UnpackError || error instanceof SyntaxError) return error
  if (error instanceof DOMException && error.name === 'NotReadableError') return error
  const message = error instanceof Error ? error.message : String(error)
  if (message === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return locked(error)
  if (message.startsWith(ERR_UNSUPPORTED_COMPRESSION))
    return refusal('archive_method', METHOD, { cause: error })
  if (message === ERR_SPLIT_ZIP_FILE) return refusal('archive_split', SPLIT, { cause: error })
  return refusal('archive_damaged', DAMAGED, { cause: error })
}

export const locked = (cause?: unknown) => refusal('archive_locked', LOCKED, { cause })

const LOCKED = {
  en: 'The archive is protected by a password. Unpack it with the password and drop what is inside.',
  zh: '压缩包设有密码。请用密码解压后拖入里面的文件。',
}
const METHOD = {
  en: 'The archive uses a compression that browsers cannot read. Unpack it yourself, or pack it again as a plain ZIP.',
  zh: '压缩包使用了浏览器无法读取的压缩方式。请自行解压，或重新压缩为普通 ZIP。',
}
const SPLIT = {
  en: 'This is one volume of an archive in several. Join or unpack them first.',
  zh: '这是分卷压缩包中的一卷。请先合并或解压。',
}
const DAMAGED = {
  en: 'The archive is damaged or was cut off on its way. Download or copy it again.',
  zh: '压缩包已损坏或不完整。请重新下载或复制一份。',
}
