import { describe, expect, test } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeBy, proposeSources } from '../../../src/ingest/propose'
import { planOf } from '../../../src/project/plan'
import {
  mergeTemplates,
  presetOf,
  readTemplates,
  templateOf,
  TemplatesError,
  writeTemplates,
  type MappingTemplate,
} from '../../../src/project/templates'
import { PRESETS } from '../../../src/shop/presets/presets'
import { textFile } from '../shop-fixture'

const odd = (month: number, more = '') =>
  inspectFile(
    textFile(
      `till-${month}.csv`,
      `K1,K2,Stamp,K4,K5${more}\n${[1, 2, 3].map((n) => `r${month}${n},p${n},2024-0${month}-0${n},${n},${n}.5${more && ',x'}`).join('\n')}\n`,
    ),
  )

const template: MappingTemplate = {
  name: 'Till of the museum shop',
  table: 'orders',
  headers: ['K1', 'K2', 'Stamp', 'K4', 'K5'],
  mapping: { order_id: 'K1', member_id: 'K2', ordered_at: 'Stamp', amount: 'K5' },
}

const codeOf = (text: string): [string, string] => {
  try {
    readTemplates(text)
  } catch (error) {
    if (error instanceof TemplatesError) return [error.code, error.path]
  }
  return ['', '']
}

describe('templates', () => {
  test('are written and read back', () => {
    expect(readTemplates(writeTemplates([template]))).toEqual([template])
    expect(readTemplates(writeTemplates([]))).toEqual([])
  })

  test('what is no file of templates is refused, with the place', () => {
    expect(codeOf('{')).toEqual(['unreadable', ''])
    expect(codeOf('{"format":"memberlens-project"}')[0]).toBe('invalid')
    const newer = JSON.stringify({ format: 'memberlens-templates', version: 2, templates: [] })
    expect(codeOf(newer)).toEqual(['newer', ''])
    const wrong = JSON.parse(writeTemplates([template])) as { templates: { table: string }[] }
    wrong.templates[0]!.table = 'bills'
    expect(codeOf(JSON.stringify(wrong))).toEqual(['invalid', 'templates.0.table'])
  })

  test('one of the same name gives way to the newer', () => {
    const other = { ...template, name: 'Other' }
    const newer = { ...template, table: 'order_items' as const }
    expect(mergeTemplates([template, other], [newer])).toEqual([newer, other])
  })

  test('are proposed for a file of similar headers, before any preset, and say so', async () => {
    const presets = [presetOf(template), ...PRESETS]
    const report = await odd(5, ',Note')
    expect(proposeSources([report], PRESETS)[0]?.table).toBeNull()
    const [proposal] = proposeSources([report], presets)
    expect(proposal).toMatchObject({
      table: 'orders',
      preset: { id: 'template:Till of the museum shop', own: true },
    })
    expect(planOf(report, proposal!).mapping).toEqual(template.mapping)
    expect(proposal?.reasons[0]).toEqual({
      en: 'your template “Till of the museum shop”',
      zh: '你的模板“Till of the museum shop”',
    })
    const lacking = await inspectFile(textFile('less.csv', 'K1,K2,Stamp,K4\nr1,p1,2024-01-01,1\n'))
    expect(proposeSources([lacking], presets)[0]?.preset).toBeUndefined()
  })

  test('a plan becomes a template that gives the same plan', async () => {
    const report = await odd(1)
    const plan = planOf(report, proposeBy(report, presetOf(template)))
    expect(templateOf('Again', plan, report)).toEqual({ ...template, name: 'Again' })
    expect(templateOf('None', { ...plan, table: null }, report)).toBeNull()
  })
})
