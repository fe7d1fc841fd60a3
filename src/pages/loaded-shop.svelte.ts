import type { Lens, Parameters } from '../analyses/analysis'
import type { MemberGroups } from '../analyses/member-groups'
import type { AnalysisRunner, RunOptions, RunResult } from '../analyses/runner'
import type { Recipe } from '../cleaning/recipe'
import { countsOf, shiftsOf, type RuleShift } from '../cleaning/replay'
import { ruleSetOf, type RuleSet } from '../cleaning/rule-list'
import { shopTables } from '../cleaning/shop.sql'
import type { EngineClient } from '../engine/client'
import type { Columns } from '../engine/database'
import { LATER } from '../engine/queue'
import type { Accounting, HeldFile } from '../project/load'
import { NO_KPI, type KpiBook } from '../project/kpi-schema'
import { writeProject, type Project } from '../project/project-file'
import type { FactTable } from '../analyses/member-sets'
import { populationIn, populationOf } from '../segments/population'
import type { ShopRelations } from '../segments/relations'
import { NO_SEGMENTS, resolved, type Rule, type SegmentBook } from '../segments/rule'
import type { TableName } from '../shop/tables'
import { sql, type Sql } from '../sql/sql'
import { analyses } from './analyses.svelte'
import { ClusterNames } from './cluster-names.svelte'
import { FileDesk } from './file-desk.svelte'
import { numerics } from './numerics-client'
import { keep } from './settings'
import { dayAfter, shopSpan, type Span } from './shop-span'
import { History } from './undo.svelte'

/** The shop that was loaded from the files on the desk: its recipe, where its rows went, and how it is looked at. */
export abstract class LoadedShop extends FileDesk {
  recipe = $state.raw<Recipe | null>(null)
  accounting = $state.raw<Accounting | null>(null)
  tables = $state.raw<readonly TableName[]>([])
  lens = $state.raw<Lens | null>(null)
  /** First and last of what happened in the data: see `shopSpan`. */
  span = $state.raw<Span>(null)
  parameters = $state.raw<Record<string, Parameters>>({})
  rules = $state.raw<History<RuleSet> | null>(null)
  /** Tags and segments; they belong to the project, and stay when other files are opened. */
  book = new History<SegmentBook>(NO_SEGMENTS)
  /** KPI trees; as the book, they belong to the project. */
  kpi = new History<KpiBook>(NO_KPI)
  /** Rules that catch another share of these rows than of those the project was saved with. */
  shifts = $state.raw<readonly RuleShift[]>([])
  /** Goes up whenever the shop's tables change. */
  version = $state(0)

  protected runner: AnalysisRunner | null = null
  readonly #clusterNames = new ClusterNames()
  protected loaded: HeldFile[] = []

  /** The files behind the loaded shop, in the order of the recipe's sources. */
  get loadedFiles(): readonly File[] {
    return this.loaded.map(({ file }) => file)
  }

  setLens(change: Partial<Lens>): void {
    if (!this.lens) return
    this.lens = { ...this.lens, ...change }
    this.keep()
  }

  /** Looks at the members of a segment, or again at all. A segment that cannot be evaluated changes nothing. */
  setPopulation(segment: string | null): void {
    if (!this.lens) return
    const { population: _, ...all } = this.lens
    const population = segment === null ? null : populationOf(this.book.present, segment)
    this.lens = population ? { ...all, population } : all
    this.keep()
  }

  /** Changes the tags and segments; what is looked at follows. */
  changeBook(change: (book: SegmentBook) => SegmentBook): void {
    this.book.change(change(this.book.present))
    this.setPopulation(this.lens?.population?.id ?? null)
  }

  undoBook(): void {
    this.book.undo()
    this.setPopulation(this.lens?.population?.id ?? null)
  }

  redoBook(): void {
    this.book.redo()
    this.setPopulation(this.lens?.population?.id ?? null)
  }

  /** Changes the KPI trees, by a change that can be undone, or back and forth among those. */
  changeKpi(change: ((book: KpiBook) => KpiBook) | 'undo' | 'redo'): void {
    if (change === 'undo') this.kpi.undo()
    else if (change === 'redo') this.kpi.redo()
    else this.kpi.change(change(this.kpi.present))
    this.keep()
  }

  /** The groups that members can be put in beside their facts: by states, clusters, tags, segments. */
  get memberGroups(): readonly MemberGroups[] {
    return analyses.groups(this.book.present, this.tables, this.parameters, (parameters, cluster) =>
      this.#clusterNames.of(parameters, cluster),
    )
  }

  /** Of two with the same key, the newer is answered. */
  abstract query(statement: Sql, key?: string): Promise<Columns>

  /** The runner, for sets of members; and the lens that they are seen under. */
  get looking(): { runner: AnalysisRunner; lens: Lens } {
    if (!this.runner || !this.lens) throw new Error('No shop is loaded.')
    return { runner: this.runner, lens: this.lens }
  }

  /** SELECT of member_id: of all members, those for whom a rule holds under the lens. */
  members(rule: Rule, signal?: AbortSignal): Promise<Sql> {
    const { runner, lens } = this.looking
    return runner.members(resolved(rule, this.book.present), lens, signal)
  }

  /** The shop's tables under the lens, or under another. */
  shop(signal?: AbortSignal, lens: Lens = this.looking.lens): Promise<ShopRelations> {
    return this.looking.runner.shop(lens, signal)
  }

  /** member_facts of all members under the lens, and the facts it has. */
  facts(signal?: AbortSignal): Promise<FactTable> {
    const { runner, lens } = this.looking
    return runner.facts(lens, signal)
  }

