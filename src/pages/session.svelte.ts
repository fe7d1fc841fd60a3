import type { Lens, Parameters } from '../analyses/analysis'
import { analysisById } from '../analyses/registry'
import { AnalysisRunner, type RunResult } from '../analyses/runner'
import type { Recipe } from '../cleaning/recipe'
import type { RuleId } from '../cleaning/rules'
import { shopTables } from '../cleaning/shop.sql'
import type { EngineClient } from '../engine/client'
import { LOOKING } from '../engine/queue'
import type { Dialect } from '../ingest/types'
import {
  loadShop,
  loadSteps,
  reclean,
  type Accounting,
  type HeldFile,
  type LoadProgress,
} from '../project/load'
import { readProject, writeProject, type Project } from '../project/project-file'
import type { TableName } from '../shop/tables'
import { sql, type Sql } from '../sql/sql'
import { rowObjects } from '../sql/rows'
import type { Bilingual } from '../text/bilingual'
import { EngineHost } from './engine-host.svelte'
import { FileDesk } from './file-desk.svelte'
import { inspect, normalise } from './ingest-client'
import { keep, recall } from './settings'
import { today } from './today'
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
export class Session extends FileDesk {
  readonly engine = new EngineHost()
  stage = $state<Stage>('door')
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
  /** True while the engine was lost and the files are being read again. */
  recovering = $state(false)

  #runner: AnalysisRunner | null = null
  /** The files behind the loaded shop, in the order of the recipe's sources. */
  #loaded: HeldFile[] = []
  #work: AbortController | null = null

  constructor() {
    super()
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

  protected override propose(held: HeldFile[]): void {
    super.propose(held)
    this.stage = 'proposal'
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
      this.propose([...known, ...added])
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
    this.propose(this.held.map((held, i) => (i === index ? { ...held, report } : held)))
  }

  removeFile(index: number): void {
    const held = this.held.filter((_, i) => i !== index)
    if (held.length === 0) this.reset()
    else this.propose(held)
  }

  /** Loads and cleans by the plans, or by a recipe. Cancelled or failed, the user is back at the proposal. */
  async load(recipe?: Recipe): Promise<void> {
    const files =
      recipe && this.#loaded.length > 0 ? this.#loaded : this.usable.flatMap((i) => this.held[i] ?? [])
    const next = recipe ?? this.nextRecipe()
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
    if (this.held.length > 0) this.propose(this.held)
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

  async #settle(engine: EngineClient, recipe: Recipe, accounting: Accounting): Promise<void> {
    this.tables = shopTables(recipe)
    const before = this.span
    this.span = this.tables.includes('orders') ? await orderSpan(engine) : null
    const waiting = this.waiting
    const kept = waiting && this.followsWaiting ? waiting : null
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

const ENGINE_STEP = { key: 'engine', label: { en: 'Start the engine', zh: '启动引擎' } }

/** Rejects when the signal is aborted, with its reason; else never settles. */
const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

const inspectLabel = (name: string): Bilingual => ({ en: `Look at ${name}`, zh: `查看 ${name}` })

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
