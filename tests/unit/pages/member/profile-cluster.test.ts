import { afterEach, expect, test } from 'vitest'
import { outsideClusters } from '../../../../src/pages/member/profile-sheet'
import { setLocale } from '../../../../src/text/locale.svelte'

afterEach(() => setLocale('en'))

const LACKED = [{ name: 'recency_days' }, { name: 'number:Salary' }]

test('a member in no cluster is told why, and for which features, each reason in other words', () => {
  setLocale('en')
  expect(outsideClusters('missing', LACKED)).toBe(
    'In none: clusters go by days since the last order and Salary, which this member lacks',
  )
  expect(outsideClusters('outlier', LACKED.slice(1))).toBe(
    'In none: beyond the outer fences of Salary, so set aside',
  )
  expect(outsideClusters(null, [])).toContain('noise')
})

test('and in Chinese', () => {
  setLocale('zh-CN')
  expect(outsideClusters('missing', LACKED)).toContain('聚类用到距末单天数和 Salary,该会员没有值')
  expect(outsideClusters('missing', LACKED.slice(1))).toContain('聚类用到 Salary,')
  expect(outsideClusters(null, [])).toContain('噪声')
})
