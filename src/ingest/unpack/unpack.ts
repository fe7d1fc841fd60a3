import { foreignFormat, looksBinary } from '../magic'
import type { Member } from './archive'
import { partName } from './names'
import type { Origin, Part, Unpacking, UnpackOptions } from './types'
import { refusal, UnpackError } from './unpack-error'

/** Archives within archives, counted from the dropped file: gzip in ZIP is usual, more is not. */
const MOST_DEEP = 3

/**
 * The tables in a dropped file, each as a file of delimited text: a text file as it is, an archive's members, a
 * workbook's sheets, the lists in JSON. What a file is, is told from its bytes. A file that cannot be unpacked gives one
 * part whose notice says why; only an abort throws (the signal's reason). Nothing is ever held whole but .xls.
 */
export async function unpack(file: File, options: UnpackOptions = {}): Promise<Part[]> {
  const parts = await unpackAt(file, { file: file.name, format: 'text' }, options, 0)
  const { reshaped } = await import('./reshape/reshape')
  const tables: Part[] = []
  for (const part of parts) tables.push(...(await reshapedOrAsIs(reshaped, part, options.signal)))
  return tables
}

/** What cannot be read here is said by the inspection. */
const reshapedOrAsIs = (
  reshaped: (part: Part, signal?: AbortSignal) => Promise<Part[]>,
  part: Part,
  signal: AbortSignal | undefined,
): Promise<Part[]> =>
  reshaped(part, signal).catch(() => {
    signal?.throwIfAborted()
    return [part]
  })

async function unpackAt(file: File, origin: Origin, options: UnpackOptions, depth: number): Promise<Part[]> {
  const unpacking: Unpacking = {
    ...options,
    origin,
    inner: (found, at) => unpackAt(found, at, { signal: options.signal }, depth + 1),
  }
  try {
    return await read(file, unpacking, depth)
  } catch (error) {
    options.signal?.throwIfAborted()
    // The browser has let go of the file: the inspection says so.
    if (error instanceof DOMException) return [asText(file, origin)]
    const { notice } = error instanceof UnpackError ? error : unforeseen(error)
    return [{ file: named(file.slice(0, 0), partName(origin), file.lastModified), origin, notices: [notice] }]
  }
}

async function read(file: File, unpacking: Unpacking, depth: number): Promise<Part[]> {
  const { origin } = unpacking
  const code = (await foreignFormat(file))?.code ?? null
  switch (code) {
    case null:
      return [
        origin.member !== undefined && (await looksBinary(file))
          ? noTable(file, origin)
          : await asLines(file, unpacking),
      ]
    case 'gzip':
      return readGzip(file, unpacking, depth)
    case 'zip':
    case 'xlsx':
      return readZip(file, unpacking, depth)
    case 'xls':
    case 'html':
      return (await import('./xls')).readOldWorkbook(file, code === 'html', unpacking)
    case 'json':
      return (await import('./json/read-json')).readJson(file, unpacking)
    case 'parquet':
    case 'arrow':
      // Read as columns, not as text: see ../columnar.
      return [asText(file, { ...origin, format: code })]
    default:
      return [origin.member === undefined ? asText(file, origin) : noTable(file, origin)]
  }
}

async function readGzip(file: File, unpacking: Unpacking, depth: number): Promise<Part[]> {
  const { gunzip } = await import('./gzip')
  if (depth >= MOST_DEEP) throw tooDeep()
  const content = await gunzip(file, file.name.replace(/\.gz(ip)?$/i, ''), unpacking)
  if (await isTar(content)) throw tar()
  return unpacking.inner(content, { ...unpacking.origin, format: 'gzip' })
}

async function readZip(file: File, unpacking: Unpacking, depth: number): Promise<Part[]> {
  const { openArchive } = await import('./archive')
  const members = await openArchive(file)
  const kind = kindOfZip(members)
  if (kind === 'spreadsheet') return (await import('./xls')).readOldWorkbook(file, false, unpacking)
  if (kind === 'document') throw officeDocument()
  if (kind === 'workbook') {
    const { readXlsx } = await import('./xlsx/read-xlsx')
    return readXlsx(members, file.lastModified, unpacking)
  }
  if (depth > 0 && unpacking.origin.member !== undefined) throw tooDeep()
  return (await import('./zip')).unzip(members, unpacking)
}

type ZipKind = 'archive' | 'workbook' | 'spreadsheet' | 'document'

