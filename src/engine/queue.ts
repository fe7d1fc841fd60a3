/** Lower runs first: what the user looks at, what she waits for, what can wait. */
export type Priority = 0 | 1 | 2
export const LOOKING: Priority = 0
export const WAITING: Priority = 1
export const LATER: Priority = 2

/** What can wait starts only after this long without other work: one statement of a series has just ended, mostly. */
const QUIET_MS = 300

interface Entry {
  priority: Priority
  order: number
  run: () => Promise<void>
}

/** One task at a time, by priority, then in the order they came; what can wait, once nothing else has come for a while. */
export class PriorityQueue {
  #entries: Entry[] = []
  #order = 0
  #busy = false
  #quietFrom = 0
  #timer: ReturnType<typeof setTimeout> | undefined

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
    clearTimeout(this.#timer)
    const [entry] = this.#entries
    if (this.#busy || !entry) return
    const wait = entry.priority === LATER ? this.#quietFrom - performance.now() : 0
    if (wait > 0) {
      this.#timer = setTimeout(() => void this.#next(), wait)
      return
    }
    this.#entries.shift()
    this.#busy = true
    try {
      await entry.run()
    } catch {
      // Whoever added the task has its promise; the queue only goes on.
    } finally {
      this.#busy = false
      if (entry.priority !== LATER) this.#quietFrom = performance.now() + QUIET_MS
      void this.#next()
    }
  }
}
