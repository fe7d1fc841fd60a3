import type { CellObject, DenseWorkSheet, WorkBook } from '@e965/xlsx'
import { pause } from '../pause'
import { sniffEncoding } from '../encoding'
import { emptySheets, errorCells, hiddenSheet, SheetTable } from './sheet-part'
import type { Part, Unpacking } from './types'
import { refusal } from './unpack-error'
import { numberText } from './xlsx/cells'
import { kindOfFormat } from './xlsx/serial-dates'
import { columnName } from './xlsx/sheet-reader'

/** Read whole, so that it has to fit into memory several times over. */
const MOST_BYTES = 256 * 1024 * 1024
const PAUSE_ROWS = 5000

/**
 * Every sheet of a workbook that is not .xlsx: .xls of all versions, .xlsb, .ods, and the tables in HTML or XML that
 * many systems save under the name of .xls. The library reads the file whole and cannot be stopped meanwhile.
 */
export async function readOldWorkbook(file: File, markup: boolean, unpacking: Unpacking): Promise<Part[]> {
  const { origin, signal, onProgress } = unpacking
  if (file.size > MOST_BYTES) throw tooLarge()
  onProgress?.(0, 1)
  const workbook = await parse(file, markup)
  signal?.throwIfAborted()
  const parts: Part[] = []
  const empty: string[] = []
  for (const [index, name] of workbook.SheetNames.entries()) {
    const table = new SheetTable()
    const sheet = workbook.Sheets[name] as DenseWorkSheet | undefined
    const errors = { count: 0, first: '' }
    for (const [r, row] of (sheet?.['!data'] ?? []).entries()) {
      if (r % PAUSE_ROWS === 0) {
        onProgress?.(0.5 + (0.5 * index) / workbook.SheetNames.length, 1)
        await pause()
        signal?.throwIfAborted()
      }
      const cells = rowOf(row, r, workbook, errors)
      if (cells.length > 0) table.row(cells)
    }
    if (table.rows === 0) {
      empty.push(name)
      continue
    }
    const notices = [
      ...(workbook.Workbook?.Sheets?.[index]?.Hidden ? [hiddenSheet()] : []),
      ...(errors.count > 0 ? [errorCells(errors.count, errors.first)] : []),
    ]
    parts.push(await table.part({ ...origin, format: 'xls', sheet: name }, notices, file.lastModified))
  }
  const [first] = parts
  if (!first) throw noSheet()
  first.notices.push(...emptySheets(empty))
  return parts
}

async function parse(file: File, markup: boolean): Promise<WorkBook> {
  const library = await import('@e965/xlsx')
  const options = { dense: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false }
  try {
    if (markup) {
      const text = new TextDecoder(await sniffEncoding(file)).decode(await file.arrayBuffer())
      return library.read(text, { ...options, type: 'string', raw: true })
    }
    // Workbooks of before 1997 are in the code page of their country.
    library.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
    return library.read(new Uint8Array(await file.arrayBuffer()), { ...options, type: 'array' })
  } catch (error) {
    throw /password-protected/i.test(String(error)) ? passwordProtected(error) : damaged(error)
  }
}

/** The cells of a row as text; none where the row holds no value. */
function rowOf(
  row: readonly (CellObject | undefined)[] | undefined,
  r: number,
  workbook: WorkBook,
  errors: { count: number; first: string },
): string[] {
  const cells: string[] = []
  for (let c = 0; c < (row?.length ?? 0); c++) {
    const cell = row?.[c]
    if (!cell) continue
    if (cell.t === 'e' && errors.count++ === 0)
      errors.first = `${columnName(c)}${r + 1} ${cell.w ?? ''}`.trim()
    const text = textOf(cell, workbook.Workbook?.WBProps?.date1904 ?? false)
    if (text === '') continue
    while (cells.length < c) cells.push('')
    cells[c] = text
  }
  return cells
}

function textOf({ t, v, z }: CellObject, from1904: boolean): string {
  if (v === undefined || t === 'e' || t === 'z') return ''
  if (typeof v === 'number')
    return numberText(digitsOf(v), kindOfFormat(typeof z === 'string' ? z : ''), from1904)
  if (v instanceof Date) return v.toISOString().slice(0, 19).replace('T', ' ')
  return String(v)
}

/** A spreadsheet keeps 15 digits: a number of more has lost its last ones, and is written with an exponent as a sign of it. */
const digitsOf = (number: number): string =>
  Number.isInteger(number) && Math.abs(number) >= 1e15 ? number.toExponential() : String(number)

export const passwordProtected = (cause?: unknown) =>
  refusal(
    'workbook_locked',
    {
      en: 'The workbook is protected by a password. Open it in a spreadsheet program, save it without the password, and drop that copy.',
      zh: '工作簿设有打开密码。请用表格软件打开，去掉密码另存一份，再拖入。',
    },
    { cause },
  )

const damaged = (cause: unknown) =>
  refusal(
    'workbook_damaged',
    {
      en: 'The workbook cannot be read: it is damaged or of a kind that is not known. Open it in a spreadsheet program and save it as .xlsx or CSV.',
      zh: '无法读取这个工作簿：文件损坏或格式不认识。请用表格软件打开，另存为 .xlsx 或 CSV。',
    },
    { cause },
  )

const noSheet = () =>
  refusal('workbook_empty', {
    en: 'No sheet of the workbook holds any value.',
    zh: '工作簿里没有任何内容。',
  })

const tooLarge = () =>
  refusal('workbook_large', {
    en: 'A workbook of this kind is read whole, and this one is larger than 256 MB. Save it as .xlsx or CSV.',
    zh: '这种工作簿要整份读入内存，而它超过了 256 MB。请另存为 .xlsx 或 CSV。',
  })
