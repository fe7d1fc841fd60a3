import type { Column, FileDatabase } from '../engine/database'
import type { Sql } from '../sql/sql'

/** A column's numbers, NaN where there is none. */
export const numbersOf = (column: Column | undefined): Float64Array => {
  if (!column) return new Float64Array(0)
  return column.values instanceof Float64Array
    ? column.values
    : Float64Array.from(column.values, (value) => (value === null ? NaN : Number(value)))
}

export const textsOf = (column: Column | undefined): (string | null)[] =>
  column && !(column.values instanceof Float64Array) ? column.values : []

/** Hands a file to the engine for one statement. */
export async function withFile(
  db: FileDatabase,
  path: string,
  file: Blob,
  statement: (path: string) => Sql,
): Promise<void> {
  await db.register(path, file)
  try {
    await db.run(statement(path))
  } finally {
    await db.drop(path)
  }
}
