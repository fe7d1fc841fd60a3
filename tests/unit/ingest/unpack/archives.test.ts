import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import fc from 'fast-check'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { gzipSync as deflated } from 'node:zlib'
import { expect, test } from 'vitest'
import { crc32, gunzipMembers } from '../../../../src/ingest/unpack/gzip'
import { unpack } from '../../../../src/ingest/unpack/unpack'
import { makeXlsx } from './make-xlsx'
import { codes, fileOf, sentences, texts, unpacked } from './parts'

const CSV = 'id,n\na,1\nb,2\n'
type Bytes = Uint8Array<ArrayBuffer>
const gz = (text: string): Bytes => gzipSync(strToU8(text)) as Bytes
const zip = (files: Record<string, string | Uint8Array>): Bytes =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  ) as Bytes
const joined = (...parts: Uint8Array[]): Bytes => new Uint8Array(parts.flatMap((part) => [...part]))

test('a text file is its own part, the same object', async () => {
  const file = fileOf(CSV, 'orders.csv')
  const parts = await unpack(file)
  expect(parts).toHaveLength(1)
  expect(parts[0]?.file).toBe(file)
  expect(parts[0]?.origin).toEqual({ file: 'orders.csv', format: 'text' })
})

test('gzip is told by its bytes, whatever the name', async () => {
  for (const name of ['orders.csv.gz', 'orders.csv']) {
    const parts = await unpacked(gz(CSV), name)
    expect(await texts(parts)).toEqual({ [name]: CSV })
    expect(parts[0]?.origin).toEqual({ file: name, format: 'gzip' })
    expect(parts[0]?.file.lastModified).toBe(1_700_000_000_000)
  }
})

test('members of a gzip file in a row are one file, each held against its checksum', async () => {
  const file = fileOf(joined(gz('id,n\n'), gz('a,1\n'), gz('b,2\n')), 'o.gz')
  expect(await (await unpack(file))[0]?.file.text()).toBe(CSV)
  const guard = { packed: file.size, expected: 0 }
  expect(await (await gunzipMembers(file, 'o', guard)).text()).toBe(CSV)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const firstTrailer = gz('id,n\n').length - 8
  bytes[firstTrailer] = (bytes[firstTrailer] ?? 0) ^ 1
  await expect(gunzipMembers(fileOf(bytes, 'o.gz'), 'o', guard)).rejects.toThrow(/damaged/)
})

test('a gzip file that is cut off, damaged, or holds tar says so', async () => {
  const whole = gzipSync(strToU8(CSV.repeat(500)), { level: 0 })
  const damaged = whole.slice()
  damaged[200] = (damaged[200] ?? 0) ^ 0xff
  const tar = new Uint8Array(1024)
  tar.set(strToU8('ustar'), 257)
  const cases: [string, Uint8Array, string][] = [
    ['cut', whole.slice(0, whole.length / 2), 'archive_cut_off'],
    ['cut in the header', whole.slice(0, 6), 'archive_cut_off'],
    ['damaged', damaged, 'archive_damaged'],
    ['tar', gzipSync(tar), 'archive_tar'],
  ]
  for (const [name, bytes, code] of cases)
    expect(codes(await unpacked(bytes as Bytes, `${name}.gz`)), name).toEqual([code])
})

test('checksums are those of the standard', () => {
  expect(crc32(strToU8('123456789'))).toBe(0xcbf43926)
  expect(crc32(strToU8('6789'), crc32(strToU8('12345')))).toBe(0xcbf43926)
})

test('members of an archive in the order of their paths, litter left out, the rest named', async () => {
  const parts = await unpacked(
    zip({
      'b/orders.csv': CSV,
      'a.csv': CSV,
      'b/.DS_Store': 'x',
      '__MACOSX/b/orders.csv': 'x',
      'Thumbs.db': 'x',
      'logo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
      'program.exe': new Uint8Array([77, 90, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 9]),
      'inner.zip': zip({ 'x.csv': CSV }),
      'packed.csv.gz': gz(CSV),
      'book.xlsx': makeXlsx([
        {
          name: '一',
          rows: [
            ['x', 'y'],
            [1, 2],
          ],
        },
      ]),
      'list.json': '[{"x": 1}]',
      'empty/': '',
    }),
    'shop.zip',
  )
  expect(await texts(parts)).toEqual({
    'shop.zip / a.csv': CSV,
    'shop.zip / b/orders.csv': CSV,
    'shop.zip / book.xlsx / 一': 'x,y\n1,2\n',
    'shop.zip / list.json': 'x\n1\n',
    'shop.zip / packed.csv.gz': CSV,
  })
  expect(parts.map(({ origin }) => origin.format)).toEqual(['zip', 'zip', 'xlsx', 'json', 'gzip'])
  expect(codes(parts)).toEqual(['archive_inside', 'left_out'])
  expect(sentences(parts).join()).toContain('logo.png, program.exe')
  expect(sentences(parts).join()).toContain('inner.zip')
})

