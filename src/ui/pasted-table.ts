/** The name under which pasted cells arrive. */
export const PASTED_NAME = 'pasted.tsv'

/** Cells copied from a spreadsheet, as a file; null for text that is no table (one line, one cell). */
export function fileOfPastedText(text: string): File | null {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  return lines.length > 1 ? new File([text], PASTED_NAME, { type: 'text/tab-separated-values' }) : null
}

/** Whether the reader is typing somewhere, so that a paste belongs there. */
export const isTyping = (path: readonly EventTarget[]): boolean =>
  path.some(
    (target) =>
      target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|TEXTAREA)$/.test(target.tagName)),
  )
