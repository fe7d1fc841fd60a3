import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barRows, barsHeight } from '../../../src/charts/bar-rows'
import { binLayout } from '../../../src/charts/bins'
import { associationLayout } from '../../../src/charts/association-layout'
import { columnLabel, fitting, heatLayout, highestCell, numberSize } from '../../../src/charts/heat-layout'
import { textWidth } from '../../../src/charts/text-width'
import { lorenzLayout, moneyAt } from '../../../src/charts/lorenz-layout'
import { highestPoint, nearestIndex, seriesLayout } from '../../../src/charts/series-layout'

const WIDTHS = [288, 390, 640, 1100]
const DAY = 86_400_000

describe('heatLayout', () => {
  it.each(WIDTHS)('keeps every cell inside at %i wide', (width) => {
    const rows = ['R 1', 'R 2', '一行很长很长很长很长很长很长的名字']
    const columns = Array.from({ length: 24 }, (_, index) => String(index))
    const layout = heatLayout({ rows, columns, rowTitle: 'R', rowHints: [], width, height: 300 })
    expect(layout.left).toBeLessThan(width / 2)
    expect(layout.x(23) + layout.cellWidth).toBeCloseTo(width, 5)
    expect(layout.y(2) + layout.cellHeight).toBeCloseTo(layout.bottom, 5)
    expect(layout.x(1) - layout.x(0)).toBeGreaterThan(layout.cellWidth)
  })

  it('finds the highest cell among empty ones', () => {
    expect(
      highestCell([
        [null, 3],
        [7, null],
      ]),
    ).toEqual({ row: 1, col: 0, value: 7 })
    expect(highestCell([[null, null]])).toBeNull()
  })

  it('keeps the labels of the outer columns inside', () => {
    expect(columnLabel('Calendar period missed', 300, 320)).toEqual({ x: 320, anchor: 'end' })
    expect(columnLabel('Fixed days silent', 20, 320)).toEqual({ x: 0, anchor: 'start' })
    expect(columnLabel('M1', 100, 320)).toEqual({ x: 100, anchor: 'middle' })
  })

  it('stands names of columns upright where they do not fit beside one another, on a taller drawing', () => {
    const given = { rows: ['f', 'm'], rowTitle: '', rowHints: [], height: 160 }
    const columns = ['Ontario', 'British Columbia', 'Prince Edward Island', 'Yukon', 'Quebec']
    const wide = heatLayout({ ...given, columns, width: 1100, namesColumns: true })
    expect(wide).toMatchObject({ upright: null, height: 160, columnEvery: 1 })
    const narrow = heatLayout({ ...given, columns, width: 290, namesColumns: true })
    expect(narrow.upright).toHaveLength(5)
    expect(narrow.height).toBeGreaterThan(160)
    expect(narrow.cellHeight).toBe(wide.cellHeight)
    expect(heatLayout({ ...given, columns, width: 290 })).toMatchObject({ upright: null, height: 160 })
  })

  it('makes numbers smaller rather than leave some of them out', () => {
    expect(numberSize([['98'], ['101']], 60)).toBe(12)
    expect(numberSize([['98'], ['101']], 25)).toBe(10)
    expect(fitting(['101'], 25)).toBe('')
    expect(fitting(['101'], 25, numberSize([['98'], ['101']], 25))).toBe('101')
  })

  it('falls back to a shorter form, then to none', () => {
    expect([
      fitting(['1,234,567', '1.2M'], 100),
      fitting(['1,234,567', '1.2M'], 40),
      fitting(['12'], 8),
    ]).toEqual(['1,234,567', '1.2M', ''])
  })
})

describe('associationLayout', () => {
  const names = [
    ...Array.from({ length: 15 }, (_, i) => `NUMBER_${String(i)}`),
    'BALANCE_FREQUENCY',
    'TENURE',
  ]

  it.each([350, 640, 1100])('gives each name the room behind its own place at %i wide', (width) => {
    const { cell, labels, width: drawn } = associationLayout(names, width)
    for (const [i, { text, x }] of labels.entries()) {
      expect(text).toBe(names[i])
      expect(x + textWidth(text)).toBeLessThanOrEqual(drawn + 1e-9)
    }
    expect(cell).toBeGreaterThanOrEqual(15)
    if (width > 350) expect(drawn).toBe(width)
  })
})

describe('binLayout', () => {
  const counts = [11_908, 4079, 0, 1]
  const bins = counts.map((count, index) => ({
    from: index + 1,
    to: index + 2,
    label: String(index + 1),
    count,
  }))
  const layout = binLayout({ bins, width: 400, height: 260, format: String, axisLabel: String })

  it('draws heights in proportion, and something for every count above zero', () => {
    const [first, second, none, one] = layout.bars
    expect((first?.height ?? 0) / (second?.height ?? 1)).toBeCloseTo(11_908 / 4079, 3)
    expect(none?.height).toBe(0)
    expect(one?.height).toBe(1)
    expect(first?.y).toBeGreaterThanOrEqual(layout.top)
  })

  it('thins labels of many bins', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      from: index,
      to: index + 1,
      label: `${index}–${index + 1}`,
      count: index,
    }))
    const dense = binLayout({ bins: many, width: 320, height: 260, format: String, axisLabel: String })
    expect(dense.labelEvery).toBeGreaterThan(5)
    expect(dense.countsFit).toBe(false)
  })
})

