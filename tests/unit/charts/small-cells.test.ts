import { expect, it } from 'vitest'
import type { ChartTable } from '../../../src/charts/chart-table'
import { smallCells, withoutSmallCells } from '../../../src/charts/small-cells'
import { toXlsx } from '../../../src/charts/table-xlsx'
import { unpack } from '../../../src/ingest/unpack/unpack'

const table: ChartTable = {
  columns: [
    { name: 'group', label: '分群', type: 'text' },
    { name: 'members', label: 'Members', type: 'number' },
    { name: 'share', label: 'Share', type: 'percent' },
    { name: 'monetary', label: 'Money', type: 'money' },
    { name: 'day', label: 'Day', type: 'time' },
  ],
  rows: [
    ['=1+1', 120, 0.5, 3, Date.UTC(2025, 0, 31)],
    ['b', 4, 0.25, 1234.5, Date.UTC(2025, 1, 1, 12, 30)],
    ['c', 0, 0, null, null],
    ['d', 1, 0.25, NaN, null],
  ],
}

it('only counts above zero and below k are small, not money or shares', () => {
  expect(smallCells(table)).toBe(2)
  expect(smallCells(table, 2)).toBe(1)
  const without = withoutSmallCells(table)
  expect(without.rows.map((row) => row[1])).toEqual([120, null, 0, null])
  expect(without.rows.map((row) => row[3])).toEqual(table.rows.map((row) => row[3]))
  expect(smallCells(without)).toBe(0)
})

it('the workbook reads as the table was: text as text, days as days', async () => {
  const blob = await toXlsx(table, 'a/b:c')
  const [part] = await unpack(new File([blob], 'groups.xlsx'))
  expect(part?.origin.sheet).toBe('a b c')
  expect((await part?.file.text())?.trim().split('\n')).toEqual([
    '分群,Members,Share,Money,Day',
    '=1+1,120,0.5,3,2025-01-31',
    'b,4,0.25,1234.5,2025-02-01 12:30:00',
    'c,0,0,,',
    'd,1,0.25,,',
  ])
})
