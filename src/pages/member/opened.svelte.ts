import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Session } from '../session.svelte'

/** The list a profile was opened from, sorted and filtered as it stood, and the member's place in it, from 0. */
export interface OpenedList {
  title: string
  /** A SELECT in its order, with member_id. */
  statement: Sql
  count: number
  place: number
}

interface Opened {
  /** Of the shop as it was then: on other data the member may be another one, or nobody. */
  session: Session
  version: number
  id: string
  list: OpenedList | null
}

/** Whose profile is shown. In the tab's memory alone: an address can be passed on. */
class OpenedMember {
  #now = $state.raw<Opened | null>(null)

  of(session: Session): Opened | null {
    const now = this.#now
    return now?.session === session && now.version === session.version ? now : null
  }

  show(session: Session, id: string, list: OpenedList | null = null): void {
    this.#now = { session, version: session.version, id, list }
  }

  close(): void {
    this.#now = null
  }

  /** Goes along the list, by 1 or −1. */
  async step(session: Session, by: number): Promise<void> {
    const list = this.of(session)?.list
    const place = list ? list.place + by : -1
    if (!list || place < 0 || place >= list.count) return
    const [row] = rowObjects(
      await session.query(
        sql`select member_id from (${list.statement}) limit 1 offset ${place}`,
        'member-step',
      ),
    )
    if (row?.['member_id'] != null && this.of(session)?.list === list)
      this.show(session, String(row['member_id']), { ...list, place })
  }
}

export const openedMember = new OpenedMember()
