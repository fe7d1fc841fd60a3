import { GrowingTable } from '../growing-table'
import { refusal } from '../unpack-error'
import { entityOf, keysOf } from './keys'
import { isScalar, jsonText, JsonObject, scalarText, type JsonValue } from './value'

/** Objects within objects become columns `a.b` down to here; what lies deeper is kept as JSON text. */
const FLAT_DEPTH = 16
const MOST_COLUMNS = 5000
const MOST_TABLES = 50

export interface JsonTable {
  path: string
  rows: GrowingTable
  /** The columns' names in order of first sight; empty for lists of lists, whose first row may hold them. */
  columns: string[]
}

interface Making extends JsonTable {
  index: Map<string, number>
}

/** A row while it is filled. */
interface Row {
  table: Making
  cells: string[]
}

/**
 * Records as tables: nested objects flattened, lists of plain values joined by `;`, lists of objects as rows of a table
 * of their own that carry the keys of the record they belong to. Columns are the union over all records.
 */
export class JsonTables {
  readonly #tables = new Map<string, Making>()
  readonly #name: string

  /** @param name the file's name, for what a record is called where its list has no name. */
  constructor(name: string) {
    this.#name = name
  }

  /** Throws an UnpackError for records that are no table. */
  add(path: string, record: JsonValue): void {
    if (Array.isArray(record)) return this.#addList(path, record)
    const table = this.#table(path)
    if (record instanceof JsonObject) this.#addObject(table, record, [])
    else if (record !== null)
      this.#finish({ table, cells: this.#set({ table, cells: [] }, 'value', scalarText(record)).cells })
  }

  /** Those that have rows, in the order of their first record. */
  tables(): JsonTable[] {
    return [...this.#tables.values()].filter(({ rows }) => rows.rows > 0)
  }

  /** A list of values is a row by position. */
  #addList(path: string, values: readonly JsonValue[]): void {
    const table = this.#table(path)
    if (table.columns.length > 0) throw mixed()
    table.rows.row(values.map((value) => (isScalar(value) ? scalarText(value) : jsonText(value))))
  }

  #addObject(table: Making, record: JsonObject, inherited: readonly (readonly [string, string])[]): void {
    if (table.columns.length === 0 && table.rows.rows > 0) throw mixed()
    const row: Row = { table, cells: [] }
    const lists: [string, JsonValue[]][] = []
    for (const [name, text] of inherited) this.#set(row, name, text)
    this.#flatten(row, record, '', 0, lists)
    if (lists.length > 0) {
      const entity = entityOf(table.path, this.#name)
      let own = keysOf(record, entity)
      if (own.length === 0 && inherited.length === 0) {
        own = [[`${entity}_row`, String(table.rows.rows + 1)]]
        this.#set(row, `${entity}_row`, own[0]?.[1] ?? '')
      }
      for (const [name, items] of lists) {
        const path = table.path ? `${table.path}.${name}` : name
        for (const item of items)
          if (item instanceof JsonObject) this.#addObject(this.#table(path), item, [...inherited, ...own])
      }
    }
    this.#finish(row)
  }

  #finish({ table, cells }: Row): void {
    // A record without any value is a row all the same.
    for (let i = 0; i < cells.length; i++) cells[i] ??= ''
    if (table.columns.length === 0) return
    table.rows.row(cells.length > 0 ? cells : [''])
  }

  #flatten(
    row: Row,
    object: JsonObject,
    prefix: string,
    depth: number,
    lists: [string, JsonValue[]][],
  ): void {
    object.keys.forEach((key, i) => {
      const value = object.values[i] ?? null
      const name = prefix + key
      if (isScalar(value)) this.#set(row, name, scalarText(value))
      else if (value instanceof JsonObject) {
        if (depth < FLAT_DEPTH) this.#flatten(row, value, `${name}.`, depth + 1, lists)
        else this.#set(row, name, jsonText(value))
      } else if (value.length > 0) {
        if (value.every(isScalar)) this.#set(row, name, value.map(scalarText).join(';'))
        else if (value.every((item) => item instanceof JsonObject || item === null)) lists.push([name, value])
        else this.#set(row, name, jsonText(value))
      }
    })
  }

  /** Puts a value under a name; a second, different one under the same name gets a column of its own. */
  #set(row: Row, name: string, text: string): Row {
    const { table, cells } = row
    let at = table.index.get(name)
    if (at === undefined) {
      at = table.columns.length
      if (at >= MOST_COLUMNS) throw tooWide()
      table.index.set(name, at)
      table.columns.push(name)
    }
    const there = cells[at]
    if (there !== undefined && there !== '' && there !== text)
      return text === '' ? row : this.#set(row, `${name}_2`, text)
    if (text !== '' || there === undefined) cells[at] = text
    return row
  }

  #table(path: string): Making {
    const known = this.#tables.get(path)
    if (known) return known
    if (this.#tables.size >= MOST_TABLES) throw tooMany()
    const table: Making = { path, rows: new GrowingTable(), columns: [], index: new Map() }
    this.#tables.set(path, table)
    return table
  }
}

const mixed = () =>
  refusal('json_mixed', {
    en: 'The list holds objects beside lists, which make no table. Export a list of objects.',
    zh: '列表里既有对象又有数组，无法成为表格。请导出由对象组成的列表。',
  })

const tooWide = () =>
  refusal('json_wide', {
    en: `The records have more than ${MOST_COLUMNS} different names, as if ids stood where names should. Export a list of records with the id as a field.`,
    zh: `记录中的字段名超过 ${MOST_COLUMNS} 个，像是把编号当成了字段名。请导出记录列表，把编号作为一个字段。`,
  })

const tooMany = () =>
  refusal('json_tables', {
    en: `The JSON holds more than ${MOST_TABLES} different lists. Export orders, lines, members and products as lists of their own.`,
    zh: `JSON 中的列表超过 ${MOST_TABLES} 种。请把订单、明细、会员、商品分别导出为列表。`,
  })
