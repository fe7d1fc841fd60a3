import type { Recipe, SourcePlan } from '../cleaning/recipe'
import { withRules } from '../cleaning/rule-list'
import type { EngineClient } from '../engine/client'
import { EngineError } from '../engine/errors'
import { LOOKING } from '../engine/queue'
import type { Dialect } from '../ingest/types'
import type { HeldFile, LoadProgress } from '../project/load'
import { deletedOfAll } from '../project/deleted-members'
import { needsPacking } from '../project/packing'
import { StoppedAgainError, type RuleError } from '../project/errors'
import { readProject, type Project } from '../project/project-file'
import type { Sql } from '../sql/sql'
import { analyses } from './analyses.svelte'
import { CleanedShop, fetchLoading, type Stage } from './cleaned-shop.svelte'
import { identityKernels } from './identity/client'
import { inspect, normalise, readBatches } from './ingest-client'
import { asMade, asRead, asWritten, inPlaceOf, leaveOut, lookAgain, lookAt } from './look-at'
import { numerics } from './numerics-client'
import { keep, recall } from './settings'
import { isAbort, rejectedBy, Work, type WorkStep } from './work.svelte'

/** Everything the pages show and change. One per tab. */
export class Session extends CleanedShop {
  /** Added rules that could not be tried on these rows, and were switched off for it. */
  brokenRules = $state.raw<readonly RuleError[]>([])
  error = $state.raw<unknown>(null)
  /** Files of dropped folders that are no tables, by name. */
  leftOut = $state.raw<readonly string[]>([])
  /** Why the files are being read again: the engine was lost, or the data did not fit into it. */
  recovering = $state<'stopped' | 'short' | null>(null)

  readonly #work = new Work()
  /** The stage that cancelled or failed work leads back to. */
  #before: Stage = 'door'
  /** Goes up with each piece of work: what a piece that has given way ends in says nothing any more. */
  #turn = 0
  /** Files being looked at now; those dropped meanwhile join them. */
  #arriving: File[] | null = null
  #opening: Promise<void> = Promise.resolve()
  /** When the last recovery ended, milliseconds. */
  #recovered = -Infinity
  #warming: Promise<void> = Promise.resolve()
  #cold = new AbortController()

  constructor() {
    super()
    this.engine.onDied = () => this.#recover()
    this.engine.onReady = (engine) => (this.#warming = this.#warmUp(engine))
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

  /** What the work under way consists of. */
  get steps(): WorkStep[] {
    return this.#work.steps
  }

  /** Looks at dropped files; they join those already there. Resolves when there is a proposal. */
  open(files: readonly File[]): Promise<void> {
    if (this.#arriving) {
      const known = this.#arriving.length
      this.#arriving.push(...files)
      this.#work.steps = [...this.steps, ...files.map((file, i) => inspectStep(file, known + i))]
      return this.#opening
    }
    const arriving = [...files]
    this.#arriving = arriving
    this.#opening = this.#working('inspecting', (signal) => this.#look(arriving, signal)).finally(() => {
      if (this.#arriving === arriving) this.#arriving = null
    })
    return this.#opening
  }

  async #look(arriving: readonly File[], signal: AbortSignal): Promise<void> {
    this.#work.steps = arriving.map(inspectStep)
    const fetching = this.fetchProposing()
    // Awaited below; the files may take long.
    fetching.catch(() => undefined)
    const added: HeldFile[] = []
    for (const [index, given] of arriving.entries()) {
      // The same object twice is two files, as a file dropped twice is.
      const known = [...this.held, ...added].some(
        ({ file, source }) => file === given || source?.file === given,
      )
      this.#work.step(index, { state: 'working', share: 0 })
      const onProgress = (done: number, total: number) => {
        if (!signal.aborted) this.#work.step(index, { share: total > 0 ? done / total : 1 })
      }
      added.push(...(await lookAt(known ? copyOf(given) : given, onProgress, signal)))
      this.#work.step(index, { state: 'done', share: 1 })
      // A report of thousands of columns takes a while to arrive: what follows is a task of its own.
      await new Promise((resolve) => setTimeout(resolve))
      signal.throwIfAborted()
    }
    const { kept, left } = leaveOut(added)
    await Promise.race([fetching, rejectedBy(signal)])
    this.leftOut = [...this.leftOut, ...left]
    const sources = this.waiting?.recipe.sources ?? this.recipe?.sources ?? []
    const read = await asRead(kept, sources)
    signal.throwIfAborted()
    this.propose([...this.held, ...read])
  }

