import { EngineError } from '../../engine/errors'
import { LINES_BEFORE, QueryError } from '../../sql/read-only'
import { formatNumber } from '../../text/format'
import { m } from '../../text/paraglide/messages.js'
import { explain } from '../explain'

/** What went wrong with a query, as the page shows it. */
export interface QueryFaultWords {
  sentence: string
  /** "Line 2, column 8", or '' where it is not known. */
  place: string
  /** The line and a caret under it, as the engine prints them, or ''. */
  excerpt: string
}

/** In the language in use; the engine's own message stays as it is. */
export function queryFault(error: unknown, text: string): QueryFaultWords {
  if (error instanceof QueryError) {
    const before = text.slice(0, error.offset).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    const place = error.code === 'empty' ? '' : placeOf(before.length, column)
    return { sentence: queryErrorWords(error), place, excerpt: '' }
  }
  if (!(error instanceof EngineError) || error.kind !== 'sql')
    return { sentence: explain(error), place: '', excerpt: '' }
  const { sentence, line, column, excerpt } = readEngineMessage(error.message)
  return { sentence, place: line === null ? '' : placeOf(line, column), excerpt }
}

export function queryErrorWords({ code, found }: QueryError): string {
  switch (code) {
    case 'empty':
      return m.sql_error_empty()
    case 'several':
      return m.sql_error_several({ found })
    case 'unclosed':
      return m.sql_error_unclosed({ found })
    case 'not_a_query':
      return m.sql_error_not_a_query({ found })
  }
}

const placeOf = (line: number, column: number | null): string =>
  column === null
    ? m.sql_error_line({ line: formatNumber(line) })
    : m.sql_error_place({ line: formatNumber(line), column: formatNumber(column) })

interface EngineMessage {
  sentence: string
  /** Counted in the text as it was written, from 1. */
  line: number | null
  /** null where the engine shows only a part of a long line. */
  column: number | null
  excerpt: string
}

/** Takes apart "… LINE 3: select idd\n        ^": the line is counted without those put before the text. */
export function readEngineMessage(message: string): EngineMessage {
  const found = /\n+LINE (\d+): (.*)(?:\n( *)\^)?/.exec(message)
  if (!found) return { sentence: message, line: null, column: null, excerpt: '' }
  const [block, number = '', code = '', indent] = found
  const line = Number(number) - LINES_BEFORE
  const sentence = message.replace(block, '').trim()
  if (line < 1) return { sentence, line: null, column: null, excerpt: '' }
  const at = indent === undefined ? null : indent.length - `LINE ${number}: `.length
  const excerpt = at === null ? code : `${code}\n${' '.repeat(Math.max(0, at))}^`
  return { sentence, line, column: at === null || code.startsWith('...') ? null : at + 1, excerpt }
}
