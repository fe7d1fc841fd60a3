import type { Encoding } from '../../../src/ingest/types'

export const N = 30
export const two = (n: number) => String(n).padStart(2, '0')
export const month = (i: number) => (i % 9) + 1
export const day = (i: number) => (i % 27) + 1
export const iso = (i: number) => `2025-${two(month(i))}-${two(day(i))}`
export const dotted = (i: number) => `${two(day(i))}.${two(month(i))}.2025`
export const table = (header: string, row: (i: number) => string, footer = '') =>
  [header, ...Array.from({ length: N }, (_, i) => row(i)), footer].join('\n')
export const inArabic = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))

export interface Odd {
  text: string
  encoding?: Encoding
  name?: string
  mapping: Record<string, string>
  /** 30 orders of 7 members unless told. */
  orders?: number
  gross: number
  /** Of the first order. */
  at?: string
  notices?: string[]
}

/** 5.5 + 6.5 + … over 30 rows. */
export const FROM_5_50 = 600
