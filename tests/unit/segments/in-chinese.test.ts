import { expect, test } from 'vitest'
import { afterHan, amongHan, beforeHan } from '../../../src/segments/in-chinese'

test('Latin letters and digits are parted from Chinese words, on the side where they touch', () => {
  expect(`按${afterHan('CLV')},`).toBe('按 CLV,')
  expect(`${beforeHan('CLV')}如何分布`).toBe('CLV 如何分布')
  expect(`各${amongHan('BALANCE 五等分')}的`).toBe('各 BALANCE 五等分的')
  expect(`最强的是${amongHan('城市')}与`).toBe('最强的是城市与')
})
