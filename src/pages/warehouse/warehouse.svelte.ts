import type { Database } from '../../engine/database'
import { LOOKING } from '../../engine/queue'
import { coverageOf, type Coverage } from '../../quality/coverage'
import { profileTable, type TableProfile } from '../../quality/profile'
import { rawColumn, typedColumn, type ProfiledColumn } from '../../quality/profile.sql'
import { qualityReport, type QualityReport } from '../../quality/report'
import { DEFAULT_WEIGHTS, type Weights } from '../../quality/score'
import type { Session } from '../session.svelte'
import { listTables, type ListedTable } from '../sql/catalogue'
import { Job } from './job.svelte'

/** What the warehouse pages have found out of one shop; kept while the tab is open, so that going to and fro costs nothing. */
export class Warehouse {
  readonly coverage = new Job<Coverage>()
  readonly tables = new Job<ListedTable[]>()
  readonly profile = new Job<TableProfile>()
  readonly quality = new Job<QualityReport>()
  weights = $state.raw<Weights>(DEFAULT_WEIGHTS)
  /** The table whose profile is shown, by its name; null: the first. */
  profiled = $state<string | null>(null)
  readonly #session: Session
  readonly #profiles = new Map<string, TableProfile>()

  constructor(session: Session) {
    this.#session = session
  }

  ensureCoverage(): void {
    this.coverage.ensure(this.#key, async (signal) => coverageOf(await this.#db(), this.#recipe, signal))
  }

  ensureTables(): void {
    this.tables.ensure(this.#key, async () => this.#list())
  }

  ensureQuality(): void {
    const asOf = this.#asOf
    this.quality.ensure(`${this.#key} ${asOf}`, async (signal, report) =>
      qualityReport(await this.#db(), this.#recipe, asOf, {
        signal,
        onProgress: (done, total, label) => report({ done, total, label }),
      }),
    )
  }

  /** Profiles are made one table at a time, and kept for as long as the shop stays as it is. */
  ensureProfile(table: ListedTable): void {
    const key = `${this.#key} ${table.name}`
    this.profile.ensure(key, async (signal) => {
      const known = this.#profiles.get(key)
      if (known) return known
      const made = await profileTable(await this.#db(), table.table, this.profiledColumns(table), { signal })
      this.#profiles.set(key, made)
      return made
    })
  }

  /** A file's columns are read as what the inspection took them for, a table's as what they are. */
  profiledColumns(table: ListedTable): ProfiledColumn[] {
    const number = /^raw\.file_(\d+)$/.exec(table.name)?.[1]
    const source = number === undefined ? undefined : this.#recipe.sources[Number(number) - 1]
    return source
      ? source.columns.map(rawColumn)
      : table.columns.map(({ name, type }) => typedColumn(name, type))
  }

  /** Begins again what was cancelled or failed. */
  again(job: Job<unknown>): void {
    job.forget()
    if (job === this.profile) this.#profiles.clear()
  }

  get #key(): string {
    return String(this.#session.version)
  }

  get #asOf(): string | null {
    return this.#session.tables.includes('orders') ? (this.#session.lens?.asOf ?? null) : null
  }

  get #recipe() {
    const recipe = this.#session.recipe
    if (!recipe) throw new Error('No shop is loaded.')
    return recipe
  }

  async #list(): Promise<ListedTable[]> {
    const files = this.#recipe.sources.map(({ file }) => file.name)
    return listTables(await this.#session.engine.get(), files)
  }

  /** The engine, asked for what somebody is looking at. */
  async #db(): Promise<Database> {
    const engine = await this.#session.engine.get()
    return {
      run: (statement, options) => engine.run(statement, { ...options, priority: LOOKING }),
      query: (statement, options) => engine.query(statement, { ...options, priority: LOOKING }),
    }
  }
}

const known = new WeakMap<Session, Warehouse>()

/** The one warehouse of a session. */
export function warehouseOf(session: Session): Warehouse {
  const found = known.get(session) ?? new Warehouse(session)
  known.set(session, found)
  return found
}
