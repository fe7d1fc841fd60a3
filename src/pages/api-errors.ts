import { EngineError } from '../engine/errors'
import { QueryError } from '../sql/read-only'
import { explain } from './explain'
import { queryErrorWords, queryFault } from './sql/query-words'

/** What a call of the page's API is rejected with. */
export class MemberlensError extends Error {
  override readonly name = 'MemberlensError'
  /** For programs: `sql`, `cancelled`, `memory`, `not_a_query`, `locked`, `rows_lost`, … */
  readonly code: string
  /** For people, in the language of the page. */
  readonly sentence: string

  constructor(code: string, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.code = code
    this.sentence = sentence
  }
}

/** Gives any error a code and a sentence. */
export function apiError(error: unknown): MemberlensError {
  if (error instanceof MemberlensError) return error
  if (error instanceof QueryError) return new MemberlensError(error.code, queryErrorWords(error), error)
  return new MemberlensError(codeOf(error), explain(error), error)
}

/** As `apiError`; a query that the engine refused tells the engine's own words and the place in `text`. */
export function queryApiError(error: unknown, text: string): MemberlensError {
  if (!(error instanceof EngineError) || error.kind !== 'sql') return apiError(error)
  const { sentence, place } = queryFault(error, text)
  return new MemberlensError('sql', place ? `${sentence} (${place})` : sentence, error)
}

function codeOf(error: unknown): string {
  if (error instanceof EngineError) return error.kind
  if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled'
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return 'failed'
}
