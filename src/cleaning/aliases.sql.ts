import { sql, type Sql } from '../sql/sql'
import { rawTable } from './load.sql'
import type { Recipe, SourcePlan } from './recipe'
import { readColumn } from './typed.sql'

const bridges = ({ table, mapping }: SourcePlan): boolean =>
  table === 'members' && mapping['member_id'] !== undefined && mapping['order_member_id'] !== undefined

/** Whether a list of members says which member an id in the orders stands for. */
export const hasAliases = (recipe: Recipe): boolean => recipe.sources.some(bridges)

/** `member_aliases`: alias, the id that orders carry; member_id, the person it stands for. No alias twice. */
export function memberAliases(recipe: Recipe): Sql {
  const parts = recipe.sources.flatMap((source, index) =>
    bridges(source)
      ? [
          sql`select ${readColumn(source, 'order_member_id', 'id')} as alias, ${readColumn(source, 'member_id', 'id')} as member_id
from ${rawTable(index)}`,
        ]
      : [],
  )
  return sql`create or replace table member_aliases as
select alias, min(member_id) as member_id
from (
${parts.reduce((all, part) => sql`${all}\nunion all\n${part}`)}
)
where alias is not null and member_id is not null
group by alias`
}

/** Rows with a `member_id` column, each id replaced by the person it stands for; ids nobody explains stay. */
export const byPerson = (recipe: Recipe, rows: Sql): Sql =>
  hasAliases(recipe)
    ? sql`select w.* replace (coalesce(a.member_id, w.member_id) as member_id)
from (
${rows}
) as w
left join member_aliases as a on a.alias = w.member_id`
    : rows
