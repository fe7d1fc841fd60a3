import type { Columns } from '../../engine/database'
import { valueWords } from '../../segments/value-words'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import type { RunResult } from '../runner'
import { DIMENSIONS, type Dimension } from './rates.sql'

export interface RateRow {
  level: string
  lines: number
  members: number
  part: number
  whole: number
  /** NaN where `whole` is 0. */
  rate: number
  thinner: number
  low: number
  high: number
}

export interface PairRow {
  first: string
  second: string
  difference: number
  low: number
  high: number
  adjusted: number
  within: number
  withinLow: number
  withinHigh: number
  withinAdjusted: number
}

export interface Interval {
  value: number
  low: number
  high: number
}

export interface ScoreRow {
  dimension: string
  level: string
  question: string
  n: number
  mean: number
  low: number
  high: number
  /** NaN where the scale is none of the usual ones. */
  scale: number
  top: number
  topLow: number
  topHigh: number
}

export interface RecologData {
  basis: Readonly<Record<string, number>>
  /** log, orders or none. */
  purchases: string
  splits: ReadonlySet<string>
  all: RateRow | null
  rates: Readonly<Record<Dimension, RateRow[]>>
  pairs: PairRow[]
  positions: (Interval & { position: number; products: number })[]
  policies: { algorithm: string; lines: number; usable: number; role: string }[]
  /** By kind, then name, of recolog_policy_value. */
  value: (kind: string, name: string) => Interval | null
  weights: Interval[]
  scores: ScoreRow[]
  /** Answers by how it is known what they speak of. */
  answers: Readonly<Record<string, number>>
}

const of = (row: Record<string, unknown>, name: string): number =>
  row[name] == null ? NaN : Number(row[name])
const textOf = (row: Record<string, unknown>, name: string): string =>
  row[name] == null ? '' : String(row[name])

const intervalOf = (row: Record<string, unknown>, value: string): Interval => ({
  value: of(row, value),
  low: of(row, 'low'),
  high: of(row, 'high'),
})

