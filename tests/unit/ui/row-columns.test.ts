import { expect, test } from 'vitest'
import { columnTemplate, leastWidth, nextSort, type RowColumn } from '../../../src/ui/row-columns'

const name: RowColumn = { key: 'name', label: 'Name', type: 'text', width: 200 }
const money: RowColumn = { key: 'money', label: 'Money', type: 'money', width: 120 }

test('amounts are first sorted from the largest, words from the first; a second click turns round', () => {
  expect(nextSort(money, undefined)).toEqual({ key: 'money', descending: true })
  expect(nextSort(name, { key: 'money', descending: true })).toEqual({ key: 'name', descending: false })
  expect(nextSort(name, { key: 'name', descending: false })).toEqual({ key: 'name', descending: true })
})

test('one track a column, the first one narrower on phones', () => {
  expect(columnTemplate([name, money])).toBe('minmax(min(200px, 40vw), 200fr) minmax(120px, 120fr)')
  expect(leastWidth([name, money])).toBe('calc(min(200px, 40vw) + 120px)')
  expect(leastWidth([])).toBe('0px')
})
