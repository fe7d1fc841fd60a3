import type { Vector } from 'apache-arrow'

/**
 * A column of 128-bit decimals (which HUGEINT is too, with a scale of 0): each the nearest double, so that 2.55 is
 * 2.55; whole numbers as text where one of them is beyond what a double holds exactly.
 */
export function readDecimals(vector: Vector, scale: number): Values {
  const values = new Float64Array(vector.length)
  // Beyond this a power of ten is no exact double, and the quotient would not be the nearest one.
  const power = scale <= 22 ? 10 ** scale : null
  let exact = true
  let offset = 0
  for (const chunk of vector.data) {
    const words = chunk.values as Uint32Array
    for (let i = 0; i < chunk.length; i++) {
      const small = chunk.getValid(i) ? smallInteger(words, i * 4) : NaN
      if (small !== null && power !== null) values[offset + i] = small / power
      else if (Number.isNaN(small)) values[offset + i] = NaN
      else {
        exact = false
        values[offset + i] = Number(pointed(bigInteger(words, i * 4), scale))
      }
    }
    offset += chunk.length
  }
  return exact || scale > 0 ? { type: 'number', values } : { type: 'text', values: wholeTexts(vector) }
}

/** The decimal in four little-endian words as text: 123.45. */
export const decimalText = (words: Uint32Array, scale: number): string => pointed(bigInteger(words, 0), scale)

/** As in `Column`. */
type Values = { type: 'number'; values: Float64Array } | { type: 'text'; values: (string | null)[] }

function wholeTexts(vector: Vector): (string | null)[] {
  return vector.data.flatMap((chunk) =>
    Array.from({ length: chunk.length }, (_, i) =>
      chunk.getValid(i) ? String(bigInteger(chunk.values as Uint32Array, i * 4)) : null,
    ),
  )
}

/** The integer in four little-endian words if a double holds it exactly, else null. */
function smallInteger(words: Uint32Array, at: number): number | null {
  const high = (words[at + 1] ?? 0) | 0
  const sign = high < 0 ? 0xffffffff : 0
  if (words[at + 2] !== sign || words[at + 3] !== sign) return null
  const value = high * 2 ** 32 + (words[at] ?? 0)
  return Number.isSafeInteger(value) ? value : null
}

function bigInteger(words: Uint32Array, at: number): bigint {
  const unsigned = [3, 2, 1, 0].reduce((sum, i) => (sum << 32n) | BigInt(words[at + i] ?? 0), 0n)
  return BigInt.asIntN(128, unsigned)
}

/** 12345 with a scale of 2 as "123.45". */
function pointed(value: bigint, scale: number): string {
  if (scale === 0) return String(value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`
}
