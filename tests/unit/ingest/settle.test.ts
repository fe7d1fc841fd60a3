import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { textFile } from './files'

const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n')

describe('what a sample leaves open, the whole file decides', () => {
  /** Days up to twelve, so that nothing tells, but for one row far from every sample's window. */
  const dates = (odd: string) =>
    textFile(
      `id,date\n${rows(40_000, (i) => `${i},${i === 39_990 ? odd : `${(i % 12) + 1}/${(i % 9) + 1}/2018`}`)}\n`,
    )

  it.each([
    ['25/3/2018', '%d/%m/%Y', false],
    ['3/25/2018', '%m/%d/%Y', false],
    ['3/5/2018', '%m/%d/%Y', true],
  ])('%s', async (odd, format, ambiguous) => {
    const { columns } = await inspectFile(dates(odd))
    expect(columns[1]).toMatchObject({ dateFormats: [format], ambiguousDayMonth: ambiguous })
  })

  it('counts every id that lost its digits', async () => {
    const { columns, notices } = await inspectFile(
      textFile(`id,n\n${rows(30_000, (i) => `${i % 3 === 0 ? '1.23E+17' : 100_000_000 + i},1`)}\n`),
    )
    expect(columns[0]).toMatchObject({ type: 'text', lostDigits: 10_000 })
    expect(notices.find((notice) => notice.code === 'lost_digits')?.sentence.en).toContain('10,000 values')
  })

  it('says that zones are dropped, and seconds are UTC', async () => {
    const { notices } = await inspectFile(
      textFile('a,created_at\n2018-01-01 08:00:00 +0800,1500000000\n2018-01-02 08:00:00 +0800,1500000001\n'),
    )
    expect(notices.map((notice) => notice.code)).toEqual(['zone_dropped', 'epoch'])
  })

  it('guesses the year that dates lack from the name of the file, else from its last change', async () => {
    const text = 'who,time\n1,12-06 02\n2,12-18 11\n'
    expect((await inspectFile(textFile(text, 'events_2014.csv'))).columns[1]).toMatchObject({
      dateFormats: ['%m-%d %H'],
      year: 2014,
    })
    const file = new File([text], 'events.csv', { lastModified: Date.UTC(2016, 5, 1) })
    expect((await inspectFile(file)).columns[1]?.year).toBe(2016)
  })
})
