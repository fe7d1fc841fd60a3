/**
 * The two western encodings of one byte a character. By the encoding standard of the web TextDecoder takes Latin-1 for
 * windows-1252, and some versions of Node do the reverse.
 */
export function latin1(bytes: Uint8Array = new Uint8Array(0)): string {
  const pieces: string[] = []
  for (let i = 0; i < bytes.length; i += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(i, i + 8192)))
  return pieces.join('')
}

export const windows1252 = (bytes?: Uint8Array): string =>
  latin1(bytes).replace(CONTROLS, (control) => LETTERS[control.charCodeAt(0) - 0x80] ?? control)

/** 0x80 to 0x9F; where nothing is assigned, the control character stays. */
const LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const CONTROLS = /[\u0080-\u009f]/g
