import type { FileNotice } from '../types'
import { ByteParts, bomb, looksLikeBomb } from './byte-sink'
import { locked, type Member } from './archive'
import { partName } from './names'
import type { Origin, Part, Unpacking } from './types'
import { listed, refusal, remark, UnpackError } from './unpack-error'

const MOST_MEMBERS = 1000

/**
 * The tables in a ZIP archive, in the order of their paths. What is left out is named in one sentence a reason; a
 * member that cannot be read is a part that says why. Throws an UnpackError where nothing in it can be read.
 */
export async function unzip(archive: readonly Member[], unpacking: Unpacking): Promise<Part[]> {
  const members = archive
    .filter(({ folder, path }) => !folder && !isLitter(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const sorted = sortOut(members)
  const parts: Part[] = []
  for (const [index, member] of sorted.taken.entries()) {
    unpacking.signal?.throwIfAborted()
    parts.push(...(await partsOf(member, unpacking, index / sorted.taken.length, 1 / sorted.taken.length)))
  }
  const left = parts.filter(isForeign)
  const kept = parts.filter((part) => !isForeign(part))
  const [first] = kept
  if (!first) throw nothingInside([...sorted.inner, ...left.map(({ origin }) => origin.member ?? '')])
  first.notices = [...sorted.notices, ...leftOut(left), ...first.notices]
  return kept
}

/** What operating systems add to archives, at any depth. */
const isLitter = (path: string): boolean =>
  path
    .split(/[/\\]/)
    .some((name) => /^(\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i.test(name) && !/^\.\.?$/.test(name))

const isUnsafe = (path: string): boolean =>
  /^([/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..')

function sortOut(members: readonly Member[]): { taken: Member[]; inner: string[]; notices: FileNotice[] } {
  const unsafe = members.filter(({ path }) => isUnsafe(path)).map(({ path }) => path)
  const safe = members.filter(({ path }) => !isUnsafe(path))
  const inner = safe.filter(({ path }) => /\.(zip|7z|rar|tar|tgz)$/i.test(path)).map(({ path }) => path)
  const taken = safe.filter(({ path }) => !inner.includes(path))
  const notices: FileNotice[] = []
  if (unsafe.length > 0) notices.push(unsafeNames(unsafe))
  if (inner.length > 0) notices.push(archivesInside(inner))
  if (taken.length > MOST_MEMBERS) notices.push(tooMany(taken.length))
  return { taken: taken.slice(0, MOST_MEMBERS), inner: [...unsafe, ...inner], notices }
}

async function partsOf(member: Member, unpacking: Unpacking, start: number, share: number): Promise<Part[]> {
  const { origin: outer, signal, onProgress } = unpacking
  const origin: Origin = { ...outer, format: 'zip', member: member.path }
  const name = partName(origin)
  try {
    if (member.encrypted) throw locked()
    if (looksLikeBomb(member.packed, member.size)) throw bomb(member.packed)
    const parts = new ByteParts()
    await member.read((bytes) => parts.push(bytes), {
      signal,
      onProgress: (done, total) => onProgress?.(start + (share * done) / Math.max(total, 1), 1),
    })
    return await unpacking.inner(parts.file(name, member.modified), origin)
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof UnpackError)) throw error
    return [{ file: new File([], name), origin, notices: [error.notice] }]
  }
}

/** A member that is no table of any kind, such as a picture. */
const isForeign = (part: Part): boolean => part.notices.some(({ code }) => code === 'not_a_table')

function leftOut(parts: readonly Part[]): FileNotice[] {
  if (parts.length === 0) return []
  const { en, zh } = listed(parts.map(({ origin }) => origin.member ?? origin.file))
  return [
    remark(
      'info',
      'left_out',
      `Left out, because they are no tables: ${en}.`,
      `以下内容不是表格，没有读入：${zh}。`,
    ),
  ]
}

function unsafeNames(paths: readonly string[]): FileNotice {
  const { en, zh } = listed(paths)
  return remark(
    'warning',
    'unsafe_path',
    `Left out, because their names point outside the archive: ${en}. No honest program writes such names: ask where the archive comes from.`,
    `以下内容的路径指向压缩包之外，没有读入：${zh}。正常程序不会写出这样的路径，请确认压缩包的来源。`,
  )
}

function archivesInside(paths: readonly string[]): FileNotice {
  const { en, zh } = listed(paths)
  return remark(
    'warning',
    'archive_inside',
    `Archives inside the archive are not opened: ${en}. Unpack them and drop what is inside.`,
    `压缩包里的压缩包没有打开：${zh}。请解压后拖入里面的文件。`,
  )
}

const tooMany = (count: number): FileNotice =>
  remark(
    'warning',
    'many_members',
    `The archive holds ${count} files; the first ${MOST_MEMBERS} by name were read. Unpack it and drop the rest.`,
    `压缩包内有 ${count} 个文件，按名称只读入前 ${MOST_MEMBERS} 个。请解压后拖入其余文件。`,
  )

function nothingInside(names: readonly string[]): UnpackError {
  const { en, zh } = listed(names)
  return names.length === 0
    ? refusal('archive_empty', { en: 'The archive is empty.', zh: '压缩包是空的。' })
    : refusal('archive_no_table', {
        en: `The archive holds no table, only: ${en}. Unpack archives inside it, and drop tables: CSV, Excel or JSON.`,
        zh: `压缩包里没有表格，只有：${zh}。请解压其中的压缩包，拖入表格文件：CSV、Excel 或 JSON。`,
      })
}
