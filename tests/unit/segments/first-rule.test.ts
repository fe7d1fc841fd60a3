import { expect, test } from 'vitest'
import { firstCondition } from '../../../src/segments/first-rule'

test('a new rule begins with what the shop knows', () => {
  const fact = (...known: string[]) => firstCondition(new Set(known))
  expect(fact('gender', 'orders')).toEqual({
    kind: 'fact',
    fact: 'orders',
    test: { op: 'at_least', value: 1 },
  })
  expect(fact('gender', 'number:Enrollment Year', 'number:CLV')).toEqual({
    kind: 'fact',
    fact: 'number:CLV',
    test: { op: 'top', share: 0.2 },
  })
  expect(fact('gender')).toEqual({ kind: 'fact', fact: 'gender', test: { op: 'known' } })
})
