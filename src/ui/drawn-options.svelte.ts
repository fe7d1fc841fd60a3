import type { SelectOption } from './select-options'

/** Options drawn at a time: a list of thousands goes piece by piece, so that the page never stands still for it. */
const PIECE = 100

/** How much of an open list is drawn; more with every frame. */
export class DrawnOptions {
  #count = $state(PIECE)
  #frame = 0

  /** Those that are drawn; the chosen one always, so that the list opens at it. */
  of(options: readonly SelectOption[], value: string): readonly SelectOption[] {
    return this.#count >= options.length
      ? options
      : options.filter((option, i) => i < this.#count || option.value === value)
  }

  openChanged(open: boolean, total: number): void {
    cancelAnimationFrame(this.#frame)
    if (!open) this.#count = PIECE
    else if (this.#count < total)
      this.#frame = requestAnimationFrame(() => {
        this.#count += PIECE
        this.openChanged(true, total)
      })
  }
}
