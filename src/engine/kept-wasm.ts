import type { BrowserBindings } from 'duckdb-blocking'

/**
 * Has the wasm compiled from the browser's own answer. Of that the browser keeps the machine code it makes, for the
 * next visit; of the package's own way, a stream that counts the bytes, it keeps none.
 */
export function takeKept(bindings: BrowserBindings, url: string, runtime: object): void {
  bindings.instantiateWasm = (imports, done) => {
    Object.assign(globalThis, { DUCKDB_RUNTIME: runtime })
    // A failure is a stray rejection here too.
    void WebAssembly.instantiateStreaming(fetch(url), imports).then(({ instance, module }) =>
      done(instance, module),
    )
    return []
  }
}
