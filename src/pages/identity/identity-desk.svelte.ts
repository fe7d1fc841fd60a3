import { NO_LINKS, type IdentityDecision, type IdentityPlan } from '../../cleaning/identity-plan'
import type { SourcePlan } from '../../cleaning/recipe'
import { isCancelled } from '../../engine/errors'
import type { IdentityAccount } from '../../identity/account'
import type { LikenessReport } from '../../identity/likeness/score'
import { canLink } from '../../identity/sources'
import { previewLinks } from '../../project/load'
import type { Session } from '../session.svelte'
import { isAbort } from '../work.svelte'
import { identityKernels } from './client'

const desks = new WeakMap<Session, IdentityDesk>()

/** The same desk for as long as the tab is open, so that leaving the page loses nothing. */
export function deskOf(session: Session): IdentityDesk {
  const desk = desks.get(session) ?? new IdentityDesk(session)
  desks.set(session, desk)
  return desk
}

/** What the page of linked members shows and does. */
export class IdentityDesk {
  account = $state.raw<IdentityAccount | null>(null)
  working = $state(false)
  /** Share of the work under way, or null where it cannot be known. */
  share = $state<number | null>(null)
  cancelled = $state(false)
  fault = $state.raw<unknown>(null)
  /** What comparing records by likeness found; null: not asked for yet. */
  likeness = $state.raw<LikenessReport | null>(null)
  /** Likeness was asked for, and too few records can be compared. */
  tooFew = $state(false)
  /** Goes up with every new set of links. */
  version = $state(0)
  readonly #session: Session
  #run: AbortController | null = null
  /** The shop's version and the plan that the links shown were found for. */
  #found = ''

  constructor(session: Session) {
    this.#session = session
  }

  get plan(): IdentityPlan {
    return this.#session.recipe?.identity ?? NO_LINKS
  }

  /** Whether the files say anything that could link records. */
  get canLink(): boolean {
    return this.#session.recipe !== null && canLink(this.#session.recipe)
  }

  get sources(): readonly SourcePlan[] {
    return this.#session.recipe?.sources ?? []
  }

  get files(): string[] {
    return this.sources.map(({ file }) => file.name)
  }

  /** Finds the links of the shop as it stands now, unless that was done. Never rejects. */
  async look(): Promise<void> {
    const { accounting, recipe } = this.#session
    if (!recipe || !accounting || !this.canLink) return
    if (this.#asked() === this.#found || this.working) return
    if (accounting.identity) return this.#show(accounting.identity)
    await this.#working(async (signal) => {
      const engine = await this.#session.engine.get()
      const account = await previewLinks(engine, recipe, this.plan, {
        signal,
        kernels: identityKernels,
        onProgress: (share) => (this.share = share),
      })
      this.#show(account)
    })
  }

  /** Changes how members are linked; where links are in use, every figure follows. Never rejects. */
  change(change: Partial<IdentityPlan>): Promise<void> {
    return this.#set({ ...this.plan, ...change }, this.sources)
  }

  /** Says which system a file's member ids are of; '' for the shop's own. */
  setSystem(index: number, system: string): Promise<void> {
    const sources = this.sources.map((source, i) =>
      i === index ? { ...source, system: system.trim() } : source,
    )
    return this.#set(this.plan, sources)
  }

  async #set(plan: IdentityPlan, sources: readonly SourcePlan[]): Promise<void> {
    await this.#working(async (signal) => {
      await this.#session.setIdentity(plan, sources, {
        signal,
        onProgress: ({ share }) => (this.share = share),
      })
    })
    await this.look()
  }

  decide(decision: IdentityDecision): Promise<void> {
    return this.change({ decisions: [...this.plan.decisions, decision] })
  }

  takeBack(index: number): Promise<void> {
    return this.change({ decisions: this.plan.decisions.filter((_, i) => i !== index) })
  }

  /** Compares records by likeness, so that it can be judged before anything is linked by it. Never rejects. */
  async compare(): Promise<void> {
    await this.#working(async (signal) => {
      const engine = await this.#session.engine.get()
      const { findLikeness } = await import('../../identity/likeness/find')
      this.likeness = await findLikeness(engine, identityKernels, signal)
      this.tooFew = this.likeness === null
    })
  }

  cancel(): void {
    this.#run?.abort(new DOMException('Cancelled.', 'AbortError'))
  }

  #asked(): string {
    return JSON.stringify([this.#session.version, this.plan, this.sources.map(({ system }) => system ?? '')])
  }

  #show(account: IdentityAccount): void {
    this.account = account
    this.likeness = account.likeness
    this.tooFew = this.plan.likeness !== null && account.likeness === null
    this.#found = this.#asked()
    this.version += 1
  }

  async #working(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.cancel()
    const run = new AbortController()
    this.#run = run
    Object.assign(this, { working: true, share: null, fault: null, cancelled: false })
    try {
      await work(run.signal)
    } catch (error) {
      if (this.#run === run) {
        this.account = null
        this.#found = ''
        if (isCancelled(error) || isAbort(error)) this.cancelled = true
        else this.fault = error
      }
    } finally {
      if (this.#run === run) this.working = false
    }
  }
}
