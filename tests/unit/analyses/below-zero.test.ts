import { expect, test } from 'vitest'
import { belowZero } from '../../../src/analyses/describe/below-zero'
import type { FactRow } from '../../../src/analyses/describe/describe-view'
import { ownFactName } from '../../../src/segments/facts/own'

const SALARY = ownFactName({ header: 'Salary', type: 'number' })

const row = (fact: string, minimum: number, q1: number, isNumber = true): FactRow => ({
  fact,
  isNumber,
  n: 100,
  missing: 0,
  levels: 50,
  mean: 1,
  sd: 1,
  minimum,
  q1,
  median: q1,
  q3: q1,
  maximum: q1,
  lowFence: 0,
  highFence: 0,
  outliers: 0,
  topShare: 0,
  bars: [],
  top: [],
})

test('a column of the list is remarked on where few are below 0; sums of orders are not', () => {
  const facts = [
    row(SALARY, -3, 25),
    row(SALARY, 0, 25),
    row(SALARY, -30, -2),
    row(SALARY, NaN, NaN),
    row(SALARY, -3, 25, false),
    row('spent', -50, 10),
  ]
  expect(belowZero(facts)).toEqual([facts[0]])
  expect(belowZero([])).toEqual([])
})
