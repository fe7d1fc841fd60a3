import type { Lens, Parameters } from '../analyses/analysis'
import { analysisById } from '../analyses/registry'
import { AnalysisRunner, type RunResult } from '../analyses/runner'
import type { Recipe, SourcePlan } from '../cleaning/recipe'
import type { RuleId } from '../cleaning/rules'
import { shopTables } from '../cleaning/shop.sql'
import type { EngineClient } from '../engine/client'
import { LOOKING } from '../engine/queue'
import { matchesFor, proposeSources } from '../ingest/propose'
import type { Dialect, SourceProposal } from '../ingest/types'
import {
  loadShop,
  loadSteps,
  reclean,
  type Accounting,
  type HeldFile,
  type LoadProgress,
} from '../project/load'
import { matchFiles, replan } from '../project/match'
import { gapsOf, planOf, recipeOf } from '../project/plan'
import { readProject, writeProject, type Project } from '../project/project-file'
import type { TableName } from '../shop/tables'
import { sql, type Sql } from '../sql/sql'
import { rowObjects } from '../sql/rows'
import type { Bilingual } from '../text/bilingual'
import { EngineHost } from './engine-host.svelte'
import { inspect, normalise } from './ingest-client'
import { keep, recall } from './settings'
import { History } from './undo.svelte'

export interface WorkStep {
  key: string
  label: Bilingual
  state: 'waiting' | 'working' | 'done' | 'failed'
  share: number | null
}

/** Where the user is: at the door, files being looked at, a proposal to check, loading, or the loaded shop. */
export type Stage = 'door' | 'inspecting' | 'proposal' | 'loading' | 'ready'

/** Everything the pages show and change. One per tab. */
export class Session {
  readonly engine = new EngineHost()
  stage = $state<Stage>('door')
  held = $state.raw<HeldFile[]>([])
  proposals = $state.raw<SourceProposal[]>([])
  /** The plan of each file, as proposed and then as amended. */
  plans = $state.raw<SourcePlan[]>([])
  /** The currency a person chose, ISO 4217 or '' for none; null: what the files say. */
  chosenCurrency = $state<string | null>(null)
  steps = $state.raw<WorkStep[]>([])
  recipe = $state.raw<Recipe | null>(null)
  accounting = $state.raw<Accounting | null>(null)
  tables = $state.raw<readonly TableName[]>([])
  lens = $state.raw<Lens | null>(null)
  /** First and last order in the data, epoch milliseconds. */
  span = $state.raw<{ first: number; last: number } | null>(null)
  parameters = $state.raw<Record<string, Parameters>>({})
  rules = $state.raw<History<Recipe['rules']> | null>(null)
  recleaning = $state(false)
  /** Goes up whenever the shop's tables change. */
  version = $state(0)
  error = $state.raw<unknown>(null)
  /** A recipe of an earlier visit or of an opened project file, waiting for its files. */
  waiting = $state.raw<Project | null>(null)
  /** True while the engine was lost and the files are being read again. */
  recovering = $state(false)

  #runner: AnalysisRunner | null = null
  /** The files behind the loaded shop, in the order of the recipe's sources. */
  #loaded: HeldFile[] = []
  #work: AbortController | null = null

  constructor() {
    this.engine.onDied = () => void this.#recover()
    const kept = recall('project')
    if (kept) {
      try {
        this.waiting = readProject(kept)
      } catch {
        keep('project', null)
      }
    }
  }

