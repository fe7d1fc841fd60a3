/** What the engine core needs of the DuckDB bindings: the blocking ones, the same in a worker and in Node. */
export interface Connection {
  useUnsafe<R>(callback: (bindings: Bindings, connection: number) => R): R
  close(): void
}

export interface Bindings {
  open(config: object): void
  connect(): Connection
  getVersion(): string
  startPendingQuery(connection: number, text: string, allowStreamResult?: boolean): Uint8Array | null
  pollPendingQuery(connection: number): Uint8Array | null
  cancelPendingQuery(connection: number): boolean
  fetchQueryResults(connection: number): Uint8Array | null
  registerFileBuffer(name: string, buffer: Uint8Array): void
  registerFileHandle<T>(name: string, handle: T, protocol: number, directIO: boolean): void
  insertArrowFromIPCStream(
    connection: number,
    buffer: Uint8Array,
    options: { name: string; schema?: string; create?: boolean },
  ): void
  dropFile(name: string): void
  copyFileToBuffer(name: string): Uint8Array
}

/** DuckDBDataProtocol.BROWSER_FILEREADER */
export const BROWSER_FILEREADER = 2
