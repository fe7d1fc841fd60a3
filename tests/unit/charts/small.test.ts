import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeFilename } from '../../../src/charts/download'
import { moveInGrid, moveInList } from '../../../src/charts/roving'
import { tableCell } from '../../../src/charts/table-cell'
import { textWidth, truncate, wrapText } from '../../../src/charts/text-width'
import { placeTooltip } from '../../../src/charts/tooltip-place'

describe('text', () => {
  it('counts a Chinese character as wide as the font is tall', () => {
    expect(textWidth('会员', 12)).toBe(24)
    expect(textWidth('', 12)).toBe(0)
  })

  it('shortens only what does not fit', () => {
    expect(truncate('Champions', 200)).toBe('Champions')
    expect(truncate('Potential loyalists', 70)).toMatch(/^Potent.*…$/)
    expect(textWidth(truncate('潜力忠诚会员名单', 50))).toBeLessThanOrEqual(50)
    expect(truncate('abc', 2)).toBe('')
  })

  it('wraps without losing or adding a character, and keeps punctuation off the start of a line', () => {
    const text = 'R:距 1998-07-01 的天数,F:订单数;各按五分位,同值同分,因此 F 没有 2 分。颜色为人数。'
    const lines = wrapText(text, 160)
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    for (const line of lines) expect(line).not.toMatch(/^[,。;]/)
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(172)
    expect(wrapText('', 100)).toEqual([])
    expect(wrapText('n\u00a0=\u00a023,570', 20)).toHaveLength(1)
  })
})

describe('roving focus', () => {
  it('moves by arrows, stays inside, and leaves other keys alone', () => {
    expect(moveInGrid({ key: 'ArrowRight' }, { row: 0, col: 4 }, 5, 5)).toEqual({ row: 0, col: 4 })
    expect(moveInGrid({ key: 'ArrowDown' }, { row: 0, col: 4 }, 5, 5)).toEqual({ row: 1, col: 4 })
    expect(moveInGrid({ key: 'End', ctrlKey: true }, { row: 0, col: 0 }, 3, 5)).toEqual({ row: 2, col: 4 })
    expect(moveInGrid({ key: 'Tab' }, { row: 0, col: 0 }, 3, 5)).toBeNull()
    expect([
      moveInList('End', 3, 10),
      moveInList('PageDown', 3, 10),
      moveInList('ArrowUp', 0, 10),
      moveInList('a', 0, 10),
    ]).toEqual([9, 9, 0, null])
  })
})

it('a tooltip never leaves a viewport that can hold it', () => {
  const pixels = (max: number) => fc.integer({ min: -100, max })
  fc.assert(
    fc.property(
      pixels(2000),
      pixels(2000),
      fc.integer({ min: 20, max: 300 }),
      fc.integer({ min: 20, max: 200 }),
      (x, y, width, height) => {
        const viewport = { width: 390, height: 500 }
        const { left, top } = placeTooltip({ x, y }, { width, height }, viewport)
        expect(left).toBeGreaterThanOrEqual(8)
        expect(top).toBeGreaterThanOrEqual(8)
        expect(left + width).toBeLessThanOrEqual(382)
        expect(top + height).toBeLessThanOrEqual(492)
      },
    ),
  )
})

it('file names lose what file systems refuse and keep their script', () => {
  expect(safeFilename('谁最近来过: a/b?.svg')).toBe('谁最近来过- a-b-.svg')
  expect(safeFilename('../../etc')).toBe('etc')
  expect(safeFilename(' ')).toBe('chart')
})

it('table cells follow the type of their column', () => {
  expect(tableCell(0.1234, 'percent')).toBe('12.3\u00a0%')
  expect(tableCell(Date.UTC(2024, 10, 11), 'time')).toBe('2024-11-11')
  expect(tableCell(null, 'number')).toBe('–')
  expect(tableCell('R 1', 'number')).toBe('R 1')
  expect(tableCell(1234.567, 'money')).toBe('1,234.57')
})