/** Reads what the page shows from the result tables: some hundreds of rows. */
export async function readRecolog(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<RecologData> {
  const select = async (statement: Sql) => rowObjects(await query(statement))
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [basis, splits, rates, pairs, positions, policies, values, scores, answers] = await Promise.all([
    select(sql`select * from ${table('recolog_basis')}`),
    select(sql`select split from ${table('recolog_splits')}`),
    select(sql`select * from ${table('recolog_rates')} order by dimension, place`),
    select(sql`select * from ${table('recolog_differences')} order by adjusted, first, second`),
    select(sql`select * from ${table('recolog_position_effect')} order by position`),
    select(sql`select * from ${table('recolog_policies')} order by place`),
    select(sql`select * from ${table('recolog_policy_value')}`),
    select(sql`select * from ${table('recolog_satisfaction')} order by dimension, question, n desc, level`),
    select(sql`select how, count(*) as n from ${table('recolog_answers_joined')} group by how`),
  ])
  const [held = {}] = basis
  const byDimension = (dimension: string) => rates.filter((row) => row['dimension'] === dimension).map(rateOf)
  const found = new Map(
    values.map((row) => [`${textOf(row, 'kind')} ${textOf(row, 'name')}`, intervalOf(row, 'value')]),
  )
  return {
    basis: Object.fromEntries(Object.keys(held).map((name) => [name, of(held, name)])),
    purchases: textOf(held, 'purchases'),
    splits: new Set(splits.map((row) => textOf(row, 'split'))),
    all: byDimension('all')[0] ?? null,
    rates: Object.fromEntries(DIMENSIONS.map((name) => [name, byDimension(name)])) as RecologData['rates'],
    pairs: pairs.map((row) => ({
      first: textOf(row, 'first'),
      second: textOf(row, 'second'),
      difference: of(row, 'difference'),
      low: of(row, 'low'),
      high: of(row, 'high'),
      adjusted: of(row, 'adjusted'),
      within: of(row, 'within'),
      withinLow: of(row, 'within_low'),
      withinHigh: of(row, 'within_high'),
      withinAdjusted: of(row, 'within_adjusted'),
    })),
    positions: positions.map((row) => ({
      ...intervalOf(row, 'ratio'),
      position: of(row, 'position'),
      products: of(row, 'products'),
    })),
    policies: policies.map((row) => ({
      algorithm: textOf(row, 'algorithm'),
      lines: of(row, 'lines'),
      usable: of(row, 'usable'),
      role: textOf(row, 'role'),
    })),
    value: (kind, name) => found.get(`${kind} ${name}`) ?? null,
    weights: values.filter((row) => row['kind'] === 'weights').map((row) => intervalOf(row, 'value')),
    scores: scores.map((row) => ({
      ...intervalOf(row, 'mean'),
      dimension: textOf(row, 'dimension'),
      level: textOf(row, 'level'),
      question: textOf(row, 'question'),
      n: of(row, 'n'),
      mean: of(row, 'mean'),
      scale: of(row, 'scale'),
      top: of(row, 'top'),
      topLow: of(row, 'top_low'),
      topHigh: of(row, 'top_high'),
    })),
    answers: Object.fromEntries(answers.map((row) => [textOf(row, 'how'), of(row, 'n')])),
  }
}

const rateOf = (row: Record<string, unknown>): RateRow => ({
  level: textOf(row, 'level'),
  lines: of(row, 'lines'),
  members: of(row, 'members'),
  part: of(row, 'part'),
  whole: of(row, 'whole'),
  rate: of(row, 'rate'),
  thinner: of(row, 'thinner'),
  low: of(row, 'low'),
  high: of(row, 'high'),
})

/** What a level is called: a file that names no algorithm by its number, a value of members in words. */
export function levelName(dimension: string, level: string, split: string): Bilingual {
  if (dimension === 'segment') return valueWords(split, level)
  const file = dimension === 'algorithm' ? /^#(\d+)$/.exec(level)?.[1] : undefined
  if (file !== undefined) return { en: `file ${file}`, zh: `第 ${file} 个文件` }
  return level === '' ? { en: 'not named', zh: '未写明' } : { en: level, zh: level }
}

/** As many decimals as leave three digits that count, of the largest. */
const decimals = (...values: readonly number[]): number => {
  const largest = Math.max(...values.map((value) => Math.abs(value)))
  return largest > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(largest)))) : 0
}

const signed = (value: number, digits: number): string =>
  `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(digits)}`

/** A difference of two shares, in percentage points. */
export function points(difference: number, { sign = true } = {}): Bilingual {
  if (Number.isNaN(difference)) return { en: '–', zh: '–' }
  const value = difference * 100
  const text = sign ? signed(value, decimals(value)) : Math.abs(value).toFixed(decimals(value))
  return { en: `${text}\u00a0pp`, zh: `${text}\u00a0个百分点` }
}

/** From here to there, in percentage points. */
export function pointRange(low: number, high: number): Bilingual {
  if (Number.isNaN(low)) return { en: '–', zh: '–' }
  const [from, to] = [low * 100, high * 100]
  const digits = decimals(from, to)
  const text = `${signed(from, digits)} – ${signed(to, digits)}`
  return { en: `${text}\u00a0pp`, zh: `${text}\u00a0个百分点` }
}

/** A share with three digits that count. */
export const percent = (share: number): string =>
  Number.isNaN(share) ? '–' : `${(share * 100).toFixed(decimals(share * 100))}\u00a0%`

/** From here to there, both with as many decimals. */
export const percentRange = (low: number, high: number): string => {
  if (Number.isNaN(low)) return '–'
  const digits = decimals(low * 100, high * 100)
  return `${(low * 100).toFixed(digits)} – ${(high * 100).toFixed(digits)}\u00a0%`
}
