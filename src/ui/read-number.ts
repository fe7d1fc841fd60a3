/**
 * The number a person typed, within the limits and on the step (counted from `min`, or 0);
 * null when it is no number.
 */
export function readNumber(
  text: string,
  limits: { min?: number | undefined; max?: number | undefined; step?: number | undefined } = {},
): number | null {
  const typed = text.trim()
  const number = typed === '' ? NaN : Number(typed)
  if (!Number.isFinite(number)) return null
  const { min = -Infinity, max = Infinity, step = 0 } = limits
  return Math.min(
    max,
    Math.max(min, step > 0 ? onStep(number, Number.isFinite(min) ? min : 0, step) : number),
  )
}

function onStep(number: number, from: number, step: number): number {
  const decimals = Math.max(decimalsOf(step), decimalsOf(from))
  return Number((from + Math.round((number - from) / step) * step).toFixed(decimals))
}

function decimalsOf(number: number): number {
  const [, exponent] = number.toExponential().split('e')
  const digits = number.toExponential().split('e')[0]?.split('.')[1]?.length ?? 0
  return Math.min(100, Math.max(0, digits - Number(exponent)))
}