  /** Shows the making of files as a step; cancelling it leaves the user at the door. */
  async generate(make: (report: (share: number) => void) => Promise<File[]>): Promise<File[]> {
    let files: File[] = []
    await this.#working('inspecting', async (signal) => {
      this.#work.steps = [
        { key: 'demo', label: { en: 'Make the demo shop', zh: '生成示例店铺' }, state: 'working', share: 0 },
      ]
      const report = (share: number) => {
        if (!signal.aborted) this.#work.step(0, { share })
      }
      files = await Promise.race([make(report), rejectedBy(signal)])
    })
    return files
  }

  /** Reads one file again in another way: encoding, delimiter, header. */
  async reinspect(index: number, dialect: Partial<Dialect>): Promise<void> {
    const target = this.held[index]
    if (!target) return
    this.rereading += 1
    try {
      const report = await lookAgain(target, { ...target.report.dialect, ...dialect })
      // The file may have been taken out while it was read.
      if (this.held.includes(target) && this.stage !== 'loading')
        this.propose(this.held.map((held) => (held === target ? { ...held, report } : held)))
    } finally {
      this.rereading -= 1
    }
  }

  /** Reads a text as it is written, instead of the tables that were made of it. */
  async readAsWritten(index: number): Promise<void> {
    const target = this.held[index]
    const original = target?.source?.part.original
    if (!target || !original) return
    this.rereading += 1
    try {
      const written = await asWritten(target)
      if (!written || !this.held.includes(target) || this.stage === 'loading') return
      this.propose([...inPlaceOf(this.held, original, written)])
    } finally {
      this.rereading -= 1
    }
  }

  /** Reads a text as the tables that can be made of it, after it was read as it is written. */
  async readAsMade(index: number): Promise<void> {
    const target = this.held[index]
    if (!target?.report.asWritten) return
    this.rereading += 1
    try {
      const made = await asMade(target)
      if (made.length === 0 || !this.held.includes(target) || this.stage === 'loading') return
      this.propose(this.held.flatMap((held) => (held === target ? made : [held])))
    } finally {
      this.rereading -= 1
    }
  }

  /** Reads the files on the desk as a recipe that is to be followed does. */
  async readAs(sources: readonly SourcePlan[]): Promise<void> {
    const before = this.held
    this.rereading += 1
    try {
      const read = await asRead(before, sources)
      if (read !== before && this.held === before && this.stage !== 'loading') this.propose([...read])
    } finally {
      this.rereading -= 1
    }
  }

  removeFile(index: number): void {
    this.#hold(this.held.filter((_, i) => i !== index))
  }

  /** Takes out all tables of a dropped file. */
  removeDropped(file: File): void {
    this.#hold(this.held.filter(({ source }) => source?.file !== file))
  }

  #hold(held: HeldFile[]): void {
    if (held.length === 0) return this.reset()
    this.propose(held)
    // The loaded files alone are left: the shop stands as it did before others joined them.
    const loaded = this.loaded
    if (this.runner && held.length === loaded.length && held.every((file, i) => file === loaded[i]))
      this.stage = 'ready'
  }

  /** Loads and cleans by the plans, or by a recipe. Cancelled or failed, the user is back at the proposal. */
  override async load(recipe?: Recipe): Promise<void> {
    const files =
      recipe && this.loaded.length > 0 ? this.loaded : this.usable.flatMap((i) => this.held[i] ?? [])
    const deleted = deletedOfAll(this.recipe?.deleted, this.waiting?.recipe.deleted)
    // Links are of the shop, whichever of its files join it.
    const next = recipe ?? {
      ...(this.recipe?.identity && { identity: this.recipe.identity }),
      ...this.nextRecipe(),
      ...(deleted.length > 0 && { deleted }),
    }
    await this.#working('loading', async (signal) => {
      const large = needsPacking(files.map(({ report }) => report))
      try {
        await this.#read(files, next, large, signal)
      } catch (error) {
        if (signal.aborted || !(isDied(error) || (isShort(error) && !large))) throw error
        // Whatever stopped the engine may have come from outside; what stops it twice would stop it for ever.
        this.recovering = isShort(error) ? 'short' : 'stopped'
        await this.#read(files, next, large || isShort(error), signal).catch((again: unknown) => {
          throw isDied(again) ? new StoppedAgainError({ cause: again }) : again
        })
      } finally {
        this.recovering = null
      }
    })
  }

  async #read(files: HeldFile[], recipe: Recipe, packsText: boolean, signal: AbortSignal): Promise<void> {
    const { loadByRules, loadSteps } = await fetchLoading()
    signal.throwIfAborted()
    const steps = loadSteps(recipe).map((step): WorkStep => ({ ...step, state: 'waiting', share: null }))
    const engine = await this.#startedEngine(steps, packsText, signal)
    await Promise.race([analyses.fetch(), rejectedBy(signal)])
    this.#cold.abort()
    await this.#warming
    await this.#leaveShop()
    const onProgress = (progress: LoadProgress) => {
      if (!signal.aborted) this.#progress(progress)
    }
    const options = { readBatches, signal, onProgress, kernels: identityKernels }
    const { accounting, followed, broken } = await loadByRules(engine, normalise, files, recipe, options)
    this.loaded = files
    this.brokenRules = broken
    await this.settle(engine, followed, accounting, signal)
    this.stage = 'ready'
  }

  /** From here on the tables of the shop before are gone. */
  async #leaveShop(): Promise<void> {
    this.#before = 'proposal'
    await this.runner?.forget()
    this.runner = null
  }

  /** The engine; while it is still being fetched or started, that is the first step shown. */
  async #startedEngine(steps: WorkStep[], packsText: boolean, signal: AbortSignal): Promise<EngineClient> {
    const starting = this.engine.state !== 'ready' || this.engine.lacks(packsText)
    this.#work.steps = starting ? [{ ...ENGINE_STEP, state: 'working', share: null }, ...steps] : steps
    if (!starting) return this.engine.get()
    if (this.engine.lacks(packsText)) await this.#leaveShop()
    this.engine.onProgress = (share) => this.#work.step(0, { share })
    try {
      const engine = await Promise.race([this.engine.getFor(packsText), rejectedBy(signal)])
      this.#work.step(0, { state: 'done', share: 1 })
      return engine
    } finally {
      this.engine.onProgress = null
    }
  }

  /** Readies an engine that nobody needs yet; one that is needed by now begins with the user's work. */
  async #warmUp(engine: EngineClient): Promise<void> {
    if (this.stage === 'loading') return
    this.#cold = new AbortController()
    const { signal } = this.#cold
    const inspectIt = (file: File) => inspect(file, undefined, undefined, signal)
    // What goes wrong with it would go wrong with the user's own files: there it is said.
    await import('../project/warm-up')
      .then(({ warmUp }) => warmUp(engine, inspectIt, normalise, numerics, signal))
      .catch(() => undefined)
  }

  /** Stops whatever is under way; the user is back where she was. */
  cancel(): void {
    this.#work.cancel()
  }

  async query(statement: Sql, key?: string) {
    const engine = await this.engine.get()
    return engine.query(statement, key === undefined ? { priority: LOOKING } : { priority: LOOKING, key })
  }

  /** Takes a project as the recipe to follow; its files are matched as soon as they are there. */
  async adopt(project: Project): Promise<void> {
    this.waiting = project
    if (this.held.length === 0) return
    this.propose(this.held)
    await this.readAs(project.recipe.sources)
  }

  forgetWaiting(): void {
    this.waiting = null
    keep('project', null)
  }

  reset(): void {
    this.cancel()
    this.#turn += 1
    Object.assign(this, {
      held: [],
      proposals: [],
      plans: [],
      recipe: null,
      accounting: null,
      tables: [],
      lens: null,
      span: null,
      parameters: {},
      rules: null,
      error: null,
      leftOut: [],
    })
    this.runner = null
    this.loaded = []
    this.chosenCurrency = null
    this.stage = 'door'
    void this.engine.drop()
  }

  /** After the engine's death: a new engine, the same files, the same recipe. */
  #recover(): void {
    this.runner = null
    // Work that would lead back to the shop leads to its files now.
    if (this.#before === 'ready') this.#before = 'proposal'
    if (this.stage !== 'ready' || !this.recipe) return
    this.stage = 'proposal'
    if (performance.now() - this.#recovered < STOPS_AT_ONCE_MS) {
      this.error = new StoppedAgainError()
      return
    }
    this.recovering = 'stopped'
    // What goes wrong is on the page: the stage and the error are set.
    void this.load(this.rules ? withRules(this.recipe, this.rules.present) : this.recipe)
      .catch(() => undefined)
      .finally(() => (this.#recovered = performance.now()))
  }

  async #working(
    stage: 'inspecting' | 'loading',
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    if (this.stage !== 'inspecting' && this.stage !== 'loading') this.#before = this.stage
    const turn = ++this.#turn
    this.stage = stage
    this.error = null
    try {
      await this.#work.run(work)
    } catch (error) {
      if (turn === this.#turn) {
        this.stage = this.#before
        if (!isAbort(error)) this.error = error
      }
      throw error
    }
  }

  #progress({ key, state, share }: LoadProgress): void {
    const index = this.steps.findIndex((step) => step.key === key)
    // The engine's last word on a step may arrive after its end.
    if (this.steps[index]?.state !== 'done') this.#work.step(index, { state, share })
  }
}

const ENGINE_STEP = { key: 'engine', label: { en: 'Start the engine', zh: '启动引擎' } }

/** An engine that stops again this soon after it was replaced stops because of what it is asked. */
const STOPS_AT_ONCE_MS = 10_000

const inspectStep = (file: File, index: number): WorkStep => ({
  key: `${index}:${file.name}`,
  label: { en: `Look at ${file.name}`, zh: `查看 ${file.name}` },
  state: 'waiting',
  share: null,
})

const copyOf = (file: File): File =>
  new File([file], file.name, { type: file.type, lastModified: file.lastModified })

const isDied = (error: unknown): boolean => error instanceof EngineError && error.kind === 'died'
const isShort = (error: unknown): boolean => error instanceof EngineError && error.kind === 'memory'
