import { ident, join, sql, type Sql } from '../sql/sql'

/** fact, value, n: the `most` most frequent values of each category fact, by count and then by name. */
export const frequentValues = (facts: Sql, names: readonly string[], most: number): Sql =>
  names.length === 0
    ? sql`select '' as fact, '' as value, 0 as n where false`
    : join(
        names.map(
          (name) => sql`(select ${name} as fact, ${ident(name)} as value, count(*) as n
from ${facts} where ${ident(name)} is not null group by 2 order by n desc, value limit ${most})`,
        ),
        '\nunion all\n',
      )

/** One row: n, missing, and of a numeric fact low, q1, median, q3, high. Quartiles are values that members have. */
export const numberProfile = (facts: Sql, name: string): Sql => {
  const value = sql`${ident(name)}::double`
  return sql`select
  n, missing, low, quartiles[1] as q1, quartiles[2] as median, quartiles[3] as q3, high
from (
  select
    count(${value}) as n, count(*) - count(${value}) as missing, min(${value}) as low, max(${value}) as high,
    quantile_disc(${value}, [0.25, 0.5, 0.75]) as quartiles
  from ${facts}
)`
}

/** One row: n, missing, and how many different values a category fact has. */
export const categoryProfile = (facts: Sql, name: string): Sql =>
  sql`select count(${ident(name)}) as n, count(*) - count(${ident(name)}) as missing, count(distinct ${ident(name)}) as values
from ${facts}`
