/** A value with its past: each change can be undone and redone; and what is not yet settled can be taken back whole. */
export class History<T> {
  #past = $state.raw<T[]>([])
  #future = $state.raw<T[]>([])
  present = $state.raw<T>() as T
  #settled: { past: T[]; present: T; future: T[] }

  constructor(initial: T) {
    this.present = initial
    this.#settled = { past: [], present: initial, future: [] }
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  change(value: T): void {
    this.#past = [...this.#past, this.present]
    this.#future = []
    this.present = value
  }

  /** From here on `revert` leads back to this. */
  settle(): void {
    this.#settled = { past: this.#past, present: this.present, future: this.#future }
  }

  /** As it was when it was last settled, as if what came after had never been. */
  revert(): void {
    this.#past = this.#settled.past
    this.present = this.#settled.present
    this.#future = this.#settled.future
  }

  /** Puts another value in the place of the present one, as if that had never been. */
  replace(value: T): void {
    this.present = value
  }

  undo(): void {
    const previous = this.#past.at(-1)
    if (previous === undefined) return
    this.#future = [this.present, ...this.#future]
    this.#past = this.#past.slice(0, -1)
    this.present = previous
  }

  redo(): void {
    const next = this.#future[0]
    if (next === undefined) return
    this.#past = [...this.#past, this.present]
    this.#future = this.#future.slice(1)
    this.present = next
  }
}
