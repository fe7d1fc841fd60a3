import { rawTable } from '../cleaning/load.sql'
import type { DeletedMembers, Recipe, SourcePlan } from '../cleaning/recipe'
import { readColumn } from '../cleaning/typed.sql'
import { headerMatch } from '../shop/headers'
import { shopTable } from '../shop/tables'
import { ident, join, list, sql, type Sql } from '../sql/sql'
import { pseudonymOf } from './pseudonym.sql'

/** Whether an id is among those that the recipe says are deleted; the recipe holds their hashes alone. */
export const isDeleted =
  (deleted: readonly DeletedMembers[]) =>
  (id: Sql): Sql =>
    deleted.length === 0
      ? sql`false`
      : sql`(${join(
          deleted.map(
            ({ salt, members }) => sql`${pseudonymOf(id, salt)} in (select unnest(${list(members)}))`,
          ),
          ' or ',
        )})`

/**
 * `temp.deleted_ids` (id) and `temp.deleted_orders` (order_id): the ids in the raw tables that `matches` says are
 * deleted, with the other ids they go by in orders, and the orders that are of nobody else.
 */
export function findDeleted(recipe: Recipe, matches: (id: Sql) => Sql): Sql[] {
  const ids = recipe.sources.flatMap((source, index) =>
    idColumns(recipe, source).map((id) => sql`select ${id} as id from ${rawTable(index)}`),
  )
  const bridges = recipe.sources.flatMap(({ mapping }, index) => {
    const source = recipe.sources[index]
    return source && mapping['member_id'] !== undefined && mapping['order_member_id'] !== undefined
      ? [
          sql`select ${readColumn(source, 'order_member_id', 'id')} as alias, ${readColumn(source, 'member_id', 'id')} as member_id from ${rawTable(index)}`,
        ]
      : []
  })
  const orders = recipe.sources.flatMap((source, index) =>
    source.mapping['order_id'] !== undefined && idColumns(recipe, source).length > 0
      ? [
          sql`select ${readColumn(source, 'order_id', 'id')} as order_id, ${goes(recipe, source)} as goes from ${rawTable(index)}`,
        ]
      : [],
  )
  return [
    sql`create or replace temp table deleted_ids as
select id from (${union(ids, sql`select cast(null as varchar) as id where false`)})
where id is not null group by id having ${matches(sql`id`)}`,
    ...(bridges.length > 0
      ? [
          sql`insert into temp.deleted_ids
select alias from (${union(bridges)}) where member_id in (select id from temp.deleted_ids) and alias is not null`,
        ]
      : []),
    sql`create or replace temp table deleted_orders as
select order_id from (${union(orders, sql`select cast(null as varchar) as order_id, false as goes where false`)})
where order_id is not null group by order_id having bool_and(goes)`,
  ]
}

/** Whether a row of a file goes, once `findDeleted` has run: it names the member, or belongs to an order that does. */
export function goes(recipe: Recipe, source: SourcePlan): Sql {
  const ids = idColumns(recipe, source)
  if (ids.length > 0)
    return join(
      ids.map((id) => sql`coalesce(${id} in (select id from temp.deleted_ids), false)`),
      ' or ',
    )
  return source.mapping['order_id'] === undefined
    ? sql`false`
    : sql`coalesce(${readColumn(source, 'order_id', 'id')} in (select order_id from temp.deleted_orders), false)`
}

/** The columns of a file that hold ids of members: as mapped; in files that are no shop table, by their names. */
function idColumns(recipe: Recipe, source: SourcePlan): Sql[] {
  const mapped = ['member_id', 'order_member_id'].filter((role) => source.mapping[role] !== undefined)
  if (source.table !== null || mapped.length > 0) return mapped.map((role) => readColumn(source, role, 'id'))
  const known = new Set(recipe.sources.flatMap(({ mapping }) => mapping['member_id'] ?? []))
  return source.columns
    .filter(({ name }) => known.has(name) || headerMatch(name, MEMBER_WORDS).score === 1)
    .map(({ name }) => sql`trim(cast(${ident(name)} as varchar))`)
}

const MEMBER_WORDS = shopTable('members').columns.find(({ name }) => name === 'member_id')?.words ?? []

const union = (parts: readonly Sql[], nothing?: Sql): Sql =>
  join(parts.length === 0 && nothing ? [nothing] : parts, '\nunion all\n')
