/** A piece of SQL that is safe to run: it was written as a template, and every value in it was quoted. */
export class Sql {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** What may stand in a `${…}`: SQL as it is; anything else becomes a literal. */
export type SqlValue = Sql | string | number | bigint | boolean | null | Date

/**
 * SQL as a template: sql`select ${ident(column)} from ${table} where city = ${city}`.
 * Strings, numbers, dates and null become literals; Sql stands as it is. Nothing else gets in.
 */
export function sql(strings: TemplateStringsArray, ...values: SqlValue[]): Sql {
  let text = strings[0] ?? ''
  values.forEach((value, i) => {
    text += (value instanceof Sql ? value.text : literal(value)) + (strings[i + 1] ?? '')
  })
  return new Sql(text)
}

/** An identifier, quoted: a"b becomes "a""b". Throws on a NUL character, which no identifier may hold. */
export function ident(...path: string[]): Sql {
  return new Sql(path.map(quoteIdentifier).join('.'))
}

/** Pieces in a row: join([a, b], ', '). The separator is part of the program, never of the data. */
export function join(
  parts: readonly Sql[],
  separator: ', ' | ' and ' | ' or ' | '\n' | ' ' | '\nunion all\n' = ', ',
): Sql {
  return new Sql(parts.map((part) => part.text).join(separator))
}

/** Statements as one: sent, run and answered together. The first that fails ends it; those before it have been done. */
export const script = (statements: readonly Sql[]): Sql =>
  new Sql(statements.map((statement) => statement.text).join(';\n'))

/** A list literal: ['a', 'b']. */
export const list = (values: readonly SqlValue[]): Sql =>
  new Sql(`[${values.map((value) => (value instanceof Sql ? value.text : literal(value))).join(', ')}]`)

export const empty = new Sql('')

function quoteIdentifier(name: string): string {
  if (name.includes('\0')) throw new Error('An identifier holds a NUL character.')
  return `"${name.replaceAll('"', '""')}"`
}

function literal(value: Exclude<SqlValue, Sql>): string {
  switch (typeof value) {
    case 'string':
      return textLiteral(value)
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`Not a finite number: ${value}`)
      return signed(doubleLiteral(value))
    case 'bigint':
      return signed(String(value))
    case 'boolean':
      return value ? 'true' : 'false'
    default:
      return value === null ? 'null' : `timestamp '${clock(value)}'`
  }
}

/**
 * Without an exponent the engine reads a number as a decimal; what has more than 15 digits would not come back from
 * there to the same double.
 */
function doubleLiteral(value: number): string {
  const text = String(value)
  return text.includes('.') && !text.includes('e') && text.replace(/\D/g, '').length > 15 ? `${text}e0` : text
}

/** A NUL would end the statement early; chr(0) says the same. */
function textLiteral(value: string): string {
  const parts = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`)
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`
}

/** In parentheses, since a bare minus begins a comment behind another one, and binds less than a cast. */
const signed = (number: string): string => (number.startsWith('-') ? `(${number})` : number)

/** UTC, with as many digits of the year as it has. */
const clock = (date: Date): string =>
  date
    .toISOString()
    .replace(/^([+-])0*(\d{4})/, (_, sign: string, year: string) => (sign === '-' ? `-${year}` : year))
    .slice(0, -1)
    .replace('T', ' ')
