import { join, list, sql, type Sql } from '../sql/sql'
import type { ParameterSpec } from './analysis'

const MOST_CHARACTERS = 4000

/** Names of goods that stay out of an analysis (carriage, vouchers), separated by semicolons. */
export const LEFT_OUT = {
  kind: 'text',
  initial: '',
  valid: (text: string) => text.length <= MOST_CHARACTERS,
} as const satisfies ParameterSpec

export const namesLeftOut = (text: string): string[] =>
  text
    .split(/[;;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** The text with further names behind it, each once. */
export const withLeftOut = (text: string, names: readonly string[]): string =>
  [...new Set([...namesLeftOut(text), ...names])].join('; ')

/** Whether a row says one of the names in one of the columns, whatever its capitals; false where it says nothing. */
export function isLeftOut(names: readonly string[], columns: readonly Sql[]): Sql {
  if (names.length === 0) return sql`false`
  const wanted = list(names.map((name) => name.toLowerCase()))
  return sql`(${join(
    columns.map((column) => sql`coalesce(list_contains(${wanted}, lower(trim(${column}))), false)`),
    ' or ',
  )})`
}
