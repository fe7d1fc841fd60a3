import type { Box, RfmGroup } from './groups'

/** A rule as it is written to be edited, or the piece of it that is not understood. */
export type ParsedRule = { boxes: Box[] } | { fault: string }

const TERM = /^(FM|[RFM])\s*(?:(\+)|([-−])(?!\d)|([1-5])(?:\s*[-–~]\s*([1-5]))?)[\s,,、]*/i
const BITS = { R: 'recent', F: 'often', M: 'much' } as const

/**
 * Reads "R 4-5 F 2-3; R 3 F 5" (scores of one to five, FM the mean of F and M) or "R+ F- M+" (beyond the cut of the
 * eight groups, or not); a semicolon says "or".
 */
export function parseRule(text: string): ParsedRule {
  const boxes: Box[] = []
  for (const part of text.split(/[;;|]/)) {
    const box = parseBox(part.trim())
    if ('fault' in box) return box
    boxes.push(box.box)
  }
  return { boxes }
}

function parseBox(text: string): { box: Box } | { fault: string } {
  let rest = text
  let box: Box = {}
  while (rest !== '') {
    const found = TERM.exec(rest)
    if (!found) return { fault: rest }
    const [whole, name = '', plus, minus, from, to] = found
    const axis = name.toUpperCase()
    if (plus !== undefined || minus !== undefined) {
      if (axis !== 'R' && axis !== 'F' && axis !== 'M') return { fault: whole.trim() }
      box = { ...box, [BITS[axis]]: plus !== undefined }
    } else {
      const low = Number(from)
      const high = Number(to ?? from)
      if (low > high) return { fault: whole.trim() }
      box = { ...box, [axis.toLowerCase()]: [low, high] }
    }
    rest = rest.slice(whole.length)
  }
  return text === '' ? { fault: '' } : { box }
}

/** The rule of a group as `parseRule` reads it. */
export const ruleText = ({ boxes }: RfmGroup): string => boxes.map(boxText).join('; ')

const boxText = (box: Box): string =>
  [
    ...(['r', 'f', 'm', 'fm'] as const).flatMap((axis) => {
      const range = box[axis]
      if (!range) return []
      return [`${axis.toUpperCase()} ${range[0] === range[1] ? range[0] : `${range[0]}-${range[1]}`}`]
    }),
    ...(['R', 'F', 'M'] as const).flatMap((name) => {
      const bit = box[BITS[name]]
      return bit === undefined ? [] : [`${name}${bit ? '+' : '-'}`]
    }),
  ].join(' ')