/** Office files are ZIP archives too, told by their members. */
function kindOfZip(members: readonly Member[]): ZipKind {
  const has = (path: RegExp) => members.some((member) => path.test(member.path.replaceAll('\\', '/')))
  if (
    has(/^\/?xl\/workbook\d*\.xml$/i) ||
    (has(CONTENT_TYPES) && has(/(^|\/)worksheets\//i) && has(/workbook\d*\.xml$/i))
  )
    return 'workbook'
  if (has(/^xl\/workbook\.bin$/i) || has(/^Index\/.*\.iwa$/i)) return 'spreadsheet'
  if (has(/^mimetype$/) && has(/^content\.xml$/)) return 'spreadsheet'
  return has(CONTENT_TYPES) ? 'document' : 'archive'
}

const CONTENT_TYPES = /^\/?\[Content_Types\]\.xml$/i

/** The mark of a tar archive stands at its 257th byte. */
async function isTar(file: Blob): Promise<boolean> {
  return (await file.slice(257, 262).text()) === 'ustar'
}

function asText(file: File, origin: Origin): Part {
  const name = partName(origin)
  return { file: file.name === name ? file : named(file, name, file.lastModified), origin, notices: [] }
}

/** A text as it is, without the quotes around its lines, or with an item a line where each was a basket. */
async function asLines(file: File, { origin, signal }: Unpacking): Promise<Part> {
  const head = await file.slice(0, 4096).text()
  if (hasLinesOfManyLengths(head) || hasNumberedColumns(head)) {
    const { asItemLines, basketLayout, basketLinesNotice } = await import('./basket-lines')
    const layout = await basketLayout(file)
    if (layout !== null) {
      const { text, ...counts } = await asItemLines(file, layout, signal)
      return { ...madeOf(file, text, origin), notices: [basketLinesNotice(counts)] }
    }
  }
  if (!/[\r\n]"/.test(head)) return asText(file, origin)
  const { hasQuotedLines, quotedLinesNotice, withoutQuotedLines } = await import('./quoted-lines')
  if (!(await hasQuotedLines(file))) return asText(file, origin)
  const text = await withoutQuotedLines(file, signal)
  return { ...madeOf(file, text, origin), notices: [quotedLinesNotice] }
}

const madeOf = (file: File, text: Blob, origin: Origin): Omit<Part, 'notices'> => ({
  file: named(text, partName(origin), file.lastModified),
  origin,
  original: asText(file, origin),
})

/** Whether the lines hold delimiters, and not all equally many: only then may each be a list of its own. */
const hasLinesOfManyLengths = (head: string): boolean =>
  new Set(
    head
      .split(/\r?\n/)
      .slice(0, -1)
      .map((line) => line.replace(/[^,;\t]/g, '').length),
  ).size >= 3

/** Whether the first line names a column 1 and after it a column 2, as one item a column does. */
const hasNumberedColumns = (head: string): boolean =>
  /^[^\r\n]*1[ ]*[,;\t][^,;\t\r\n]*2[ ]*(?:[,;\t]|\r?\n)/.test(head)

const named = (content: Blob, name: string, lastModified: number): File =>
  new File([content], name, { lastModified })

const noTable = (file: File, origin: Origin): Part => ({
  ...asText(file, origin),
  notices: [
    {
      level: 'error',
      code: 'not_a_table',
      sentence: { en: 'This is no table.', zh: '这不是表格。' },
    },
  ],
})

const tooDeep = () =>
  refusal('archive_inside', {
    en: 'This is an archive inside an archive, which is not opened. Unpack it and drop what is inside.',
    zh: '这是压缩包里的压缩包，没有打开。请解压后拖入里面的文件。',
  })

const tar = () =>
  refusal('archive_tar', {
    en: 'This is a tar archive, which is not opened. Unpack it and drop what is inside.',
    zh: '这是 tar 归档，无法打开。请解压后拖入里面的文件。',
  })

const officeDocument = () =>
  refusal('office_document', {
    en: 'This is an office document without sheets. Copy its table into a spreadsheet, or export a CSV file.',
    zh: '这是不含工作表的办公文档。请把其中的表格复制到电子表格，或导出 CSV 文件。',
  })

const unforeseen = (cause: unknown): UnpackError =>
  refusal(
    'unpack_failed',
    {
      en: `The file could not be unpacked (${String(cause).slice(0, 200)}). Open it where it comes from and save it as CSV.`,
      zh: `文件无法解包（${String(cause).slice(0, 200)}）。请在原来的程序里打开，另存为 CSV。`,
    },
    { cause },
  )
