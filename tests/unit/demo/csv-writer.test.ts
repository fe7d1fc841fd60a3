import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvWriter, cell, record } from '../../../src/demo/csv-writer'

const written = async (write: (writer: CsvWriter) => void) => {
  const writer = new CsvWriter()
  write(writer)
  return writer.file('x.csv', 0).text()
}

describe('CsvWriter', () => {
  it('writes money with two decimals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), async (cents) => {
        const sign = cents < 0 ? '-' : ''
        const digits = String(Math.abs(cents)).padStart(3, '0')
        expect(await written((writer) => writer.cents(cents))).toBe(
          `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`,
        )
      }),
    )
  })

  it('writes whole numbers, padded', async () => {
    expect(await written((writer) => writer.integer(0))).toBe('0')
    expect(await written((writer) => writer.integer(42, 7))).toBe('0000042')
    expect(await written((writer) => writer.integer(2_147_483_647))).toBe('2147483647')
  })

  it('writes the time of day', async () => {
    expect(await written((writer) => writer.clock(0))).toBe('00:00:00')
    expect(await written((writer) => writer.clock(86_399))).toBe('23:59:59')
    expect(await written((writer) => writer.clock(3_661))).toBe('01:01:01')
  })

  it('loses nothing where one chunk ends and the next begins', async () => {
    const rows = 300_000
    const text = await written((writer) => {
      for (let row = 0; row < rows; row++) {
        writer.integer(row)
        writer.newline()
      }
    })
    expect(text).toBe(Array.from({ length: rows }, (_, row) => `${row}\n`).join(''))
  })

  it('gives a CSV file with the date it is told', () => {
    const file = new CsvWriter().file('会员.csv', 123)
    expect([file.name, file.type, file.lastModified, file.size]).toEqual(['会员.csv', 'text/csv', 123, 0])
  })
})

describe('cells', () => {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

  it('are quoted only where they must be', () => {
    expect(text(cell('会员'))).toBe('会员')
    expect(text(cell('a, b'))).toBe('"a, b"')
    expect(text(cell('say "so"'))).toBe('"say ""so"""')
    expect(text(record(['a', '', 'b\nc']))).toBe('a,,"b\nc"\n')
  })
})
