import type { Bilingual } from '../text/bilingual'

export interface ForeignFormat {
  code: string
  name: Bilingual
  /** Whether a spreadsheet program can open it and save it as CSV. */
  convertible: boolean
}

const format = (code: string, en: string, zh: string, convertible = false): ForeignFormat => ({
  code,
  name: { en, zh },
  convertible,
})

const SIGNATURES: [string, ForeignFormat][] = [
  ['504b0304', format('zip', 'a ZIP archive', 'ZIP 压缩包')],
  ['d0cf11e0', format('xls', 'an old Excel workbook (.xls)', '旧版 Excel 工作簿（.xls）', true)],
  ['50415231', format('parquet', 'a Parquet file', 'Parquet 文件', true)],
  ['50415245', format('parquet', 'a Parquet file', 'Parquet 文件')],
  ['4152524f5731', format('arrow', 'an Arrow file', 'Arrow 文件', true)],
  ['ffffffff', format('arrow', 'an Arrow stream', 'Arrow 流文件')],
  ['46454131', format('feather', 'a Feather file of version 1', '第 1 版 Feather 文件')],
  ['1f8b', format('gzip', 'a gzip archive', 'gzip 压缩文件')],
  ['377abcaf271c', format('7z', 'a 7z archive', '7z 压缩包')],
  ['52617221', format('rar', 'a RAR archive', 'RAR 压缩包')],
  ['28b52ffd', format('zstd', 'a Zstandard archive', 'Zstandard 压缩文件')],
  ['425a68', format('bzip2', 'a bzip2 archive', 'bzip2 压缩文件')],
  ['89504e47', format('png', 'a PNG image', 'PNG 图片')],
  ['ffd8ff', format('jpeg', 'a JPEG image', 'JPEG 图片')],
  ['47494638', format('gif', 'a GIF image', 'GIF 图片')],
  ['25504446', format('pdf', 'a PDF document', 'PDF 文档')],
  ['53514c69746520666f726d6174203300', format('sqlite', 'an SQLite database', 'SQLite 数据库', true)],
]

/** What a file is when it is not delimited text, from its first bytes and its name; null when it may be. */
export async function foreignFormat(file: Blob & { name: string }): Promise<ForeignFormat | null> {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer())
  const hex = [...head.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const found = SIGNATURES.find(([signature]) => hex.startsWith(signature))?.[1]
  if (found?.code === 'zip' && isWorkbook(head))
    return format('xlsx', 'an Excel workbook (.xlsx)', 'Excel 工作簿（.xlsx）', true)
  if (found) return found
  if (isMarkup(head)) return format('html', 'a table in HTML or XML', 'HTML 或 XML 表格', true)
  return isJson(head, file.name) ? format('json', 'a JSON file', 'JSON 文件', true) : null
}

/** The parts of a workbook are named early in the archive. */
const isWorkbook = (head: Uint8Array): boolean =>
  /xl\/|\[Content_Types\]|docProps\//.test(new TextDecoder('latin1').decode(head))

/** Many systems save HTML or XML and call it .xls. */
function isMarkup(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 1024)).trimStart()
  return /^(<\?xml[^>]*\?>\s*|<\?mso-application[^>]*\?>\s*|<!--[^]*?-->\s*)*<(!doctype html|html|head|meta|table|(ss:)?workbook)[\s>]/i.test(
    text,
  )
}

/** Zeros at odd and at even places alike: neither text nor the wide text of UTF-16. */
export async function looksBinary(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer())
  const zeros = [0, 0]
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]!++
  })
  return Math.min(zeros[0]!, zeros[1]!) > 0.02 * head.length
}

function isJson(head: Uint8Array, name: string): boolean {
  const text = new TextDecoder().decode(head).trimStart()
  if (/\.(json|jsonl|ndjson|geojson)$/i.test(name)) return /^[[{]/.test(text)
  return /^(\{\s*"|\[\s*\{\s*")/.test(text)
}
