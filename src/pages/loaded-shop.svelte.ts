import type { Lens, Parameters } from '../analyses/analysis'
import { AnalysisRunner, type RunResult } from '../analyses/runner'
import type { Recipe } from '../cleaning/recipe'
import { countsOf, shiftsOf, type RuleShift } from '../cleaning/replay'
import { ruleSetOf, type RuleSet } from '../cleaning/rule-list'
import { shopTables } from '../cleaning/shop.sql'
import type { EngineClient } from '../engine/client'
import type { Accounting, HeldFile } from '../project/load'
import { writeProject, type Project } from '../project/project-file'
import type { TableName } from '../shop/tables'
import { sql } from '../sql/sql'
import { rowObjects } from '../sql/rows'
import { analyses } from './analyses.svelte'
import { FileDesk } from './file-desk.svelte'
import { numerics } from './numerics-client'
import { keep } from './settings'
import { today } from './today'
import { History } from './undo.svelte'

type Span = { first: number; last: number } | null

/** The shop that was loaded from the files on the desk: its recipe, where its rows went, and how it is looked at. */
export class LoadedShop extends FileDesk {
  recipe = $state.raw<Recipe | null>(null)
  accounting = $state.raw<Accounting | null>(null)
  tables = $state.raw<readonly TableName[]>([])
  lens = $state.raw<Lens | null>(null)
  /** First and last order in the data, epoch milliseconds. */
  span = $state.raw<Span>(null)
  parameters = $state.raw<Record<string, Parameters>>({})
  rules = $state.raw<History<RuleSet> | null>(null)
  /** Rules that catch another share of these rows than of those the project was saved with. */
  shifts = $state.raw<readonly RuleShift[]>([])
  /** Goes up whenever the shop's tables change. */
  version = $state(0)

  protected runner: AnalysisRunner | null = null
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
  async run(id: string, parameters?: Parameters, signal?: AbortSignal): Promise<RunResult> {
    await analyses.fetch()
    const analysis = analyses.byId(id)
    if (!analysis) throw new Error(`There is no analysis called ${id}.`)
    if (!this.runner || !this.lens) throw new Error('No shop is loaded.')
    return this.runner.run(
      analysis,
      this.lens,
      parameters ?? this.parameters[id] ?? {},
      signal ? { signal } : {},
    )
  }

  project(): Project | null {
    if (!this.recipe) return null
    // An as-of date that nobody chose goes with the data, so that newer files are seen to their end.
    const usual = this.lens?.asOf === dayAfter(this.span?.last)
    const lens = this.lens && (usual ? { ...this.lens, asOf: null } : this.lens)
    const counts = this.accounting && { counts: countsOf(this.accounting.sources) }
    return { recipe: this.recipe, lens, parameters: this.parameters, data: [], ...counts }
  }

  /** Takes what was loaded as the shop that is shown. */
  protected async settle(
    engine: EngineClient,
    recipe: Recipe,
    accounting: Accounting,
    signal: AbortSignal,
  ): Promise<void> {
    const tables = shopTables(recipe)
    const span = tables.includes('orders') ? await orderSpan(engine) : null
    signal.throwIfAborted()
    this.tables = tables
    const before = this.span
    this.span = span
    const waiting = this.waiting
    const kept = waiting && this.followsWaiting ? waiting : null
    this.lens = kept?.lens
      ? { ...kept.lens, asOf: kept.lens.asOf ?? dayAfter(span?.last) }
      : this.#lensFor(before, this.span)
    if (kept) this.parameters = kept.parameters
    this.waiting = null
    this.recipe = recipe
    if (!this.rules || !isPresent(this.rules, recipe)) this.rules = new History(ruleSetOf(recipe))
    this.shifts = kept?.counts ? shiftsOf(recipe, kept.counts, countsOf(accounting.sources)) : []
    this.accounting = accounting
    this.runner = new AnalysisRunner(engine, this.tables, numerics)
    this.version += 1
    this.keep()
  }

  /** The as-of date a person chose stays while it lies in the data; else it is the day after the last order. */
  #lensFor(before: Span, span: Span): Lens {
    const usual: Lens = { asOf: dayAfter(span?.last), from: null, basis: this.lens?.basis ?? 'gross' }
    if (!this.lens || !span || this.lens.asOf === dayAfter(before?.last)) return usual
    const chosen = Date.parse(this.lens.asOf)
    return chosen > span.first && chosen <= span.last + 86_400_000 ? this.lens : usual
  }

  protected keep(): void {
    const project = this.project()
    if (project) keep('project', writeProject(project))
  }
}

/** Whether the recipe's list of rules is the one that stands in the history now. */
export const isPresent = ({ present }: History<RuleSet>, recipe: Recipe): boolean =>
  present.rules === recipe.rules && present.changes === recipe.changes

const dayAfter = (epochMs: number | undefined): string =>
  epochMs === undefined
    ? today()
    : new Date(Math.floor(epochMs / 86_400_000 + 1) * 86_400_000).toISOString().slice(0, 10)

async function orderSpan(engine: EngineClient): Promise<Span> {
  const [row] = rowObjects(
    await engine.query(sql`select min(ordered_at) as first, max(ordered_at) as last from orders`),
  )
  return row?.['first'] == null || row['last'] == null
    ? null
    : { first: Number(row['first']), last: Number(row['last']) }
}
