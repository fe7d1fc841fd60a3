import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Chunks } from '../../../src/ingest/chunks'
import { concat } from '../../../src/engine/concat'
import { transcoderFor } from '../../../src/ingest/transcode'
import type { LegacyEncoding, PlainEncoding } from '../../../src/ingest/types'
import { replacementAt } from '../../../src/ingest/utf8'

const SEED = 20_260_731
const MULTIBYTE = ['gb18030', 'big5', 'shift_jis', 'euc-kr'] as const satisfies LegacyEncoding[]

/** What the platform's decoder makes of the whole. */
const expected = (bytes: Uint8Array, encoding: PlainEncoding): string =>
  new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)

/** Node's Shift_JIS changes these control characters into each other; the encoding standard does not. */
const isMoved = (byte: number, encoding: PlainEncoding): boolean =>
  encoding === 'shift_jis' && (byte === 0x1a || byte === 0x1c || byte === 0x7f)

function transcode(bytes: Uint8Array, encoding: PlainEncoding, cuts: readonly number[] = []) {
  const transcoder = transcoderFor(encoding)
  if (!transcoder) throw new Error(`${encoding} is not transcoded.`)
  const parts: Uint8Array[] = []
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  let firstReplaced = -1
  const take = (part: Uint8Array) => {
    if (firstReplaced < 0 && transcoder.firstReplaced >= 0)
      firstReplaced = parts.reduce((sum, { length }) => sum + length, 0) + transcoder.firstReplaced
    parts.push(part)
  }
  for (const [i, edge] of edges.slice(1).entries()) take(transcoder.push(bytes.slice(edges[i], edge)))
  take(transcoder.end())
  const whole = concat(parts)
  return { whole, text: new TextDecoder('utf-8', { fatal: true }).decode(whole), transcoder, firstReplaced }
}

describe.each(MULTIBYTE)('%s', (encoding) => {
  it('every pair of bytes is what the decoder makes of it, before ASCII and at the end', () => {
    for (let lead = 0x80; lead <= 0xff; lead++)
      for (const after of [[], [0x2c], [0x41], [0xb0, 0xa1, 0x0a]]) {
        const bytes = new Uint8Array(256 * (3 + after.length))
        let to = 0
        for (let trail = 0; trail < 256; trail++) {
          bytes.set([lead, isMoved(trail, encoding) ? 0 : trail, ...after, 0x0a], to)
          to += 3 + after.length
        }
        expect(transcode(bytes, encoding).text).toBe(expected(bytes, encoding))
      }
  })

  it('random bytes, cut anywhere, are what the decoder makes of the whole', () => {
    const byte = fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0x81, max: 0xfe }) },
      fc.integer({ min: 0x30, max: 0x39 }),
      fc.integer({ min: 0x40, max: 0x7e }),
      fc.integer({ min: 0, max: 0xff }),
      fc.constantFrom(0x0a, 0x0d, 0x2c, 0x22, 0x80, 0xff),
    )
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        (values, places) => {
          const bytes = Uint8Array.from(values.filter((value) => !isMoved(value, encoding)))
          const cuts = places.map((place) => Math.min(place, bytes.length))
          const { text, whole, transcoder, firstReplaced } = transcode(bytes, encoding, cuts)
          expect(text).toBe(expected(bytes, encoding))
          expect(transcoder.replaced).toBe(text.split('\ufffd').length - 1)
          expect(firstReplaced).toBe(replacementAt(whole, 0))
        },
      ),
      { numRuns: 20_000, seed: SEED },
    )
  }, 60_000)
})

it('GB18030 in four bytes: rare characters, emoji, and what has none', () => {
  const bytes = Uint8Array.of(
    ...[0x81, 0x30, 0x81, 0x30, 0x2c],
    ...[0x95, 0x32, 0x82, 0x36, 0xb0, 0xa1],
    ...[0x94, 0x39, 0xfc, 0x36],
    ...[0xfe, 0x39, 0xfe, 0x39, 0x0a],
  )
  const { text } = transcode(bytes, 'gb18030')
  expect(text.startsWith('\u0080,𠀀啊😀')).toBe(true)
  for (let cut = 0; cut <= bytes.length; cut++) expect(transcode(bytes, 'gb18030', [cut]).text).toBe(text)
})

it.each<[PlainEncoding, (byte: number) => string]>([
  ['iso-8859-1', (byte) => String.fromCharCode(byte)],
  ['windows-1251', (byte) => new TextDecoder('windows-1251').decode(Uint8Array.of(byte))],
])('%s: every byte', (encoding, characterOf) => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  expect(transcode(bytes, encoding, [7, 200]).text).toBe(Array.from(bytes, characterOf).join(''))
})

it('windows-1252: the signs that Latin-1 lacks, and control characters where nothing is assigned', () => {
  const bytes = Uint8Array.of(0x80, 0x81, 0x8a, 0x99, 0x9f, 0xa0, 0xe9)
  expect(transcode(bytes, 'windows-1252').text).toBe('€\u0081Š™Ÿ\u00a0é')
})

it.each(['utf-16le', 'utf-16be'] as const)('%s: surrogates, halves of them, and an odd byte', (encoding) => {
  const units = [0xfeff, 0x61, 0x4e2d, 0xd83d, 0xde00, 0xdc00, 0x2c, 0xd800]
  const bytes = new Uint8Array(units.length * 2 + 1).fill(0x20)
  const view = new DataView(bytes.buffer)
  for (const [i, unit] of units.entries()) view.setUint16(i * 2, unit, encoding === 'utf-16le')
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { text, transcoder } = transcode(bytes, encoding, [cut])
    expect(text).toBe(new TextDecoder(encoding).decode(bytes))
    expect(transcoder.replaced).toBe(text.split('\ufffd').length - 1)
  }
})

it('a file comes in chunks of whole UTF-8, whatever their size', async () => {
  const pair = [0xd6, 0xd0, 0xce, 0xc4, 0x2c, 0x94, 0x39, 0xfc, 0x36, 0x0a]
  const file = new Blob([Uint8Array.from({ length: 500 }, (_, i) => pair[i % 10] ?? 0)])
  for (const chunkBytes of [1, 2, 3, 7, 64, 1000]) {
    let text = ''
    for await (const chunk of utf8Chunks(file, 'gb18030', { chunkBytes }))
      text += new TextDecoder('utf-8', { fatal: true }).decode(chunk)
    expect(text).toBe('中文,😀\n'.repeat(50))
  }
})
