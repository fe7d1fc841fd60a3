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
