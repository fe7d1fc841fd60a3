import { ident, join, sql, type Sql } from '../../sql/sql'

/** Of the standard normal distribution: 95 % lie within ± so much. */
const Z95 = 1.959963984540054

/** letter1, letter2, …: columns as the kernels name them. */
export const numbered = (of: string, letter: string, count: number): Sql[] =>
  Array.from({ length: count }, (_, i) => ident(of, `${letter}${i + 1}`))

/** g'Cg of slopes g and the covariance in the columns c11, c12 … of `of`: the delta method. */
export const quadratic = (slopes: readonly Sql[], of: string): Sql =>
  slopes
    .flatMap((one, i) =>
      slopes
        .slice(i)
        .map(
          (other, k) => sql`${k === 0 ? 1 : 2} * ${one} * ${other} * ${ident(of, `c${i + 1}${i + k + 1}`)}`,
        ),
    )
    .reduce((sum, term) => sql`${sum} + ${term}`)

/** An end of the 95 % interval of an expectation whose logarithm has a variance. */
export const endOf = (expected: Sql, varianceOfLog: Sql, end: 'low' | 'high'): Sql =>
  sql`${expected} * exp(${end === 'low' ? -Z95 : Z95} * sqrt(${varianceOfLog}))`

/**
 * An end of the 95 % range of a sum itself, of mean and variance: that of the lognormal distribution of the two, which
 * never falls below nothing.
 */
export const endOfSum = (mean: Sql, variance: Sql, end: 'low' | 'high'): Sql => {
  const log = sql`ln(1 + (${variance}) / nullif((${mean}) * (${mean}), 0))`
  return sql`${mean} * exp(${end === 'low' ? -Z95 : Z95} * sqrt(${log}) - ${log} / 2)`
}

/**
 * Members with what Gamma-Gamma knows of each: kx repeat purchases of mean km, nothing of those without one worth
 * something. Under it E[M | kx, km] is p (γ + kx km) ÷ (p kx + q − 1).
 */
export const withKnownSpend = (members: Sql): Sql => sql`(
  select
    *, case when x > 0 and mean_repeat > 0 then x else 0 end as kx,
    case when x > 0 and mean_repeat > 0 then mean_repeat else 0 end as km
  from ${members}
)`

/** Slopes of its logarithm in ln p, ln q and ln γ, as h1, h2, h3; null where the population has no mean. */
export const spendSlopes = sql`case when g.q > 1 then (g.q - 1) / (g.p * c.kx + g.q - 1) end as h1,
    case when g.q > 1 then -g.q / (g.p * c.kx + g.q - 1) end as h2,
    case when g.q > 1 then g.gamma / (g.gamma + c.kx * c.km) end as h3`

/** Sums of a weight times each slope: the slopes of the sum of the weights in the same parameters. */
export const slopesOfSum = (weight: Sql, slopes: readonly Sql[], letter: string): Sql =>
  join(slopes.map((slope, i) => sql`sum(${weight} * ${slope}) as ${ident(`${letter}${i + 1}`)}`))
