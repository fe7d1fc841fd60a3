import { utf8Chunks } from '../../chunks'
import { sniffDialect } from '../../dialect'
import { sniffEncoding } from '../../encoding'
import { dialectBytes, splitFields } from '../../fields'
import { RecordSplitter } from '../../records'
import type { Dialect } from '../../types'
import type { Part } from '../types'

const HEAD_BYTES = 32 * 1024
const LOOKED_AT = 300

export interface Row {
  cells: string[]
  /** 1-based physical line where it starts. */
  line: number
}

/** The first rows of a text, and how it is written. */
export interface Head {
  dialect: Dialect
  rows: Row[]
}

/** Null for a text of one column, or of none. */
export async function headOf({ file, dialect: given = {} }: Part): Promise<Head | null> {
  const encoding = given.encoding ?? (await sniffEncoding(file))
  const complete = file.size <= HEAD_BYTES
  const start = complete ? file : file.slice(0, HEAD_BYTES)
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of utf8Chunks(start, encoding)) parts.push(chunk)
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  const { dialect } = sniffDialect(bytes, encoding, { ...given, header: true }, complete)
  const rows: Row[] = []
  await eachRow(start, dialect, (row) => rows.push(row))
  if (!rows.some(({ cells }) => cells.length > 1)) return null
  return { dialect, rows: (complete ? rows : rows.slice(0, -1)).slice(0, LOOKED_AT) }
}

/**
 * Hands over the records of a text in their order; blank lines and what the dialect leaves out are none. Gives back
 * whether all of it could be read as records.
 */
export async function eachRow(
  file: Blob,
  dialect: Dialect,
  take: (row: Row) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const decoder = new TextDecoder()
  let readable = true
  const { delimiter, quote } = dialectBytes(dialect)
  const splitter = new RecordSplitter(
    delimiter,
    quote,
    (kind, bytes, start, end, _fields, line) => {
      if (kind === 'unterminated_quote' || kind === 'too_long') readable = false
      if (kind !== 'fields') return
      const text = decoder.decode(bytes.subarray(start, end))
      take({ cells: splitFields(text, dialect.delimiter, dialect.quote), line })
    },
    dialect,
  )
  for await (const chunk of utf8Chunks(file, dialect.encoding, { signal })) {
    splitter.push(chunk)
    if (!readable) return false
  }
  splitter.push(new Uint8Array(0), true)
  return readable
}
