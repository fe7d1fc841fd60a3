import { describe, expect, test } from 'vitest'
import {
  levelName,
  percentRange,
  pointRange,
  points,
  type RecologData,
} from '../../../src/analyses/recolog/recolog-view'
import { valueVerdict } from '../../../src/analyses/recolog/verdict'

const SOUND = {
  'fact lines': [10_000],
  'fact ess': [4_000],
  'fact largest_share': [0.001],
  'fact rewards': [300],
  'fact earned': [500],
  'fact without_support': [0],
  'fact mean_weight': [1.01, 0.97, 1.05],
  'estimate dr': [0.06, 0.055, 0.065],
  'estimate snips': [0.06, 0.055, 0.065],
  'gain dr': [0.01, 0.005, 0.015],
  'gain snips': [0.01, 0.005, 0.015],
}

function dataOf(
  changes: Partial<Record<keyof typeof SOUND | 'estimate observed', number[]>> = {},
): RecologData {
  const values: Record<string, number[]> = { ...SOUND, ...changes }
  return {
    basis: { with_target: 0 },
    purchases: 'none',
    splits: new Set(),
    all: null,
    rates: { position: [], slot: [], algorithm: [], segment: [], day: [] },
    pairs: [],
    positions: [],
    policies: [{ algorithm: 'x', lines: 10_000, usable: 10_000, role: 'log' }],
    value: (kind, name) => {
      const [value, low = NaN, high = NaN] = values[`${kind} ${name}`] ?? []
      return value === undefined ? null : { value, low, high }
    },
    weights: [],
    scores: [],
    answers: {},
  }
}

test('a sound log concludes: more, less, or not to be told apart', () => {
  const more = valueVerdict(dataOf(), 'uniform')
  expect(more).toMatchObject({ level: 'believe', reasons: [], by: 'dr' })
  expect(more.sentence.en).toContain('more than the log: +1.00\u00a0pp (+0.50 – +1.50\u00a0pp)')
  expect(valueVerdict(dataOf({ 'gain dr': [-0.01, -0.02, -0.001] }), 'uniform').sentence.en).toContain(
    'less than',
  )
  expect(valueVerdict(dataOf({ 'gain dr': [0.01, -0.001, 0.02] }), 'uniform').sentence.en).toContain(
    'told apart',
  )
})

describe('each threshold refuses by itself, and says why', () => {
  test.each([
    ['too few', { 'fact lines': [150] }],
    ['effective sample is 90', { 'fact ess': [90] }],
    ['effective sample is 400', { 'fact ess': [400], 'fact lines': [50_000] }],
    ['One line has 12.0', { 'fact largest_share': [0.12] }],
    ['as much as 9', { 'fact rewards': [9] }],
    ['6.00\u00a0% of what', { 'fact without_support': [0.06] }],
    ['mean weight is 1.3', { 'fact mean_weight': [1.3, 1.2, 1.4] }],
  ])('%s', (words, change) => {
    const judged = valueVerdict(dataOf(change), 'uniform')
    expect(judged.level).toBe('not')
    expect(judged.reasons).toHaveLength(1)
    expect(judged.reasons[0]?.en).toContain(words)
    expect(judged.sentence.en).toContain('does not carry a conclusion')
  })
})

test('a mean weight off by chance alone is no refusal', () => {
  expect(valueVerdict(dataOf({ 'fact mean_weight': [1.3, 0.9, 1.7] }), 'uniform').level).toBe('care')
})

test('between the thresholds it is to be taken with care', () => {
  const judged = valueVerdict(dataOf({ 'fact ess': [655], 'fact rewards': [15] }), 'uniform')
  expect(judged.level).toBe('care')
  expect(judged.reasons).toHaveLength(2)
})

test('estimators that disagree are named', () => {
  const judged = valueVerdict(dataOf({ 'estimate snips': [0.1, 0.09, 0.11] }), 'uniform')
  expect(judged.reasons[0]?.en).toBe('SNIPS and DR disagree beyond their intervals.')
})

test('without DR the sentence goes by SNIPS', () => {
  const judged = valueVerdict(
    { ...dataOf({ 'gain dr': [NaN], 'estimate dr': [NaN] }), basis: { with_target: 10_000 } },
    'given',
  )
  expect(judged.by).toBe('snips')
  expect(judged.sentence.en).toContain('By SNIPS')
})

test('what is missing is named', () => {
  expect(valueVerdict(dataOf(), 'given').sentence.en).toContain('No file gives probabilities')
  expect(valueVerdict(dataOf(), 'shown').sentence.en).toContain('one algorithm alone')
  expect(valueVerdict(dataOf({ 'fact lines': [0] }), 'uniform').sentence.en).toContain('No line of the log')
})

test('the other algorithm’s own lines test its estimate', () => {
  const data = { ...dataOf({ 'estimate observed': [0.061, 0.058, 0.064] }) }
  data.policies = [...data.policies, { algorithm: 'y', lines: 5, usable: 5, role: 'target' }]
  expect(valueVerdict(data, 'shown').reasons.at(-1)?.en).toContain('does not contradict that; it is')
  expect(valueVerdict(data, 'shown').level).toBe('believe')
  // Intervals that touch, while what was earned lies beyond that of the estimate: to be taken with care.
  const beside = { ...dataOf({ 'estimate observed': [0.0655, 0.062, 0.069] }), policies: data.policies }
  expect(valueVerdict(beside, 'shown').reasons.at(-1)?.en).toContain('does not contradict that')
  expect(valueVerdict(beside, 'shown').level).toBe('care')
  const off = { ...dataOf({ 'estimate observed': [0.2, 0.19, 0.21] }), policies: data.policies }
  expect(valueVerdict(off, 'shown').reasons.at(-1)?.en).toContain('does not agree')
})

test('numbers and names as they are read', () => {
  expect(points(-0.00231).en).toBe('−0.231\u00a0pp')
  expect(points(0.0971, { sign: false }).zh).toBe('9.71\u00a0个百分点')
  expect(pointRange(-0.00441, -0.000204).en).toBe('−0.441 – −0.020\u00a0pp')
  expect(percentRange(0.00475, 0.0068)).toBe('0.475 – 0.680\u00a0%')
  expect(levelName('algorithm', '#2', '')).toEqual({ en: 'file 2', zh: '第 2 个文件' })
  expect(levelName('slot', '', '')).toEqual({ en: 'not named', zh: '未写明' })
  expect(levelName('segment', 'female', 'gender')).toEqual({ en: 'female', zh: '女' })
})