test('names that are not UTF-8 are read as GBK', async () => {
  const bytes = zip({ 'xxxx.csv': CSV })
  const gbk = [0xb6, 0xa9, 0xb5, 0xa5]
  for (let at = 0; at < bytes.length - 4; at++)
    if (bytes.slice(at, at + 4).every((byte) => byte === 0x78)) bytes.set(gbk, at)
  expect(Object.keys(await texts(await unpacked(bytes, 'z.zip')))).toEqual(['z.zip / 订单.csv'])
})

test('names that lead out of the archive are left out and named', async () => {
  const parts = await unpacked(
    zip({ '../../etc/passwd': 'a,b\n1,2\n', '/abs.csv': CSV, 'ok.csv': CSV }),
    'z.zip',
  )
  expect(await texts(parts)).toEqual({ 'z.zip / ok.csv': CSV })
  expect(codes(parts)).toEqual(['unsafe_path'])
  expect(sentences(parts)[0]).toContain('../../etc/passwd')
  expect(codes(await unpacked(zip({ '..\\x.csv': CSV }), 'z.zip'))).toEqual(['archive_no_table'])
})

test('archives in the 64-bit form, and members that are stored', async () => {
  const writer = new ZipWriter(new BlobWriter(), { zip64: true, level: 0 })
  await writer.add('big.csv', new TextReader(CSV))
  const bytes = new Uint8Array(await (await writer.close()).arrayBuffer())
  expect(await texts(await unpacked(bytes, 'z.zip'))).toEqual({ 'z.zip / big.csv': CSV })
})

test('a member under a password says so, the others are read', async () => {
  const bytes = zip({ 'a.csv': CSV, 'b.csv': CSV })
  const view = new DataView(bytes.buffer)
  const marks = { local: 0x04034b50, central: 0x02014b50 }
  let local = 0
  let central = 0
  for (let at = 0; at < bytes.length - 4; at++) {
    const mark = view.getUint32(at, true)
    if (mark === marks.local && local++ === 0) view.setUint16(at + 6, view.getUint16(at + 6, true) | 1, true)
    if (mark === marks.central && central++ === 0)
      view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true)
  }
  const parts = await unpacked(bytes, 'z.zip')
  expect(parts.map(({ file }) => file.name)).toEqual(['z.zip / a.csv', 'z.zip / b.csv'])
  expect(codes(parts)).toEqual(['archive_locked'])
  expect(await parts[1]?.file.text()).toBe(CSV)
})

test('bombs are not unpacked, whether they own up to their size or not', async () => {
  const zeros = new Uint8Array(66 * 1024 * 1024)
  const parts = await unpacked(zip({ 'bomb.csv': zeros, 'ok.csv': CSV }), 'z.zip')
  expect(codes(parts)).toEqual(['zip_bomb'])
  expect(await parts[1]?.file.text()).toBe(CSV)
  expect(codes(await unpacked(deflated(zeros) as Bytes, 'bomb.gz'))).toEqual(['zip_bomb'])
}, 60_000)

test('archives that are empty, cut off, or hold no table', async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
  const whole = zip({ 'a.csv': CSV.repeat(99) })
  const flipped = whole.slice()
  flipped[50] = (flipped[50] ?? 0) ^ 0xff
  const cases: [string, Bytes, string][] = [
    ['no table', zip({ 'a.png': png }), 'archive_no_table'],
    ['only an archive', zip({ 'a.zip': zip({ 'x.csv': CSV }) }), 'archive_no_table'],
    ['cut', whole.slice(0, 60), 'archive_damaged'],
    ['flipped', flipped, 'archive_damaged'],
  ]
  for (const [name, bytes, code] of cases) {
    const parts = await unpacked(bytes, `${name}.zip`)
    expect(codes(parts), name).toEqual([code])
    expect(sentences(parts).every((sentence) => sentence.length > 5)).toBe(true)
  }
})

test('any bytes under any mark give parts, never an error of another kind', async () => {
  const marks = [
    [0x50, 0x4b, 3, 4],
    [0x1f, 0x8b, 8],
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    [0x5b, 0x7b],
    [],
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...marks), fc.uint8Array({ maxLength: 400 }), async (mark, rest) => {
      const parts = await unpacked(joined(Uint8Array.from(mark), rest), 'any.dat')
      expect(parts.length).toBeGreaterThan(0)
      expect(codes(parts)).not.toContain('unpack_failed')
      for (const { notices } of parts)
        for (const { sentence } of notices) expect(sentence.en && sentence.zh).toBeTruthy()
    }),
    { numRuns: 150, seed: 7 },
  )
}, 60_000)

test('a cut anywhere in an archive or workbook is found or loses nothing', async () => {
  const whole = makeXlsx([
    { name: 'S', rows: [['a', 'b'], ...Array.from({ length: 30 }, (_, i) => [`x${i}`, i])] },
  ])
  for (let end = 100; end < whole.length; end += 97) {
    const parts = await unpacked(whole.slice(0, end), 'cut.xlsx')
    expect(parts[0]?.notices[0]?.level, String(end)).toBe('error')
  }
})
