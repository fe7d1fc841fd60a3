import { expect, test } from 'vitest'
import { groupOptions } from '../../../src/ui/select-options'

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
