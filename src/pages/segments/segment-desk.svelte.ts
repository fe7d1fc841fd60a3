import type { Lens } from '../../analyses/analysis'
import { flag } from '../../segments/flags.sql'
import { resolved, RuleFault, type Rule, type Segment } from '../../segments/rule'
import { inPart } from '../../segments/sampled.sql'
import { rowObjects } from '../../sql/rows'
import { ident, join, sql, type Sql } from '../../sql/sql'
import type { Session } from '../session.svelte'
import { Job } from '../warehouse/job.svelte'

export interface SegmentRow {
  segment: Segment
  /** The place of its flag; null where its rule cannot be evaluated. */
  place: number | null
  members: number
  share: number
  /** Share of what all members spent; null where nobody spent anything. */
  spentShare: number | null
}

export interface SegmentCounts {
  segments: readonly Segment[]
  flags: Sql
  members: number
  spent: number
  sizes: readonly { members: number; spent: number }[]
}

/** The sizes of all segments, of all members under the lens. */
export class SegmentDesk {
  readonly counts = new Job<SegmentCounts>()
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  look(): void {
    const { version, lens } = this.#session
    if (!lens) return
    const { population: _, ...all } = lens
    const good = this.#resolved()
    const key = JSON.stringify([version, all, good.map(({ segment, rule }) => [rule, segment.sample])])
    this.counts.ensure(key, (signal) => this.#count(good, all, signal))
  }

  get rows(): SegmentRow[] {
    const counted = this.counts.result
    return this.#session.book.present.segments.map((segment) => {
      const place = counted?.segments.findIndex(({ id }) => id === segment.id) ?? -1
      const size = counted?.sizes[place]
      return {
        segment,
        place: place < 0 ? null : place,
        members: size?.members ?? 0,
        share: counted && counted.members > 0 ? (size?.members ?? 0) / counted.members : 0,
        spentShare: counted && counted.spent > 0 ? (size?.spent ?? 0) / counted.spent : null,
      }
    })
  }

  /** member_id of the members of a segment as it stands, sampled where it is. */
  static members(counts: SegmentCounts, place: number): Sql {
    return sql`select s.member_id from ${counts.flags} as s where ${SegmentDesk.has(counts, place)}`
  }

  /** Whether a row `s` of the flags is in a segment. */
  static has(counts: SegmentCounts, place: number): Sql {
    const sample = counts.segments[place]?.sample
    return sample ? sql`(s.${flag(place)} and ${inPart(sql`s.member_id`, sample)})` : sql`s.${flag(place)}`
  }

  /** The segments whose rules can be evaluated, with these. */
  #resolved(): { segment: Segment; rule: Rule }[] {
    const book = this.#session.book.present
    return book.segments.flatMap((segment) => {
      try {
        return [{ segment, rule: resolved(segment.rule, book, [`segment ${segment.id}`]) }]
      } catch (error) {
        if (error instanceof RuleFault) return []
        throw error
      }
    })
  }

  async #count(
    good: readonly { segment: Segment; rule: Rule }[],
    lens: Lens,
    signal: AbortSignal,
  ): Promise<SegmentCounts> {
    const { runner } = this.#session.looking
    const engine = await this.#session.engine.get()
    const flags = await runner.flags.table(
      good.map(({ rule }) => rule),
      lens,
      signal,
    )
    const { table, known } = await runner.facts(lens, signal)
    const segments = good.map(({ segment }) => segment)
    const counts: SegmentCounts = { segments, flags, members: 0, spent: 0, sizes: [] }
    const spent = known.has('spent') ? sql`f.spent::double` : sql`0::double`
    const columns = segments.flatMap((_, place) => {
      const here = sql`filter (where ${SegmentDesk.has(counts, place)})`
      return [
        sql`count(*) ${here} as ${ident(`n${place}`)}`,
        sql`sum(${spent}) ${here} as ${ident(`s${place}`)}`,
      ]
    })
    const [row = {}] = rowObjects(
      await engine.query(
        sql`select ${join([sql`count(*) as members`, sql`sum(${spent}) as spent`, ...columns])}
from ${flags} as s
join ${table} as f on f.member_id = s.member_id`,
        { signal },
      ),
    )
    return {
      ...counts,
      members: Number(row['members'] ?? 0),
      spent: Number(row['spent'] ?? 0),
      sizes: segments.map((_, place) => ({
        members: Number(row[`n${place}`] ?? 0),
        spent: Number(row[`s${place}`] ?? 0),
      })),
    }
  }
}

const desks = new WeakMap<Session, SegmentDesk>()

export function segmentDeskOf(session: Session): SegmentDesk {
  const known = desks.get(session) ?? new SegmentDesk(session)
  desks.set(session, known)
  return known
}
