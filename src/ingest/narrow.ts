/**
 * Characters that East Asian keyboards and spreadsheets write in place of plain ones, and the plain ones: full-width
 * ASCII, the many spaces, the minus sign. The engine's expressions translate by the same two strings.
 */
export const WIDE =
  Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('') +
  '\u3000\u00a0\u2007\u2009\u202f\t\u2212\uffe5'
export const NARROW =
  Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('') + '      -¥'

/** What is trimmed from both ends of a cell. */
export const EDGES = ' \t\r\n\u00a0\u3000\ufeff\u200b'

const PLAIN = new Map([...WIDE].map((character, i) => [character, NARROW[i] ?? '']))
const EDGE = new RegExp(`^[${EDGES}]+|[${EDGES}]+$`, 'g')

/** A cell trimmed and half-width. */
export function narrow(text: string): string {
  if (/^[\u0021-\u007e](?:[\u0020-\u007e]*[\u0021-\u007e])?$/.test(text)) return text
  return [...text]
    .map((character) => PLAIN.get(character) ?? character)
    .join('')
    .replace(EDGE, '')
}
