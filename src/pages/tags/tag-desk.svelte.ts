import type { Lens } from '../../analyses/analysis'
import { overlapOf } from '../../analyses/starter-tags'
import { flag, flagMoves } from '../../segments/flags.sql'
import type { Overlap } from '../../segments/overlap'
import { isExpired, resolved, RuleFault, type Rule, type Tag } from '../../segments/rule'
import { rowObjects } from '../../sql/rows'
import { join, sql, type Sql } from '../../sql/sql'
import type { Session } from '../session.svelte'
import { Job } from '../warehouse/job.svelte'

/** A tag with what is known of it. */
export interface TagRow {
  tag: Tag
  /** The place of its flag in the table; null where its rule cannot be evaluated. */
  place: number | null
  members: number
  /** Of the members looked at. */
  share: number
  /** Against the earlier day; null until it is counted. */
  entered: number | null
  left: number | null
  expired: boolean
  fault: RuleFault | null
  /** The tag before it that holds nearly the same members. */
  sameAs: Tag | null
}

/** The tags that can be evaluated, counted under the lens. */
export interface TagCounts {
  tags: readonly Tag[]
  flags: Sql
  members: number
  /** Members with a tag at all. */
  tagged: number
  overlap: Overlap
}

/** Who entered and who left each of them since an earlier day. */
export interface TagMoves {
  tags: readonly Tag[]
  entered: readonly number[]
  left: readonly number[]
}

/** What the page of tags counts: the tags under the lens, and then against an earlier day. */
export class TagDesk {
  readonly counts = new Job<TagCounts>()
  readonly moves = new Job<TagMoves>()
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  /** Counts what has changed since it was last asked. */
  look(before: string): void {
    const { version, lens } = this.#session
    if (!lens) return
    const tags = this.#session.book.present.tags
    const key = JSON.stringify([version, lens, this.#resolved(tags).rules])
    this.counts.ensure(key, (signal) => this.#count(tags, lens, signal))
    this.moves.ensure(`${key} ${before}`, (signal) => this.#compare(tags, lens, before, signal))
  }

  /** Every tag of the book, as far as it is counted. */
  get rows(): TagRow[] {
    const { tags } = this.#session.book.present
    const [counted, moved] = [this.counts.result, this.moves.result]
    const doubles = counted?.overlap.doubles() ?? []
    return tags.map((tag) => {
      const place = counted?.tags.findIndex(({ id }) => id === tag.id) ?? -1
      const then = moved?.tags.findIndex(({ id }) => id === tag.id) ?? -1
      const members = counted?.overlap.counts[place] ?? 0
      const double = doubles[place] ?? null
      return {
        tag,
        place: place < 0 ? null : place,
        members,
        share: counted && counted.members > 0 ? members / counted.members : 0,
        entered: moved?.entered[then] ?? null,
        left: moved?.left[then] ?? null,
        expired: isExpired(tag, this.#session.lens?.asOf ?? ''),
        fault: this.#faultOf(tag.rule),
        sameAs: double === null ? null : (counted?.tags[double] ?? null),
      }
    })
  }

  /** member_id of those with all of some tags and none of others, by their places. */
  static membersWith(counts: TagCounts, having: readonly number[], lacking: readonly number[]): Sql {
    const conditions = [
      ...having.map((place) => flag(place)),
      ...lacking.map((place) => sql`not ${flag(place)}`),
    ]
    return sql`select member_id from ${counts.flags} where ${conditions.length === 0 ? sql`true` : join(conditions, ' and ')}`
  }

  async #count(tags: readonly Tag[], lens: Lens, signal: AbortSignal): Promise<TagCounts> {
    const { runner } = this.#session.looking
    const engine = await this.#session.engine.get()
    const { good, rules } = this.#resolved(tags)
    const { flags, members, overlap } = await overlapOf(runner, engine, rules, lens, signal)
    const [row] =
      rules.length === 0
        ? []
        : rowObjects(
            await engine.query(
              sql`select count(*) as n from ${flags} where ${join(
                rules.map((_, i) => flag(i)),
                ' or ',
              )}`,
              { signal },
            ),
          )
    const names = good.map(({ name }) => name)
    await runner.flags.show(names, rules, lens)
    return { tags: good, flags, members, tagged: Number(row?.['n'] ?? 0), overlap }
  }

  async #compare(tags: readonly Tag[], lens: Lens, before: string, signal: AbortSignal): Promise<TagMoves> {
    const { runner } = this.#session.looking
    const engine = await this.#session.engine.get()
    const { good, rules } = this.#resolved(tags)
    if (rules.length === 0) return { tags: [], entered: [], left: [] }
    const now = await runner.flags.table(rules, lens, signal)
    const then = await runner.flags.table(rules, { ...lens, asOf: before }, signal)
    const [row = {}] = rowObjects(await engine.query(flagMoves(now, then, rules.length), { signal }))
    const of = (name: string) => rules.map((_, i) => Number(row[`${name}${i}`] ?? 0))
    return { tags: good, entered: of('entered'), left: of('left') }
  }

  /** The tags whose rules can be evaluated, with these. */
  #resolved(tags: readonly Tag[]): { good: readonly Tag[]; rules: readonly Rule[] } {
    const book = this.#session.book.present
    const good = tags.filter(({ rule }) => this.#faultOf(rule) === null)
    return { good, rules: good.map(({ id, rule }) => resolved(rule, book, [`tag ${id}`])) }
  }

  #faultOf(rule: Rule): RuleFault | null {
    try {
      resolved(rule, this.#session.book.present)
      return null
    } catch (error) {
      if (error instanceof RuleFault) return error
      throw error
    }
  }
}

const desks = new WeakMap<Session, TagDesk>()

/** What was counted stays while other pages are looked at. */
export function tagDeskOf(session: Session): TagDesk {
  const known = desks.get(session) ?? new TagDesk(session)
  desks.set(session, known)
  return known
}
