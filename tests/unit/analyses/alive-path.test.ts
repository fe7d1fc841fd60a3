import { expect, test } from 'vitest'
import { alivePath } from '../../../src/analyses/clv/alive-path'

const fitted = (model: string) => ({
  model,
  parameters: { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754, s: 0.61, beta: 11.7 },
  unit: 7,
})

test('the published member: x = 2, tx = 213, T = 272 days, .726609 on the last of them', () => {
  const path = alivePath(fitted('bg'), [9862, 9900, 10_075], 10_134, 90)
  expect(path.find(({ day }) => day === 10_134)?.alive).toBeCloseTo(0.726609, 4)
  expect(path.filter(({ order }) => order).map(({ day }) => day)).toEqual([9862, 9900, 10_075])
  expect(path.at(-1)).toMatchObject({ day: 10_224, ahead: true })
})

test.each(['bg', 'mbg', 'pareto'])('%s: falls in silence, rises with an order, each day once', (model) => {
  const orders = [100, 130, 400, 420]
  const path = alivePath(fitted(model), orders, 600, 365)
  const days = path.map(({ day }) => day)
  expect(days).toEqual([...new Set(days)].sort((a, b) => a - b))
  path.slice(1).forEach((point, i) => {
    const before = path[i]?.alive ?? NaN
    if (point.order) expect(point.alive).toBeGreaterThan(before - 0.35)
    else expect(point.alive).toBeLessThanOrEqual(before + 1e-9)
    expect(point.ahead).toBe(point.day > 600)
  })
})

test('an order after a long silence brings her back', () => {
  const path = alivePath(fitted('mbg'), [0, 700], 800, 10)
  const at = (day: number) => path.find((point) => point.day === day)?.alive ?? NaN
  expect(at(700)).toBeGreaterThan(at(699))
})

test('nobody and no such model: no points', () => {
  expect(alivePath(fitted('bg'), [], 10, 10)).toEqual([])
  expect(alivePath(fitted('other'), [1], 10, 10)).toEqual([])
})
