/** Steps on each side of the middle. */
export const DIVERGING_STEPS = 4

/** -4 … 4: how far a value lies from the middle, in even steps up to `most` on either side. */
export function divergingStep(value: number, most: number): number {
  if (!(most > 0) || !Number.isFinite(value)) return 0
  const steps = Math.round((Math.abs(value) / most) * DIVERGING_STEPS)
  return Math.sign(value) * Math.min(DIVERGING_STEPS, steps)
}

/** Light enough for the ink in both themes: above the middle the first colour of categories, below it the second. */
export const divergingFill = (step: number): string =>
  step === 0
    ? 'var(--rule-2)'
    : `color-mix(in oklab, var(--cat-${step > 0 ? 1 : 2}) ${Math.abs(step) * 14}%, var(--paper))`
