import type { ColumnMatch, ColumnReport, FileReport } from './types'

/**
 * Who rated what how: recommenders' data sets come without a header, as two ids that come back, a rating of few values
 * from 0 to 10, and mostly seconds since 1970. The meanings of the columns, or none where the file is not of that shape.
 */
export function ratingsWithoutHeader({ dialect, columns }: FileReport): ColumnMatch[] {
  if (dialect.header || !areRatings(columns)) return []
  const roles = ['member_id', 'product_id', 'rating', 'reviewed_at'] as const
  const ids = {
    en: 'of two ids, a number from 0 to 10 and perhaps a time, without a header',
    zh: '没有表头，依次为两个编号、0 到 10 的数，或再加时间',
  }
  return columns.map(({ name }, place) => ({
    role: roles[place]!,
    column: name,
    confidence: 0.65,
    reasons: [ids],
  }))
}

/** The same columns, the fourth of such a file as seconds since 1970: without a header nothing else says so. */
export function withRatingTimes(columns: ColumnReport[]): ColumnReport[] {
  const [, , , last] = columns
  if (!last || !columns.every(isUnnamed) || !areRatings(columns) || last.type !== 'integer') return columns
  return [...columns.slice(0, 3), { ...last, type: 'time', dateFormats: ['epoch_s'], keys: [] }]
}

function areRatings(columns: readonly ColumnReport[]): boolean {
  const [member, product, rating, at] = columns
  if (!member || !product || !rating || columns.length > 4) return false
  const ids = [member, product].every(
    (column) =>
      (column.type === 'integer' || column.type === 'text') &&
      column.distinct >= 2 &&
      column.distinct < 0.9 * (column.sampled - column.missing),
  )
  const scores =
    (rating.type === 'integer' || rating.type === 'decimal') &&
    rating.distinct >= 2 &&
    rating.distinct <= 21 &&
    isWithin(rating, 0, 10)
  // From 1990 to 2100.
  const times =
    !at || at.type === 'time' || (at.type === 'integer' && isWithin(at, 631_152_000, 4_102_444_800))
  // Of ids that are as few as the ratings nothing can be told: 1 2 1 may be anything.
  return ids && scores && times && member.distinct > rating.distinct && product.distinct > rating.distinct
}

const isWithin = ({ range }: ColumnReport, low: number, high: number): boolean =>
  range !== null && range[0] >= low && range[1] <= high

const isUnnamed = ({ name, header }: ColumnReport): boolean => name === header && /^column_\d+$/.test(name)
