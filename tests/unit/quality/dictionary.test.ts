import { describe, expect, test } from 'vitest'
import { ANALYSES } from '../../../src/analyses/registry'
import {
  dictionaryMarkdown,
  dictionaryOf,
  dictionaryRecords,
  searchDictionary,
} from '../../../src/quality/dictionary'

const entries = dictionaryOf(ANALYSES, { asOf: '2025-01-01', from: null, basis: 'gross' })

describe('the dictionary of the registry', () => {
  test('holds every column of every step, and names each entry once', () => {
    const ids = entries.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('overview.repeat_rate')
    expect(ids).toContain('member_rfm.recency_days')
    expect(ids).toContain('quality.score')
  })

  test('every figure is held by a column that its step declares', () => {
    const columns = new Set(entries.filter(({ kind }) => kind === 'column').map(({ id }) => id))
    const figures = entries.filter(({ kind, table }) => kind === 'figure' && table !== 'quality()')
    expect(figures.length).toBeGreaterThan(15)
    for (const { id, table, column } of figures) expect(columns, id).toContain(`${table}.${column}`)
  })

  test('no entry lacks a word in either language', () => {
    for (const { id, group, label, formula, basis, exclusions } of entries) {
      for (const words of [group, label, formula, basis, exclusions]) {
        expect(words.en.trim(), id).not.toBe('')
        expect(words.zh.trim(), id).not.toBe('')
      }
    }
  })

  test('is searched by words of either language, all of which must be there', () => {
    expect(searchDictionary(entries, '复购').map(({ id }) => id)).toContain('overview.repeat_rate')
    expect(searchDictionary(entries, 'GINI lorenz').map(({ id }) => id)).toContain('rfm.gini')
    expect(searchDictionary(entries, 'gini nonsense')).toEqual([])
    expect(searchDictionary(entries, ' ')).toHaveLength(entries.length)
  })

  test('as records and as Markdown: a line and a section for each', () => {
    const records = dictionaryRecords(entries)
    expect(records).toHaveLength(entries.length + 1)
    expect(new Set(records.map((record) => record.length))).toEqual(new Set([16]))
    const markdown = dictionaryMarkdown(entries, ({ zh }) => zh)
    expect(markdown.match(/^### /gm)).toHaveLength(entries.length)
    expect(markdown).toContain('# 指标字典')
    expect(markdown).toContain('`rfm.gini`')
  })
})
