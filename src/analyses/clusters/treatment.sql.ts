import { isNumeric, knownFacts, MEMBER_FACTS } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import type { ClusterParameters, Features } from './parameters'

/** Quantiles that values are drawn in to, and how many interquartile ranges the fences are out. */
const [LOW, HIGH, FENCE] = [0.01, 0.99, 3]

/**
 * A fact as a number. Means are taken to 24 bits: their last bits depend on the order of the rows they were added up
 * in, and what is clustered must not.
 */
export const numberOf = ({ name, type }: MemberFact): Sql =>
  type === 'number' || type === 'share' ? sql`${ident(name)}::real::double` : sql`${ident(name)}::double`

/**
 * One row a feature: members, known (how many have it), least, most, median, low and high (the bounds that outliers
 * are held to; null without), below and above (how many are beyond).
 */
export function boundsOf(facts: Sql, { numeric }: Features, outliers: string): Sql {
  if (numeric.length === 0) return NO_BOUNDS
  const column = (prefix: string, i: number) => ident(`${prefix}_${String(i)}`)
  const values = numeric.map((fact, i) => sql`${numberOf(fact)} as ${column('x', i)}`)
  const wide = numeric.map((_, i) => {
    const x = column('x', i)
    return sql`count(${x}) as ${column('known', i)}, min(${x}) as ${column('least', i)},
  max(${x}) as ${column('most', i)}, median(${x}) as ${column('median', i)},
  quantile_cont(${x}, [${LOW}, 0.25, 0.75, ${HIGH}]) as ${column('q', i)}`
  })
  const limits = numeric.map(
    (_, i) =>
      sql`${limit(column('q', i), outliers, 'low')} as ${column('low', i)}, ${limit(column('q', i), outliers, 'high')} as ${column('high', i)}`,
  )
  const beyond = numeric.map((_, i) => {
    const x = column('x', i)
    return sql`count(*) filter (where ${x} < ${column('low', i)}) as ${column('below', i)},
  count(*) filter (where ${x} > ${column('high', i)}) as ${column('above', i)}`
  })
  const rows = numeric.map(
    ({ name }, i) => sql`select ${i} as place, ${name} as feature, members, ${column('known', i)} as known,
  ${column('least', i)} as least, ${column('most', i)} as most, ${column('median', i)} as median,
  ${column('low', i)} as low, ${column('high', i)} as high, ${column('below', i)} as below, ${column('above', i)} as above
from limits, beyond`,
  )
  return sql`with values_of as materialized (select ${join(values)} from ${facts}),
wide as materialized (select count(*)::integer as members, ${join(wide)} from values_of),
limits as materialized (select *, ${join(limits)} from wide),
beyond as materialized (select ${join(beyond)} from values_of, limits)
select * from (
${join(rows, '\nunion all\n')}
) order by place`
}

const NO_BOUNDS = sql`select cast(null as integer) as place, cast(null as varchar) as feature, 0 as members, 0 as known,
  cast(null as double) as least, cast(null as double) as most, cast(null as double) as median,
  cast(null as double) as low, cast(null as double) as high, 0 as below, 0 as above
where false`

/** A bound; null where values are left as they are, and where the quartiles are equal, so that there is no fence. */
function limit(quantiles: Sql, outliers: string, end: 'low' | 'high'): Sql {
  const isLow = end === 'low'
  switch (outliers) {
    case 'winsorise':
      return sql`${quantiles}[${isLow ? 1 : 4}]`
    case 'fences':
      return sql`case when ${quantiles}[3] > ${quantiles}[2] then ${quantiles}[${isLow ? 2 : 3}] ${isLow ? sql`-` : sql`+`} ${FENCE} * (${quantiles}[3] - ${quantiles}[2]) end`
    default:
      return sql`cast(null as double)`
  }
}

/** How one feature is treated, in numbers: literals, or columns of a row of bounds. */
export interface Bounds {
  median: Sql
  low: Sql
  high: Sql
}

/** The value that is clustered, from the fact. */
export function treated(fact: MemberFact, { median, low, high }: Bounds, p: Treatment): Sql {
  const value = p.missing === 'median' ? sql`coalesce(${numberOf(fact)}, ${median})` : numberOf(fact)
  return p.outliers === 'winsorise'
    ? sql`case when ${value} is not null then greatest(least(${value}, ${high}), ${low}) end`
    : value
}

