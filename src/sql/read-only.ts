import { blank } from './sql-tokens'
import { Sql } from './sql'

/**
 * - `empty`: nothing but space and comments
 * - `several`: more than one statement
 * - `unclosed`: a string, a quoted name, a comment or a bracket is not closed, or one is closed that was not opened
 * - `not_a_query`: it begins with a word that no query begins with, such as DELETE or SET
 */
export type QueryFault = 'empty' | 'several' | 'unclosed' | 'not_a_query'

export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly code: QueryFault
  /** Where it is, counted in UTF-16 units from the start of the text. */
  readonly offset: number
  /** What stands there. */
  readonly found: string

  constructor(code: QueryFault, message: string, offset: number, found: string) {
    super(message)
    this.code = code
    this.offset = offset
    this.found = found
  }
}

/** Lines that `readOnlyQuery` puts before the text. */
export const LINES_BEFORE = 1

/**
 * One query that somebody wrote, as SQL that can do nothing but read: the text stands in the parentheses of a FROM,
 * where the engine's grammar allows queries alone (SELECT, WITH, VALUES, FROM, TABLE, PIVOT, UNPIVOT, DESCRIBE,
 * SUMMARIZE, SHOW). What could leave the parentheses is refused first: brackets that do not pair, a second
 * statement, anything left open. Its own lines follow `LINES_BEFORE` others.
 *
 * @throws QueryError
 */
export function readOnlyQuery(written: string): Sql {
  const nul = written.indexOf('\0')
  if (nul >= 0) throw new QueryError('unclosed', 'The text holds a NUL character.', nul, 'NUL')
  const { code, text, unclosed } = blank(written)
  if (unclosed) {
    throw new QueryError('unclosed', `${unclosed.found} is not closed.`, unclosed.offset, unclosed.found)
  }
  const end = endOfStatement(code)
  const statement = code.slice(0, end)
  if (statement.trim() === '') throw new QueryError('empty', 'There is no query.', 0, '')
  checkBrackets(statement)
  checkFirstWord(statement, text)
  return new Sql(`select * from (\n${text.slice(0, end)}\n)`)
}

/** Where the one statement ends: at its semicolon, after which nothing may follow, or at the end of the text. */
function endOfStatement(code: string): number {
  const semicolon = code.indexOf(';')
  if (semicolon < 0) return code.length
  const next = /[^\s;]/.exec(code.slice(semicolon))
  if (next) {
    const offset = semicolon + next.index
    const found = /^\S+/.exec(code.slice(offset))?.[0] ?? ''
    throw new QueryError('several', 'Only one statement can be run.', offset, found)
  }
  return semicolon
}

const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

function checkBrackets(code: string): void {
  const open: { bracket: string; offset: number }[] = []
  for (let offset = 0; offset < code.length; offset++) {
    const character = code[offset] ?? ''
    if ('([{'.includes(character)) open.push({ bracket: character, offset })
    else if (character in PAIRS && open.pop()?.bracket !== PAIRS[character]) {
      throw new QueryError('unclosed', `${character} closes nothing.`, offset, character)
    }
  }
  const left = open.pop()
  if (left) throw new QueryError('unclosed', `${left.bracket} is not closed.`, left.offset, left.bracket)
}

const QUERIES =
  /^(select|with|values|from|table|pivot|pivot_wider|unpivot|pivot_longer|describe|desc|summarize|show)$/i

/** The engine would refuse the rest as well; this says it in better words. */
function checkFirstWord(code: string, text: string): void {
  const first = /\w+|[^\s(]/.exec(code)
  if (first && QUERIES.test(first[0])) return
  const offset = first?.index ?? 0
  const found = text.slice(offset, offset + (first?.[0].length ?? 1))
  throw new QueryError('not_a_query', `${found} does not begin a query.`, offset, found)
}
