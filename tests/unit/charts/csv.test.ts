import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCsv, type ChartTable } from '../../../src/charts/chart-table'
import { csvCell, csvRow, UTF8_BOM } from '../../../src/text/csv'

describe('csvCell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+86 138', "'+86 138"],
    ['-cmd', "'-cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['-12.5', '-12.5'],
    ['-1e3', '-1e3'],
    ['-1-1', "'-1-1"],
    ['a,b', '"a,b"'],
    ['a;=1', '"a;=1"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' padded', '" padded"'],
    ['会员', '会员'],
    ['', ''],
  ])('writes %j as %j', (text, cell) => expect(csvCell(text)).toBe(cell))

  it('keeps numbers as numbers and drops what is none', () => {
    expect(csvRow([-3, 0.5, null, NaN, Infinity, 1e21])).toBe('-3,0.5,,,,1e+21')
  })

  it('never lets a field begin with a formula sign, and reads back as written but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
        const fields = parseLine(csvRow(texts))
        expect(fields).toHaveLength(texts.length)
        fields.forEach((field, index) => {
          expect(field.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '')).toBe(
            texts[index]?.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
          )
          if (!/^-\d/.test(field)) expect(field).not.toMatch(/^[=+\-@\t\r]/)
        })
      }),
    )
  })
})

describe('toCsv', () => {
  const table: ChartTable = {
    columns: [
      { name: 'day', label: '日期', type: 'time' },
      { name: 'revenue', label: '金额', type: 'money' },
      { name: 'note', label: '备注', type: 'text' },
    ],
    rows: [
      [Date.UTC(2024, 10, 11), 0.1 + 0.2, '=x'],
      [Date.UTC(2024, 10, 11, 8, 30), -12, null],
      [NaN, 123456789012345, 'a'],
    ],
  }

  it('writes labels, ISO times, plain numbers and CRLF', () => {
    expect(toCsv(table)).toBe(
      "日期,金额,备注\r\n2024-11-11,0.3,'=x\r\n2024-11-11T08:30:00,-12,\r\n,123456789012345,a\r\n",
    )
  })

  it('can start with a byte order mark and use the names of the columns', () => {
    expect(toCsv(table, { bom: true, header: 'name' }).startsWith(`${UTF8_BOM}day,revenue,note\r\n`)).toBe(
      true,
    )
  })
})

/** A reader of one CSV record, after RFC 4180. */
function parseLine(line: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index)
    if (quoted && character === '"' && line[index + 1] === '"') {
      field += '"'
      index += 1
    } else if (character === '"') quoted = !quoted
    else if (character === ',' && !quoted) {
      fields.push(field)
      field = ''
    } else field += character
  }
  return [...fields, field]
}
