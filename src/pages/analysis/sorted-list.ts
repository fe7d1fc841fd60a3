import type { Columns } from '../../engine/database'
import { ident, join, sql, type Sql } from '../../sql/sql'
import { rowObjects } from '../../sql/rows'

export interface ListSort {
  key: string
  descending: boolean
}

/** Rows up to here are found by sorting no further than to them; later ones by their place in the whole order. */
const NEAR = 2000
const ORDER = ident('temp', 'list_order')

/**
 * A long list of members read a page at a time, in any order, filtered by part of the id. The engine sorts; a page
 * of rows is all that crosses to the page. The list on screen is the only one: the engine keeps one order.
 */
export class SortedList {
  readonly #select: Sql
  readonly #query: (statement: Sql, key?: string) => Promise<Columns>
  readonly #within: string | null
  #order: { of: string; made: Promise<unknown> } | null = null

  /** `within`: the column that tells the rows of a member apart, where she may have several. */
  constructor(
    select: Sql,
    query: (statement: Sql, key?: string) => Promise<Columns>,
    within: string | null = null,
  ) {
    this.#select = select
    this.#query = query
    this.#within = within
  }

  async count(filter: string): Promise<number> {
    const result = await this.#query(
      sql`select count(*) as n from (${this.#filtered(filter)})`,
      'member-count',
    )
    return Number(rowObjects(result)[0]?.['n'] ?? 0)
  }

  async page(filter: string, sort: ListSort, offset: number, limit: number): Promise<Columns> {
    const statement = this.statement(filter, sort)
    if (offset < NEAR) return this.#query(sql`${statement} limit ${limit} offset ${offset}`)
    try {
      await this.#ordered(statement)
      const same = this.#keys().map((key) => sql`s.${key} = o.${key}`)
      return await this.#query(
        sql`select s.*
from ${ORDER} as o
join (${this.#select}) as s on ${join(same, ' and ')}
where o.rowid between ${offset} and ${offset + limit - 1}
order by o.rowid`,
      )
    } catch (error) {
      // Cancelled, or the engine is a new one: whoever asks next makes the order again.
      this.#order = null
      throw error
    }
  }

  /** Equal values in the order of the ids, so that pages never overlap. */
  statement(filter: string, sort: ListSort): Sql {
    const direction = sort.descending ? sql`desc nulls last` : sql`asc nulls last`
    return sql`${this.#filtered(filter)} order by ${ident(sort.key)} ${direction}, ${join(this.#keys())}`
  }

  /** Columns that no two rows share. */
  #keys(): Sql[] {
    return (this.#within === null ? ['member_id'] : ['member_id', this.#within]).map((key) => ident(key))
  }

  /** Makes the whole order once, for as long as the list stays in it. */
  #ordered(statement: Sql): Promise<unknown> {
    if (this.#order?.of !== statement.text) {
      const made = this.#query(
        sql`create or replace temp table list_order as select ${join(this.#keys())} from (${statement})`,
        'member-order',
      )
      this.#order = { of: statement.text, made }
    }
    return this.#order.made
  }

  #filtered(filter: string): Sql {
    return filter === ''
      ? sql`select * from (${this.#select})`
      : sql`select * from (${this.#select}) where contains(lower(member_id), ${filter.toLowerCase()})`
  }
}
