/**
 * Workers can go without a word: stopped by the browser for want of memory, or by a developer's tools. A worker holds
 * a lock for as long as it lives; when the page is granted that lock, the worker is gone, however it went. Where the
 * browser has no locks (a page served without encryption), only loud ends are noticed.
 */

/** Not crypto.randomUUID: that is missing where the page is served without encryption. */
export const uniqueName = (kind: string): string =>
  `memberlens-${kind}-${[...crypto.getRandomValues(new Uint32Array(4))].join('-')}`

/** In the worker: resolves once the lock is held. */
export function holdLife(name: string): Promise<void> {
  if (!('locks' in navigator)) return Promise.resolve()
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve()
      return new Promise(() => undefined)
    })
  })
}

/** On the page, once the worker holds its lock: calls `gone` when the worker is no more. */
export function watchLife(name: string, gone: () => void): void {
  if ('locks' in navigator) void navigator.locks.request(name, gone)
}

const ALIVE = 'alive'

/** In a worker that was given a unique name: holds its lock and says so to the page, for `lossOf`. */
export async function announceLife(): Promise<void> {
  await holdLife(self.name)
  self.postMessage(ALIVE)
}

/** A worker is gone: its script could not be loaded, it threw, or it was stopped. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError'
}

/** On the page: rejects with a WorkerLostError when a worker that announces its life is gone; else never settles. */
export function lossOf(worker: Worker, name: string): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    const gone = (reason: string) => {
      worker.terminate()
      reject(new WorkerLostError(reason))
    }
    worker.addEventListener('error', (event) => gone(event.message || 'The worker could not be loaded.'))
    worker.addEventListener('message', ({ data }) => {
      if (data === ALIVE) watchLife(name, () => gone('The worker was stopped.'))
    })
  })
  lost.catch(() => undefined)
  return lost
}
