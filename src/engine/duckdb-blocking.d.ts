/** The blocking bindings for browsers: vite.config.ts says which file of the package they are. */
declare module 'duckdb-blocking' {
  import type { Bindings } from './runtime'

  export const BROWSER_RUNTIME: object
  export class VoidLogger {}
  export function createDuckDB(
    bundles: {
      mvp: { mainModule: string; mainWorker: string }
      eh: { mainModule: string; mainWorker: string }
    },
    logger: VoidLogger,
    runtime: object,
  ): Promise<Bindings & { instantiate(onProgress: (progress: unknown) => void): Promise<unknown> }>
}
