import { expect, test } from 'vitest'
import { groupOptions, optionsWith } from '../../../src/ui/select-options'

const option = (value: string, group?: string) => ({ value, label: value, ...(group ? { group } : {}) })

test('options come under their group, groups in order of their first option', () => {
  const groups = groupOptions([option('a', 'x'), option('b'), option('c', 'y'), option('d', 'x')])
  expect(groups.map(({ name, options }) => [name, options.map(({ value }) => value)])).toEqual([
    ['x', ['a', 'd']],
    [null, ['b']],
    ['y', ['c']],
  ])
})

test('a group may be called like anything, its key stays its own', () => {
  const keys = groupOptions([option('a'), option('b', 'none'), option('c', 'group none')]).map(
    ({ key }) => key,
  )
  expect(new Set(keys).size).toBe(3)
})

test('options are found by every word in label, note or group, whatever the case and width', () => {
  const options = [
    { value: 'a', label: 'Loyalty card', group: 'Members' },
    { value: 'b', label: '会员等级', note: 'tier, ４ levels' },
    { value: 'c', label: 'Card type' },
  ]
  const found = (text: string) => optionsWith(text, options).map(({ value }) => value)
  expect(found('')).toEqual(['a', 'b', 'c'])
  expect(found('  CARD ')).toEqual(['a', 'c'])
  expect(found('members ｃａｒｄ')).toEqual(['a'])
  expect(found('等级')).toEqual(['b'])
  expect(found('4 tier')).toEqual(['b'])
  expect(found('card tier')).toEqual([])
})
