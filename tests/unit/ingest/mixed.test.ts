import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Chunks } from '../../../src/ingest/chunks'
import { concat } from '../../../src/engine/concat'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { settleColumns } from '../../../src/ingest/settle'
import { transcoderFor } from '../../../src/ingest/transcode'
import type { Dialect, MixedEncoding, Partner } from '../../../src/ingest/types'
import { encode } from './encode'
import { textFile } from './files'
import { readCsvText } from './naive'

const SEED = 20_260_801
const rows = (line: string, count: number) => `${line}\n`.repeat(count)

async function read(parts: readonly Uint8Array[], dialect: Partial<Dialect> = {}) {
  const file = textFile(concat(parts))
  const report = await inspectFile(file, { dialect })
  const { csv, loaded, rejectedCount } = await normaliseFile(file, report)
  expect(loaded + rejectedCount).toBe(report.records)
  const notice = report.notices.find(({ code }) => code === 'mixed_encodings')
  return { report, notice, text: await csv.text() }
}

describe('exports of two systems in one file', () => {
  const chinese = {
    header: '编号,姓名,金额\n',
    one: '1,张三,12.50',
    two: '2,李四,7.00',
  }

  it('months in UTF-8, then months in GBK', async () => {
    const { header, one, two } = chinese
    const { report, notice, text } = await read([
      encode(header + rows(one, 50), 'utf-8'),
      encode(header + rows(two, 40), 'gb18030'),
    ])
    expect(report.dialect.encoding).toBe('utf-8+gb18030')
    expect(report.records).toBe(90)
    expect(text).toBe(header + rows(one, 50) + rows(two, 40))
    expect(notice).toMatchObject({ level: 'warning', line: 52 })
    expect(notice?.sentence.en).toContain('41 lines in GB18030, first line 52 (“编号,姓名,金额”)')
    expect(notice?.sentence.en).toContain('51 lines in UTF-8, first line 1')
    expect(notice?.sentence.zh).toContain('41 行是 GB18030，最早是第 52 行')
    expect(report.skipped?.lines).toMatchObject([{ line: 52, why: 'header_again' }])
    expect(report.notices.map(({ code }) => code)).not.toContain('undecodable')
    expect(report.preview[0]).toEqual(['1', '张三', '12.50'])
  })

  it('GBK first, and a few lines of UTF-8 long after the samples', async () => {
    const { header, one, two } = chinese
    const gbk = encode(rows(one, 20_000), 'gb18030')
    const { report, notice, text } = await read([
      encode(header, 'gb18030'),
      gbk,
      encode(rows(two, 30), 'utf-8'),
      gbk,
      gbk,
    ])
    expect(report.dialect.encoding).toBe('utf-8+gb18030')
    expect(notice?.sentence.en).toContain('30 lines in UTF-8, first line 20002 (“2,李四,7.00”)')
    expect(text).toBe(header + rows(one, 20_000) + rows(two, 30) + rows(one, 40_000))
  }, 30_000)

  it('UTF-8 whose characters all make pairs of GBK is not taken for it', async () => {
    const { report, text } = await read([
      encode(`编号,姓名\n${rows('1,张三', 300)}`, 'gb18030'),
      encode(rows('2,北京', 200), 'utf-8'),
    ])
    expect(report.dialect.encoding).toBe('utf-8+gb18030')
    expect(text).toContain('2,北京')
  })

  it.each<[Partner, string, string]>([
    ['big5', '1,張三,臺北市信義區', '2,李四,臺灣高雄市'],
    ['shift_jis', '1,山田さん,ジャケットの黒', '2,高橋さん,東京都'],
    ['euc-kr', '1,김민수,서울 강남구', '2,이영희,부산광역시'],
    ['windows-1252', '1,João,São Paulo', '2,Conceição,Goiânia'],
    ['windows-1252', '1,张三,São Paulo', '2,Käthe,Übersee'],
    ['windows-1251', '1,Иван,Москва', '2,Наталья,Санкт-Петербург'],
  ])('UTF-8 and %s', async (partner, one, two) => {
    const { report, text } = await read([
      encode(`id,name,city\n${rows(one, 30)}`, 'utf-8'),
      encode(rows(two, 30), partner),
    ])
    expect(report.dialect.encoding).toBe(`utf-8+${partner}`)
    expect(text).toBe(`id,name,city\n${rows(one, 30)}${rows(two, 30)}`)
  })

  it('three records among a hundred', async () => {
    const { report, notice } = await read([
      encode(`编号,姓名\n${rows('1,张三', 50)}`, 'utf-8'),
      encode(rows('2,李四', 3), 'gb18030'),
      encode(rows('3,王五', 50), 'utf-8'),
    ])
    expect(report.dialect.encoding).toBe('utf-8+gb18030')
    expect(notice?.sentence.en).toContain('3 lines in GB18030, first line 52 (“2,李四”)')
  })

  it('a line that both can read goes with the one above it', async () => {
    const female = '女'
    expect(new TextDecoder('utf-8', { fatal: true }).decode(encode(female, 'gb18030'))).not.toBe(female)
    const { text } = await read([
      encode(`姓名,性别\n${rows('张三,男', 20)}`, 'utf-8'),
      encode(`李四光,男\nx,女\nx,女\n`, 'gb18030'),
      encode('王五,男\ncafé,f\n', 'utf-8'),
    ])
    expect(text.endsWith('李四光,男\nx,女\nx,女\n王五,男\ncafé,f\n')).toBe(true)
    expect(text).not.toContain('\ufffd')
  })

  it('an encoding chosen by hand is the one for all lines', async () => {
    const parts = [encode(`编号,姓名\n${rows('1,张三', 9)}`, 'utf-8'), encode(rows('2,李四', 9), 'gb18030')]
    for (const encoding of ['utf-8', 'gb18030'] as const) {
      const { report, notice, text } = await read(parts, { encoding })
      expect(report.dialect.encoding).toBe(encoding)
      expect(notice).toBeUndefined()
      expect(text.includes('张三')).toBe(encoding === 'utf-8')
      expect(text.includes('李四')).toBe(encoding === 'gb18030')
    }
  })

  it('chosen by hand for a file that is in one, it changes nothing', async () => {
    const text = `编号,姓名\n${rows('1,张三', 9)}`
    for (const encoding of ['utf-8', 'gb18030'] as const) {
      const found = await read([encode(text, encoding)], { encoding: 'utf-8+gb18030' })
      expect(found.text).toBe(text)
      expect(found.notice === undefined).toBe(encoding === 'utf-8')
    }
  })

  it('what is open is asked of lines of both', async () => {
    const file = textFile(
      concat([
        encode(`姓名,日期\n${rows('张三,3/4/2018', 40)}`, 'utf-8'),
        encode(rows('李四,25/3/2018', 2), 'gb18030'),
      ]),
    )
    const report = await inspectFile(file)
    expect(report.columns[1]).toMatchObject({ ambiguousDayMonth: false, dateFormats: ['%d/%m/%Y'] })
    const open = report.columns.map((column) => ({ ...column, ambiguousDayMonth: true }))
    const settled = await settleColumns(file, { ...report, columns: open }, {})
    expect(settled[1]?.ambiguousDayMonth).toBe(false)
  })
})

