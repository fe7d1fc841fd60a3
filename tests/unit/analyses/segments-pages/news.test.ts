import { expect, test } from 'vitest'
import type { FactRow, Pair } from '../../../../src/analyses/describe/describe-view'
import { correctedRatio, strongestPair } from '../../../../src/analyses/describe/news'
import { gridOf } from '../../../../src/analyses/describe/pair.sql'

const MEMBERS = 800

const fact = (name: string, levels = 0, rest: Partial<FactRow> = {}): FactRow => ({
  fact: name,
  isNumber: levels === 0,
  n: MEMBERS,
  missing: 0,
  levels: levels || 2,
  mean: 0,
  sd: 1,
  minimum: 0,
  q1: 0,
  median: 1,
  q3: 2,
  maximum: 9,
  lowFence: -3,
  highFence: 5,
  outliers: 0,
  topShare: NaN,
  bars: [],
  top: [],
  ...rest,
})
const pair = (a: string, b: string, method: string, value: number, rest: Partial<Pair> = {}): Pair => ({
  a,
  b,
  method,
  value,
  p: 0.001,
  n: MEMBERS,
  small: 0,
  ...rest,
})
const FACTS = [
  fact('age'),
  fact('number:income'),
  fact('spent'),
  fact('orders'),
  fact('overdue'),
  fact('city', 319),
  fact('province', 30),
  fact('tier', 3),
]
const told = (pairs: readonly Pair[]) => {
  const found = strongestPair(pairs, FACTS, MEMBERS)
  return found && [found.pair.a, found.pair.b, found.isPassingOver]
}

test('what chance gives to many categories is no news', () => {
  // 319 cities of 800 members explain 0.40 of any variance by chance: η 0.63.
  expect(correctedRatio(Math.sqrt(318 / 799), 800, 319)).toBeCloseTo(0, 12)
  expect(correctedRatio(1, 800, 319)).toBe(1)
  expect(correctedRatio(0.9, 5, 5)).toBe(0)
  expect(correctedRatio(0.1, 100, 40)).toBe(0)
  // ε² by hand: 1 − 0.75 × 99 ⁄ 96.
  expect(correctedRatio(0.5, 100, 4)).toBeCloseTo(Math.sqrt(1 - (0.75 * 99) / 96), 12)
  const byCity = pair('spent', 'city', 'eta', 0.73)
  expect(told([byCity, pair('spent', 'tier', 'eta', 0.5)])).toEqual(['spent', 'tier', false])
  expect(told([byCity, pair('spent', 'tier', 'eta', 0.4)])).toEqual(['spent', 'tier', true])
})

test('neither is what few members have, what chance explains, or what the same orders say twice', () => {
  const news = pair('age', 'number:income', 'spearman', 0.3)
  expect(told([news, pair('overdue', 'province', 'eta', 0.9, { n: 118 })])).toEqual([
    'age',
    'number:income',
    true,
  ])
  expect(told([news, pair('age', 'spent', 'spearman', -0.9, { p: 0.2 })])).toEqual([
    'age',
    'number:income',
    false,
  ])
  expect(told([news, pair('orders', 'spent', 'spearman', 0.8)])).toEqual(['age', 'number:income', true])
  expect(told([news, pair('city', 'province', 'cramers_v', 0.8)])).toEqual(['age', 'number:income', true])
  expect(told([news, pair('tier', 'spent', 'spearman', -0.4)])).toEqual(['tier', 'spent', false])
})

test('without news the strongest that does not say the same is told, and else the strongest', () => {
  const [same, alike] = [pair('orders', 'age', 'spearman', 1), pair('orders', 'spent', 'spearman', 0.8)]
  expect(told([same, alike])).toEqual(['orders', 'spent', true])
  expect(told([same])).toEqual(['orders', 'age', false])
  expect(told([])).toBeNull()
  expect(told([pair('age', 'spent', 'spearman', NaN)])).toBeNull()
})

test('a grid gives every cell as many whole numbers as the next', () => {
  const orders = (minimum: number, maximum: number) =>
    gridOf(fact('orders', 0, { minimum, maximum, q1: 0, q3: 0 }))
  expect(orders(0, 3)).toEqual({ low: 0, step: 1, cells: 4 })
  expect(orders(1, 12)).toEqual({ low: 1, step: 1, cells: 12 })
  expect(orders(0, 12)).toEqual({ low: 0, step: 2, cells: 7 })
  expect(orders(4, 4)).toEqual({ low: 4, step: 0, cells: 1 })
  // Between the fences 0.5 and 12.5 lie 1 to 12.
  const fenced = fact('orders', 0, { minimum: 0, maximum: 40, q1: 5, q3: 8, lowFence: 0.5, highFence: 12.5 })
  expect(gridOf(fenced)).toEqual({ low: 1, step: 1, cells: 12 })
  expect(gridOf(fact('spent', 0, { minimum: 0, maximum: 6, q1: 0, q3: 0 }))).toEqual({
    low: 0,
    step: 0.5,
    cells: 12,
  })
})
