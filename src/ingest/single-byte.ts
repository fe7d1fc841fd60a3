/**
 * The upper halves, from 0x80, of the two western encodings of one byte a character. By the encoding standard of the
 * web TextDecoder takes Latin-1 for windows-1252, and some versions of Node do the reverse.
 */
export function westernCodes(encoding: 'windows-1252' | 'iso-8859-1'): Uint16Array {
  const codes = Uint16Array.from({ length: 0x80 }, (_, i) => 0x80 + i)
  if (encoding === 'windows-1252') for (let i = 0; i < LETTERS.length; i++) codes[i] = LETTERS.charCodeAt(i)
  return codes
}

/** 0x80 to 0x9F; where nothing is assigned, the control character stays. */
const LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
