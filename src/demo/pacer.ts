/** How long the generator may keep its thread, in milliseconds. The clock decides only when to pause. */
const SLICE = 16

/** Gives the thread back now and then, so that a cancel gets in and progress gets out. */
export interface Pacer {
  /** Whether the slice is used up. Cheap: call it often, and pause when it says so. */
  due(): boolean
  /** Reports the share of the whole that is done (0 to 1), gives the thread back, throws when aborted. */
  pause(share: number): Promise<void>
}

export function createPacer(onShare?: (share: number) => void, signal?: AbortSignal): Pacer {
  let reached = 0
  let since = performance.now()
  return {
    due: () => performance.now() - since > SLICE,
    async pause(share) {
      signal?.throwIfAborted()
      reached = Math.max(reached, Math.min(share, 1))
      onShare?.(reached)
      await macrotask()
      signal?.throwIfAborted()
      since = performance.now()
    },
  }
}

/** A message to oneself: a turn of the event loop without the 4 ms that nested timers must wait. */
const macrotask = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