describe('lorenzLayout', () => {
  const points = [
    { members: 0.5, money: 0.1 },
    { members: 0.9, money: 0.5 },
    { members: 1, money: 1 },
  ]

  it('reads shares between the points', () => {
    expect(moneyAt(points, 0)).toBe(0)
    expect(moneyAt(points, 0.25)).toBeCloseTo(0.05)
    expect(moneyAt(points, 0.7)).toBeCloseTo(0.3)
    expect(moneyAt(points, 1)).toBe(1)
    expect(moneyAt([], 0.4)).toBe(1)
  })

  it('puts a mark on the curve and starts the path at the origin', () => {
    const marks = [{ share: 0.1, money: 0.5, label: 'top 10 %' }]
    const layout = lorenzLayout({ points, marks, markTexts: ['top 10 %: 50 %'], width: 500, height: 340 })
    expect(layout.curvePath.startsWith(`M${layout.left},${layout.bottom}`)).toBe(true)
    expect(layout.marks[0]).toMatchObject({ x: layout.x(0.9), y: layout.y(0.5) })
    expect(layout.beside).toBe(true)
    expect(layout.right + 20).toBeLessThan(500)
  })

  it('draws tens of thousands of points as a few hundred', () => {
    const many = Array.from({ length: 23_570 }, (_, index) => ({
      members: (index + 1) / 23_570,
      money: ((index + 1) / 23_570) ** 3,
    }))
    const { curvePath } = lorenzLayout({ points: many, marks: [], markTexts: [], width: 500, height: 340 })
    expect(curvePath.split('L').length).toBeLessThan(405)
  })
})

describe('seriesLayout', () => {
  const times = Array.from({ length: 540 }, (_, index) => index * DAY)
  const input = { times, height: 300, locale: 'en', yTitle: '', markers: [], axisLabel: String }

  it.each(WIDTHS)('keeps lines inside at %i wide and breaks them at gaps', (width) => {
    const values = times.map((_, index) => (index === 100 ? NaN : Math.sin(index) * 100))
    const layout = seriesLayout({ ...input, width, series: [{ name: 'Revenue', values }] })
    const xs = [...(layout.series[0]?.linePath ?? '').matchAll(/[ML]([\d.]+),/g)].map((match) =>
      Number(match[1]),
    )
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(layout.left - 0.1)
    expect(Math.max(...xs)).toBeLessThanOrEqual(width)
    expect(layout.series[0]?.linePath.match(/M/g)).toHaveLength(2)
  })

  it('draws a bar for every value but zero', () => {
    const layout = seriesLayout({
      ...input,
      times: [0, DAY, 2 * DAY],
      width: 400,
      series: [{ name: 'a', values: [1, 0, -2], kind: 'bar' }],
    })
    expect(layout.series[0]?.fillPath.match(/M/g)).toHaveLength(2)
  })

  it('names series at their ends where there is room, above where not', () => {
    const series = [
      { name: 'Revenue', values: [1, 2] },
      { name: 'Members', values: [2, 2] },
    ]
    const wide = seriesLayout({ ...input, times: [0, DAY], width: 800, series })
    expect(wide.series.map(({ label }) => label)).toEqual(['Revenue', 'Members'])
    expect(Math.abs((wide.series[0]?.labelY ?? 0) - (wide.series[1]?.labelY ?? 0))).toBeGreaterThanOrEqual(16)
    expect(seriesLayout({ ...input, times: [0, DAY], width: 320, series }).names).toHaveLength(2)
  })

  it('stands an empty and a single-point series', () => {
    expect(
      seriesLayout({ ...input, times: [], width: 400, series: [{ name: 'a', values: [] }] }).xTicks,
    ).toEqual([])
    expect(
      seriesLayout({ ...input, times: [DAY], width: 400, series: [{ name: 'a', values: [5] }] }).xTicks,
    ).toHaveLength(1)
  })

  it('finds the nearest time as a search through all would', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
        fc.integer({ min: -50, max: 1050 }),
        (list, time) => {
          const sorted = [...list].sort((a, b) => a - b)
          const distance = (index: number) => Math.abs((sorted[index] ?? 0) - time)
          expect(distance(nearestIndex(sorted, time))).toBe(
            Math.min(...sorted.map((_, index) => distance(index))),
          )
        },
      ),
    )
  })

  it('finds the highest point past gaps', () => {
    expect(
      highestPoint([
        { name: 'a', values: [NaN, 2] },
        { name: 'b', values: [5, NaN] },
      ]),
    ).toEqual({ series: 1, index: 0, value: 5 })
    expect(highestPoint([{ name: 'a', values: [NaN] }])).toBeNull()
  })
})

describe('barRows', () => {
  const items = [
    { key: 'a', label: 'Champions', value: 200, note: '61 days' },
    { key: 'b', label: '名字很长很长很长很长很长很长很长很长很长很长', value: 50 },
    { key: 'c', label: 'Refunds', value: -3 },
  ]

  it.each(WIDTHS)('shares out the width at %i wide', (width) => {
    const layout = barRows({ items, values: ['200', '50', '-3'], width })
    expect(layout.barX + layout.barRoom).toBeLessThanOrEqual(width)
    expect(layout.rows.map(({ bar }) => bar / layout.barRoom)).toEqual([1, 0.25, 0])
    expect(layout.height).toBe(barsHeight(3, width))
  })
})

describe('barRows of shares', () => {
  const items = [0.8, 0.2].map((value, i) => ({ key: String(i), label: `row ${i}`, value }))
  const values = ['80 %', '20 %']

  it('fills a bar by the whole, not by the highest share', () => {
    const { rows, barRoom } = barRows({ items, values, width: 600, full: 1 })
    expect(rows.map(({ bar }) => bar / barRoom)).toEqual([expect.closeTo(0.8), expect.closeTo(0.2)])
    expect(barRows({ items, values, width: 600 }).rows[0]?.bar).toBeCloseTo(barRoom)
  })
})
