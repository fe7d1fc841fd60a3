import { StartError } from './errors'

/**
 * Starts a module worker through a same-origin blob: only so does the page's content security policy hold inside
 * it. `url` may be relative to the page.
 */
export function spawnWorker(url: string, name: string): Worker {
  const absolute = new URL(url, document.baseURI).href
  const shim = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(absolute)}`], { type: 'text/javascript' }),
  )
  const worker = new Worker(shim, { type: 'module', name })
  worker.addEventListener('error', () => URL.revokeObjectURL(shim), { once: true })
  return worker
}

/** Whether the page's service worker answers for `url` from what it keeps. */
export async function isKept(url: string): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !navigator.serviceWorker.controller) return false
  return (await caches.match(url, { ignoreSearch: true })) !== undefined
}

/**
 * Looks at the first bytes of the wasm before anything is instantiated: a missing file or a host that answers
 * with a page would otherwise hang the start for ever.
 */
export async function checkWasm(url: string, limitMs: number): Promise<void> {
  let response: Response
  try {
    response = await fetch(url, { headers: { Range: 'bytes=0-7' }, signal: AbortSignal.timeout(limitMs) })
  } catch (cause) {
    throw new StartError({ en: `${url} could not be fetched.`, zh: `取不到 ${url}。` }, cause)
  }
  if (!response.ok)
    throw new StartError({
      en: `${url} answered ${response.status}.`,
      zh: `${url} 返回了 ${response.status}。`,
    })
  const reader = response.body?.getReader()
  const first = await reader?.read()
  void reader?.cancel().catch(() => undefined)
  const bytes = first?.value ?? new Uint8Array(0)
  const magic = bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d
  if (!magic)
    throw new StartError({ en: `${url} is no WebAssembly file.`, zh: `${url} 不是 WebAssembly 文件。` })
}
