import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { textFile } from './files'

const codes = async (file: File) =>
  (await inspectFile(file)).notices.map((notice) => `${notice.level}:${notice.code}`)
const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))

describe('bad input gets a sentence', () => {
  it.each([
    ['0 bytes', textFile(''), ['error:empty_file']],
    ['header only', textFile('a,b,c\n'), ['error:header_only']],
    ['blank lines only', textFile('\n\n\n'), ['error:no_records']],
    ['one column', textFile('name\nx\ny\n'), ['warning:one_column']],
    ['ragged', textFile('a,b\n1,2\n1\n1,2,3\n3,4\n'), ['warning:too_many_fields', 'warning:too_few_fields']],
    ['unterminated quote', textFile('a,b\n1,2\n3,"4\n5,6\n7,8\n'), ['warning:unterminated_quote']],
    ['an archive', textFile(bytes('504b030414000600080000002100'), 'x.csv'), ['error:not_text']],
    ['a picture', textFile(bytes('89504e470d0a1a0a0000000d'), 'x.csv'), ['error:not_text']],
    ['an old workbook', textFile(bytes('d0cf11e0a1b11ae1'), 'x.csv'), ['error:not_read_yet']],
    ['a Parquet file', textFile('PAR1....PAR1', 'x.parquet'), ['error:damaged']],
    ['JSON', textFile('[{"a": 1}]', 'x.json'), ['error:not_read_yet']],
    ['binary junk', textFile(Uint8Array.from({ length: 5000 }, (_, i) => (i * 37) % 32)), ['error:not_text']],
    ['mixed line ends', textFile('a,b\r\n1,2\n3,4\r\n'), ['info:mixed_line_ends']],
    ['duplicate names', textFile('a,a,\n1,2,3\n'), ['info:renamed_columns']],
    ['NUL', textFile('a,b\n1,x\0y\n'), ['warning:nul']],
    [
      'broken UTF-8',
      textFile(new Uint8Array([...Buffer.from('é,b\n1,'), 0xff, ...Buffer.from('x\nü,2\n')])),
      ['warning:undecodable'],
    ],
    ['text after a quote', textFile('a,b\n"5" pipe",2\n'), ['info:stray_quotes']],
  ])('%s', async (_, file, expected) => {
    expect(await codes(file)).toEqual(expected)
  })

  it('says what a workbook is, in both languages', async () => {
    const zip = new Uint8Array([...bytes('504b0304140006000800'), ...Buffer.from('[Content_Types].xml')])
    const { notices } = await inspectFile(textFile(zip, 'orders.csv'))
    expect(notices[0]?.sentence.en).toContain('Excel workbook (.xlsx)')
    expect(notices[0]?.sentence.zh).toContain('另存为 CSV')
  })

  it('names the line', async () => {
    const { notices } = await inspectFile(textFile('a,b\n"1\n2",2\n3,"4\n5,6,7\n'))
    expect(notices.map(({ code, line }) => [code, line])).toEqual([
      ['too_many_fields', 5],
      ['unterminated_quote', 4],
    ])
  })

  it('a folder is an unreadable blob', async () => {
    const folder = Object.assign(textFile('x'), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }),
    })
    expect(await codes(folder)).toEqual(['error:unreadable'])
  })

  it('keeps long cells, emoji ids and 18-digit ids as text', async () => {
    const { columns, records } = await inspectFile(
      textFile(
        `id,long,emoji,plain\n123456789012345678,${'x'.repeat(300)},😀1,007\n123456789012345679,y,😀2,008\n`,
      ),
    )
    expect(records).toBe(2)
    expect(columns.map((column) => column.type)).toEqual(['text', 'text', 'text', 'text'])
    expect(columns[1]?.longest).toBe(300)
  })
})

