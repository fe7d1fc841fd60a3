/**
 * Logarithm and exponential made of the four basic operations alone, which IEEE 754 defines to the last bit.
 * `Math.log` and `Math.exp` may differ between JavaScript engines in that bit, and one different bit would
 * give a different shop. Both agree with `Math` to about 1 part in 10^15.
 */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const SQRT_HALF = 0.7071067811865476

/** Natural logarithm of a finite number above 0: ln m·2^k = k ln 2 + 2 artanh((m − 1) / (m + 1)). */
export function exactLog(x: number): number {
  if (!(x > 0) || x === Infinity) throw new RangeError('The logarithm needs a finite number above 0.')
  let m = x
  let k = 0
  while (m < SQRT_HALF) {
    m *= 2
    k--
  }
  while (m >= 2 * SQRT_HALF) {
    m *= 0.5
    k++
  }
  const s = (m - 1) / (m + 1)
  const z = s * s
  let sum = 1 / 21
  for (let odd = 19; odd >= 1; odd -= 2) sum = sum * z + 1 / odd
  return k * LN2_HIGH + (2 * s * sum + k * LN2_LOW)
}

/** e^x for |x| up to 700: e^x = 2^k · e^r with |r| ≤ ½ ln 2, and the Taylor series for e^r. */
export function exactExp(x: number): number {
  if (!(x >= -700 && x <= 700)) throw new RangeError('The exponential needs a number between -700 and 700.')
  const k = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  let sum = 1
  for (let n = 14; n >= 1; n--) sum = 1 + (r / n) * sum
  for (let i = k; i > 0; i--) sum *= 2
  for (let i = k; i < 0; i++) sum *= 0.5
  return sum
}
