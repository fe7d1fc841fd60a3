import { westernCodes } from './single-byte'
import type { LegacyEncoding } from './types'

/**
 * The characters of an encoding from before Unicode that take one or two bytes and one UTF-16 unit; 0 where there is
 * none. Bytes below 0x80 are ASCII in all of them.
 */
export interface CodeTable {
  /** By byte - 0x80. */
  singles: Uint16Array
  /** By (lead - 0x80) * 256 + trail. */
  pairs: Uint16Array
}

/** Made once by asking the browser's decoder, which has these tables but gives no access to them. */
export function tableOf(encoding: LegacyEncoding): CodeTable {
  const known = tables.get(encoding)
  if (known) return known
  const table = makeTable(encoding)
  tables.set(encoding, table)
  return table
}

const tables = new Map<LegacyEncoding, CodeTable>()

function makeTable(encoding: LegacyEncoding): CodeTable {
  const pairs = new Uint16Array(0x80 * 256)
  if (encoding === 'windows-1252' || encoding === 'iso-8859-1')
    return { singles: westernCodes(encoding), pairs }
  const decoder = new TextDecoder(encoding)
  const singles = new Uint16Array(0x80)
  ask(decoder, 1, (byte) => [byte + 0x80], singles)
  ask(decoder, 2, (index) => [(index >> 8) + 0x80, index & 0xff], pairs)
  return { singles, pairs }
}

/** Decodes all codes at once, a line end behind each, for no line end is part of a character. */
function ask(
  decoder: TextDecoder,
  width: 1 | 2,
  codeAt: (index: number) => number[],
  into: Uint16Array,
): void {
  const bytes = new Uint8Array(into.length * (width + 1)).fill(LF)
  for (let i = 0; i < into.length; i++) {
    const code = codeAt(i)
    // Bytes below 0x40 are no trails of two-byte characters; line ends among them would move the lines.
    if (width === 1 || code[1]! >= 0x40) bytes.set(code, i * (width + 1))
    else bytes.set([0x3f, 0x3f], i * (width + 1))
  }
  const lines = decoder.decode(bytes).split('\n')
  // One for each code and what follows the last line end. A decoder that swallows line ends is asked each time.
  if (lines.length !== into.length + 1) return
  for (const [i, text] of lines.entries())
    if (text.length === 1 && text >= '\u0080' && text !== '\ufffd') into[i] = text.charCodeAt(0)
}

const LF = 10
