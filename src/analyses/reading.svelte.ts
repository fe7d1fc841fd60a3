import type { RunResult } from './runner'

/**
 * What a page reads of its result: null until the first has been read, and the one before until the next has been. To
 * be called while the page is made. What goes wrong is shown by the host.
 */
export function reading<T>(
  result: () => RunResult,
  read: (run: RunResult) => Promise<T>,
  onRead: (value: T) => void = () => undefined,
): { readonly value: T | null } {
  let value = $state.raw<T | null>(null)
  $effect(() => {
    const run = result()
    void read(run).then(
      (found) => {
        if (run !== result()) return
        value = found
        onRead(found)
      },
      () => undefined,
    )
  })
  return {
    get value() {
      return value
    },
  }
}
