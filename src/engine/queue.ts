/** Lower runs first: what the user looks at, what she waits for, what can wait. */
export type Priority = 0 | 1 | 2
export const LOOKING: Priority = 0
export const WAITING: Priority = 1
export const LATER: Priority = 2

interface Entry {
  priority: Priority
  order: number
  run: () => Promise<void>
}

/** One task at a time, by priority, then in the order they came. */
export class PriorityQueue {
  #entries: Entry[] = []
  #order = 0
  #busy = false

  /** Adds a task; the function given back takes it out again and says whether it was still waiting. */
  add(priority: Priority, run: () => Promise<void>): () => boolean {
    const entry = { priority, order: this.#order++, run }
    this.#entries.push(entry)
    this.#entries.sort((a, b) => a.priority - b.priority || a.order - b.order)
    // A microtask later, so that requests made together are sorted before the first starts.
    queueMicrotask(() => void this.#next())
    return () => this.#remove(entry)
  }

  #remove(entry: Entry): boolean {
    const index = this.#entries.indexOf(entry)
    if (index < 0) return false
    this.#entries.splice(index, 1)
    return true
  }

  async #next(): Promise<void> {
    if (this.#busy) return
    const entry = this.#entries.shift()
    if (!entry) return
    this.#busy = true
    try {
      await entry.run()
    } catch {
      // Whoever added the task has its promise; the queue only goes on.
    } finally {
      this.#busy = false
      void this.#next()
    }
  }
}
