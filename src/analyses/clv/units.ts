import type { ClvParameters } from './parameters'

const UNITS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 365.25 / 12 }

/** Days of a month of the horizon, whatever unit the models were fitted in. */
export const DAYS_OF_MONTH = 365.25 / 12

export const daysOfUnit = ({ unit }: ClvParameters): number => UNITS[unit] ?? 7

/** The yearly rate as a share a month. */
export const monthlyDiscount = ({ discount }: ClvParameters): number => (1 + discount / 100) ** (1 / 12) - 1
