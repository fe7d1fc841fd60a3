import { describe, expect, it } from 'vitest'
import { defaultRules, type SourcePlan } from '../../../src/cleaning/recipe'
import {
  PROJECT_VERSION,
  ProjectError,
  readProject,
  writeProject,
  type Project,
} from '../../../src/project/project-file'
import { RULES } from '../../../src/cleaning/rules'

const source: SourcePlan = {
  file: { name: 'orders.csv', size: 10, records: 1 },
  dialect: { encoding: 'gb18030', delimiter: ';', quote: '"', header: true },
  table: 'orders',
  mapping: { member_id: '会员', amount: '金额', ordered_at: '时间' },
  columns: [{ name: '时间', type: 'date', dateFormats: ['%d/%m/%Y'], decimal: '.', currency: 'CNY' }],
}
const project: Project = {
  recipe: {
    sources: [source],
    rules: { ...defaultRules([source]), duplicate: true },
    today: '2026-01-01',
    currency: 'CNY',
  },
  lens: { asOf: '2025-07-01', from: null, basis: 'net' },
  parameters: { rfm: { bins: 4, ties: 'ntile' } },
  data: ['data/orders.csv'],
}

const errorOf = (text: string): ProjectError => {
  try {
    readProject(text)
  } catch (error) {
    if (error instanceof ProjectError) return error
    throw error
  }
  throw new Error('It was read.')
}
const altered = (change: (plain: Record<string, unknown>) => void): string => {
  const plain = JSON.parse(writeProject(project)) as Record<string, unknown>
  change(plain)
  return JSON.stringify(plain)
}

describe('the project file', () => {
  it('reads back what was written', () => {
    expect(readProject(writeProject(project))).toEqual(project)
  })

  it('holds no data', () => {
    const written = JSON.parse(writeProject(project)) as Record<string, unknown>
    expect(Object.keys(written).sort()).toEqual(['data', 'format', 'lens', 'parameters', 'recipe', 'version'])
  })

  it.each([
    ['no JSON', '{', 'unreadable', ''],
    ['another format', altered((p) => (p['format'] = 'something')), 'invalid', 'format'],
    ['a later version', altered((p) => (p['version'] = PROJECT_VERSION + 1)), 'newer', ''],
    ['no recipe', altered((p) => delete p['recipe']), 'invalid', 'recipe'],
    ['a list', '[]', 'invalid', ''],
    ['null', 'null', 'invalid', ''],
  ] as const)('%s is refused with its place', (_, text, code, path) => {
    const error = errorOf(text)
    expect(error.code).toBe(code)
    if (path) expect(error.path).toBe(path)
  })

  it('names the place deep inside', () => {
    const error = errorOf(
      altered((p) => {
        const recipe = p['recipe'] as { sources: { dialect: { encoding: string } }[] }
        const [first] = recipe.sources
        if (first) first.dialect.encoding = 'klingon'
      }),
    )
    expect(error.code).toBe('invalid')
    expect(error.path).toBe('recipe.sources.0.dialect.encoding')
  })

  it('a rule added since takes its default, one that is gone is dropped', () => {
    const read = readProject(
      altered((p) => {
        const recipe = p['recipe'] as { rules: Record<string, boolean> }
        delete recipe.rules['no_member']
        recipe.rules['a_rule_of_old'] = true
      }),
    )
    expect(read.recipe.rules.no_member).toBe(RULES.find((rule) => rule.id === 'no_member')?.onByDefault)
    expect(Object.keys(read.recipe.rules).sort()).toEqual(RULES.map((rule) => rule.id).sort())
  })
})

const recipeOf = (plain: Record<string, unknown>) => plain['recipe'] as Record<string, unknown>
const sourceOf = (plain: Record<string, unknown>) =>
  (recipeOf(plain)['sources'] as Record<string, unknown>[])[0] ?? {}
const lensOf = (plain: Record<string, unknown>) => plain['lens'] as Record<string, unknown>

