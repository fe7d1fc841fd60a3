import { expose } from 'comlink'
import { announceLife } from '../src/engine/life'
import { generateShop, type DemoShop, type ShopRequest } from '../src/demo/generate-shop'

export type DemoRequest = Pick<ShopRequest, 'members' | 'seed' | 'locale'>

let running: AbortController | undefined

const demo = {
  /**
   * Makes a demo shop; pass `onProgress` through Comlink's `proxy`. A second call cancels the first.
   *
   * @throws an AbortError after `cancel()`, a RangeError when the request is out of range.
   */
  async generate(request: DemoRequest, onProgress?: (share: number) => void): Promise<DemoShop> {
    running?.abort()
    const controller = new AbortController()
    running = controller
    const { signal } = controller
    try {
      return await generateShop({ ...request, signal, ...(onProgress && { onProgress }) })
    } finally {
      if (running === controller) running = undefined
    }
  },

  /** Cancels what is being made; its promise is rejected within 100 ms. */
  cancel() {
    running?.abort()
  },
}

/** What the worker answers to, for Comlink's `wrap` on the page's side. */
export type DemoWorker = typeof demo

expose(demo)
void announceLife()
