import type { Bilingual } from '../text/bilingual'

export interface WorkStep {
  key: string
  label: Bilingual
  state: 'waiting' | 'working' | 'done' | 'failed'
  share: number | null
}

/** One long piece of work at a time, and the steps it shows. */
export class Work {
  steps = $state.raw<WorkStep[]>([])
  #current: AbortController | null = null
  /** Settles when nothing of earlier work runs any more. */
  #unwound: Promise<unknown> = Promise.resolve()

  /**
   * Runs `work` in place of what is under way. Cancelled, it rejects at once with an AbortError, whatever the work is
   * still doing; the next piece begins when that has come to its end.
   */
  async run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.cancel()
    const mine = new AbortController()
    this.#current = mine
    const running = this.#unwound.then(() => {
      mine.signal.throwIfAborted()
      return work(mine.signal)
    })
    this.#unwound = running.catch(() => undefined)
    try {
      await Promise.race([running, rejectedBy(mine.signal)])
    } finally {
      if (this.#current === mine) this.#current = null
    }
  }

  cancel(): void {
    this.#current?.abort(new DOMException('Cancelled.', 'AbortError'))
  }

  step(index: number, change: Partial<WorkStep>): void {
    this.steps = this.steps.map((step, i) => (i === index ? { ...step, ...change } : step))
  }
}

/** Rejects when the signal is aborted, with its reason; else never settles. */
export const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'
