interface ResultColumn {
  name: string
  type: string
  values: ArrayLike<number | string | null>
}

/** One value of a result; null also where a number is NaN, which is how a null number travels. */
export function cell(column: ResultColumn | undefined, row: number): string | number | null {
  const value = column?.values[row]
  return value === undefined || (typeof value === 'number' && Number.isNaN(value)) ? null : value
}

/** A short result as plain objects. For a screen's worth of rows, never for whole tables. */
export function rowObjects(result: {
  rows: number
  columns: ResultColumn[]
}): Record<string, string | number | null>[] {
  return Array.from({ length: result.rows }, (_, row) =>
    Object.fromEntries(result.columns.map((column) => [column.name, cell(column, row)])),
  )
}

/** The rows of a result as arrays, in the order of its columns. */
export function rowArrays(result: { rows: number; columns: ResultColumn[] }): (string | number | null)[][] {
  return Array.from({ length: result.rows }, (_, row) => result.columns.map((column) => cell(column, row)))
}

/** The same in the order of `names`, whatever else the result holds; null where it has no such column. */
export function namedRowArrays(
  result: { rows: number; columns: ResultColumn[] },
  names: readonly string[],
): (string | number | null)[][] {
  const columns = names.map((name) => result.columns.find((column) => column.name === name))
  return Array.from({ length: result.rows }, (_, row) => columns.map((column) => cell(column, row)))
}
