/** Why a method has no answer for the data it was given; a page says each in words. */
export type UnfitCode =
  /** No row has all its values; `detail` is the number of rows given. */
  | 'noCompleteRows'
  /** Nothing to go by: no feature was given, or none of them varies; `detail` is the number given. */
  | 'noFeatures'
  /** More clusters than distinct rows; `detail` is the number of distinct rows. */
  | 'fewerDistinctThanClusters'
  /** Fewer rows than the method needs; `detail` is the number it needs. */
  | 'tooFewRows'
  /** The target has one value only; `detail` is the number of rows. */
  | 'constantTarget'
  /** More rows than the method can take; `detail` is the most it takes. */
  | 'tooManyRows'

/** Thrown where a method is not defined for its data; never a NaN in its place. */
export class Unfit extends Error {
  override readonly name = 'Unfit'
  constructor(
    readonly code: UnfitCode,
    readonly detail: number,
  ) {
    super(`${code} (${detail})`)
  }
}
