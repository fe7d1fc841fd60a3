import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitFields } from '../../../src/ingest/fields'
import { MAX_RECORD_LINES, RecordSplitter } from '../../../src/ingest/records'
import { HOSTILE } from './files'

interface Seen {
  kind: string
  text: string
  fields: number
  line: number
  lines: number
}

function split(text: string, sizes: number[] = []): { seen: Seen[]; lines: number } {
  const bytes = new TextEncoder().encode(text)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const seen: Seen[] = []
  const splitter = new RecordSplitter(
    Uint8Array.of(44),
    34,
    (kind, buffer, start, end, fields, line, lines) => {
      seen.push({ kind, text: decoder.decode(buffer.subarray(start, end)), fields, line, lines })
    },
  )
  let at = 0
  for (const size of sizes) {
    splitter.push(bytes.subarray(at, at + size))
    at += size
  }
  splitter.push(bytes.subarray(at), true)
  return { seen, lines: splitter.lines }
}

const texts = (text: string) =>
  split(text).seen.map(({ kind, text: record }) => (kind === 'fields' ? record : `${kind}:${record}`))

describe('records', () => {
  it.each([
    ['a,b\n1,2\n', ['a,b', '1,2']],
    ['a,b\r\n1,2', ['a,b', '1,2']],
    ['a,b\r1,2\r', ['a,b', '1,2']],
    ['"a\nb",c\nd,e', ['"a\nb",c', 'd,e']],
    ['"a ""quoted"" b",c', ['"a ""quoted"" b",c']],
    ['5" pipe,1\n6" pipe,2', ['5" pipe,1', '6" pipe,2']],
    ['"5" pipe",1\n2,3', ['"5" pipe",1', '2,3']],
    ['a\n\nb', ['a', 'blank:', 'b']],
    ['a\n  \nb', ['a', 'blank:  ', 'b']],
    ['1,"x\n2,y\n3,z', ['unterminated_quote:1,"x', '2,y', '3,z']],
    ['1,"x\n2,"y"\n3,z', ['unterminated_quote:1,"x', '2,"y"', '3,z']],
    ['1,"x', ['unterminated_quote:1,"x']],
    ['"ok\nok",1\n"a\nb","open\n9', ['"ok\nok",1', 'unterminated_quote:"a\nb","open', '9']],
  ])('splits %j', (text, expected) => {
    expect(texts(text)).toEqual(expected)
  })

  it('gives up a quote that runs over too many lines, and only its line', () => {
    const many = Array.from({ length: MAX_RECORD_LINES + 5 }, (_, i) => `${i},x`).join('\n')
    const { seen } = split(`a,b\n1,"x\n${many}\n2,y",3\n`)
    expect(seen[1]).toMatchObject({ kind: 'unterminated_quote', text: '1,"x', line: 2 })
    expect(seen).toHaveLength(2 + MAX_RECORD_LINES + 5 + 1)
  })

  it('gives the same records however the bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...HOSTILE), { maxLength: 60 }),
        fc.array(fc.nat(7), { maxLength: 40 }),
        (parts, sizes) => {
          expect(split(parts.join(''), sizes)).toEqual(split(parts.join('')))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('accounts for every physical line, and loses no character but line ends', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HOSTILE), { maxLength: 80 }), (parts) => {
        const text = parts.join('')
        const { seen, lines } = split(text)
        const physical =
          text === ''
            ? 0
            : text
                .replace(/\r\n|\r|\n$/g, '\n')
                .replace(/\n$/, '')
                .split('\n').length
        expect(lines).toBe(physical)
        let line = 1
        for (const record of seen) {
          expect(record.line).toBe(line)
          line += record.lines
        }
        expect(line - 1).toBe(physical)
        const bare = (value: string) => value.replace(/[\r\n]/g, '')
        expect(bare(seen.map((record) => record.text).join(''))).toBe(bare(text))
      }),
      { numRuns: 3000 },
    )
  })

  it('counts the fields that the cells are split into', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HOSTILE), { maxLength: 60 }), (parts) => {
        for (const record of split(parts.join('')).seen)
          if (record.kind === 'fields') expect(splitFields(record.text, ',', '"')).toHaveLength(record.fields)
      }),
      { numRuns: 2000 },
    )
  })
})
