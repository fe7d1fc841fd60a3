/** Numbers, with NaN where there is none. */
export type Values = Float64Array | (string | null)[]

/** Rows by columns, each of length `rows`; an engine's result has this shape. */
export interface Frame {
  rows: number
  columns: { name: string; values: Values }[]
}

export type KernelOptions = Readonly<Record<string, string | number>>

/** A pure function over columns; `report` takes the share done, 0 to 1. What it cannot do it throws as a sentence. */
export type Kernel = (input: Frame, options: KernelOptions, report: (share: number) => void) => Frame

/** A numeric column of a frame by its name; throws where it is missing or holds text. */
export function numbers({ columns }: Frame, name: string): Float64Array {
  const found = columns.find((column) => column.name === name)
  if (!(found?.values instanceof Float64Array)) throw new Error(`The column ${name} of numbers is missing.`)
  return found.values
}

/** A text column of a frame by its name; throws where it is missing or holds numbers. */
export function texts({ columns }: Frame, name: string): (string | null)[] {
  const found = columns.find((column) => column.name === name)
  if (!found || found.values instanceof Float64Array)
    throw new Error(`The column ${name} of text is missing.`)
  return found.values
}

/** A frame of the given columns, all of one length. */
export function frameOf(columns: Record<string, Values>): Frame {
  const entries = Object.entries(columns).map(([name, values]) => ({ name, values }))
  return { rows: entries[0]?.values.length ?? 0, columns: entries }
}
