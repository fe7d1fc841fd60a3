import { SvelteMap } from 'svelte/reactivity'
import type { Cell } from './cell-text'

export type FetchRows = (offset: number, limit: number) => Promise<Cell[][]>

export const PAGE_ROWS = 100
const KEPT_PAGES = 120
const AT_ONCE = 2

/**
 * Rows fetched by page and kept. Only pages that are in view now are asked for: while one scrolls
 * quickly, pages passed by on the way are never fetched. Answers to an older question are ignored.
 */
export class RowPages {
  /** Why the last fetch failed, if it did. */
  fault = $state<unknown>(null)
  /** True until the rows in view are those of the present question. */
  waiting = $state(false)
  #pages = new SvelteMap<number, { rows: readonly Cell[][]; question: number }>()
  #asked = new Set<number>()
  #inView: number[] = []
  #wanted: number[] = []
  #question = 0
  #fetch: FetchRows

  constructor(fetch: FetchRows) {
    this.#fetch = fetch
  }

  /** The row, possibly of the question before while the new answer is on its way. */
  row(index: number): readonly Cell[] | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS]
  }

  /** Says which rows are in view, first and last, and between which rows to have some at hand. */
  want(first: number, last: number, near: readonly [number, number] = [first, last]) {
    this.#inView = pagesOf(first, last)
    this.#wanted = [...new Set([...this.#inView, ...pagesOf(...near)])]
    this.#pump()
  }

  /** Forgets everything: data, order or filter have changed. Old rows stay visible until replaced. */
  renew(fetch: FetchRows) {
    this.#fetch = fetch
    this.#question += 1
    this.#asked.clear()
    this.fault = null
    for (const page of this.#pages.keys()) if (!this.#wanted.includes(page)) this.#pages.delete(page)
    this.#pump()
  }

  #pump() {
    const isMissing = (page: number) => this.#pages.get(page)?.question !== this.#question
    const missing = this.#wanted.filter(isMissing)
    this.waiting = this.#inView.some(isMissing)
    if (this.fault !== null) return
    for (const page of missing) {
      if (this.#asked.size >= AT_ONCE) return
      if (!this.#asked.has(page)) void this.#ask(page)
    }
  }

  async #ask(page: number) {
    const question = this.#question
    this.#asked.add(page)
    try {
      const rows = await this.#fetch(page * PAGE_ROWS, PAGE_ROWS)
      if (question === this.#question) this.#keep(page, rows)
    } catch (fault) {
      if (question === this.#question) this.fault = fault ?? new Error('unknown')
    }
    if (question !== this.#question) return
    this.#asked.delete(page)
    this.#pump()
  }

  #keep(page: number, rows: readonly Cell[][]) {
    this.#pages.delete(page)
    this.#pages.set(page, { rows, question: this.#question })
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) break
      if (!this.#wanted.includes(old)) this.#pages.delete(old)
    }
  }
}

const pagesOf = (first: number, last: number): number[] => {
  const from = Math.floor(first / PAGE_ROWS)
  return Array.from(
    { length: Math.max(0, Math.floor(last / PAGE_ROWS) - from + 1) },
    (_, step) => from + step,
  )
}
