import { EngineClient } from '../engine/client'
import type { EngineError } from '../engine/errors'

/** Keeps one engine running: starts it when first needed, and lets go of it when it dies. */
export class EngineHost {
  state = $state<'idle' | 'starting' | 'ready' | 'failed'>('idle')
  error = $state.raw<EngineError | null>(null)
  #client: Promise<EngineClient> | null = null
  #packsText = false
  /** Share of the engine's download while it starts, 0 to 1. */
  onProgress: ((share: number) => void) | null = null
  /** Called when an engine is up. */
  onReady: ((client: EngineClient) => void) | null = null
  /** Called when a running engine is gone; the next `get` starts a new one. */
  onDied: ((error: EngineError) => void) | null = null

  get(): Promise<EngineClient> {
    return this.#client ?? this.#start()
  }

  /** Whether an engine that packs text, or one that does not, would have to be started. */
  lacks(packsText: boolean): boolean {
    return this.#client === null || this.#packsText !== packsText
  }

  /** An engine that packs text, or one that does not; one of the other kind is ended, with all it holds. */
  async getFor(packsText: boolean): Promise<EngineClient> {
    if (this.#packsText !== packsText) await this.drop()
    this.#packsText = packsText
    return this.get()
  }

  /** Ends the engine and all it holds; its memory goes back to the computer. The next `get` starts a new one. */
  async drop(): Promise<void> {
    const client = this.#client
    this.#client = null
    this.state = 'idle'
    await client?.then((running) => running.close()).catch(() => undefined)
  }

  #start(): Promise<EngineClient> {
    this.state = 'starting'
    this.error = null
    const opening = EngineClient.open({
      packsText: this.#packsText,
      onProgress: (share) => this.onProgress?.(share),
    })
    this.#client = opening
    opening.then(
      (client) => {
        // Dropped while it started: whoever dropped it closes it.
        if (this.#client !== opening) return
        this.state = 'ready'
        client.onDied = (error) => {
          this.#client = null
          this.state = 'idle'
          this.onDied?.(error)
        }
        this.onReady?.(client)
      },
      (error: unknown) => {
        if (this.#client !== opening) return
        this.#client = null
        this.state = 'failed'
        this.error = error as EngineError
      },
    )
    return opening
  }
}
