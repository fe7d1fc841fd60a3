import { utf8Chunks } from '../../chunks'
import { sniffEncoding } from '../../encoding'
import type { FileNotice, Rejections } from '../../types'
import { partName } from '../names'
import type { Origin, Part, Unpacking } from '../types'
import { listed, refusal, remark } from '../unpack-error'
import { brokenJson, RecordFinder, type Found, type Place } from './finder'
import { LineReader } from './line-reader'
import { JsonFault, parseJson } from './parse'
import { shapeOf } from './shape'
import { JsonTables } from './tables'
import { JsonObject, type JsonValue } from './value'

/** An object up to this size is read whole, so that its shape can be told; a larger one can only wrap lists. */
const WHOLE_BYTES = 32 * 1024 * 1024
const HEAD_BYTES = 256 * 1024

type Layout = 'lines' | 'sequence' | 'object' | 'stream'

/**
 * The tables in a JSON file: a list of records, records line by line or one after the other, an object that wraps
 * lists, columns as lists. Read in pieces; numbers keep the digits they were written with. Throws an UnpackError with
 * line, column and reason; lines of JSON lines that cannot be read are counted and named instead.
 */
export async function readJson(file: File, unpacking: Unpacking): Promise<Part[]> {
  const { signal, onProgress } = unpacking
  const encoding = await sniffEncoding(file)
  const chunks = () => utf8Chunks(file, encoding, { signal, onProgress })
  const layout = await layoutOf(file, encoding)
  const tables = new JsonTables(unpacking.origin.member ?? file.name)
  let notices: FileNotice[] = []
  let refused: Rejections | undefined
  if (layout === 'lines') {
    const reader = new LineReader((value) => tables.add('', value))
    for await (const chunk of chunks()) reader.push(chunk)
    reader.end()
    if (reader.read === 0 && reader.firstFault)
      throw brokenJson(reader.firstFault.place, reader.firstFault.reason)
    notices = reader.notices()
    if (reader.refused.count > 0) refused = reader.refused
  } else if (layout === 'object') {
    notices = addShape(tables, await wholeText(chunks()))
  } else {
    const beside = new Set<string>()
    const finder = new RecordFinder((found) => {
      if (found.listed) tables.add(found.path, parseFound(found))
      else beside.add(found.path)
    }, layout === 'sequence')
    for await (const chunk of chunks()) finder.push(chunk)
    finder.end()
    notices = besideNotice([...beside])
  }
  const origin: Origin = { ...unpacking.origin, format: layout === 'lines' ? 'jsonl' : 'json' }
  const [first, ...others] = await partsOf(tables, file, origin, notices)
  return first ? [{ ...first, ...(refused && { refused }) }, ...others] : []
}

/** How the records stand in the file, told from its name and its first lines. */
async function layoutOf(file: File, encoding: Awaited<ReturnType<typeof sniffEncoding>>): Promise<Layout> {
  let head = ''
  for await (const chunk of utf8Chunks(file, encoding, { chunkBytes: HEAD_BYTES })) {
    head = new TextDecoder().decode(chunk).trimStart()
    break
  }
  if (/\.(jsonl|ndjson)$/i.test(file.name) || looksLikeLines(head, file.size <= HEAD_BYTES)) return 'lines'
  if (!head.startsWith('{')) return 'stream'
  let first = -1
  const finder = new RecordFinder(() => {
    first++
  }, true)
  try {
    finder.push(new TextEncoder().encode(head))
    if (first > 0) return 'sequence'
  } catch {
    // Broken early: the reading says where.
  }
  return file.size <= WHOLE_BYTES ? 'object' : 'stream'
}

/** Nearly every whole line is an object of its own. */
function looksLikeLines(head: string, complete: boolean): boolean {
  const lines = head.split(/\r\n|\n|\r/)
  const whole = (complete ? lines : lines.slice(0, -1))
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 50)
  const objects = whole.filter((line) => /^\{.*\}$|^\[.*\]$/.test(line))
  return (
    whole.length > 1 &&
    objects.length >= 0.6 * whole.length &&
    (whole[0] ?? '').startsWith(objects[0]?.[0] ?? '!')
  )
}

async function wholeText(chunks: AsyncGenerator<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

function addShape(tables: JsonTables, text: string): FileNotice[] {
  const root = parseAt(text, { line: 1, column: 1 })
  if (!(root instanceof JsonObject)) return []
  const { lists, beside } = shapeOf(root)
  for (const { path, records } of lists) for (const record of records) tables.add(path, record)
  return besideNotice(beside)
}

const parseFound = ({ bytes, place }: Found): JsonValue => parseAt(new TextDecoder().decode(bytes), place)

/** @param place where the text begins in its file. */
function parseAt(text: string, place: Place): JsonValue {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    const lines = text.slice(0, error.offset).split('\n')
    const before = lines.at(-1)?.length ?? 0
    throw brokenJson(
      {
        line: place.line + lines.length - 1,
        column: (lines.length === 1 ? place.column : 1) + before,
      },
      error.reason,
    )
  }
}

/** One part a table. The only outer list goes by the file's name; lists within it by their path. */
async function partsOf(
  tables: JsonTables,
  file: File,
  origin: Origin,
  notices: FileNotice[],
): Promise<Part[]> {
  const made = tables.tables()
  const [outermost] = made
  if (!outermost) throw noRecord()
  const alone = made.every(({ path }) => path === outermost.path || path.startsWith(`${outermost.path}.`))
  const stem = alone && outermost.path !== '' ? outermost.path : null
  const parts: Part[] = []
  for (const table of made) {
    const path = stem === null ? table.path : table.path.slice(stem.length).replace(/^\./, '')
    const { path: _, ...rest } = origin
    const named: Origin = path === '' ? rest : { ...rest, path }
    const header = table.columns.length > 0 ? table.columns : null
    parts.push({
      file: await table.rows.file(partName(named), header, file.lastModified),
      origin: named,
      notices: [],
      dialect: {
        encoding: 'utf-8',
        delimiter: ',',
        quote: '"',
        ...(header && { header: true, headerRows: 1, skip: 0, footer: false }),
      },
    })
  }
  parts[0]?.notices.push(...notices)
  return parts
}

function besideNotice(names: readonly string[]): FileNotice[] {
  if (names.length === 0) return []
  const { en, zh } = listed(names)
  return [
    remark(
      'info',
      'beside_lists',
      `Fields of the file itself, which belong to no record, were left out: ${en}.`,
      `不属于任何记录的文件级字段没有读入：${zh}。`,
    ),
  ]
}

const noRecord = () =>
  refusal('json_no_record', {
    en: 'The JSON holds no record. What can be read is a list of objects, one object a line, or an object that wraps such lists.',
    zh: 'JSON 里没有记录。可以读取的是：对象列表、每行一个对象，或包着这种列表的对象。',
  })