/** Why a member gets no cluster: outlier, missing; null where nothing stands in the way. */
export function reasonOf(features: Features, bounds: readonly Bounds[], p: Treatment): Sql {
  const beyond = features.numeric.flatMap((fact, i) => {
    const found = bounds[i]
    return found ? [sql`${numberOf(fact)} < ${found.low}`, sql`${numberOf(fact)} > ${found.high}`] : []
  })
  const absent = features.numeric.map((fact) => sql`${ident(fact.name)} is null`)
  const cases = [
    ...(p.outliers === 'fences' && beyond.length > 0
      ? [sql`when ${join(beyond, ' or ')} then 'outlier'`]
      : []),
    ...(p.missing === 'omit' && absent.length > 0 ? [sql`when ${join(absent, ' or ')} then 'missing'`] : []),
  ]
  return cases.length === 0 ? sql`cast(null as varchar)` : sql`case ${join(cases, ' ')} end`
}

export type Treatment = Pick<ClusterParameters, 'outliers' | 'missing'>

/**
 * One row a member: row (from 1 in the order of md5(member_id), so that no file's order matters), member_id, aside
 * (outlier, missing or null), the features as they are clustered, the categories.
 */
export function rowsOf(facts: Sql, bounds: Sql, features: Features, p: Treatment): Sql {
  const of = (i: number): Bounds => {
    const column = (name: string) => ident('b', `${name}_${String(i)}`)
    return { median: column('median'), low: column('low'), high: column('high') }
  }
  const all = features.numeric.map((_, i) => of(i))
  const pivoted = features.numeric.flatMap((_, i) =>
    ['median', 'low', 'high'].map(
      (name) => sql`max(${ident(name)}) filter (where place = ${i}) as ${ident(`${name}_${String(i)}`)}`,
    ),
  )
  const columns = [
    ...features.numeric.map((fact, i) => sql`${treated(fact, of(i), p)} as ${ident(fact.name)}`),
    ...features.categories.map(({ name }) => sql`${ident('f', name)}::varchar as ${ident(name)}`),
  ]
  return sql`select
  row_number() over (order by md5(f.member_id), f.member_id)::double as "row", f.member_id,
  ${reasonOf(features, all, p)} as aside${columns.length === 0 ? empty : sql`,\n  ${join(columns, ', ')}`}
from ${facts} as f${pivoted.length === 0 ? empty : sql`\ncross join (select ${join(pivoted)} from ${bounds}) as b`}`
}

/** The rows a kernel clusters; without features not even one, so that it says what it misses. */
export function clustered(rows: Sql, features: Features, most?: number): Sql {
  const names = [...features.numeric, ...features.categories].map(({ name }) => ident(name))
  return sql`select ${join([sql`"row"`, ...names])} from ${rows} where aside is null order by "row"${
    most === undefined ? empty : sql` limit ${most}`
  }`
}

/** Every numeric fact of a shop, and every one of categories. */
export const factsByType = (known: ReadonlySet<string>) => ({
  numeric: knownFacts(known).filter(isNumeric),
  categories: knownFacts(known).filter(({ type }) => type === 'category'),
})

/** One row a fact that a shop knows. */
export function choicesOf(known: ReadonlySet<string>): Sql {
  const names = knownFacts(known).map(({ name }, i) => sql`(${i}, ${name})`)
  return names.length === 0
    ? sql`select cast(null as integer) as place, cast(null as varchar) as fact where false`
    : sql`select place, fact from (values ${join(names)}) as v(place, fact)`
}

/** The names of every fact of the catalogue, and of the shop's own. */
export const everyName = (known: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...MEMBER_FACTS, ...knownFacts(known)].map(({ name }) => name))

/** One row a member with every such fact, null where the shop does not know it: numbers, then categories. */
export function everyFact(facts: Sql, known: ReadonlySet<string>): Sql {
  const { numeric, categories } = factsByType(everyName(known))
  const column =
    (type: Sql) =>
    ({ name }: MemberFact) =>
      known.has(name) ? ident(name) : sql`cast(null as ${type}) as ${ident(name)}`
  return sql`select ${join([
    sql`member_id`,
    ...numeric.map(column(sql`double`)),
    ...categories.map(column(sql`varchar`)),
  ])} from ${facts}`
}
