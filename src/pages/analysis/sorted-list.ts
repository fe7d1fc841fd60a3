import type { Columns } from '../../engine/database'
import { ident, sql, type Sql } from '../../sql/sql'
import { rowObjects } from '../../sql/rows'

export interface ListSort {
  key: string
  descending: boolean
}

/**
 * A long list of members read a page at a time, in any order, filtered by part of the id. The engine sorts; a page
 * of rows is all that crosses to the page.
 */
export class SortedList {
  readonly #select: Sql
  readonly #query: (statement: Sql, key?: string) => Promise<Columns>

  constructor(select: Sql, query: (statement: Sql, key?: string) => Promise<Columns>) {
    this.#select = select
    this.#query = query
  }

  async count(filter: string): Promise<number> {
    const result = await this.#query(
      sql`select count(*) as n from (${this.#filtered(filter)})`,
      'member-count',
    )
    return Number(rowObjects(result)[0]?.['n'] ?? 0)
  }

  page(filter: string, sort: ListSort, offset: number, limit: number): Promise<Columns> {
    return this.#query(sql`${this.statement(filter, sort)} limit ${limit} offset ${offset}`)
  }

  /** Equal values in the order of the ids, so that pages never overlap. */
  statement(filter: string, sort: ListSort): Sql {
    const direction = sort.descending ? sql`desc nulls last` : sql`asc nulls last`
    return sql`${this.#filtered(filter)} order by ${ident(sort.key)} ${direction}, member_id`
  }

  #filtered(filter: string): Sql {
    return filter === ''
      ? sql`select * from (${this.#select})`
      : sql`select * from (${this.#select}) where contains(lower(member_id), ${filter.toLowerCase()})`
  }
}
