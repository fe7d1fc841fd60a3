import { frameOf, type Frame } from '../kernel'

/** Rows of a kernel's result whose columns are named once: text where a column is in `texts`, else numbers. */
export class ResultRows<Text extends string, Number_ extends string> {
  readonly #texts: readonly Text[]
  readonly #numbers: readonly Number_[]
  readonly #rows: Partial<Record<Text, string> & Record<Number_, number>>[] = []

  constructor(texts: readonly Text[], numbers: readonly Number_[]) {
    this.#texts = texts
    this.#numbers = numbers
  }

  /** What is not given is null. */
  add(row: Partial<Record<Text, string> & Record<Number_, number>>): void {
    this.#rows.push(row)
  }

  frame(): Frame {
    const texts = this.#texts.map((name) => [name, this.#rows.map((row) => row[name] ?? null)] as const)
    const numbers = this.#numbers.map(
      (name) => [name, Float64Array.from(this.#rows, (row) => row[name] ?? NaN)] as const,
    )
    return frameOf(Object.fromEntries([...texts, ...numbers]))
  }
}
