import type { Bilingual } from '../text/bilingual'

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

/** The engine could not be started, for a reason the page can put in both languages. */
export class StartError extends EngineError {
  readonly reason: Bilingual

  constructor(reason: Bilingual, cause?: unknown) {
    super('start', reason.en, null, cause)
    this.reason = reason
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
  const { type, message } = readThrown(thrown)
  return { kind: kindOf(thrown, type, message), message, sql: statement }
}

/**
 * The sentence, and the engine's own word for what it is about: "Binder", "Out of Memory". Only the beginning tells:
 * further on a sentence may quote a name or a value of somebody's data.
 */
function readThrown(thrown: unknown): { type: string; message: string } {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  const said = { type: /^([A-Za-z ]+) Error: /.exec(text)?.[1] ?? '', message: text }
  if (!text.startsWith('{')) return said
  try {
    const parsed: unknown = JSON.parse(text)
    if (parsed && typeof parsed === 'object' && 'exception_message' in parsed) {
      const type = 'exception_type' in parsed ? String(parsed.exception_type) : ''
      return { type, message: String(parsed.exception_message) }
    }
  } catch {
    return said
  }
  return said
}

function kindOf(thrown: unknown, type: string, message: string): EngineErrorKind {
  const escaped = Object.prototype.toString.call(thrown) === '[object WebAssembly.Exception]'
  const trap = thrown instanceof Error && thrown.name === 'RuntimeError'
  if (escaped || trap || /^(internal|fatal)$/i.test(type) || TRAP.test(message)) return 'died'
  if (/^out of memory$/i.test(type) || NO_MEMORY.test(message)) return 'memory'
  return /^interrupt$/i.test(type) ? 'cancelled' : 'sql'
}

/** What a trap says where its name was lost on the way. */
const TRAP =
  /^(memory access out of bounds|(null )?function signature mismatch|table index is out of bounds)/i
const NO_MEMORY =
  /^(invalid error: )?(std::)?bad_alloc|^(failed to|could not) allocate|^array buffer allocation/i
