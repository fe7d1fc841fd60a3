import type { Database } from '../engine/database'
import { ownFactName, type OwnColumn } from '../segments/facts/own'
import { rowObjects } from '../sql/rows'
import { ident, join, sql, type Sql } from '../sql/sql'

/** A column of member_attributes, and the fact that it is. */
export interface OwnFact {
  header: string
  name: string
}

/** Which of the headers of a table name, or lead to, a person. */
export type PointAtPersons = (headers: readonly string[]) => readonly boolean[]

/** Fewer different values than this are told apart, whatever they are. */
const FEW = 50

/**
 * The columns of member_attributes that say something of members in general: not those that number them (whole and all
 * different), nor names and notes (more different texts than half of the members who have one), nor what a header says is
 * a person's: a first name that many share is no trait. Those of a single value come last, as they tell nobody apart.
 * `numericIncome`: what they earn is written as numbers, and so is no category.
 */
export async function ownFacts(
  db: Database,
  pointAtPersons: PointAtPersons,
  request: { signal?: AbortSignal } = {},
): Promise<{ columns: OwnFact[]; numericIncome: boolean }> {
  const found = rowObjects(
    await db.query(
      sql`select column_name as header, data_type as type from information_schema.columns
where table_name = 'member_attributes' and column_name <> 'member_id' order by ordinal_position`,
      request,
    ),
  ).map((row): OwnColumn => ({
    header: String(row['header']),
    type: row['type'] === 'DOUBLE' ? 'number' : 'category',
  }))
  if (found.length === 0) return { columns: [], numericIncome: false }
  const counts = found.map(
    ({ header, type }, i) => sql`count(${ident(header)})::integer as ${ident(`n_${String(i)}`)},
  count(distinct ${ident(header)})::integer as ${ident(`values_${String(i)}`)},
  ${type === 'number' ? sql`coalesce(bool_and(${ident(header)} = floor(${ident(header)})), false)::integer` : sql`0`} as ${ident(`whole_${String(i)}`)}`,
  )
  const [row] = rowObjects(
    await db.query(sql`select ${join(counts)}, ${NUMERIC_INCOME} as income from member_attributes`, request),
  )
  const of = (name: string) => Number(row?.[name] ?? 0)
  const persons = pointAtPersons(found.map(({ header }) => header))
  const taken = new Set<string>()
  const columns = found.flatMap((column, i): (OwnFact & { varies: boolean })[] => {
    const [n, values] = [of(`n_${String(i)}`), of(`values_${String(i)}`)]
    const numbersThem = of(`whole_${String(i)}`) === 1 && values === n
    const namesThem = column.type === 'category' && values > n / 2
    const name = ownFactName(column)
    if (n === 0 || persons[i] || taken.has(name) || (values > FEW && (numbersThem || namesThem))) return []
    taken.add(name)
    return [{ header: column.header, name, varies: values > 1 }]
  })
  const inOrder = [...columns.filter(({ varies }) => varies), ...columns.filter(({ varies }) => !varies)]
  return { columns: inOrder.map(({ header, name }) => ({ header, name })), numericIncome: of('income') === 1 }
}

const NUMERIC_INCOME = sql`(
  select (count(distinct income) > ${FEW} and count(try_cast(income as double)) = count(income))::integer from members
)`

/** `facts` (member_id and more), with a column for each of the shop's own. */
export const withOwnFacts = (facts: Sql, columns: readonly OwnFact[]): Sql =>
  columns.length === 0
    ? facts
    : sql`select f.*, ${join(columns.map(({ header, name }) => sql`a.${ident(header)} as ${ident(name)}`))}
from (
${facts}
) as f
left join member_attributes as a on a.member_id = f.member_id`
