import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binLayout } from '../../../src/charts/bins'
import { flowLayout } from '../../../src/charts/flow-layout'
import { intervalLayout } from '../../../src/charts/interval-layout'
import { waterfallLayout } from '../../../src/charts/waterfall-layout'

const nodes = ['a', 'b', 'c'].map((key) => ({ key, label: key }))

test('bars are as tall as their flows together, none over another, and no band is lost', () => {
  const flow = fc.record({
    from: fc.constantFrom('a', 'b', 'c'),
    to: fc.constantFrom('a', 'b', 'c'),
    value: fc.integer({ min: 0, max: 100_000 }),
  })
  fc.assert(
    fc.property(fc.uniqueArray(flow, { selector: ({ from, to }) => from + to, maxLength: 9 }), (flows) => {
      const layout = flowLayout({ left: nodes, right: nodes, flows, width: 600, height: 400, format: String })
      const live = flows.filter(({ value }) => value > 0)
      expect(layout.bands).toHaveLength(live.length)
      for (const [side, key] of [
        [layout.left, 'from'],
        [layout.right, 'to'],
      ] as const) {
        for (const node of side)
          expect(node.value).toBe(
            live.filter((one) => one[key] === node.key).reduce((sum, { value }) => sum + value, 0),
          )
        side.slice(1).forEach((node, i) => {
          const above = side[i]
          expect(node.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0))
        })
        for (const node of side) expect(node.y + node.height).toBeLessThanOrEqual(layout.height)
      }
    }),
  )
})

test('a part of the waterfall begins where the one before it ended, also below zero', () => {
  const step = (key: string, value: number, kind: 'total' | 'part') => ({ key, label: key, value, kind })
  const { rows, zero } = waterfallLayout(
    [step('before', 10, 'total'), step('x', -25, 'part'), step('y', 5, 'part'), step('after', -10, 'total')],
    500,
    String,
  )
  const [before, x, y, after] = rows
  expect(before?.endX).toBeGreaterThan(zero)
  expect((x?.x ?? 0) + (x?.width ?? 0)).toBeCloseTo(before?.endX ?? NaN, 9)
  expect(x?.endX).toBeLessThan(zero)
  expect(y?.x).toBeCloseTo(x?.endX ?? NaN, 9)
  expect(after?.x).toBeCloseTo(y?.endX ?? NaN, 9)
  expect(rows.every((row) => Number.isFinite(row.x) && row.width > 0)).toBe(true)
  expect(waterfallLayout([step('nothing', 0, 'total')], 300, String).rows[0]?.width).toBe(1)
})

test('a mean lies within its interval on the scale, the reference on the same', () => {
  const { rows, referenceX } = intervalLayout(
    [
      { key: 'a', label: 'A', n: 40, mean: 50, low: 30, high: 70 },
      { key: 'b', label: 'A name that is far too long for its place', n: 4000, mean: -5, low: -10, high: 0 },
    ],
    50,
    500,
    String,
  )
  for (const row of rows) {
    expect(row.lowX).toBeLessThan(row.meanX)
    expect(row.meanX).toBeLessThan(row.highX)
    expect(row.highX).toBeLessThanOrEqual(500)
  }
  expect(referenceX).toBeCloseTo(rows[0]?.meanX ?? NaN, 9)
  expect(rows[1]?.text).toMatch(/…$/)
})

test('what a model expects is on the scale of the bars, and the count stands clear of it', () => {
  const bin = (count: number, expected: number) => ({ from: 0, to: 1, label: '0', count, expected })
  const { bars, top } = binLayout({
    bins: [bin(10, 40), bin(30, 5)],
    width: 300,
    height: 200,
    format: String,
    axisLabel: String,
  })
  expect(bars[0]?.expectedY).toBeLessThan(bars[1]?.y ?? 0)
  expect(bars[0]?.expectedY).toBeGreaterThanOrEqual(top)
  expect(bars[0]?.countY).toBe((bars[0]?.expectedY ?? 0) - 6)
  expect(bars[1]?.countY).toBe((bars[1]?.y ?? 0) - 6)
})
