import { cellText, type CellContext } from './cells'
import { withExponent } from './long-numbers'
import { attribute, unescapeCell, type XmlHandler } from './xml'

/** The widest and longest a sheet can be. ECMA-376 and every program agree. */
export const MOST_COLUMNS = 16_384

/** Reads the cells of a sheet row by row. Rows without a value are passed over. */
export class SheetReader implements XmlHandler {
  /** Whether the sheet's rows are over: what follows them is of no concern. */
  done = false
  readonly #context: CellContext
  readonly #onRow: (cells: string[]) => void
  #cells: string[] = []
  #filled = false
  #row = 0
  #column = 0
  #type = ''
  #style = 0
  #value = ''
  #reading = false
  #phonetic = false

  constructor(context: CellContext, onRow: (cells: string[]) => void) {
    this.#context = context
    this.#onRow = onRow
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'c':
        this.#openCell(attributes)
        break
      case 'v':
        this.#reading = true
        break
      case 't':
        this.#reading = !this.#phonetic
        break
      case 'rPh':
        this.#phonetic = true
        break
      case 'row':
        this.#row = Number(attribute(attributes, 'r') ?? this.#row + 1)
        this.#column = 0
        break
    }
  }

  text(text: string): void {
    if (this.#reading) this.#value += text
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#reading = false
        break
      case 'c':
        this.#closeCell()
        break
      case 'rPh':
        this.#phonetic = false
        break
      case 'row':
        if (this.#filled) this.#onRow(this.#cells)
        this.#cells = []
        this.#filled = false
        break
      case 'sheetData':
        this.done = true
        break
    }
  }

  #openCell(attributes: string): void {
    const reference = attribute(attributes, 'r')
    const column = reference === null ? this.#column : columnOf(reference)
    this.#column = column < 0 ? this.#column : column
    this.#type = attribute(attributes, 't') ?? ''
    this.#style = Number(attribute(attributes, 's') ?? 0)
    this.#value = ''
  }

  #closeCell(): void {
    const column = this.#column++
    if (this.#value === '' || column >= MOST_COLUMNS) return
    const { strings } = this.#context
    const number = this.#type === '' || this.#type === 'n'
    let text =
      this.#type === 's'
        ? (strings[Number(this.#value)] ?? '')
        : cellText(
            this.#type,
            number ? this.#value : unescapeCell(this.#value),
            this.#style,
            `${columnName(column)}${this.#row}`,
            this.#context,
          )
    if (text === '') return
    if (number && text.length >= 16) {
      this.#context.long.look(column, text)
      if (this.#context.cut.has(column)) text = withExponent(text)
    }
    while (this.#cells.length < column) this.#cells.push('')
    this.#cells[column] = text
    this.#filled = true
  }
}

/** The column of a reference such as BC12, from 0; -1 where it names none. */
export function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

export function columnName(column: number): string {
  let name = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}
