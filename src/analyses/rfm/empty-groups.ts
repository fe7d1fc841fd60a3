import type { Bilingual } from '../../text/bilingual'
import { BIT_AXES, describeBoxes, SCORE_AXES, type Box, type RfmGroup } from './groups'

export interface ScoreCount {
  axis: string
  value: number
  members: number
}

/**
 * Why nobody is in a group: because nobody has one of the scores its rule asks for, or, where each occurs, because
 * nobody has them together. In a map that sets scores apart, no other reason is left.
 */
export function whyEmpty(
  group: RfmGroup,
  counts: readonly ScoreCount[],
  skipped: boolean,
  format: (members: number) => string,
): Bilingual {
  const missing = group.boxes.map((box) => missingIn(box, counts))
  if (missing.every((box) => box !== null)) {
    const words = describeBoxes(distinctBoxes(missing))
    return skipped
      ? {
          en: `nobody has ${words.en}: equal values stay together, and scores are skipped`,
          zh: `没有人是 ${words.zh}:同值同分,分数会被跳过`,
        }
      : { en: `nobody has ${words.en}`, zh: `没有人是 ${words.zh}` }
  }
  const parts = group.boxes[0] ? eachAlone(group.boxes[0], counts, format) : []
  return {
    en: `nobody has ${group.rule.en} together${parts.length > 1 ? ` (${parts.map(({ en }) => en).join(', ')}, each alone)` : ''}`,
    zh: `没有人同时满足 ${group.rule.zh}${parts.length > 1 ? `(单看:${parts.map(({ zh }) => zh).join('、')})` : ''}`,
  }
}

/** The part of a box that nobody has; null where each score occurs. */
function missingIn(box: Box, counts: readonly ScoreCount[]): Box | null {
  const axis = [...SCORE_AXES, ...BIT_AXES].find(
    (name) => box[name] !== undefined && withScore(box, name, counts) === 0,
  )
  return axis ? { [axis]: box[axis] } : null
}

function withScore(box: Box, axis: keyof Box, counts: readonly ScoreCount[]): number {
  const wanted = box[axis]
  return counts
    .filter((count) => count.axis === axis && inside(count.value, wanted))
    .reduce((sum, { members }) => sum + members, 0)
}

const inside = (value: number, wanted: Box[keyof Box]): boolean =>
  typeof wanted === 'boolean'
    ? value === Number(wanted)
    : wanted !== undefined && value >= wanted[0] && value <= wanted[1]

function eachAlone(
  box: Box,
  counts: readonly ScoreCount[],
  format: (members: number) => string,
): Bilingual[] {
  return [...SCORE_AXES, ...BIT_AXES]
    .filter((axis) => box[axis] !== undefined)
    .map((axis) => {
      const words = describeBoxes([{ [axis]: box[axis] }])
      const members = format(withScore(box, axis, counts))
      return { en: `${words.en}: ${members}`, zh: `${words.zh} ${members} 人` }
    })
}

function distinctBoxes(boxes: readonly (Box | null)[]): Box[] {
  const known = new Map(boxes.flatMap((box) => (box ? [[JSON.stringify(box), box] as const] : [])))
  return [...known.values()]
}
