import { expect, test } from 'vitest'
import { alignsRight, cellText } from '../../../src/ui/cell-text'

test('each type of cell in its own dress', () => {
  expect(cellText(1234567.891, { type: 'number' })).toBe('1,234,567.89')
  expect(cellText(12.5, { type: 'money' })).toBe('12.50')
  expect(cellText(0.1234, { type: 'percent' })).toMatch(/^12\.3\s%$/)
  expect(cellText(Date.UTC(2018, 10, 11, 8, 26), { type: 'time' })).toBe('2018-11-11 08:26:00')
  expect(cellText('M-1', { type: 'text' })).toBe('M-1')
  expect(cellText(17850, { type: 'text' })).toBe('17850')
})

test('nothing is a dash, a word among numbers stays a word, an own format wins', () => {
  expect(cellText(null, { type: 'money' })).toBe('–')
  expect(cellText('n/a', { type: 'number' })).toBe('n/a')
  expect(cellText(3, { type: 'number', format: (value) => `${value} days` })).toBe('3 days')
})

test('amounts line up on the right', () => {
  expect((['text', 'number', 'money', 'time', 'percent'] as const).map(alignsRight)).toEqual([
    false,
    true,
    true,
    false,
    true,
  ])
})