describe('a file that is wrong somewhere', () => {
  it.each<[what: string, change: (plain: Record<string, unknown>) => void, path: string]>([
    ['a version that is no number', (p) => (p['version'] = '1'), 'version'],
    ['a version of nought', (p) => (p['version'] = 0), 'version'],
    ['half a version', (p) => (p['version'] = 1.5), 'version'],
    ['sources that are no list', (p) => (recipeOf(p)['sources'] = {}), 'recipe.sources'],
    ['a table the shop has not', (p) => (sourceOf(p)['table'] = 'wishes'), 'recipe.sources.0.table'],
    [
      'a column without a name',
      (p) => (sourceOf(p)['mapping'] = { amount: 7 }),
      'recipe.sources.0.mapping.amount',
    ],
    [
      'a rule that is neither on nor off',
      (p) => (recipeOf(p)['rules'] = { cancelled: 'yes' }),
      'recipe.rules.cancelled',
    ],
    ['a day that is none', (p) => (recipeOf(p)['today'] = 'soon'), 'recipe.today'],
    ['30 February', (p) => (recipeOf(p)['today'] = '2025-02-30'), 'recipe.today'],
    ['the 13th month', (p) => (lensOf(p)['asOf'] = '2025-13-01'), 'lens.asOf'],
    ['29 February of a common year', (p) => (lensOf(p)['from'] = '2025-02-29'), 'lens.from'],
    ['a basis of no kind', (p) => (lensOf(p)['basis'] = 'brutto'), 'lens.basis'],
    ['a currency in lower case', (p) => (recipeOf(p)['currency'] = 'cny'), 'recipe.currency'],
    [
      'parameters deeper than they go',
      (p) => (p['parameters'] = { rfm: { bins: [5] } }),
      'parameters.rfm.bins',
    ],
    ['data that are no addresses', (p) => (p['data'] = [1]), 'data.0'],
  ])('%s', (_, change, path) => {
    const error = errorOf(altered(change))
    expect([error.code, error.path]).toEqual(['invalid', path])
    expect(error.message).not.toBe('')
  })

  it('another program’s file with a high version is not called newer', () => {
    expect(errorOf('{"name":"x","version":7}').code).toBe('invalid')
    expect(errorOf(altered((p) => Object.assign(p, { format: 'other', version: 7 })))).toMatchObject({
      code: 'invalid',
      path: 'format',
    })
  })

  it('a later version is newer, whatever else it says', () => {
    expect(errorOf('{"format":"memberlens-project","version":2,"recipe":"in a way of its own"}').code).toBe(
      'newer',
    )
  })

  it.each(['', ' ', '\u0000', 'null', '1', '"x"', '{}', '[1]'])('%j is no project', (text) => {
    expect(['unreadable', 'invalid']).toContain(errorOf(text).code)
  })
})

describe('what a file may leave out or say', () => {
  it('zero amounts in a file of orders stay, also where the rule is not written', () => {
    const without = (table: string) =>
      readProject(
        altered((p) => {
          sourceOf(p)['table'] = table
          recipeOf(p)['rules'] = {}
        }),
      ).recipe.rules
    expect(without('orders')).toEqual(defaultRules([source]))
    expect(without('orders').zero_amount).toBe(false)
    expect(without('order_items').zero_amount).toBe(true)
  })

  it('no data, no lens, an as-of date that follows the data', () => {
    expect(readProject(altered((p) => delete p['data'])).data).toEqual([])
    expect(readProject(altered((p) => (p['lens'] = null))).lens).toBeNull()
    expect(readProject(altered((p) => (lensOf(p)['asOf'] = null))).lens?.asOf).toBeNull()
    expect(readProject(altered((p) => (recipeOf(p)['today'] = '2024-02-29'))).recipe.today).toBe('2024-02-29')
  })

  it('words of anybody: hostile names, and what looks like a prototype', () => {
    const mapping = { amount: '"; drop table x; --', member_id: '<img onerror>' }
    const read = readProject(
      altered((p) => {
        sourceOf(p)['mapping'] = mapping
      }).replace('"parameters":{', '"parameters":{"__proto__":{"polluted":1},'),
    )
    expect(read.recipe.sources[0]?.mapping).toEqual(mapping)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
