import { textWidth, wrapText } from '../../charts/text-width'
import type { Drawing } from '../../charts/export-svg'
import type { Sheet, SheetRow, SheetSection } from './sheet'

/** A profile as Markdown: a heading, and a table for each section. */
export function sheetMarkdown({ title, context, sections }: Sheet): string {
  const section = ({ title: name, remark, rows }: SheetSection) =>
    [
      `## ${cell(name)}`,
      ...(remark ? [cell(remark)] : []),
      ...(rows.length > 0 ? [['|  |  |  |', '| --- | --- | --- |', ...rows.map(line)].join('\n')] : []),
    ].join('\n\n')
  return [`# ${cell(title)}`, cell(context), ...sections.map(section)].join('\n\n') + '\n'
}

const line = ({ label, value, note }: SheetRow) => `| ${cell(label)} | ${cell(value)} | ${cell(note ?? '')} |`

/** What would end a cell, begin markup or a tag, is written as itself. */
const cell = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

interface Ink {
  ground: string
  ink: string
  faint: string
  rule: string
  font: string
}

const WIDTH = 1000
const MARGIN = 32
const GAP = 36
const COLUMN = (WIDTH - 2 * MARGIN - GAP) / 2
const SIZE = 12
const LINE = 17

/** A profile as a drawing that stands alone: two columns of sections, in the inks given. */
export function sheetDrawing({ title, context, sections }: Sheet, ink: Ink): Drawing {
  const blocks = sections.map(blockOf)
  const total = blocks.reduce((sum, { height }) => sum + height, 0)
  const top = MARGIN + 52
  let [left, right] = [top, top]
  const placed = blocks.map((block) => {
    // The first half of all goes to the left, so that one reads down the columns.
    const inLeft = left - top + block.height / 2 <= total / 2 && right === top
    const at = inLeft ? { x: MARGIN, y: left } : { x: MARGIN + COLUMN + GAP, y: right }
    if (inLeft) left += block.height
    else right += block.height
    return block.draw(at.x, at.y, ink)
  })
  const height = Math.max(left, right) + MARGIN - 12
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escaped(ink.font)}" font-size="${SIZE}"><title>${escaped(title)}</title><rect width="${WIDTH}" height="${height}" fill="${ink.ground}"/>${write(title, MARGIN, MARGIN + 16, ink.ink, { size: 20, weight: 600 })}${write(context, MARGIN, MARGIN + 38, ink.faint)}${placed.join('')}</svg>`
  return { text, blob: new Blob([text], { type: 'image/svg+xml;charset=utf-8' }), width: WIDTH, height }
}

interface Line {
  text: string
  dx: number
  dy: number
  faint: boolean
  weight: number
  size?: number
}

interface Block {
  height: number
  draw: (x: number, y: number, ink: Ink) => string
}

const LABEL = COLUMN * 0.36

function blockOf({ title, remark, rows }: SheetSection): Block {
  const lines: Line[] = [{ text: title, dx: 0, dy: 14, faint: false, weight: 600, size: 14 }]
  let y = 24
  const put = (text: string, dx: number, width: number, faint: boolean, weight = 400, from = y): number => {
    const wrapped = wrapText(text, width, SIZE)
    wrapped.forEach((piece, i) => lines.push({ text: piece, dx, dy: from + 12 + i * LINE, faint, weight }))
    return from + wrapped.length * LINE
  }
  for (const { label, value, note } of rows) {
    const ends = [put(label, 0, LABEL - 10, true)]
    const inline = note !== undefined && textWidth(`${value}  ${note}`, SIZE * 1.05) <= COLUMN - LABEL
    let end = put(value, LABEL, COLUMN - LABEL, false, 600)
    if (note && inline) put(note, LABEL + textWidth(value, SIZE * 1.05) + 10, COLUMN, true)
    else if (note) end = put(note, LABEL, COLUMN - LABEL, true, 400, end)
    y = Math.max(end, ...ends) + 3
  }
  if (remark) y = put(remark, 0, COLUMN, true)
  const height = y + 18
  return {
    height,
    draw: (x, top, ink) =>
      `<line x1="${x}" x2="${x + COLUMN}" y1="${top + 20}" y2="${top + 20}" stroke="${ink.rule}"/>${lines
        .map(({ text, dx, dy, faint, weight, size }) =>
          write(text, x + dx, top + dy, faint ? ink.faint : ink.ink, { weight, ...(size && { size }) }),
        )
        .join('')}`,
  }
}

const write = (
  text: string,
  x: number,
  y: number,
  fill: string,
  { size = SIZE, weight = 400 }: { size?: number; weight?: number } = {},
): string =>
  `<text x="${x}" y="${y}" fill="${fill}" font-size="${size}" font-weight="${weight}">${escaped(text)}</text>`

const escaped = (text: string): string =>
  text.replace(/[&<>"\p{Cc}]/gu, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? ' ')

/** The inks of the page as it is shown. */
export function inksOf(element: Element): Ink {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  return {
    ground: colour('--paper'),
    ink: colour('--ink'),
    faint: colour('--ink-2'),
    rule: colour('--rule'),
    font: style.fontFamily,
  }
}
