import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { HOSTILE, textFile } from './files'

async function normalise(text: string, dialect = {}) {
  const file = textFile(text)
  const report = await inspectFile(file, { dialect })
  const result = await normaliseFile(file, report)
  return { report, result, csv: await result.csv.text() }
}

describe('normalising', () => {
  it.each([
    ['quotes inside fields', 'a,b\n5" pipe,1\n', 'a,b\n"5"" pipe",1\n'],
    ['text after a quote', 'a,b\n"5" pipe,1\n', 'a,b\n5 pipe,1\n'],
    ['line ends of all kinds', 'a,b\r\n1,2\n3,4\r5,6', 'a,b\n1,2\n3,4\n5,6\n'],
    ['blank lines', '\n\na,b\n\n1,2\n  \n', 'a,b\n1,2\n'],
    ['semicolons and commas', 'a;b\n1,5;x\n', 'a,b\n"1,5",x\n'],
    ['single quotes', "'a','b'\n'x,''y','2'\n", 'a,b\n"x,\'y",2\n'],
    ['surplus empty cells', 'a,b\n1,2,,\n', 'a,b\n1,2\n'],
    [
      'cells of unnamed last columns may be absent',
      'a,b,,\n1,2\n3,4,5,6\n',
      'a,b,column_3,column_4\n1,2,,\n3,4,5,6\n',
    ],
    ['a lone empty cell', 'a\n""\nx\n', 'a\n""\nx\n'],
    ['NUL', 'a,b\n1,x\0y\n', 'a,b\n1,xy\n'],
  ])('%s', async (_, text, expected) => {
    const { report, result, csv } = await normalise(text)
    expect(csv).toBe(expected)
    expect(result.rejectedCount).toBe(0)
    expect(result.loaded).toBe(report.records)
  })

  it('rejects ragged records with line, reason and text', async () => {
    const { result, csv } = await normalise('a,b\n1,2\n3\n"x\ny",4,5\n6,"7\n8,9\n')
    expect(csv).toBe('a,b\n1,2\n8,9\n')
    expect(result.rejected.map(({ line, code, text }) => [line, code, text])).toEqual([
      [3, 'too_few_fields', '3'],
      [4, 'too_many_fields', '"x\ny",4,5'],
      [6, 'unterminated_quote', '6,"7'],
    ])
    expect(result.rejected[0]?.reason.zh).toContain('1 个字段')
  })

  it('an unterminated quote costs its line, not the file', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => `${i},x`)
    rows[100] = '100,"x'
    const { result } = await normalise(`id,v\n${rows.join('\n')}\n`)
    expect([result.loaded, result.rejectedCount]).toEqual([499, 1])
    expect(result.rejected[0]).toMatchObject({ line: 102, code: 'unterminated_quote' })
  })

  it('a single line longer than any record is rejected, and the next is read', async () => {
    const { result } = await normalise(`a,b\n1,2\n3,${'x'.repeat(9 * 1024 * 1024)}\n5,6\n`)
    expect([result.loaded, result.rejected.map(({ line, code }) => [line, code])]).toEqual([
      2,
      [[3, 'too_long']],
    ])
  })

  it('keeps the first thousand rejected and counts all', async () => {
    const { result } = await normalise(`a,b\n${'1\n'.repeat(1500)}2,3\n`)
    expect([result.loaded, result.rejected.length, result.rejectedCount]).toEqual([1, 1000, 1500])
  })

  it('accounts for every record, whatever the file', async () => {
    const garbage = fc.array(fc.constantFrom(...HOSTILE), { maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(
        garbage,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('"', "'", ''),
        async (parts, delimiter, quote) => {
          const { report, result } = await normalise(`p${delimiter}q\n${parts.join('')}`, {
            delimiter,
            quote,
            header: true,
          })
          if (report.notices.some((notice) => notice.code === 'not_text')) return
          expect(result.loaded + result.rejectedCount).toBe(report.records)
        },
      ),
      { numRuns: 600 },
    )
  })

  it('is the identity on its own output', async () => {
    const garbage = fc.array(fc.constantFrom(...HOSTILE), { minLength: 3, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(garbage, async (parts) => {
        const once = await normalise(`p,q\n${parts.join('')}`, { delimiter: ',', quote: '"', header: true })
        if (once.result.loaded === 0) return
        const twice = await normalise(once.csv, {
          delimiter: ',',
          quote: '"',
          header: true,
          encoding: 'utf-8',
        })
        // A last line without an end has one the second time.
        expect(twice.csv).toBe(once.csv.endsWith('\n') ? once.csv : `${once.csv}\n`)
        expect(twice.result.rejectedCount).toBe(0)
      }),
      { numRuns: 600 },
    )
  })
})
