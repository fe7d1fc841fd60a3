import { strToU8, zipSync } from 'fflate'

/** A cell by its XML, e.g. `<c t="b"><v>1</v></c>`; or a plain value, written as most programs do. */
export type Cell = { xml: string } | string | number | null

export interface Sheet {
  name: string
  rows: readonly (readonly Cell[])[]
  state?: 'hidden' | 'veryHidden'
}

export interface WorkbookOptions {
  from1904?: boolean
  /** Strings cells may refer to by number, as XML within `<si>`. */
  strings?: readonly string[]
  /** Number formats by the index of a cell's style. */
  formats?: readonly (number | string)[]
  /** More members, or others in place of those made here; null leaves one out. */
  members?: Record<string, string | null>
  /** A prefix before every element of the sheets, as some programs write them. */
  prefix?: string
}

/** A workbook of a few small parts, as the standard has them. */
export function makeXlsx(sheets: readonly Sheet[], options: WorkbookOptions = {}): Uint8Array<ArrayBuffer> {
  const { from1904 = false, strings = [], formats = ['General'], members = {}, prefix = '' } = options
  const own = formats.map((format, i) => (typeof format === 'string' ? { id: 164 + i, format } : null))
  const parts: Record<string, string | null> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns:r="x"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i): Relation => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`]),
      ['rId98', 'sharedStrings', 'sharedStrings.xml'],
      ['rId99', 'styles', '/xl/styles.xml'],
    ]),
    'xl/sharedStrings.xml': `<sst>${strings.map((xml) => `<si>${xml}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet><numFmts>${own
      .flatMap((format) =>
        format ? [`<numFmt numFmtId="${format.id}" formatCode="${escaped(format.format)}"/>`] : [],
      )
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats
      .map((format, i) => `<xf numFmtId="${typeof format === 'number' ? format : 164 + i}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows, prefix)]),
    ),
    ...members,
  }
  const files = Object.entries(parts).flatMap(([path, text]) =>
    text === null ? [] : [[path, strToU8(text)] as const],
  )
  return zipSync(Object.fromEntries(files)) as Uint8Array<ArrayBuffer>
}

type Relation = [id: string, type: string, target: string]

const relations = (list: readonly Relation[]): string =>
  `<Relationships>${list
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

function sheetXml(rows: readonly (readonly Cell[])[], p: string): string {
  const lines = rows.map(
    (cells, r) =>
      `<${p}row r="${r + 1}">${cells.map((cell, c) => cellXml(cell, `${letter(c)}${r + 1}`, p)).join('')}</${p}row>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${p}worksheet><${p}sheetData>${lines.join('')}</${p}sheetData></${p}worksheet>`
}

function cellXml(cell: Cell, reference: string, p: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<${p}c r="${reference}"><${p}v>${cell}</${p}v></${p}c>`
  if (typeof cell === 'string')
    return `<${p}c r="${reference}" t="inlineStr"><${p}is><${p}t xml:space="preserve">${escaped(cell)}</${p}t></${p}is></${p}c>`
  return cell.xml.replace('<c', `<c r="${reference}"`)
}

const letter = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letter(Math.floor(column / 26) - 1) + letter(column % 26)

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
