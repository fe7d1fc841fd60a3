import { ident, join, sql, type Sql } from '../sql/sql'

/** As many values of a category as are compared one by one; the rarer ones are put together. */
const MOST_LEVELS = 200

/**
 * One row: a_n, b_n, both (members), and of the i-th numeric fact a_n_i, a_mean_i, a_var_i (÷ n − 1) and the same for b.
 * @param sides member_id, a, b: who is on which side.
 */
export function numberSides(sides: Sql, facts: Sql, names: readonly string[]): Sql {
  const of = (side: 'a' | 'b', name: string, i: number) => {
    const value = sql`f.${ident(name)}::double`
    const here = sql`filter (where s.${ident(side)})`
    return sql`count(${value}) ${here} as ${ident(`${side}_n_${i}`)},
  avg(${value}) ${here} as ${ident(`${side}_mean_${i}`)},
  var_samp(${value}) ${here} as ${ident(`${side}_var_${i}`)}`
  }
  const columns = names.flatMap((name, i) => [of('a', name, i), of('b', name, i)])
  return sql`select ${join([
    sql`count(*) filter (where s.a) as a_n`,
    sql`count(*) filter (where s.b) as b_n`,
    sql`count(*) filter (where s.a and s.b) as "both"`,
    ...columns,
  ])}
from ${facts} as f
join (${sides}) as s on s.member_id = f.member_id`
}

/** fact, value, a, b: how many on each side have each value; a value of null stands for all rarer ones together. */
export const categorySides = (sides: Sql, facts: Sql, names: readonly string[]): Sql =>
  names.length === 0
    ? sql`select '' as fact, '' as value, 0 as a, 0 as b where false`
    : join(
        names.map(
          (
            name,
          ) => sql`select ${name} as fact, case when place <= ${MOST_LEVELS} then value end as value, sum(a)::double as a, sum(b)::double as b
from (
  select *, row_number() over (order by a + b desc, value) as place
  from (
    select f.${ident(name)} as value, count(*) filter (where s.a) as a, count(*) filter (where s.b) as b
    from ${facts} as f
    join (${sides}) as s on s.member_id = f.member_id
    where f.${ident(name)} is not null and (s.a or s.b)
    group by 1
  )
)
group by 1, 2`,
        ),
        '\nunion all\n',
      )
