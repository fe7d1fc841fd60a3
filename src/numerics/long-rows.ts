import { frameOf, type Frame } from './kernel'
import { Unfit } from './unfit'

/** Facts of several kinds in one table: what a kernel gives that has more to tell than one shape of rows. */
export class LongRows {
  readonly #rows: LongRow[] = []

  add(kind: string, value: number, where: Omit<LongRow, 'kind' | 'value'> = {}): void {
    this.#rows.push({ kind, value, ...where })
  }

  /** kind, cluster, position, name, label, value; what does not apply is empty. */
  frame(): Frame {
    const rows = this.#rows
    return frameOf({
      kind: rows.map(({ kind }) => kind),
      cluster: Float64Array.from(rows, ({ cluster }) => cluster ?? NaN),
      position: Float64Array.from(rows, ({ position }) => position ?? NaN),
      name: rows.map(({ name }) => name ?? null),
      label: rows.map(({ label }) => label ?? null),
      value: Float64Array.from(rows, ({ value }) => value),
    })
  }
}

interface LongRow {
  kind: string
  value: number
  cluster?: number
  position?: number
  name?: string
  label?: string
}

/** What `make` gives; where the data do not fit the method, what `otherwise` makes of that. */
export function unlessUnfit(make: () => Frame, otherwise: (unfit: Unfit) => Frame): Frame {
  try {
    return make()
  } catch (error) {
    if (error instanceof Unfit) return otherwise(error)
    throw error
  }
}

/** One row of kind `problem`, its code the name, its number the value. */
export function problemRow({ code, detail }: Unfit): Frame {
  const rows = new LongRows()
  rows.add('problem', detail, { name: code })
  return rows.frame()
}
