import { list, sql, type Sql } from '../sql/sql'

/** Ids as somebody pasted them: one a line, or parted by commas, semicolons or tabs; each once, in their order. */
export const pastedIds = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\r\n\t,;,;、]+/)
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  ),
]

/** id, mark, found: the mark md5(salt ‖ id) of each id, and whether a member has it. */
export const markedIds = (ids: readonly string[], salt: string, members: Sql): Sql =>
  sql`select g.id, md5(${salt} || g.id) as mark, (m.member_id is not null)::integer as found
from (select unnest(${ids.length === 0 ? sql`cast([] as varchar[])` : list(ids)}) as id) as g
left join (select distinct member_id from ${members}) as m on m.member_id = g.id`