describe('files in one encoding stay that', () => {
  const utf8 = (text: string) => encode(text, 'utf-8')

  it.each<[string, Uint8Array[], string]>([
    [
      'UTF-8 whose cells were cut by bytes',
      [
        utf8(`编号,备注\n${rows('1,收货地址', 50)}`),
        utf8('2,收货').subarray(0, 7),
        utf8(rows(',3', 1)),
      ].concat(Array.from({ length: 9 }, () => concat([utf8('2,收').subarray(0, 4), utf8('\n')]))),
      'utf-8',
    ],
    [
      'UTF-8 with a few broken bytes',
      [utf8(`编号,姓名\n${rows('1,张三', 50)}`), Uint8Array.of(0x32, 0x2c, 0xff, 0xfe, 0xff, 0x0a)],
      'utf-8',
    ],
    [
      'damaged Chinese in UTF-8',
      [
        utf8(`编号,姓名\n${rows('1,张三', 50)}`),
        ...Array.from({ length: 5 }, () => concat([utf8('2,张三李四'), Uint8Array.of(0xe4), utf8(',x\n')])),
      ],
      'utf-8',
    ],
    ['GBK of single characters', [encode(`性别,等级\n${rows('女,中', 400)}`, 'gb18030')], 'gb18030'],
    [
      'GBK with a broken record',
      [encode(`编号,姓名\n${rows('1,张三', 90)}`, 'gb18030'), Uint8Array.of(0x32, 0x2c, 0xb0, 0x0a)],
      'gb18030',
    ],
    [
      'Windows-1252 with Ã©',
      [encode(`id,stadt\n${rows('1,Köln', 400)}1,CAFÉ®\n`, 'windows-1252')],
      'windows-1252',
    ],
  ])('%s', async (_, parts, encoding) => {
    const { report, notice } = await read(parts)
    expect(report.dialect.encoding).toBe(encoding)
    expect(notice).toBeUndefined()
  })
})

