/**
 * Characters that East Asian keyboards and spreadsheets write in place of plain ones, and the plain ones: full-width
 * ASCII, the many spaces, the minus sign, other digits. The engine's expressions translate by the same two strings.
 */
export const WIDE =
  Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('') +
  '\u3000\u00a0\u2007\u2009\u202f\t\u2212\uffe5' +
  // Arabic-Indic digits, those of Persian and Urdu, and their marks for decimals and thousands.
  '\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\u066b\u066c'
export const NARROW =
  Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('') +
  '      -¥' +
  '01234567890123456789' +
  '.,'

/** What is trimmed from both ends of a cell. Bills put a backtick before each, so that spreadsheets read no numbers. */
export const EDGES = '` \t\r\n\u00a0\u3000\ufeff\u200b'

const PLAIN = new Map([...WIDE].map((character, i) => [character, NARROW[i] ?? '']))
const EDGE = new RegExp(`^[${EDGES}]+|[${EDGES}]+$`, 'g')

/** A cell trimmed and half-width. */
export function narrow(text: string): string {
  if (/^[\u0021-\u005f\u0061-\u007e](?:[\u0020-\u007e]*[\u0021-\u005f\u0061-\u007e])?$/.test(text))
    return text
  return [...text]
    .map((character) => PLAIN.get(character) ?? character)
    .join('')
    .replace(EDGE, '')
}
