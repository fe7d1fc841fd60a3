/**
 * What went wrong, as far as the engine can tell:
 * - `sql`: the statement was refused (syntax, unknown column, a value that cannot be read)
 * - `cancelled`: somebody cancelled it, or a newer request took its place
 * - `memory`: the memory limit was reached; the engine goes on
 * - `died`: the worker is gone or can no longer be trusted; a new one is started
 * - `start`: the engine could not be started (download, wrong file, blocked by a policy, too slow)
 */
export type EngineErrorKind = 'sql' | 'cancelled' | 'memory' | 'died' | 'start'

export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly kind: EngineErrorKind
  /** The statement that failed, where there is one. */
  readonly sql: string | null

  constructor(kind: EngineErrorKind, message: string, statement: string | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
    this.sql = statement
  }
}

/** The plain form in which an error crosses from the worker: class instances do not survive the way. */
export interface EngineFailure {
  kind: EngineErrorKind
  message: string
  sql: string | null
}

export const isCancelled = (error: unknown): boolean =>
  error instanceof EngineError && error.kind === 'cancelled'

/** Reads what DuckDB threw: JSON for parser errors, a sentence for the rest, a wasm trap when it is broken. */
export function failureOf(thrown: unknown, statement: string | null): EngineFailure {
  if (thrown instanceof EngineError) return { kind: thrown.kind, message: thrown.message, sql: thrown.sql }
  const message = readMessage(thrown)
  return { kind: kindOf(thrown, message), message, sql: statement }
}

function readMessage(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  if (!text.startsWith('{')) return text
  try {
    const parsed: unknown = JSON.parse(text)
    if (parsed && typeof parsed === 'object' && 'exception_message' in parsed)
      return String(parsed.exception_message)
  } catch {
    return text
  }
  return text
}

function kindOf(thrown: unknown, message: string): EngineErrorKind {
  const trap = thrown instanceof Error && thrown.name === 'RuntimeError'
  if (
    trap ||
    /memory access out of bounds|function signature mismatch|table index is out of bounds|INTERNAL Error|database has been invalidated/i.test(
      message,
    )
  ) {
    return 'died'
  }
  if (/out of memory|failed to allocate|could not allocate|bad_alloc/i.test(message)) return 'memory'
  if (/interrupted|query was cancel/i.test(message)) return 'cancelled'
  return 'sql'
}
