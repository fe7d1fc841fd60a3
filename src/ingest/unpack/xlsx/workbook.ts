import { builtInKind, kindOfFormat, type NumberKind } from './serial-dates'
import { attribute, unescapeCell, type XmlHandler } from './xml'

export interface SheetEntry {
  name: string
  hidden: boolean
  relation: string
}

/** The list of sheets, and from which year their days count. */
export class WorkbookReader implements XmlHandler {
  readonly sheets: SheetEntry[] = []
  from1904 = false

  open(name: string, attributes: string): void {
    if (name === 'workbookPr') this.from1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '')
    if (name === 'sheet')
      this.sheets.push({
        name: attribute(attributes, 'name') ?? `Sheet${this.sheets.length + 1}`,
        hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''),
        relation: attribute(attributes, 'id') ?? '',
      })
  }
}

/** Where the parts of a package lie, by the id of the relation. Targets are paths from the package's root. */
export class RelationsReader implements XmlHandler {
  readonly targets = new Map<string, { path: string; type: string }>()
  readonly #folder: string

  /** @param folder the folder of the part that the relations belong to, e.g. `xl/`. */
  constructor(folder: string) {
    this.#folder = folder
  }

  open(name: string, attributes: string): void {
    const id = attribute(attributes, 'Id')
    const target = attribute(attributes, 'Target')
    if (name !== 'Relationship' || id === null || target === null) return
    const type = (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? ''
    this.targets.set(id, { path: resolved(this.#folder, target), type })
  }
}

function resolved(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter(Boolean)
  for (const step of target.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

/** The kind of number that each cell style shows. */
export class StylesReader implements XmlHandler {
  readonly kinds: NumberKind[] = []
  readonly #own = new Map<number, NumberKind>()
  #inCells = false

  open(name: string, attributes: string): void {
    if (name === 'numFmt')
      this.#own.set(
        Number(attribute(attributes, 'numFmtId')),
        kindOfFormat(attribute(attributes, 'formatCode') ?? ''),
      )
    else if (name === 'cellXfs') this.#inCells = true
    else if (name === 'xf' && this.#inCells) {
      const id = Number(attribute(attributes, 'numFmtId') ?? 0)
      this.kinds.push(this.#own.get(id) ?? builtInKind(id))
    }
  }
  close(name: string): void {
    if (name === 'cellXfs') this.#inCells = false
  }
}

/** Strings that cells refer to by number; rich text without its formats, readings of characters left out. */
export class StringsReader implements XmlHandler {
  readonly strings: string[] = []
  #value = ''
  #reading = false
  #phonetic = false

  open(name: string): void {
    if (name === 'si') this.#value = ''
    else if (name === 't') this.#reading = !this.#phonetic
    else if (name === 'rPh') this.#phonetic = true
  }
  close(name: string): void {
    if (name === 'si') this.strings.push(unescapeCell(this.#value))
    else if (name === 't') this.#reading = false
    else if (name === 'rPh') this.#phonetic = false
  }
  text(text: string): void {
    if (this.#reading) this.#value += text
  }
}
