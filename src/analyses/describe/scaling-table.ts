import * as v from 'valibot'
import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { ident, join, list, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { fitScaling, scaled, type Scaling } from './scaling.sql'
import { words } from './words-scaling'

/** The numbers that a column is scaled by; null where its method fits none such. */
export interface FittedColumn {
  readonly name: string
  /** Members with a value, of those fitted to. */
  readonly n: number
  readonly centre: number | null
  readonly spread: number | null
  readonly power: number | null
  readonly knots: readonly number[] | null
  readonly shares: readonly number[] | null
}

export interface ScalingFit {
  readonly method: Scaling
  /** YYYY-MM-DD: orders before this day counted. */
  readonly asOf: string
  /** Members it was fitted to, with or without values. */
  readonly members: number
  /** ISO 4217 of money among the columns; '' where the data did not say. */
  readonly currency: string
  readonly columns: readonly FittedColumn[]
}

type Query = (statement: Sql, key: string) => Promise<Columns>

/** Fits columns of `rows`, each with a value at least, in their order. */
export async function fitColumns(
  query: Query,
  rows: Sql,
  names: readonly string[],
  about: Omit<ScalingFit, 'columns'>,
): Promise<ScalingFit> {
  const fits = fitScaling(rows, names, about.method)
  const found = rowObjects(
    await query(sql`select name, n, centre, spread, power from (\n${fits}\n)`, 'scaling-fit'),
  )
  const knots =
    about.method !== 'rank'
      ? null
      : rowObjects(
          await query(
            sql`select name, unnest(knots) as knot, unnest(shares) as share from (\n${fits}\n) order by name, knot`,
            'scaling-knots',
          ),
        )
  const columns = names.flatMap((name): FittedColumn[] => {
    const row = found.find((one) => one['name'] === name)
    if (!row) return []
    const own = knots?.filter((one) => one['name'] === name)
    const number = (key: string) => (row[key] == null ? null : Number(row[key]))
    return [
      {
        name,
        n: Number(row['n'] ?? 0),
        centre: number('centre'),
        spread: number('spread'),
        power: number('power'),
        knots: own?.map(({ knot }) => Number(knot)) ?? null,
        shares: own?.map(({ share }) => Number(share)) ?? null,
      },
    ]
  })
  return { ...about, columns }
}

/** The name of a column once it is scaled. */
export const scaledName = (name: string, method: Scaling): string => `${name}_${method}`

/** SELECT of member_id and every column scaled by a fit, of any rows that have the columns; `raw` puts those before. */
export function scoredRows(rows: Sql, { method, columns }: ScalingFit, { raw = false } = {}): Sql {
  const fits = ident('fitted_numbers')
  const scales = columns.map(
    ({ name }) => sql`${scaled(fits, name, method)} as ${ident(scaledName(name, method))}`,
  )
  const before = raw ? columns.map(({ name }) => sql`${ident(name)}::double as ${ident(name)}`) : []
  return sql`with ${fits} as materialized (
${join(columns.map(fittedRow), '\nunion all\n')}
)
select ${join([sql`member_id`, ...before, ...scales])}
from ${rows}`
}

/** The columns that a fit brings to 0, since the values it was fitted to did not spread. */
export const flatColumns = ({ columns }: ScalingFit): readonly string[] =>
  columns.filter(({ spread }) => spread === 0).map(({ name }) => name)

const FORMAT = 'memberlens-scaling'
const VERSION = 1

/** A fit as a file, read again by `readFit`. */
export const writeFit = (fit: ScalingFit): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, ...fit }, null, 2)}\n`

/** A fit from a file, or the sentence that says why it does not fit these columns. */
export function readFit(
  text: string,
  { names, currency, money }: { names: ReadonlySet<string>; currency: string; money: ReadonlySet<string> },
): ScalingFit | { fault: Bilingual } {
  const given = parsed(text)
  const head = v.safeParse(v.object({ format: v.literal(FORMAT), version: v.number() }), given)
  if (!head.success) return { fault: words.notOurs }
  if (head.output.version > VERSION) return { fault: words.newer }
  const read = v.safeParse(fitSchema, given)
  if (!read.success) return { fault: words.broken(v.getDotPath(read.issues[0]) ?? 'columns') }
  const fit = read.output
  const others = fit.columns.map(({ name }) => name).filter((name) => !names.has(name))
  if (others.length > 0) return { fault: words.otherColumns(others.join(', ')) }
  const other = fit.currency !== currency && fit.currency !== '' && currency !== ''
  if (other && fit.columns.some(({ name }) => money.has(name)))
    return { fault: words.otherCurrency(fit.currency, currency) }
  return fit
}

function fittedRow({ name, centre, spread, power, knots, shares }: FittedColumn): Sql {
  const doubles = (values: readonly number[] | null) =>
    values === null
      ? sql`null::double[]`
      : sql`${list(values.map((value) => sql`${value}::double`))}::double[]`
  return sql`select ${name} as name, ${centre}::double as centre, ${spread}::double as spread, ${power}::double as power,
  ${doubles(knots)} as knots, ${doubles(shares)} as shares`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const number = v.pipe(v.number(), v.finite())
const numbers = v.pipe(v.array(number), v.minLength(1))
const none = v.null()
const name = v.pipe(v.string(), v.minLength(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(1))
const spread = v.pipe(number, v.minValue(0))

/** What a column has to say under a method, and nothing else. */
const columnsOf = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(v.array(v.object({ name, n: count, ...entries })), v.minLength(1))

const unranked = { knots: none, shares: none }
const about = {
  asOf: v.pipe(v.string(), v.isoDate()),
  members: count,
  currency: v.string(),
}
const linear = columnsOf({ centre: number, spread, power: none, ...unranked })

const fitSchema = v.pipe(
  v.variant('method', [
    v.object({ ...about, method: v.picklist(['z_score', 'min_max', 'robust']), columns: linear }),
    v.object({
      ...about,
      method: v.literal('log1p'),
      columns: columnsOf({ centre: none, spread: none, power: none, ...unranked }),
    }),
    v.object({
      ...about,
      method: v.literal('yeo_johnson'),
      columns: columnsOf({ centre: number, spread, power: number, ...unranked }),
    }),
    v.object({
      ...about,
      method: v.literal('rank'),
      columns: columnsOf({ centre: none, spread: none, power: none, knots: numbers, shares: numbers }),
    }),
  ]),
  v.check(({ columns }) => new Set(columns.map((column) => column.name)).size === columns.length),
  v.check(({ columns }) =>
    columns.every(
      ({ knots, shares }) =>
        knots?.length === shares?.length &&
        (knots ?? []).every((x, i, all) => i === 0 || x > (all[i - 1] ?? x)),
    ),
  ),
)
