/**
 * Numbers of 16 digits and more in cells that hold numbers: ids. A spreadsheet cuts them to 15 digits, a program that
 * keeps them as doubles to about 17. One number that neither could have held proves that its column was written in full.
 */
export class LongNumbers {
  readonly #cut = new Set<number>()
  readonly #whole = new Set<number>()

  /** The columns, from 0, whose long numbers have lost their last digits. */
  get cutColumns(): ReadonlySet<number> {
    return new Set([...this.#cut].filter((column) => !this.#whole.has(column)))
  }

  /** @param text the number as the file writes it. */
  look(column: number, text: string): void {
    if (!isLong(text)) return
    if (isWhole(text)) this.#whole.add(column)
    else this.#cut.add(column)
  }
}

const isLong = (text: string): boolean => text.length >= 16 && /^-?[1-9]\d{15,}$/.test(text)

function isWhole(text: string): boolean {
  if (/^-?\d{15}0+$/.test(text)) return false
  const double = Number(text)
  return Number.isSafeInteger(double) || BigInt(double) !== BigInt(text)
}

/** A long number with the exponent by which cut ids are known, as Excel writes it; any other as it is. */
export const withExponent = (text: string): string =>
  isLong(text) ? Number(Number(text).toPrecision(15)).toExponential().replace('e', 'E') : text
