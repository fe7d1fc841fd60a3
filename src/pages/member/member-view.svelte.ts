import { analyses } from '../analyses.svelte'
import type { Session } from '../session.svelte'
import { Job } from '../warehouse/job.svelte'
import { readTags, type TagsRead } from './evidence'
import { readNext, readTastes, type NextCategories, type Taste } from './next-category'
import {
  lensOfAll,
  readCourse,
  readCluster,
  type ClusterRead,
  readFacts,
  readLifecycle,
  readRecords,
  readRfm,
  readStanding,
  readValue,
  type FactsRead,
  type RecordRow,
} from './read'

/** Rows of the files up to which what others bought next is counted unasked: about a second. */
const QUICK_LINES = 2_000_000

type Read<T extends (...input: never[]) => Promise<unknown>> = Awaited<ReturnType<T>>

/** Everything a profile shows of one member, each part on its own: what is quick is there before what is slow. */
export class MemberView {
  readonly facts = new Job<FactsRead | null>()
  readonly standing = new Job<Read<typeof readStanding>>()
  readonly course = new Job<Read<typeof readCourse>>()
  readonly rfm = new Job<Read<typeof readRfm>>()
  readonly lifecycle = new Job<Read<typeof readLifecycle>>()
  readonly value = new Job<Read<typeof readValue>>()
  readonly cluster = new Job<ClusterRead | null>()
  readonly tags = new Job<TagsRead | null>()
  readonly tastes = new Job<Taste[]>()
  readonly next = new Job<NextCategories | null>()
  readonly records = new Job<RecordRow[]>()
  readonly #session: Session
  #id = ''

  constructor(session: Session) {
    this.#session = session
  }

  /** Reads what is new under this key: member, data, lens, parameters, tags. */
  show(id: string, key: string): void {
    const session = this.#session
    this.#id = id
    this.facts.ensure(key, async (signal) => {
      const facts = await readFacts(session, id, signal)
      if (facts) this.#readTags(facts, key)
      return facts
    })
    this.course.ensure(key, (signal) => readCourse(session, id, signal))
    // Without orders there is nothing that these could say.
    if (session.tables.includes('orders')) {
      this.rfm.ensure(key, (signal) => readRfm(session, id, signal))
      this.lifecycle.ensure(key, (signal) => readLifecycle(session, id, signal))
    }
    if (session.hasRun(lensOfAll(session), 'clv')) this.askValue(key)
    else this.value.forget()
    if (session.tables.includes('order_items')) {
      this.tastes.ensure(key, (signal) => readTastes(session, id, signal))
      if (this.#fewLines) this.askNext(key)
      else this.next.forget()
    }
    this.cluster.ensure(key, (signal) => readCluster(session, id, signal))
    this.records.ensure(key, () => readRecords(session, id))
    this.standing.ensure(key, (signal) => readStanding(session, id, signal))
  }

  /** Fits the models of lifetime value, where nobody did yet. */
  askValue(key: string): void {
    const id = this.#id
    this.value.ensure(key, (signal) => readValue(this.#session, id, signal))
  }

  /** Counts what others bought next. */
  askNext(key: string): void {
    const id = this.#id
    this.next.ensure(key, (signal) => readNext(this.#session, id, signal))
  }

  stop(): void {
    for (const job of [this.standing, this.value, this.next, this.tags]) job.cancel()
  }

  #readTags(facts: FactsRead, key: string): void {
    const session = this.#session
    const id = this.#id
    const context = {
      currency: session.recipe?.currency ?? '',
      book: session.book.present,
      analysisTitle: (analysis: string) => analyses.byId(analysis)?.title,
    }
    void this.tags.run(key, (signal) => readTags(session, id, facts, context, signal))
  }

  get #fewLines(): boolean {
    const rows = this.#session.accounting?.sources.reduce((sum, { read }) => sum + read, 0) ?? 0
    return rows <= QUICK_LINES
  }
}
