import type { Lens } from '../../analyses/analysis'
import type { RunResult } from '../../analyses/runner'
import { rowObjects } from '../../sql/rows'
import { shopTable } from '../../shop/tables'
import type { Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import type { Session } from '../session.svelte'
import type { Reading } from './evaluate'
import type { Counts, LiveFigure } from './figures'
import { newAndOld, orderCounts, visits } from './shop-figures.sql'
import { words } from './words'

const DAY = 86_400_000
const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10)

/**
 * Figures under the lens, now and in the days before, by their ids. What cannot be said has no value, and says why; one
 * that fails does not take the others with it.
 */
export async function readFigures(
  session: Session,
  figures: readonly LiveFigure[],
  days: number,
  signal: AbortSignal,
): Promise<Map<string, Reading>> {
  const lens = session.lens
  if (!lens) throw new Error('No shop is loaded.')
  const reader = new FigureReader(session, lens, days, signal)
  const readings = new Map<string, Reading>()
  for (const figure of figures) {
    signal.throwIfAborted()
    readings.set(figure.id, await reader.read(figure))
  }
  for (const { from } of figures) {
    // What the SQL page shows under the steps' names is of the lens again, where it was.
    if (from.kind === 'analysis' && session.hasRun(lens, from.analysis)) await session.run(from.analysis)
  }
  return readings
}

type Half = 'before' | 'after'

class FigureReader {
  readonly #session: Session
  readonly #lens: Lens
  readonly #days: number
  readonly #signal: AbortSignal
  readonly #counts = new Map<string, Promise<Record<Half, Counts>>>()

  constructor(session: Session, lens: Lens, days: number, signal: AbortSignal) {
    this.#session = session
    this.#lens = lens
    this.#days = days
    this.#signal = signal
  }

  async read(figure: LiveFigure): Promise<Reading> {
    const lacking = figure.needs.filter((table) => !this.#session.tables.includes(table))
    if (lacking.length > 0)
      return nothing(words.missing.tables(listed(lacking.map((name) => shopTable(name).label))))
    const { now, before, missing } =
      figure.from.kind === 'counts' ? await this.#counted(figure) : await this.#analysed(figure)
    if (now !== null && !this.#comparable(figure.scope))
      return { now, before: null, missing: words.missing.before }
    return { now, before, missing }
  }

  /** Whether the data reaches back over the days before. */
  #comparable(scope: LiveFigure['scope']): boolean {
    const first = this.#session.span?.first ?? Infinity
    const from =
      this.#lens.from === null ? first : Math.max(first, Date.parse(`${this.#lens.from}T00:00:00Z`))
    const back = scope === 'window' ? 2 * this.#days : this.#days
    const begin = Date.parse(`${dayBefore(this.#lens.asOf, back)}T00:00:00Z`)
    // A day is in the data when its end is.
    return scope === 'window' ? Math.floor(from / DAY) * DAY <= begin : from < begin
  }

  async #counted({ id, from }: LiveFigure): Promise<Reading> {
    if (from.kind !== 'counts') return nothing(words.missing.unknown)
    const counts = await this.#countsOf(from.of)
    const [now, before] = [from.value(counts.after), from.value(counts.before)]
    const pieces = ['orders.items_per_order', 'orders.price_per_item'].includes(id)
    const missing = now === null ? (pieces ? words.missing.pieces : words.missing.nothing) : null
    return { now, before, missing: missing ?? (before === null ? words.missing.nothing : null) }
  }

  #countsOf(of: 'orders' | 'members' | 'events'): Promise<Record<Half, Counts>> {
    const known = this.#counts.get(of)
    if (known) return known
    const read = (async () => {
      const shop = await this.#session.shop(this.#signal)
      const select = { orders: orderCounts, members: newAndOld, events: visits }[of](shop, this.#days)
      const rows = rowObjects(await this.#session.query(select))
      const half = (name: Half): Counts => {
        const row = rows.find((each) => each['half'] === name) ?? {}
        return Object.fromEntries(
          Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? value : null]),
        )
      }
      return { before: half('before'), after: half('after') }
    })()
    this.#counts.set(of, read)
    return read
  }

  async #analysed(figure: LiveFigure): Promise<Reading> {
    const end = this.#lens.asOf
    const earlier = dayBefore(end, this.#days)
    const window = figure.scope === 'window'
    // The present last, so that the tables on the SQL page are those of the lens.
    const before = this.#comparable(figure.scope)
      ? await this.#value(figure, {
          ...this.#lens,
          asOf: earlier,
          ...(window && { from: dayBefore(earlier, this.#days) }),
        })
      : null
    const now = await this.#value(figure, { ...this.#lens, ...(window && { from: earlier }) })
    return { now: now.value, before: before?.value ?? null, missing: now.missing ?? before?.missing ?? null }
  }

  async #value(
    { from }: LiveFigure,
    lens: Lens,
  ): Promise<{ value: number | null; missing: Bilingual | null }> {
    if (from.kind !== 'analysis') return { value: null, missing: words.missing.unknown }
    const run = await this.#session.runUnder(lens, from.analysis, undefined, this.#signal)
    const [row] = rowObjects(await this.#session.query(from.select((name) => tableOf(run, name))))
    if (row && row['said'] === 0) return { value: null, missing: words.missing.fit }
    return row?.['value'] == null
      ? { value: null, missing: words.missing.nothing }
      : { value: Number(row['value']), missing: null }
  }
}

function tableOf({ tables, analysis }: RunResult, name: string): Sql {
  const table = tables[name]
  if (!table) throw new Error(`There is no step called ${name} in ${analysis}.`)
  return table
}

const nothing = (missing: Bilingual): Reading => ({ now: null, before: null, missing })

const listed = (labels: readonly Bilingual[]): Bilingual => ({
  en: labels.map(({ en }) => en).join(', '),
  zh: labels.map(({ zh }) => zh).join('、'),
})
