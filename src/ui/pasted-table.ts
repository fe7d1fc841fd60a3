let pasted = 0

/** Cells copied from a spreadsheet, as a file; null for text that is no table (one line, one cell). */
export function fileOfPastedText(text: string): File | null {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.length < 2) return null
  pasted += 1
  return new File([text], `pasted ${pasted}.tsv`, { type: 'text/tab-separated-values' })
}

/** Whether the reader is typing somewhere, so that a paste belongs there. */
export const isTyping = (path: readonly EventTarget[]): boolean =>
  path.some(
    (target) =>
      target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|TEXTAREA)$/.test(target.tagName)),
  )
