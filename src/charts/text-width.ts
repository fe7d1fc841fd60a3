/**
 * An estimate of how wide a text runs, in pixels, without asking the browser: layouts stay pure and testable.
 * Errs on the wide side for the system fonts in use.
 */
export function textWidth(text: string, fontSize = 12): number {
  let em = 0
  for (const character of text) em += characterWidth(character)
  return em * fontSize
}

/** Shortens a text with an ellipsis so that it fits. */
export function truncate(text: string, maxWidth: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= maxWidth) return text
  let kept = ''
  for (const character of text) {
    if (textWidth(`${kept}${character}…`, fontSize) > maxWidth) break
    kept += character
  }
  return kept ? `${kept.trimEnd()}…` : ''
}

/** Breaks a text into lines: at spaces, and between Chinese characters but never before closing punctuation. */
export function wrapText(text: string, maxWidth: number, fontSize = 12): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(PIECES) ?? []) {
    if (line && textWidth((line + piece).trimEnd(), fontSize) > maxWidth) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else {
      line += piece
    }
  }
  if (line.trim()) lines.push(line.trimEnd())
  return lines
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u
const CLOSING = '、。,.;:!?)」』】》,。;:!?)…%'
const PIECES = new RegExp(
  `[\\u3041-\\u9fff][${CLOSING.replace(/[\]\\^-]/g, '\\$&')}]*[ \\n]*|[^ \\n\\u3041-\\u9fff]+[ \\n]*|[ \\n]+`,
  'gu',
)

function characterWidth(character: string): number {
  if (WIDE.test(character)) return 1
  if (/[\d$€£¥+=<>–-]/.test(character)) return 0.62
  if (/[ilj.,:;'|!()[\]\s·]/.test(character)) return 0.36
  if (/[mwMW%@—…]/.test(character)) return 0.95
  return /[A-Z]/.test(character) ? 0.7 : 0.58
}
