import { expect, test } from 'vitest'
import { outsideClusters } from '../../../../src/pages/member/profile-sheet'

test('a member in no cluster is told why, each reason in other words', () => {
  expect(outsideClusters('missing')).toMatch(/missing|缺失/)
  expect(outsideClusters('outlier')).toMatch(/fences|外限/)
  expect(outsideClusters(null)).toMatch(/noise|噪声/)
})