  setParameters(analysis: string, change: Parameters): void {
    this.parameters = { ...this.parameters, [analysis]: { ...this.parameters[analysis], ...change } }
    this.keep()
  }

  /** Keeps the salt of pseudonyms with the recipe, or no longer. */
  keepPseudonymSalt(salt: string | null): void {
    if (!this.recipe) return
    const { pseudonymSalt: _, ...recipe } = this.recipe
    this.recipe = salt === null ? recipe : { ...recipe, pseudonymSalt: salt }
    this.keep()
  }

  /** Runs an analysis under the lens; its tables stay in the engine. */
  async run(
    id: string,
    parameters?: Parameters,
    signal?: AbortSignal,
    told?: Pick<RunOptions, 'onStep' | 'onShare'>,
  ): Promise<RunResult> {
    return this.runUnder(this.looking.lens, id, parameters, signal, told)
  }

  /** The same under another lens: of all members, or of other days. */
  async runUnder(
    lens: Lens,
    id: string,
    parameters?: Parameters,
    signal?: AbortSignal,
    told: Pick<RunOptions, 'onStep' | 'onShare'> = {},
  ): Promise<RunResult> {
    await analyses.fetch()
    const analysis = analyses.byId(id)
    if (!analysis) throw new Error(`There is no analysis called ${id}.`)
    const { runner } = this.looking
    const run = await runner.run(analysis, lens, parameters ?? this.parameters[id] ?? {}, {
      ...told,
      ...(signal && { signal }),
    })
    const groups = analyses.chosenGroups(analysis, run.parameters, this.memberGroups)
    await this.#clusterNames.read(groups, lens, runner, (statement) => this.query(statement), signal)
    return run
  }

  /** Whether an analysis was run under a lens with its parameters as they are. */
  hasRun(lens: Lens, id: string): boolean {
    const analysis = analyses.byId(id)
    return analysis !== undefined && this.looking.runner.has(analysis, lens, this.parameters[id])
  }

  project(): Project | null {
    if (!this.recipe) return null
    // An as-of date that nobody chose goes with the data, so that newer files are seen to their end.
    const usual = this.lens?.asOf === dayAfter(this.span?.last)
    const lens = this.lens && {
      asOf: usual ? null : this.lens.asOf,
      from: this.lens.from,
      basis: this.lens.basis,
      ...(this.lens.population && { population: this.lens.population.id }),
    }
    const book = this.book.present
    const counts = this.accounting && { counts: countsOf(this.accounting.sources) }
    return {
      recipe: this.recipe,
      lens,
      parameters: this.parameters,
      data: [],
      ...counts,
      ...(book !== NO_SEGMENTS && { book }),
      ...(this.kpi.present !== NO_KPI && { kpi: this.kpi.present }),
    }
  }

  /** Takes what was loaded as the shop that is shown. */
  protected async settle(
    engine: EngineClient,
    recipe: Recipe,
    accounting: Accounting,
    signal: AbortSignal,
  ): Promise<void> {
    const tables = shopTables(recipe)
    const span = await shopSpan(engine, tables)
    signal.throwIfAborted()
    this.tables = tables
    const before = this.span
    this.span = span
    const waiting = this.waiting
    const kept = waiting && this.followsWaiting ? waiting : null
    if (kept?.book) this.book = new History(kept.book)
    if (kept?.kpi) this.kpi = new History(kept.kpi)
    this.lens = kept?.lens
      ? {
          asOf: kept.lens.asOf ?? dayAfter(span?.last),
          from: kept.lens.from,
          basis: kept.lens.basis,
          ...populationIn(this.book.present, kept.lens.population),
        }
      : this.#lensFor(before, this.span)
    if (kept) this.parameters = kept.parameters
    this.waiting = null
    this.recipe = recipe
    if (!this.rules || !isPresent(this.rules, recipe)) this.rules = new History(ruleSetOf(recipe))
    this.shifts = kept?.counts ? shiftsOf(recipe, kept.counts, countsOf(accounting.sources)) : []
    this.accounting = accounting
    this.runner = analyses.runner(engine, this.tables, numerics, () => this.memberGroups)
    prepareQuietly(engine, this.runner)
    this.version += 1
    this.keep()
  }

  /** The as-of date a person chose stays while it lies in the data; else it is the day after the last of what happened. */
  #lensFor(before: Span, span: Span): Lens {
    const usual: Lens = {
      asOf: dayAfter(span?.last),
      from: null,
      basis: this.lens?.basis ?? 'gross',
      ...populationIn(this.book.present, this.lens?.population?.id),
    }
    if (!this.lens || !span || this.lens.asOf === dayAfter(before?.last)) return usual
    const chosen = Date.parse(this.lens.asOf)
    return chosen > span.first && chosen <= span.last + 86_400_000 ? this.lens : usual
  }

  protected keep(): void {
    const project = this.project()
    if (project) keep('project', writeProject(project))
  }
}

/** Makes what most analyses read while nobody asks for anything; whoever needs it finds it there, or makes it. */
function prepareQuietly(engine: EngineClient, runner: AnalysisRunner): void {
  const quiet = engine.query(sql`select 1`, { priority: LATER })
  quiet.then(() => runner.prepare()).catch(() => undefined)
}

/** Whether the recipe's list of rules is the one that stands in the history now. */
export const isPresent = ({ present }: History<RuleSet>, recipe: Recipe): boolean =>
  present.rules === recipe.rules && present.changes === recipe.changes
