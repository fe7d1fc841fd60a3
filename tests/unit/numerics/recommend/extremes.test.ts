import { describe, expect, test } from 'vitest'
import { frameOf, numbers, texts, type Frame, type KernelOptions } from '../../../../src/numerics/kernel'
import { RECOMMENDERS } from '../../../../src/numerics/recommend/registry'
import { recommenderSplit, recommenderTrial } from '../../../../src/numerics/recommend/trial-kernel'
import { seeded } from '../../../../src/numerics/random'

const silent = () => undefined
const SMALL: KernelOptions = {
  ks: '5',
  fill: 'popular',
  ...Object.fromEntries(
    Object.keys(RECOMMENDERS).flatMap((model) => [
      [`${model}.epochs`, 1],
      [`${model}.factors`, 4],
    ]),
  ),
}

type Line = readonly [member: number, item: number, time: number]

/** Lines with a name for each item. */
function shop(lines: readonly Line[], { isTimed = true } = {}): Frame {
  const items = [...new Set(lines.map(([, item]) => item))]
  const numbersOf = (own: readonly number[], others: number) =>
    Float64Array.from([...own, ...items.map(() => others)])
  return frameOf({
    member: numbersOf(
      lines.map(([member]) => member),
      NaN,
    ),
    item: Float64Array.from([...lines.map(([, item]) => item), ...items]),
    weight: numbersOf(
      lines.map(() => 1),
      NaN,
    ),
    ...(isTimed && {
      time: numbersOf(
        lines.map(([, , time]) => time),
        NaN,
      ),
    }),
    name: [...lines.map(() => null), ...items.map((item) => `thing ${item % 2 === 0 ? 'red' : 'blue'}`)],
    category: [...lines, ...items].map(() => null),
    brand: [...lines, ...items].map(() => null),
    price: new Float64Array(lines.length + items.length).fill(NaN),
  })
}

/** A figure of a split or a trial. */
function figure(frame: Frame, metric: string, seen: string | null): number {
  const [metrics, seens] = [texts(frame, 'metric'), texts(frame, 'seen')]
  const row = metrics.findIndex((one, at) => one === metric && seens[at] === seen)
  return numbers(frame, 'value')[row] ?? NaN
}

/** Hits of the members asked, all of them numbers, none above what was to be found. */
function hitsIn(frame: Frame): number[] {
  const kinds = texts(frame, 'kind')
  const of = (name: string) => numbers(frame, name).filter((_, row) => kinds[row] === 'member')
  const [hits, relevant] = [of('hits'), of('relevant')]
  expect(hits.every((found, at) => found >= 0 && found <= relevant[at]!)).toBe(true)
  return [...hits]
}

const oneOrderEach = Array.from({ length: 40 }, (_, m): Line => [m, m % 7, m])
const bought = Array.from({ length: 200 }, (_, i): Line => [i % 20, (i * 7 + (i % 20)) % 15, i])
const SHOPS: Readonly<Record<string, Frame>> = {
  'one product': shop(Array.from({ length: 30 }, (_, i): Line => [i % 10, 1, i])),
  'every member with one order': shop(oneOrderEach),
  'no times': shop(bought, { isTimed: false }),
  'everything said three times': shop([...bought, ...bought, ...bought]),
  'all that is to be found is new': shop(
    bought.map(([m, item, t]): Line => [m, t < 160 ? item : 100 + item, t]),
  ),
}

describe.each(Object.keys(SHOPS))('%s', (name) => {
  test.each(Object.keys(RECOMMENDERS))('%s is asked, and answers with numbers', (model) => {
    const given = SHOPS[name]!
    const copy = frameOf(
      Object.fromEntries(given.columns.map(({ name: key, values }) => [key, values.slice()])),
    )
    const hits = hitsIn(recommenderTrial(copy, { ...SMALL, model }, silent))
    const split = recommenderSplit(given, { ...SMALL }, silent)
    expect(hits).toHaveLength(figure(split, 'asked', 'kept') + figure(split, 'asked', 'removed'))
    if (name === 'all that is to be found is new') {
      expect(figure(split, 'cold_relevant', 'kept')).toBe(figure(split, 'relevant', 'kept'))
      // Only what is like the old can find the new, or luck.
      if (model !== 'content' && model !== 'atRandom') expect(Math.max(...hits)).toBe(0)
    }
  })
})

test('a catalogue of a million products, most of them of one member', { timeout: 240_000 }, () => {
  const random = seeded(2)
  const lines = 1_000_000
  const columns = () => ({
    member: Float64Array.from({ length: lines }, (_, i) => i % 250_000),
    item: Float64Array.from({ length: lines }, (_, i) => (i < 990_000 ? i : random.below(100))),
    time: Float64Array.from({ length: lines }, (_, i) => (i * 7919) % lines),
  })
  const options = { ...SMALL, model: 'itemBased', mostAsked: 2 }
  expect(hitsIn(recommenderTrial(frameOf(columns()), options, silent))).toHaveLength(4)
})

test('a member with 50,000 orders among others of a few', { timeout: 120_000 }, () => {
  const random = seeded(3)
  const lines = 60_000
  const columns = () => ({
    member: Float64Array.from({ length: lines }, (_, i) => (i < 50_000 ? 0 : 1 + (i % 1000))),
    item: Float64Array.from({ length: lines }, () => random.below(3000)),
    time: Float64Array.from({ length: lines }, (_, i) => (i * 7919) % lines),
  })
  const split = recommenderSplit(frameOf(columns()), {}, silent)
  expect(figure(split, 'most_lines', null)).toBe(50_000)
  for (const model of ['itemBased', 'again', 'copurchase', 'personal', 'als'])
    expect(
      hitsIn(recommenderTrial(frameOf(columns()), { ...SMALL, model, mostAsked: 50 }, silent)).length,
      model,
    ).toBe(100)
})
