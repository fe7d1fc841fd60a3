import { list, sql, type Sql } from '../../sql/sql'

/**
 * Whether a text holds one of the words: a word of Latin letters and digits as a word of its own, so that `test` is
 * not found in `latest`; any other anywhere. Case does not matter. Never null.
 */
export function holdsWord(column: Sql, words: readonly string[]): Sql {
  if (words.length === 0) return sql`false`
  return sql`coalesce(regexp_matches(lower(${column}), ${words.map((word) => pattern(word.toLowerCase())).join('|')}), false)`
}

/** Whether a text is one of the words, whatever its case. Never null. */
export const isWord = (column: Sql, words: readonly string[]): Sql =>
  words.length === 0
    ? sql`false`
    : sql`coalesce(list_contains(${list(words.map((word) => word.toLowerCase()))}, lower(trim(${column}))), false)`

const pattern = (word: string): string => {
  const escaped = word.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`)
  return /^[a-z0-9].*$/.test(word) && /[a-z0-9]$/.test(word)
    ? `(^|[^a-z0-9])${escaped}([^a-z0-9]|$)`
    : escaped
}
