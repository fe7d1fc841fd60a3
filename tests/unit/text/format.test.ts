import { afterEach, expect, test } from 'vitest'
import {
  formatCompact,
  formatFixed,
  formatList,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../../../src/text/format'
import { setLocale } from '../../../src/text/locale.svelte'

afterEach(() => setLocale('en'))

test('what rounds to nothing has no sign; what does not keeps it', () => {
  expect(formatNumber(-0.001, 2)).toMatch(/^0([.]0*)?$/)
  expect(formatPercent(-0.00001)).not.toMatch(/[-−]/)
  expect(formatMoney(-0.001, 'USD')).not.toMatch(/[-−]/)
  expect(formatNumber(-1.5, 1)).toMatch(/^[-−]1[.]5$/)
  expect(formatPercent(-0.25)).toMatch(/^[-−]25/)
})

test('axes have their thousands apart where no short form is used', () => {
  expect(formatCompact(1500)).toBe('1.5K')
  setLocale('zh-CN')
  expect(formatCompact(1500)).toBe('1,500')
  expect(formatCompact(15_000)).toBe('1.5万')
})

test('numbers below one another have the same decimals; names are parted as the language does', () => {
  expect([formatFixed(2, 2), formatFixed(-0.5, 2), formatFixed(NaN, 2)]).toEqual(['2.00', '-0.50', '–'])
  expect(formatList(['a', 'b'])).toBe('a, b')
  setLocale('zh-CN')
  expect(formatList(['a', 'b'])).toBe('a、b')
})
