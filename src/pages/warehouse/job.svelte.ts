import { isCancelled } from '../../engine/errors'
import type { Bilingual } from '../../text/bilingual'
import { isAbort } from '../work.svelte'

export interface JobProgress {
  done: number
  total: number
  label: Bilingual
}

export type JobWork<T> = (signal: AbortSignal, report: (progress: JobProgress) => void) => Promise<T>

/** A piece of work that a page shows: once per key, with progress, cancelled at once, started again by hand. */
export class Job<T> {
  state = $state<'idle' | 'working' | 'stopped' | 'failed' | 'done'>('idle')
  result = $state.raw<T | null>(null)
  error = $state.raw<unknown>(null)
  progress = $state.raw<JobProgress | null>(null)
  #key = $state<string | null>(null)
  #controller: AbortController | null = null

  /** Runs the work unless it was begun for this key: a new key takes the place of what is under way. */
  ensure(key: string, work: JobWork<T>): void {
    if (key !== this.#key) void this.run(key, work)
  }

  /** Runs the work, whatever came of it before. Never rejects: the state says how it ended. */
  async run(key: string, work: JobWork<T>): Promise<void> {
    this.#controller?.abort()
    const mine = new AbortController()
    this.#controller = mine
    if (key !== this.#key) this.result = null
    this.#key = key
    this.state = 'working'
    this.error = null
    this.progress = null
    try {
      const result = await work(mine.signal, (progress) => {
        if (this.#controller === mine) this.progress = progress
      })
      if (this.#controller !== mine) return
      this.result = result
      this.state = 'done'
    } catch (error) {
      if (this.#controller !== mine) return
      const given = mine.signal.aborted || isCancelled(error) || isAbort(error)
      this.state = given ? 'stopped' : 'failed'
      this.error = given ? null : error
    }
  }

  /** The next `ensure` runs the work again. */
  forget(): void {
    this.#key = null
    this.state = 'idle'
  }

  cancel(): void {
    this.#controller?.abort(new DOMException('Cancelled.', 'AbortError'))
    this.#controller = null
    if (this.state === 'working') this.state = 'stopped'
  }
}
