import { ident, join, sql, type Sql } from '../../sql/sql'

/**
 * How a number is brought to a common scale for modelling. With x the number, fitted on the rows given:
 * - `z_score`: (x − mean) ÷ standard deviation (of the sample)
 * - `min_max`: (x − least) ÷ (greatest − least)
 * - `robust`: (x − median) ÷ (Q3 − Q1)
 * - `log1p`: sign(x) · ln(1 + |x|); fits nothing
 * - `yeo_johnson`: the power transform of Yeo and Johnson (2000, Biometrika 87:954–959) with the λ in [−2, 4] that
 *   maximises its profile likelihood, then its z-score
 * - `rank`: the share of the fitted values below x plus half of those equal to it, from 0 to 1; between two of the
 *   values kept (all of them, up to 256) the middle of their shares
 * A column without spread is scaled to 0. What is missing stays missing.
 */
export type Scaling = 'z_score' | 'min_max' | 'robust' | 'log1p' | 'yeo_johnson' | 'rank'

/**
 * The fitted numbers as a SELECT, one row per column: name, method, n, centre, spread, power (λ of
 * Yeo–Johnson, else null), knots (distinct values, ascending) and shares (of `rank`, else null). Made into a table it scores any
 * later rows with `scaled`, as the fitted rows were.
 */
export const fitScaling = (rows: Sql, columns: readonly string[], method: Scaling): Sql =>
  join(
    columns.map((column) => fitOne(values(rows, column), column, method)),
    '\nunion all\n',
  )

/** A column of other rows on the fitted scale: an expression, with `fit` the table of fitted numbers. */
export function scaled(fit: Sql, column: string, method: Scaling): Sql {
  const x = sql`${ident(column)}::double`
  const part = (name: string) => sql`(select ${ident(name)} from ${fit} where name = ${column})`
  switch (method) {
    case 'log1p':
      return signedLog(x)
    case 'rank':
      return rankOf(x, part('knots'), part('shares'))
    case 'yeo_johnson':
      return standard(yeoJohnson(x, part('power')), part('centre'), part('spread'))
    default:
      return standard(x, part('centre'), part('spread'))
  }
}

/** Fitted values kept for ranks, about: of more distinct ones every second, third… stays. */
const KNOTS = 256

const values = (rows: Sql, column: string): Sql =>
  sql`select ${ident(column)}::double as x from ${rows} where ${ident(column)} is not null`

const standard = (x: Sql, centre: Sql, spread: Sql): Sql =>
  sql`case when ${x} is null then null when ${spread} > 0 then (${x} - ${centre}) / ${spread} else 0 end`

const signedLog = (x: Sql): Sql => sql`sign(${x}) * ln(1 + abs(${x}))`

function fitOne(rows: Sql, column: string, method: Scaling): Sql {
  switch (method) {
    case 'z_score':
      return fitted(column, method, sql`avg(x)`, sql`coalesce(stddev_samp(x), 0)`, rows)
    case 'min_max':
      return fitted(column, method, sql`min(x)`, sql`max(x) - min(x)`, rows)
    case 'robust':
      return fitted(
        column,
        method,
        sql`median(x)`,
        sql`quantile_cont(x, 0.75) - quantile_cont(x, 0.25)`,
        rows,
      )
    case 'log1p':
      return fitted(column, method, sql`null`, sql`null`, rows)
    case 'yeo_johnson':
      return fitYeoJohnson(rows, column)
    case 'rank':
      return sql`select
  ${column} as name, ${method} as method, sum(n)::bigint as n, null::double as centre, null::double as spread,
  null::double as power,
  list(x order by x) filter (where kept) as knots, list(share order by x) filter (where kept) as shares
from (
  select
    x, n, (sum(n) over (order by x) - n / 2) / sum(n) over () as share,
    (row_number() over (order by x) - 1) % ceil(count(*) over () / ${KNOTS}) = 0
      or row_number() over (order by x desc) = 1 as kept
  from (select x, count(*) as n from (${rows}) group by x)
)`
  }
}

const fitted = (column: string, method: Scaling, centre: Sql, spread: Sql, rows: Sql): Sql =>
  sql`select
  ${column} as name, ${method} as method, count(*) as n, (${centre})::double as centre, (${spread})::double as spread,
  null::double as power, null::double[] as knots, null::double[] as shares
from (${rows})`

/** λ where the likelihood is greatest: a grid of 61, then one of 41 around its best, so within 0.005 of the optimum. */
function fitYeoJohnson(rows: Sql, column: string): Sql {
  const coarse = sql`select range / 10.0 - 2 as power from range(61)`
  const fine = sql`select b.best + (range - 20) / 200.0 as power from range(41), (${bestOf(rows, coarse)}) as b`
  return sql`select
  ${column} as name, 'yeo_johnson' as method, count(*) as n, avg(y)::double as centre,
  coalesce(stddev_samp(y), 0)::double as spread, min(best)::double as power, null::double[] as knots, null::double[] as shares
from (
  select ${yeoJohnson(sql`x`, sql`b.best`)} as y, b.best from (${rows}), (${bestOf(rows, fine)}) as b
)`
}

/** The λ of a list with the greatest profile likelihood: (λ − 1) Σ sign(x) ln(1 + |x|) − n/2 · ln(variance). */
const bestOf = (rows: Sql, lambdas: Sql): Sql => sql`select coalesce(max_by(power, likelihood), 1) as best
from (
  select power, (power - 1) * sum(${signedLog(sql`x`)}) - count(*) / 2.0 * ln(var_pop(y)) as likelihood
  from (select x, power, ${yeoJohnson(sql`x`, sql`power`)} as y from (${rows}), (${lambdas}))
  group by power
  having var_pop(y) > 0
)`

/** The power transform; x and λ are evaluated several times. */
const yeoJohnson = (x: Sql, lambda: Sql): Sql => sql`case
  when ${x} >= 0 and abs(${lambda}) < 1e-9 then ln(1 + ${x})
  when ${x} >= 0 then (pow(1 + ${x}, ${lambda}) - 1) / ${lambda}
  when abs(${lambda} - 2) < 1e-9 then -ln(1 - ${x})
  else -(pow(1 - ${x}, 2 - ${lambda}) - 1) / (2 - ${lambda})
end`

/** Between two knots the share is halfway between theirs; outside of them 0 or 1. */
const rankOf = (x: Sql, knots: Sql, shares: Sql): Sql => {
  const below = sql`len(list_filter(${knots}, lambda knot: knot <= ${x}))`
  return sql`case
  when ${x} is null then null
  when ${below} = 0 then 0
  when ${knots}[${below}] = ${x} then ${shares}[${below}]
  when ${below} = len(${knots}) then 1
  else (${shares}[${below}] + ${shares}[${below} + 1]) / 2
end`
}