describe('any order of lines, cut anywhere', () => {
  /** Lines that only one of the two encodings reads well. */
  const lines: Record<Partner, string[]> = {
    gb18030: ['张三,广东省广州市', '李四光,退款', '保湿面霜 50ml,订单', '"真丝\n连衣裙",红色'],
    big5: ['張三,臺北市信義區', '李四光,訂單', '退款,會員'],
    shift_jis: ['山田さん,ジャケット', '東京都,購入者', 'ﾊﾝｶｸ,注文'],
    'euc-kr': ['김민수,서울특별시', '주문번호,배송완료'],
    'windows-1251': ['Иван,Москва', 'Наталья,Екатеринбург'],
    'windows-1252': ['João,São Paulo', 'Käthe,Übersee', 'Zoë,crème brûlée'],
  }
  const ends = ['\n', '\r\n', '\r']

  it.each(Object.keys(lines) as Partner[])(
    'UTF-8 and %s',
    async (partner) => {
      const line = fc.record({
        text: fc.constantFrom(...lines[partner], 'plain,1', ''),
        foreign: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(
          fc.array(line, { maxLength: 12 }),
          fc.constantFrom(...ends),
          fc.boolean(),
          fc.integer({ min: 1, max: 40 }),
          async (given, end, closed, chunkBytes) => {
            const written = given.map(({ text, foreign }, i) => {
              const whole = text.replace('\n', end) + (closed || i < given.length - 1 ? end : '')
              return { whole, bytes: encode(whole, foreign ? partner : 'utf-8'), foreign }
            })
            const mixed: MixedEncoding = `utf-8+${partner}`
            const transcoder = transcoderFor(mixed)
            let text = ''
            const file = new Blob(written.map(({ bytes }) => bytes))
            for await (const chunk of utf8Chunks(file, mixed, { chunkBytes, transcoder }))
              text += new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(chunk)
            expect(text).toBe(written.map(({ whole }) => whole).join(''))
            expect(transcoder?.replaced).toBe(0)
          },
        ),
        { numRuns: 300, seed: SEED },
      )
    },
    60_000,
  )

  it.each(Object.keys(lines) as Partner[])(
    'whole files of UTF-8 and %s are found out',
    async (partner) => {
      const line = fc.record({ text: fc.constantFrom(...lines[partner]), foreign: fc.boolean() })
      await fc.assert(
        fc.asyncProperty(fc.array(line, { minLength: 12, maxLength: 30 }), async (given) => {
          const records = given.map(({ text }, i) => `${i},${text}`)
          const foreign = given.filter((one) => one.foreign).length
          fc.pre(foreign >= 3 && given.length - foreign >= 3)
          const { report, text } = await read(
            [
              encode('id,name,place\n', 'utf-8'),
              ...records.map((record, i) => encode(`${record}\n`, given[i]?.foreign ? partner : 'utf-8')),
            ],
            { header: true },
          )
          expect(report.dialect.encoding).toBe(`utf-8+${partner}`)
          expect(readCsvText(text).slice(1)).toEqual(readCsvText(`${records.join('\n')}\n`))
        }),
        { numRuns: 60, seed: SEED },
      )
    },
    60_000,
  )
})
