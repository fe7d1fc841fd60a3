import { splitFields } from '../fields'
import { LineParts } from '../line-parts'
import type { FileNotice } from '../types'

const QUOTE = 34
const HEAD_BYTES = 64 * 1024
const LOOKED_AT = 50
const QUOTED = /^"((?:[^"]|"")*)"[;,\t]*$/

/**
 * Whether the lines of a text stand in quotes as a whole, quotes inside doubled: "a,""b, c"",d". The header may stand
 * without. Encodings of two bytes a character are left alone.
 */
export async function hasQuotedLines(file: Blob): Promise<boolean> {
  const head = new TextDecoder('latin1').decode(await file.slice(0, HEAD_BYTES).arrayBuffer())
  if (head.includes('\0') || !/^(?:\u00ef\u00bb\u00bf)?[^\r\n]*\r?\n"[^\r\n]*"[;,\t]*\r?(?:\n|$)/.test(head))
    return false
  const all = head.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r?\n/)
  const lines = (file.size > HEAD_BYTES ? all.slice(0, -1) : all).filter((line) => line.trim() !== '')
  const [header = '', ...records] = lines.slice(0, LOOKED_AT)
  if (records.length < 2) return false
  const inner = records.flatMap((line) => QUOTED.exec(line)?.[1]?.replaceAll('""', '"') ?? [])
  if (inner.length < records.length) return false
  const names = QUOTED.exec(header)?.[1]?.replaceAll('""', '"') ?? header
  return [',', ';', '\t', '|'].some((delimiter) => {
    const width = splitFields(names, delimiter, '"').length
    return width > 1 && inner.every((line) => splitFields(line, delimiter, '"').length === width)
  })
}

/** The text with the quotes around its lines taken off, line for line. Bytes stay in their encoding. */
export async function withoutQuotedLines(file: Blob, signal?: AbortSignal): Promise<Blob> {
  const out = new LineParts()
  const reader = (file.stream() as ReadableStream<Uint8Array>).getReader()
  let rest = new Uint8Array(0)
  for (;;) {
    signal?.throwIfAborted()
    const { done, value } = await reader.read()
    const chunk = value ?? new Uint8Array(0)
    const bytes = new Uint8Array(rest.length + chunk.length)
    bytes.set(rest)
    bytes.set(chunk, rest.length)
    let from = 0
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      out.bytes(unquoted(bytes.subarray(from, at)))
      from = at + 1
    }
    rest = bytes.slice(from)
    if (done) break
  }
  if (rest.length > 0) out.bytes(unquoted(rest))
  return out.blob()
}

function unquoted(written: Uint8Array): Uint8Array {
  let line = written.at(-1) === 13 ? written.subarray(0, -1) : written
  if (line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) line = line.subarray(3)
  let end = line.length
  while (end > 1 && [44, 59, 9].includes(line[end - 1] ?? 0)) end--
  if (end < 2 || line[0] !== QUOTE || line[end - 1] !== QUOTE) return line
  const inner = line.subarray(1, end - 1)
  const kept = inner.filter((byte, i) => byte !== QUOTE || !isSecond(inner, i))
  return kept
}

/** Whether a quote is the second of a pair, counted from where its run of quotes begins. */
function isSecond(bytes: Uint8Array, at: number): boolean {
  let first = at
  while (first > 0 && bytes[first - 1] === QUOTE) first--
  return (at - first) % 2 === 1
}

export const quotedLinesNotice: FileNotice = {
  level: 'info',
  code: 'quoted_lines',
  sentence: {
    en: 'Every line stood in quotes as a whole, as one cell. The quotes were taken off, so that the line falls into its columns.',
    zh: '每一行整体被引号括住，成了一个单元格。已去掉外层引号，按列拆开。',
  },
}
