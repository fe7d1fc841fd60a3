import { flagMasks, longFlags, MASK_BITS } from '../segments/flags.sql'
import type { Rule } from '../segments/rule'
import { ident, sql, type Sql } from '../sql/sql'
import type { Lens, Step } from './analysis'
import { hashText } from './hash'
import { once } from './once'
import type { Numerics, ResultDatabase } from './runner'

/** As many as a page compares at once: each is as long as the list of members. */
const MOST_KEPT = 6

/** A SELECT of member_id, t0, t1, …: of whom each of the rules holds. */
export type SelectFlags = (
  rules: readonly Rule[],
  lens: Lens,
  signal: AbortSignal | undefined,
) => Promise<Sql>

/** Tables of all members looked at, with a boolean for each of many rules: made once, and then counted in any way. */
export class FlagTables {
  readonly #db: ResultDatabase
  readonly #numerics: Numerics
  readonly #select: SelectFlags
  readonly #made = new Map<string, Promise<Sql>>()
  readonly #pairs = new Map<string, Promise<Sql>>()
  #shown: string | null = null

  constructor(db: ResultDatabase, numerics: Numerics, select: SelectFlags) {
    this.#db = db
    this.#numerics = numerics
    this.#select = select
  }

  /** The table of these rules; the least lately asked for gives way. */
  async table(rules: readonly Rule[], lens: Lens, signal?: AbortSignal): Promise<Sql> {
    const key = keyOf(rules, lens)
    const table = await once(this.#made, key, async () => {
      const target = ident('result', `flags_${key}`)
      const select = await this.#select(rules, lens, signal)
      await this.#db.run(sql`create or replace table ${target} as\n${select}`, signal ? { signal } : {})
      return target
    })
    const kept = this.#made.get(key)
    if (kept) {
      this.#made.delete(key)
      this.#made.set(key, kept)
    }
    await this.#makeRoom()
    return table
  }

  /** a, b, both: how many members have each two of the flags at once, a < b. */
  async pairs(rules: readonly Rule[], lens: Lens, signal?: AbortSignal): Promise<Sql> {
    const key = keyOf(rules, lens)
    return once(this.#pairs, key, async () => {
      const request = signal ? { signal } : {}
      const flags = await this.table(rules, lens, signal)
      const masks = await this.#db.arrow(flagMasks(flags, rules.length), request)
      const made = await this.#numerics.run(
        'tagOverlap',
        masks,
        { flags: rules.length, bits: MASK_BITS },
        request,
      )
      const name = `flag_pairs_${key}`
      await this.#db.run(sql`drop table if exists ${ident('result', name)}`)
      await this.#db.insertArrow({ schema: 'result', name }, made, { create: true })
      return ident('result', name)
    })
  }

  /** Lets the view `member_tags` say which of the named rules hold for whom. */
  async show(names: readonly string[], rules: readonly Rule[], lens: Lens): Promise<void> {
    const key = hashText(JSON.stringify([names, keyOf(rules, lens)]))
    const flags = await this.table(rules, lens)
    if (this.#shown === key) return
    this.#shown = key
    await this.#db.run(sql`create or replace view ${MEMBER_TAGS} as\n${longFlags(flags, names)}`)
  }

  /** What has to be dropped when the shop's tables change. */
  forget(): Sql[] {
    this.#made.clear()
    this.#pairs.clear()
    this.#shown = null
    return [sql`drop view if exists ${MEMBER_TAGS}`]
  }

  async #makeRoom(): Promise<void> {
    const old = [...this.#made.keys()].slice(0, -MOST_KEPT)
    for (const key of old) {
      this.#made.delete(key)
      // The view reads one of them, perhaps this: it is made again when it is asked for again.
      this.#shown = null
      await this.#db.run(sql`drop view if exists ${MEMBER_TAGS}`)
      await this.#db.run(sql`drop table if exists ${ident('result', `flags_${key}`)}`)
    }
  }
}

/** Holds, for the SQL page and exports, a row for each tag that a member has. */
export const MEMBER_TAGS = ident('main', 'member_tags')

export const MEMBER_TAGS_WORDS: Pick<Step, 'about' | 'columns'> = {
  about: {
    en: 'A row for each tag that a member has, as the page of tags last counted them.',
    zh: '会员拥有的每个标签一行,以标签页最近一次计算为准。',
  },
  columns: [
    { name: 'member_id', type: 'id', about: { en: 'Member', zh: '会员' } },
    { name: 'tag', type: 'text', about: { en: 'Name of the tag', zh: '标签名称' } },
  ],
}

const keyOf = (rules: readonly Rule[], lens: Lens): string => hashText(JSON.stringify([rules, lens]))
