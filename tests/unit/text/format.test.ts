import { expect, test } from 'vitest'
import { formatMoney, formatNumber, formatPercent } from '../../../src/text/format'

test('what rounds to nothing has no sign; what does not keeps it', () => {
  expect(formatNumber(-0.001, 2)).toMatch(/^0([.]0*)?$/)
  expect(formatPercent(-0.00001)).not.toMatch(/[-−]/)
  expect(formatMoney(-0.001, 'USD')).not.toMatch(/[-−]/)
  expect(formatNumber(-1.5, 1)).toMatch(/^[-−]1[.]5$/)
  expect(formatPercent(-0.25)).toMatch(/^[-−]25/)
})
