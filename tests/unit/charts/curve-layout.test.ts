import { describe, expect, test } from 'vitest'
import { curveLayout, pointAt, stopsOf, type Curve } from '../../../src/charts/curve-layout'

const straight: Curve = {
  name: 'a',
  points: [
    { x: 1, y: 0.4 },
    { x: 2, y: NaN },
    { x: 3, y: 0.2, low: 0.1, high: 0.35 },
  ],
}
const steps: Curve = {
  name: 'b',
  step: true,
  points: [
    { x: 0, y: 0 },
    { x: 5, y: 0.5 },
  ],
}
const quiet: Curve = { name: 'c', quiet: true, points: [{ x: 9, y: 0.9 }] }

const layoutOf = (curves: readonly Curve[], width = 640) =>
  curveLayout({
    curves,
    width,
    height: 300,
    yTitle: 'share',
    axisLabel: (value) => String(value),
    xLabel: (value) => String(value),
  })

describe('what a curve says at x', () => {
  test('a line at its points alone, steps until the next point', () => {
    expect(pointAt(straight, 1)?.y).toBe(0.4)
    expect(pointAt(straight, 1.5)).toBeNull()
    expect(pointAt(straight, 2)).toBeNull()
    expect(pointAt(steps, 4.9)?.y).toBe(0)
    expect(pointAt(steps, 70)?.y).toBe(0.5)
    expect(pointAt(steps, -1)).toBeNull()
  })

  test('the cursor stops at every x of the named curves, once', () => {
    expect(stopsOf([straight, steps, quiet])).toEqual([0, 1, 2, 3, 5])
  })
})

describe('the layout', () => {
  test.each([200, 390, 640, 1200])('%d pixels wide: all within the drawing, zero on the axis', (width) => {
    const layout = layoutOf([straight, steps, quiet], width)
    for (const { x } of layout.xTicks) expect(x >= layout.left && x <= width - layout.right).toBe(true)
    expect(layout.yTicks[0]).toMatchObject({ zero: true, y: layout.bottom })
    expect(layout.y(0.9)).toBeGreaterThanOrEqual(layout.top)
    expect(layout.labels.length + layout.names.length).toBe(2)
  })

  test('a gap breaks the line; only points with both limits have a band', () => {
    const [line, stepped] = layoutOf([straight, steps]).curves
    expect(line?.linePath.match(/M/g)).toHaveLength(2)
    expect(line?.bandPath).not.toBe('')
    expect(stepped?.bandPath).toBe('')
  })

  test('quiet curves take no colour from the named ones', () => {
    const colours = layoutOf([quiet, straight, steps]).curves.map(({ colour }) => colour)
    expect(colours).toEqual(['var(--ink-3)', 'var(--cat-1)', 'var(--cat-2)'])
  })

  test('nothing to draw, or one point', () => {
    expect(layoutOf([]).curves).toEqual([])
    expect(layoutOf([{ name: 'a', points: [{ x: 4, y: 1 }] }]).curves[0]?.linePath).not.toContain('NaN')
  })

  test('ticks only where they are asked for, as many as fit', () => {
    const ticks = curveLayout({
      curves: [steps],
      width: 200,
      height: 200,
      yTitle: '',
      axisLabel: String,
      xLabel: (value) => `days ${value}`,
      xTicks: [0, 1, 2, 3, 4, 5],
    }).xTicks
    expect(ticks.length).toBeGreaterThan(0)
    expect(ticks.length).toBeLessThan(6)
  })

  test('over a stretch of one day, labels in whole days stand once', () => {
    const day = { name: 'a', points: [0, 1].map((x) => ({ x, y: x })) }
    const input = { curves: [day], width: 700, height: 200, yTitle: '', axisLabel: String }
    const texts = (xLabel: (value: number) => string) =>
      curveLayout({ ...input, xLabel }).xTicks.map(({ text }) => text)
    expect(texts((value) => value.toFixed(0))).toEqual(['0', '1'])
    expect(texts((value) => value.toFixed(1)).length).toBeGreaterThan(4)
  })
})
