import { isCancelled } from '../../../engine/errors'
import type { Rule } from '../../../segments/rule'
import { rowObjects } from '../../../sql/rows'
import { sql } from '../../../sql/sql'
import type { Session } from '../../session.svelte'
import { isAbort } from '../../work.svelte'
import { ruleFactsOf } from './rule-facts'

/** Milliseconds without another change after which a rule is counted. */
const PAUSE = 120

/** How many members a rule holds for, while it is being edited: the newest question alone is answered. */
export class LiveCount {
  /** Null before the first answer, and where there is none. */
  count = $state.raw<{ members: number; of: number } | null>(null)
  counting = $state(false)
  fault = $state.raw<unknown>(null)
  readonly #session: Session
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Goes up with each question: an older one says nothing any more. */
  #turn = 0

  constructor(session: Session) {
    this.#session = session
  }

  ask(rule: Rule): void {
    clearTimeout(this.#timer)
    const turn = ++this.#turn
    this.counting = true
    this.#timer = setTimeout(() => void this.#count(rule, turn), PAUSE)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#turn += 1
  }

  async #count(rule: Rule, turn: number): Promise<void> {
    try {
      const select = await this.#session.members(rule)
      const read = await this.#session.query(sql`select count(*) as n from (${select})`, 'rule-count')
      const of = await ruleFactsOf(this.#session).members()
      if (turn !== this.#turn) return
      this.count = { members: Number(rowObjects(read)[0]?.['n'] ?? 0), of }
      this.fault = null
    } catch (error) {
      if (turn !== this.#turn || isCancelled(error) || isAbort(error)) return
      this.count = null
      this.fault = error
    } finally {
      if (turn === this.#turn) this.counting = false
    }
  }
}
