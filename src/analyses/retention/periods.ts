import { join, sql, type Sql } from '../../sql/sql'
import type { RetentionParameters } from './parameters'

/** A range of days after the first order, both ends counted; day 0 is that of the first order. */
export interface DayRange {
  from: number
  to: number
}

/** The ranges asked for, one after the other: ends that are not later than the one before fall away. */
export function dayRanges({ to1, to2, to3, to4 }: RetentionParameters): DayRange[] {
  const ends = [...new Set([to1, to2, to3, to4])].sort((a, b) => a - b)
  return ends.map((to, i) => ({ from: (ends[i - 1] ?? 0) + 1, to }))
}

/** The last period that is looked at; 0 is the one of the first order. */
export const lastPeriod = (parameters: RetentionParameters): number =>
  parameters.definition === 'bracket' ? dayRanges(parameters).length : parameters.periods

/** Days of a period on the rolling clock. */
const ROLLING_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 }

/** A Monday before any order. */
const MONDAY = sql`date '0001-01-01'`

const LONG_AGO = sql`timestamp '0001-01-01'`

/** The number of the calendar's period that holds a moment; neighbours differ by one. */
const periodNumber = (moment: Sql, period: string): Sql =>
  period === 'month'
    ? sql`date_diff('month', ${LONG_AGO}, ${moment})`
    : period === 'week'
      ? sql`((${moment}::date - ${MONDAY}) // 7)`
      : sql`(${moment}::date - ${MONDAY})`

/** Whole spans of so many days of 24 hours from one moment to a later one. */
const elapsed = (from: Sql, to: Sql, days: number): Sql =>
  sql`(date_diff('microsecond', ${from}, ${to}) // ${BigInt(days) * 86_400_000_000n})`

/** From where a member's periods are counted: the number of the first one, or its day or moment. */
export function originOf(first: Sql, { period, definition, clock }: RetentionParameters): Sql {
  if (clock === 'rolling') return first
  return definition === 'bracket' ? sql`${first}::date` : sql`${periodNumber(first, period)}::integer`
}

/**
 * Which period after the first order an order lies in: 0 is the one of the first order. Beyond the last one that is
 * looked at all are one more. `origin`: see `originOf`.
 */
export function periodAfter(origin: Sql, moment: Sql, parameters: RetentionParameters): Sql {
  const { period, definition, clock } = parameters
  const beyond = lastPeriod(parameters) + 1
  if (definition === 'bracket') {
    const days = clock === 'rolling' ? elapsed(origin, moment, 1) : sql`(${moment}::date - ${origin})`
    const ends = [0, ...dayRanges(parameters).map(({ to }) => to)]
    return sql`case ${join(
      ends.map((to, place) => sql`when ${days} <= ${to} then ${place}`),
      ' ',
    )} else ${beyond} end`
  }
  const number =
    clock === 'rolling'
      ? elapsed(origin, moment, ROLLING_DAYS[period] ?? 1)
      : sql`${periodNumber(moment, period)} - ${origin}`
  return sql`least(${number}, ${beyond})`
}

/** The first day of the period that a moment lies in. */
export const cohortOf = (moment: Sql, period: string): Sql => sql`date_trunc(${period}, ${moment})::date`

const step = (period: string): Sql =>
  period === 'month' ? sql`interval 1 month` : period === 'week' ? sql`interval 7 day` : sql`interval 1 day`

/**
 * The first moment at which the k-th period of everybody in a cohort is over. `cohort` is its first day; on the
 * rolling clock, and with ranges of days, its last possible member began just before the next cohort does.
 */
export function overAt(cohort: Sql, k: Sql, parameters: RetentionParameters): Sql {
  const { period, definition, clock } = parameters
  const next = sql`(${cohort} + ${step(period)})`
  if (definition === 'bracket') {
    const ends = [0, ...dayRanges(parameters).map(({ to }) => to)]
    const days = sql`case ${k} ${join(
      ends.map((to, place) => sql`when ${place} then ${clock === 'rolling' ? to + 1 : to}`),
      ' ',
    )} end`
    return sql`${next} + (${days}) * interval 1 day`
  }
  return clock === 'rolling'
    ? sql`${next} + (${k} + 1) * ${ROLLING_DAYS[period] ?? 1} * interval 1 day`
    : sql`${cohort} + (${k} + 1) * ${step(period)}`
}
