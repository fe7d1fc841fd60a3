/**
 * The types of `duckdb-blocking`, the blocking bindings for browsers: vite.config.ts says which file of the package
 * they are, tsconfig.json that their types are here.
 */
import type { Bindings } from './runtime'

export interface DownloadProgress {
  bytesTotal: number
  bytesLoaded: number
}

interface Bundle {
  mainModule: string
  mainWorker: string
}

export interface BrowserBindings extends Bindings {
  instantiate(onProgress: (progress: DownloadProgress) => void): Promise<unknown>
  /** Called by `instantiate`; `done` takes what came of it. The package fetches and pipes the bytes itself. */
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object
}

export const BROWSER_RUNTIME: object
export class VoidLogger {}
export function createDuckDB(
  bundles: { mvp: Bundle; eh: Bundle },
  logger: VoidLogger,
  runtime: object,
): Promise<BrowserBindings>
