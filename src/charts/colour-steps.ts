/** Steps of the sequential scale: the tokens --seq-0 to --seq-5. */
export const COLOUR_STEPS = 6

/** The scale's step for an amount, by square root: counts are skewed, and small cells should still differ. */
export function colourStep(value: number, max: number): number {
  if (!(value > 0) || !(max > 0)) return 0
  return Math.min(COLOUR_STEPS - 1, Math.floor(Math.sqrt(value / max) * COLOUR_STEPS))
}

/** The amount at which each step begins: `max · (step / 6)²`. */
export const stepThresholds = (max: number): number[] =>
  Array.from({ length: COLOUR_STEPS }, (_, step) => max * (step / COLOUR_STEPS) ** 2)

export const stepFill = (step: number): string => `var(--seq-${step})`

/**
 * The ink that reads on a step at 4.5 : 1 or better in both themes. The middle step is dark enough for neither
 * theme's light ink, so chart.css gives it the dark one of each.
 */
export const stepInk = (step: number): string =>
  step <= 2 ? 'var(--ink)' : step === 3 ? 'var(--chart-ink-on-middle)' : 'var(--sheet)'
