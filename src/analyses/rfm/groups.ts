import { empty, join, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'

/** Scores scaled to five, the best is 5; fm is the mean of F and M, halves upwards. */
export const SCORE_AXES = ['r', 'f', 'm', 'fm'] as const
/** Beyond the cuts of the eight groups, or not. */
export const BIT_AXES = ['recent', 'often', 'much'] as const
export type ScoreAxis = (typeof SCORE_AXES)[number]
export type BitAxis = (typeof BIT_AXES)[number]

export type ScoreRange = readonly [from: number, to: number]

/** Members with each of the named scores in its range, and each of the named bits as given. */
export type Box = { readonly [axis in ScoreAxis]?: ScoreRange } & { readonly [axis in BitAxis]?: boolean }

/** A group of members by their scores: those in any of its boxes. */
export interface RfmGroup {
  id: string
  label: Bilingual
  boxes: readonly Box[]
  /** The rule in words, made from the boxes. */
  rule: Bilingual
  /** Over r5, f5, m5, fm5, r_high, f_high, m_high. */
  test: Sql
}

/** A group with its sentence and its condition, both from its boxes. */
export const groupOf = (id: string, label: Bilingual, boxes: readonly Box[]): RfmGroup => ({
  id,
  label,
  boxes,
  rule: describeBoxes(boxes),
  test: join(boxes.map(boxTest), ' or '),
})

/** CASE over a map of groups, the first that fits. Total, because a map is tested to leave nobody out. */
export const groupCase = (groups: readonly RfmGroup[]): Sql =>
  groups.length === 0
    ? sql`null`
    : sql`case ${join(
        groups.map(({ id, test }) => sql`when ${test} then ${id}`),
        ' ',
      )} end`

const SCORE_COLUMNS: Readonly<Record<ScoreAxis, Sql>> = { r: sql`r5`, f: sql`f5`, m: sql`m5`, fm: sql`fm5` }
const BIT_COLUMNS: Readonly<Record<BitAxis, Sql>> = {
  recent: sql`r_high`,
  often: sql`f_high`,
  much: sql`m_high`,
}

function boxTest(box: Box): Sql {
  const scores = SCORE_AXES.flatMap((axis) => {
    const range = box[axis]
    return range ? [sql`${SCORE_COLUMNS[axis]} between ${range[0]} and ${range[1]}`] : []
  })
  const bits = BIT_AXES.flatMap((axis) => {
    const bit = box[axis]
    return bit === undefined ? [] : [sql`${BIT_COLUMNS[axis]} = ${bit}`]
  })
  const all = [...scores, ...bits]
  return all.length === 0 ? sql`true` : all.length === 1 ? (all[0] ?? empty) : sql`(${join(all, ' and ')})`
}

const SCORE_WORDS: Readonly<Record<ScoreAxis, string>> = { r: 'R', f: 'F', m: 'M', fm: 'FM' }
const BIT_WORDS: Readonly<Record<BitAxis, readonly [low: Bilingual, high: Bilingual]>> = {
  recent: [
    { en: 'not recent', zh: '远' },
    { en: 'recent', zh: '近' },
  ],
  often: [
    { en: 'seldom', zh: '疏' },
    { en: 'often', zh: '频' },
  ],
  much: [
    { en: 'little', zh: '少' },
    { en: 'much', zh: '多' },
  ],
}

/** "R 4–5, F 2–3", "recent, often, little": the rule as a sentence in both languages. */
export function describeBoxes(boxes: readonly Box[]): Bilingual {
  const said = boxes.map(describeBox)
  return { en: said.map(({ en }) => en).join('; or '), zh: said.map(({ zh }) => zh).join(';或 ') }
}

function describeBox(box: Box): Bilingual {
  const scores = SCORE_AXES.flatMap((axis) => {
    const range = box[axis]
    return range ? [`${SCORE_WORDS[axis]} ${spanText(range)}`] : []
  })
  const bits = BIT_AXES.flatMap((axis) => {
    const bit = box[axis]
    return bit === undefined ? [] : [BIT_WORDS[axis][bit ? 1 : 0]]
  })
  if (scores.length + bits.length === 0) return { en: 'everybody', zh: '所有人' }
  const zhBits = bits.map(({ zh }) => zh).join('、')
  return {
    en: [...scores, ...bits.map(({ en }) => en)].join(', '),
    zh: [...scores, ...(zhBits ? [zhBits] : [])].join(','),
  }
}

const spanText = ([from, to]: ScoreRange) => (from === to ? String(from) : `${from}–${to}`)