describe('the dialect', () => {
  it.each([
    ['a;b;c\n1,5;2,5;3\n', ';'],
    ['a\tb\n1,2\t3\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['a^b^c\n1^2^3\n4^5^6\n', '^'],
    // Three broken rows of six must not hide the columns.
    ['a,b,c\n1\n2\n3\n4,5,6\n7,8,9\n', ','],
    ['a;b;c\nx\ny\nz\n', ';'],
  ])('finds the delimiter of %j', async (text, delimiter) => {
    expect((await inspectFile(textFile(text))).dialect.delimiter).toBe(delimiter)
  })

  it.each([
    ['order_id,amount\n1,2\n', true],
    ['1,2.5,2018-01-01\n2,3.5,2018-01-02\n', false],
    ['张三,男\n李四,女\n王五,男\n', false],
    ['a,b\nx,y\n', true],
  ])('finds whether %j has a header', async (text, header) => {
    expect((await inspectFile(textFile(text))).dialect.header).toBe(header)
  })

  it('lets the user decide', async () => {
    const file = textFile('1;2,5\n3;4,5\n')
    const { dialect, columns, records } = await inspectFile(file, {
      dialect: { delimiter: ';', header: true },
    })
    expect(dialect).toMatchObject({ delimiter: ';', header: true })
    expect([columns.map((column) => column.name), records]).toEqual([['1', '2,5'], 1])
    const { notices } = await inspectFile(file, { dialect: { delimiter: '|||' } })
    expect(notices[0]?.code).toBe('bad_delimiter')
  })
})

describe('encodings', () => {
  // 订单编号,金额,商品名称 / 1,9.5,白色女包 and so on, as the bytes of each encoding.
  const gbk = bytes('b6a9b5a5b1e0bac52cbdf0b6ee2cc9ccc6b7c3fbb3c60a312c392e352cb0d7c9abc5aeb0fc0a')
  const big5 = bytes('ad71b3e6bd73b8b92caa42c3422cb0d3ab7ea657bad90a312c392e352ca5d5a6e2a46ba55d0a')
  const sjis = bytes('928d95b694d48d862c8bbe8a7a2c8fa4956996bc0a312c392e352c94928250838183938358817c0a')

  it.each([
    ['gb18030', gbk, '订单编号'],
    ['big5', big5, '訂單編號'],
    ['shift_jis', sjis, '注文番号'],
  ])('%s', async (encoding, content, first) => {
    const report = await inspectFile(textFile(content))
    expect(report.dialect.encoding).toBe(encoding)
    expect(report.columns[0]?.name).toBe(first)
    expect(report.readInPlace).toBe(false)
  })

  it('windows-1252 for lone accents', async () => {
    const latin = new Uint8Array([
      ...Buffer.from('cidade,valor\nS'),
      0xe3,
      ...Buffer.from('o Paulo,1\nGoi'),
      0xe2,
      ...Buffer.from('nia,2\n'),
    ])
    const report = await inspectFile(textFile(latin))
    expect(report.dialect.encoding).toBe('windows-1252')
    expect(report.preview[0]).toEqual(['São Paulo', '1'])
  })

  it.each(['utf-16le', 'utf-16be'] as const)('%s with and without its mark', async (encoding) => {
    for (const mark of ['\ufeff', '']) {
      const little = Buffer.from(`${mark}id,name,金额\n1,abc,2\n`, 'utf16le')
      const content = new Uint8Array(encoding === 'utf-16le' ? little : little.swap16())
      const report = await inspectFile(textFile(content))
      expect(report.dialect.encoding).toBe(encoding)
      expect(report.columns.map((column) => column.name)).toEqual(['id', 'name', '金额'])
      expect(await (await normaliseFile(textFile(content), report)).csv.text()).toBe(
        'id,name,金额\n1,abc,2\n',
      )
    }
  })

  it('looks again when a file that began in ASCII goes on in GBK between the samples', async () => {
    const line = Buffer.from('1,9.5,plain text\n')
    const ascii = Buffer.concat(Array.from({ length: 12_000 }, () => line))
    const chinese = Buffer.concat(Array.from({ length: 300 }, () => Buffer.from(gbk.subarray(23))))
    const content = new Uint8Array(
      Buffer.concat([Buffer.from('id,amount,name\n'), ascii, chinese, ascii, ascii]),
    )
    const report = await inspectFile(textFile(content))
    expect(report.dialect.encoding).toBe('gb18030')
    expect(report.records).toBe(36_300)
  })
})

describe('abort', () => {
  it('stops between chunks with the reason', async () => {
    const file = textFile('a,b\n' + '1,2\n'.repeat(3_000_000))
    const controller = new AbortController()
    const running = inspectFile(file, { signal: controller.signal, onProgress: () => controller.abort() })
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  })
})