  /** Looks at dropped files; they join those already there. Resolves when there is a proposal. */
  async open(files: readonly File[]): Promise<void> {
    await this.#working('inspecting', async (signal) => {
      const known = this.held
      this.steps = files.map((file) => ({
        key: file.name,
        label: inspectLabel(file.name),
        state: 'waiting',
        share: null,
      }))
      const added: HeldFile[] = []
      for (const [index, file] of files.entries()) {
        this.#step(index, { state: 'working', share: 0 })
        const report = await inspect(
          file,
          undefined,
          (done, total) => this.#step(index, { share: total > 0 ? done / total : 1 }),
          signal,
        )
        this.#step(index, { state: 'done', share: 1 })
        added.push({ file, report })
      }
      this.#propose([...known, ...added])
    })
  }

  /** Shows the making of files as a step; cancelling it leaves the user at the door. */
  async generate(make: (report: (share: number) => void) => Promise<File[]>): Promise<File[]> {
    let files: File[] = []
    await this.#working('inspecting', async (signal) => {
      this.steps = [
        { key: 'demo', label: { en: 'Make the demo shop', zh: '生成示例店铺' }, state: 'working', share: 0 },
      ]
      files = await Promise.race([make((share) => this.#step(0, { share })), rejectedBy(signal)])
    })
    return files
  }

  /** Reads one file again in another way: encoding, delimiter, header. */
  async reinspect(index: number, dialect: Partial<Dialect>): Promise<void> {
    const target = this.held[index]
    if (!target) return
    const report = await inspect(target.file, { ...target.report.dialect, ...dialect })
    this.#propose(this.held.map((held, i) => (i === index ? { ...held, report } : held)))
  }

  removeFile(index: number): void {
    const held = this.held.filter((_, i) => i !== index)
    if (held.length === 0) this.reset()
    else this.#propose(held)
  }

  changePlan(index: number, change: Partial<SourcePlan>): void {
    this.plans = this.plans.map((plan, i) => (i === index ? { ...plan, ...change } : plan))
  }

  /** Takes a file as another table: the mapping is proposed anew for it. */
  changeTable(index: number, table: TableName | null): void {
    const held = this.held[index]
    if (!held) return
    const matches = table === null ? [] : matchesFor(held.report, table)
    this.changePlan(index, {
      table,
      mapping: Object.fromEntries(matches.map((match) => [match.role, match.column])),
    })
    const proposal = this.proposals[index]
    if (proposal)
      this.proposals = this.proposals.map((other, i) => (i === index ? { ...proposal, matches } : other))
  }

  /** Files that can be loaded, by their index: those without an error. */
  get usable(): number[] {
    return this.held.flatMap(({ report }, i) =>
      report.notices.some((notice) => notice.level === 'error') ? [] : [i],
    )
  }

  /** Whether the plans as they stand give a shop. */
  get canLoad(): boolean {
    const plans = this.usable.flatMap((i) => this.plans[i] ?? [])
    return (
      plans.some((plan) => plan.table !== null) && plans.every((plan) => gapsOf(plan, plans).length === 0)
    )
  }

  /** The currency of the amounts: as chosen, as a waiting recipe says, or as seen in the files. */
  get currency(): string {
    return this.chosenCurrency ?? this.waiting?.recipe.currency ?? recipeOf(this.plans, today()).currency
  }

  /** Loads and cleans by the plans, or by a recipe. Cancelled or failed, the user is back at the proposal. */
  async load(recipe?: Recipe): Promise<void> {
    const files =
      recipe && this.#loaded.length > 0 ? this.#loaded : this.usable.flatMap((i) => this.held[i] ?? [])
    const next = recipe ?? this.#nextRecipe()
    await this.#working('loading', async (signal) => {
      const steps = loadSteps(next).map((step): WorkStep => ({ ...step, state: 'waiting', share: null }))
      const engine = await this.#startedEngine(steps, signal)
      await this.#runner?.forget()
      this.#runner = null
      const accounting = await loadShop(engine, normalise, files, next, {
        signal,
        onProgress: (progress) => this.#progress(progress),
      })
      this.#loaded = files
      await this.#settle(engine, next, accounting)
    })
  }

  /** The engine; while it is still being fetched or started, that is the first step shown. */
  async #startedEngine(steps: WorkStep[], signal: AbortSignal): Promise<EngineClient> {
    const starting = this.engine.state !== 'ready'
    this.steps = starting ? [{ ...ENGINE_STEP, state: 'working', share: null }, ...steps] : steps
    if (!starting) return this.engine.get()
    this.engine.onProgress = (share) => this.#step(0, { share })
    try {
      const engine = await Promise.race([this.engine.get(), rejectedBy(signal)])
      this.#step(0, { state: 'done', share: 1 })
      return engine
    } finally {
      this.engine.onProgress = null
    }
  }

  #nextRecipe(): Recipe {
    const plans = this.usable.flatMap((i) => this.plans[i] ?? [])
    const followed = this.waiting && this.#matchesWaiting() ? this.waiting.recipe : recipeOf(plans, today())
    return { ...followed, sources: plans, currency: this.currency }
  }

  /** Stops whatever is under way; the user is back where she was. */
  cancel(): void {
    this.#work?.abort(new DOMException('Cancelled.', 'AbortError'))
  }

  async setRule(rule: RuleId, on: boolean): Promise<void> {
    if (!this.rules) return
    this.rules.change({ ...this.rules.present, [rule]: on })
    await this.#reclean()
  }

  async undo(): Promise<void> {
    this.rules?.undo()
    await this.#reclean()
  }

  async redo(): Promise<void> {
    this.rules?.redo()
    await this.#reclean()
  }

  setLens(change: Partial<Lens>): void {
    if (!this.lens) return
    this.lens = { ...this.lens, ...change }
    this.#keep()
  }

  setParameters(analysis: string, change: Parameters): void {
    this.parameters = { ...this.parameters, [analysis]: { ...this.parameters[analysis], ...change } }
    this.#keep()
  }

  /** Runs an analysis under the lens; its tables stay in the engine. */
  async run(id: string, parameters?: Parameters, signal?: AbortSignal): Promise<RunResult> {
    const analysis = analysisById(id)
    if (!analysis) throw new Error(`There is no analysis called ${id}.`)
    if (!this.#runner || !this.lens) throw new Error('No shop is loaded.')
    return this.#runner.run(
      analysis,
      this.lens,
      parameters ?? this.parameters[id] ?? {},
      signal ? { signal } : {},
    )
  }

  async query(statement: Sql, key?: string) {
    const engine = await this.engine.get()
    return engine.query(statement, key === undefined ? { priority: LOOKING } : { priority: LOOKING, key })
  }

  project(): Project | null {
    return this.recipe
      ? { recipe: this.recipe, lens: this.lens, parameters: this.parameters, data: [] }
      : null
  }

  /** Takes a project as the recipe to follow; its files are matched as soon as they are there. */
  adopt(project: Project): void {
    this.waiting = project
    if (this.held.length > 0) this.#propose(this.held)
  }

  forgetWaiting(): void {
    this.waiting = null
    keep('project', null)
  }

  reset(): void {
    this.cancel()
    Object.assign(this, {
      held: [],
      proposals: [],
      plans: [],
      recipe: null,
      accounting: null,
      tables: [],
      lens: null,
      span: null,
      rules: null,
      error: null,
    })
    this.#runner = null
    this.#loaded = []
    this.chosenCurrency = null
    this.stage = 'door'
    void this.engine.drop()
  }

  #propose(held: HeldFile[]): void {
    const amended = new Map(this.held.map(({ report }, i) => [report, this.plans[i]]))
    this.held = held
    const reports = held.map(({ report }) => report)
    this.proposals = proposeSources(reports)
    // What a person set for a file stays when another file joins.
    this.plans = reports.map(
      (report, i) => amended.get(report) ?? planOf(report, this.proposals[i] ?? NOTHING),
    )
    if (this.waiting) {
      const sources = this.waiting.recipe.sources
      matchFiles(sources, reports).forEach((file, s) => {
        const source = sources[s]
        const report = file === null ? undefined : reports[file]
        if (file !== null && source && report)
          this.plans = this.plans.map((plan, i) => (i === file ? replan(source, report) : plan))
      })
    }
    this.stage = 'proposal'
  }

  /** Whether every source of the recipe that waits has found its file. */
  #matchesWaiting(): boolean {
    const sources = this.waiting?.recipe.sources ?? []
    return (
      sources.length > 0 &&
      matchFiles(
        sources,
        this.held.map(({ report }) => report),
      ).every((file) => file !== null)
    )
  }

  async #settle(engine: EngineClient, recipe: Recipe, accounting: Accounting): Promise<void> {
    this.tables = shopTables(recipe)
    const before = this.span
    this.span = this.tables.includes('orders') ? await orderSpan(engine) : null
    const waiting = this.waiting
    const kept = waiting && this.#matchesWaiting() ? waiting : null
    this.lens = kept?.lens ?? this.#lensFor(before, this.span)
    if (kept) this.parameters = kept.parameters
    this.waiting = null
    this.recipe = recipe
    this.rules = new History(recipe.rules)
    this.accounting = accounting
    this.#runner = new AnalysisRunner(engine, this.tables)
    this.version += 1
    this.stage = 'ready'
    this.#keep()
  }

  /** The as-of date a person chose stays while it lies in the data; else it is the day after the last order. */
  #lensFor(before: Session['span'], span: Session['span']): Lens {
    const usual: Lens = { asOf: dayAfter(span?.last), from: null, basis: this.lens?.basis ?? 'gross' }
    if (!this.lens || !span || this.lens.asOf === dayAfter(before?.last)) return usual
    const chosen = Date.parse(this.lens.asOf)
    return chosen > span.first && chosen <= span.last + 86_400_000 ? this.lens : usual
  }

  async #reclean(): Promise<void> {
    if (!this.recipe || !this.rules || !this.accounting) return
    const engine = await this.engine.get()
    this.recleaning = true
    try {
      const recipe = { ...this.recipe, rules: this.rules.present }
      await this.#runner?.forget()
      this.accounting = await reclean(engine, this.#loaded, recipe, this.accounting)
      this.recipe = recipe
      this.#runner = new AnalysisRunner(engine, this.tables)
      this.version += 1
      this.#keep()
    } finally {
      this.recleaning = false
    }
  }

  /** After the engine's death: a new engine, the same files, the same recipe. */
  async #recover(): Promise<void> {
    this.#runner = null
    if (this.stage !== 'ready' || !this.recipe) return
    this.recovering = true
    try {
      await this.load(this.recipe)
    } finally {
      this.recovering = false
    }
  }

  async #working(
    stage: 'inspecting' | 'loading',
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const before = this.stage === 'loading' || this.stage === 'inspecting' ? 'door' : this.stage
    this.#work?.abort()
    const controller = new AbortController()
    this.#work = controller
    this.stage = stage
    this.error = null
    try {
      await work(controller.signal)
    } catch (error) {
      this.stage = stage === 'loading' ? 'proposal' : before
      if (!controller.signal.aborted) this.error = error
      throw error
    } finally {
      if (this.#work === controller) this.#work = null
    }
  }

  #progress({ key, state, share }: LoadProgress): void {
    this.#step(
      this.steps.findIndex((step) => step.key === key),
      { state, share },
    )
  }

  #step(index: number, change: Partial<WorkStep>): void {
    this.steps = this.steps.map((step, i) => (i === index ? { ...step, ...change } : step))
  }

  #keep(): void {
    const project = this.project()
    if (project) keep('project', writeProject(project))
  }
}

const NOTHING: SourceProposal = { table: null, confidence: 0, reasons: [], matches: [], questions: [] }

const ENGINE_STEP = { key: 'engine', label: { en: 'Start the engine', zh: '启动引擎' } }

/** Rejects when the signal is aborted, with its reason; else never settles. */
const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

const inspectLabel = (name: string): Bilingual => ({ en: `Look at ${name}`, zh: `查看 ${name}` })

/** The local calendar day, YYYY-MM-DD. */
function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

const dayAfter = (epochMs: number | undefined): string =>
  epochMs === undefined
    ? today()
    : new Date(Math.floor(epochMs / 86_400_000 + 1) * 86_400_000).toISOString().slice(0, 10)

async function orderSpan(engine: EngineClient): Promise<{ first: number; last: number } | null> {
  const [row] = rowObjects(
    await engine.query(sql`select min(ordered_at) as first, max(ordered_at) as last from orders`),
  )
  return row?.['first'] == null || row['last'] == null
    ? null
    : { first: Number(row['first']), last: Number(row['last']) }
}
