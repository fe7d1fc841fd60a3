import { expect, test } from 'vitest'
import fc from 'fast-check'
import { html } from '../../../src/quality/html'
import type { QualityReport } from '../../../src/quality/report'
import { reportHtml } from '../../../src/quality/report-html'
import { DEFAULT_WEIGHTS, scoreOf } from '../../../src/quality/score'

function reportOf(file: string, failing: number): QualityReport {
  const check = {
    id: 'completeness.x',
    dimension: 'completeness' as const,
    column: 'x',
    label: { en: `${file} is there`, zh: `${file}不为空` },
    about: { en: 'about', zh: '说明' },
    unit: 'rows' as const,
    n: 10000,
    failing,
    passing: (10000 - failing) / 10000,
    sql: `select '${file}'`,
    failingSql: '',
  }
  const table = { key: 'file_1', label: { en: file, zh: file }, files: [file], rows: 10000, checks: [check] }
  return { today: '2025-01-01', asOf: null, tables: [{ ...table, score: scoreOf([check], DEFAULT_WEIGHTS) }] }
}

test('stands alone: both languages, no script, nothing fetched', () => {
  const text = reportHtml(reportOf('orders.csv', 3), DEFAULT_WEIGHTS, 'zh')
  expect(text).toMatch(/^<!doctype html>/)
  expect(text).not.toMatch(/<script|https?:|\bsrc=|@import|url\(/i)
  expect(text.indexOf('lang="zh-CN" id="zh"')).toBeLessThan(text.indexOf('lang="en" id="en"'))
  expect(text).toContain("'PingFang SC'")
  expect(text).toContain('数据质量报告')
  expect(text).toContain('Data quality report')
})

test('what is almost all is not written as all', () => {
  expect(reportHtml(reportOf('a', 3), DEFAULT_WEIGHTS, 'en')).toContain('&gt; 99.9 %')
  expect(reportHtml(reportOf('a', 0), DEFAULT_WEIGHTS, 'en')).toContain('100.0 %')
})

test('what a file calls its columns and itself opens no tag', () => {
  const name = `<img src=x onerror="alert('1')">&amp;.csv`
  const text = reportHtml(reportOf(name, 1), DEFAULT_WEIGHTS, 'en')
  expect(text).not.toContain('<img')
  expect(text).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;.csv')
})

test('any text survives the template as itself', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const piece = html`<b title="${text}">${text}</b>`.text
      expect(piece.match(/[<>"]/g)).toHaveLength(6)
      const back = piece
        .slice(10, piece.indexOf('">'))
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
      expect(back).toBe(text)
    }),
  )
})
