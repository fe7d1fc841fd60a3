import { transcoderFor } from '../../../src/ingest/transcode'
import type { Encoding } from '../../../src/ingest/types'

/** Text as the bytes of an encoding. Throws for a character it does not have. */
export function encode(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(text)
    case 'utf-16le':
      return new Uint8Array(Buffer.from(text, 'utf16le'))
    case 'utf-16be':
      return new Uint8Array(Buffer.from(text, 'utf16le').swap16())
    case 'iso-8859-1':
      return Uint8Array.from(text, (character) => character.charCodeAt(0))
    default: {
      const table = tableOf(encoding)
      return Uint8Array.from(
        [...text].flatMap((character) => {
          if (character < '\u0080') return [character.charCodeAt(0)]
          const bytes = table.get(character)
          if (!bytes) throw new Error(`${encoding} has no ${character}.`)
          return bytes
        }),
      )
    }
  }
}

/** Whether an encoding has every character of a text. */
export function canEncode(text: string, encoding: Encoding): boolean {
  try {
    encode(text, encoding)
    return encoding !== 'iso-8859-1' || [...text].every((character) => character <= '\u00ff')
  } catch {
    return false
  }
}

const tables = new Map<Encoding, Map<string, number[]>>()

/** The decoder's table of one and two bytes, turned round. */
function tableOf(encoding: Encoding): Map<string, number[]> {
  const known = tables.get(encoding)
  if (known) return known
  // Node takes windows-1252 for Latin-1.
  const decoder = encoding === 'windows-1252' ? { decode: windows1252 } : new TextDecoder(encoding)
  const table = new Map<string, number[]>()
  const add = (...bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes))
    if ([...character].length === 1 && character !== '\ufffd' && !table.has(character))
      table.set(character, bytes)
  }
  for (let lead = 0x80; lead <= 0xff; lead++) {
    add(lead)
    for (let trail = 0x40; trail <= 0xfe; trail++) add(lead, trail)
  }
  tables.set(encoding, table)
  return table
}

function windows1252(bytes: Uint8Array): string {
  return new TextDecoder().decode(transcoderFor('windows-1252')?.push(bytes))
}
