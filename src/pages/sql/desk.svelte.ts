import { isCancelled } from '../../engine/errors'
import { LOOKING } from '../../engine/queue'
import { describeColumns, type SourceColumn } from '../../project/export-columns'
import { cell, rowArrays } from '../../sql/rows'
import { readOnlyQuery } from '../../sql/read-only'
import { ident, join, sql, type Sql } from '../../sql/sql'
import type { Cell } from '../../ui/cell-text'
import type { RowSort } from '../../ui/row-columns'
import type { Session } from '../session.svelte'
import { RESULT, RESULT_ORDER } from './result-tables'

/** A result that lies in the engine, read by pages. */
export interface QueryResult {
  columns: SourceColumn[]
  rows: number
  /** Milliseconds from the press of the button to the rows. */
  took: number
  /** The session's data version it was made from. */
  version: number
}

/** Columns shown; an export has them all. */
export const SHOWN_COLUMNS = 60
const KEPT_QUERIES = 20

const desks = new WeakMap<Session, SqlDesk>()

/** The same desk for as long as the tab is open, so that leaving the page loses nothing. */
export function deskOf(session: Session): SqlDesk {
  const desk = desks.get(session) ?? new SqlDesk(session)
  desks.set(session, desk)
  return desk
}

/** What the SQL page shows and does: the text, the run under way, the result, the queries before. */
export class SqlDesk {
  text = $state('')
  running = $state(false)
  /** Milliseconds of the run under way. */
  elapsed = $state(0)
  cancelled = $state(false)
  result = $state.raw<QueryResult | null>(null)
  /** Goes up with each result and each order of it. */
  shown = $state(0)
  sort = $state.raw<RowSort | undefined>(undefined)
  fault = $state.raw<{ error: unknown; text: string } | null>(null)
  /** The latest first, each once. */
  history = $state.raw<string[]>([])
  readonly #session: Session
  #run: AbortController | null = null

  constructor(session: Session) {
    this.#session = session
  }

  /** Runs one query; its result takes the place of the one before. Never rejects. */
  async run(text: string): Promise<void> {
    this.cancel()
    const run = new AbortController()
    this.#run = run
    Object.assign(this, { running: true, cancelled: false, fault: null, elapsed: 0 })
    const start = performance.now()
    const clock = setInterval(() => {
      if (this.#run === run) this.elapsed = performance.now() - start
    }, 100)
    try {
      const query = readOnlyQuery(text)
      this.#remember(text)
      const result = await this.#make(query, run.signal)
      if (this.#run === run) this.#show({ ...result, took: performance.now() - start })
      else if (!this.#run) this.result = null
    } catch (error) {
      if (this.#run === run && !isCancelled(error)) this.fault = { error, text }
    } finally {
      clearInterval(clock)
      if (this.#run === run) this.#end()
    }
  }

  /** Gives up the run under way, at once; the engine stops a moment later. */
  cancel(): void {
    if (!this.#run) return
    this.#run.abort()
    this.cancelled = true
    this.#end()
  }

  /** Puts the result in another order: one sort, then every page is found by its place. */
  async order(sort: RowSort): Promise<void> {
    const engine = await this.#session.engine.get()
    const direction = sort.descending ? sql`desc` : sql`asc`
    await engine.run(
      sql`create or replace table ${RESULT_ORDER} as
select ${ROW_ID} as place from ${RESULT} order by ${ident(sort.key)} ${direction} nulls last, ${ROW_ID}`,
      { priority: LOOKING, key: 'sql_order' },
    )
    this.sort = sort
    this.shown += 1
  }

  async page(offset: number, limit: number): Promise<Cell[][]> {
    const columns = this.result?.columns.slice(0, SHOWN_COLUMNS) ?? []
    if (columns.length === 0) return []
    const engine = await this.#session.engine.get()
    const cells = join(columns.map(shownCell))
    const last = offset + limit - 1
    return rowArrays(
      await engine.query(
        this.sort
          ? sql`select ${cells} from ${RESULT_ORDER} as o join ${RESULT} as r on r.${ROW_ID} = o.place
where o.${ROW_ID} between ${offset} and ${last} order by o.${ROW_ID}`
          : sql`select ${cells} from ${RESULT} as r where r.${ROW_ID} between ${offset} and ${last} order by r.${ROW_ID}`,
        { priority: LOOKING },
      ),
    )
  }

  /** The result in the order shown, for exporting. */
  get source(): Sql {
    return this.sort
      ? sql`select r.* from ${RESULT_ORDER} as o join ${RESULT} as r on r.${ROW_ID} = o.place order by o.${ROW_ID}`
      : RESULT
  }

  /** The data has changed: what was asked of it before is no longer true. */
  async forget(): Promise<void> {
    this.cancel()
    Object.assign(this, { result: null, sort: undefined, fault: null, cancelled: false })
    const engine = await this.#session.engine.get()
    for (const table of [RESULT_ORDER, RESULT]) await engine.run(sql`drop table if exists ${table}`)
  }

  async #make(query: Sql, signal: AbortSignal): Promise<Omit<QueryResult, 'took'>> {
    const engine = await this.#session.engine.get()
    const options = { priority: LOOKING, signal }
    const version = this.#session.version
    await engine.run(sql`create or replace table ${RESULT} as ${query}`, options)
    const columns = await describeColumns(engine, RESULT, signal)
    const { columns: counts } = await engine.query(sql`select count(*) from ${RESULT}`, options)
    return { columns, rows: Number(cell(counts[0], 0) ?? 0), version }
  }

  #show(result: QueryResult): void {
    Object.assign(this, { result, sort: undefined })
    this.shown += 1
  }

  #end(): void {
    this.#run = null
    this.running = false
  }

  #remember(text: string): void {
    const query = text.trim()
    this.history = [query, ...this.history.filter((known) => known !== query)].slice(0, KEPT_QUERIES)
  }
}

const ROW_ID = ident('rowid')

/** Values that are no plain column of a result, such as lists, as text. */
function shownCell({ name, kind }: SourceColumn): Sql {
  const column = sql`r.${ident(name)}`
  return kind === 'other' || kind === 'wide' ? sql`cast(${column} as varchar)` : column
}
