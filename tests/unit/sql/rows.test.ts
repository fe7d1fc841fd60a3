import { expect, test } from 'vitest'
import { namedRowArrays, rowArrays } from '../../../src/sql/rows'

const result = {
  rows: 2,
  columns: [
    { name: 'member_id', type: 'text', values: ['a', 'b'] },
    { name: 'cluster', type: 'integer', values: [1, 2] },
    { name: 'spent', type: 'number', values: [3, NaN] },
  ],
}

test('rows by name: what is not asked for moves nothing', () => {
  expect(namedRowArrays(result, ['member_id', 'spent'])).toEqual([
    ['a', 3],
    ['b', null],
  ])
  expect(namedRowArrays(result, ['spent', 'gone', 'member_id'])).toEqual([
    [3, null, 'a'],
    [null, null, 'b'],
  ])
  expect(rowArrays(result)[1]).toEqual(['b', 2, null])
})
