import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, fromHex, randomBytes, type Bytes } from '../../../src/vault/bytes'
import { VaultError } from '../../../src/vault/errors'
import { encodeHeader, readHeader } from '../../../src/vault/header'
import { deriveKeys, ITERATIONS, type VaultKeys } from '../../../src/vault/passphrase'
import { seal, sealWith, unseal, unsealWith } from '../../../src/vault/seal'
import { MemorySink } from './memory-sink'

const SALT = fromHex('00112233445566778899aabbccddeeff')
const ABOUT = { name: '女装店', createdAt: 1_700_000_000_000, iterations: ITERATIONS, salt: SALT }
let keys: VaultKeys

beforeAll(async () => {
  // Few rounds: what is tested here is what is done with the keys.
  keys = await deriveKeys('correct horse', SALT, 1000)
})

async function sealed(plain: Bytes, chunkBytes: number): Promise<Bytes> {
  const sink = new MemorySink()
  await sealWith(keys, new Blob([plain]), ABOUT, sink, { chunkBytes })
  return sink.bytes()
}

const opened = async (copy: Bytes): Promise<Bytes> =>
  new Uint8Array(await (await unsealWith(keys, new Blob([copy]))).arrayBuffer())

const faultOf = async (copy: Bytes): Promise<string> =>
  opened(copy).then(
    () => 'opened',
    (error: unknown) => (error instanceof VaultError ? error.code : String(error)),
  )

describe('what is sealed', () => {
  test('opens to the same bytes, whatever their length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 700 }),
        fc.integer({ min: 1, max: 300 }),
        async (plain, chunk) => {
          expect(await opened(await sealed(new Uint8Array(plain), chunk))).toEqual(new Uint8Array(plain))
        },
      ),
      { numRuns: 150 },
    )
  })

  test.each([0, 1, 63, 64, 65, 127, 128, 129, 640])(
    'opens at the borders of chunks: %i bytes',
    async (length) => {
      const plain = randomBytes(length)
      expect(await opened(await sealed(plain, 64))).toEqual(plain)
    },
  )

  test('never shows a part of the plain bytes', async () => {
    const plain = new TextEncoder().encode('13812345678,张三;'.repeat(50))
    const copy = Buffer.from(await sealed(plain, 100))
    expect(copy.includes(Buffer.from('13812345678'))).toBe(false)
    expect(copy.includes(Buffer.from('张三'))).toBe(false)
  })

  test('differs from chunk to chunk though the plain bytes are the same', async () => {
    const copy = await sealed(new Uint8Array(256), 64)
    const { bytes } = await readHeader(new Blob([copy]))
    const chunks = Array.from({ length: 4 }, (_, i) =>
      Buffer.from(copy.subarray(bytes.length + i * 80, bytes.length + (i + 1) * 80)).toString('hex'),
    )
    expect(new Set(chunks).size).toBe(4)
  })
})

describe('a copy that was changed is not opened', () => {
  test('whichever bit it is', async () => {
    const copy = await sealed(randomBytes(150), 64)
    for (let bit = 0; bit < copy.length * 8; bit++) {
      const changed = copy.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await faultOf(changed), `bit ${bit}`).toMatch(/^(damaged|cut|foreign)$/)
    }
  })

  test('wherever it is cut, or added to', async () => {
    const copy = await sealed(randomBytes(150), 64)
    for (let length = 0; length < copy.length; length++) {
      expect(await faultOf(copy.slice(0, length)), `${length} bytes`).toMatch(/^(cut|damaged)$/)
    }
    expect(await faultOf(concatBytes(copy, new Uint8Array(1)))).toBe('cut')
  })

  test('nor when chunks change places, are repeated, or come from another copy under the same keys', async () => {
    const plain = randomBytes(192)
    const copy = await sealed(plain, 64)
    const { bytes: header } = await readHeader(new Blob([copy]))
    const chunk = (of: Bytes, i: number) => of.slice(header.length + i * 80, header.length + (i + 1) * 80)
    const join = (...chunks: Bytes[]) => concatBytes(header, ...chunks)
    const [a, b, c] = [chunk(copy, 0), chunk(copy, 1), chunk(copy, 2)]
    expect(await opened(join(a, b, c))).toEqual(plain)
    expect(await faultOf(join(b, a, c))).toBe('damaged')
    expect(await faultOf(join(a, b, b))).toBe('damaged')
    expect(await faultOf(join(a, b))).toBe('cut')
    const sink = new MemorySink()
    await sealWith(keys, new Blob([plain]), { ...ABOUT, name: '女装铺' }, sink, { chunkBytes: 64 })
    expect(await faultOf(join(a, chunk(sink.bytes(), 1), c))).toBe('damaged')
  })

  test('nor when its header was rewritten with a hash that fits', async () => {
    const plain = randomBytes(100)
    const copy = await sealed(plain, 64)
    const { header, bytes } = await readHeader(new Blob([copy]))
    const rest = copy.slice(bytes.length)
    expect(await opened(concatBytes(await encodeHeader(header), rest))).toEqual(plain)
    const changes = [{ name: 'x' }, { createdAt: 1 }, { plainBytes: 99 }, { chunkBytes: 65 }]
    for (const change of changes) {
      const forged = concatBytes(await encodeHeader({ ...header, ...change }), rest)
      expect(await faultOf(forged), JSON.stringify(change)).toMatch(/^(damaged|cut)$/)
    }
    for (const change of [{ iterations: 1 }, { iterations: 1e9 }, { chunkBytes: 0 }, { plainBytes: -1 }]) {
      expect(await faultOf(concatBytes(await encodeHeader({ ...header, ...change }), rest))).toBe('damaged')
    }
  })

  test('nor when it was not written to its end', async () => {
    const sink = new MemorySink()
    const stop = new AbortController()
    const writing = sealWith(keys, new Blob([randomBytes(300)]), ABOUT, sink, {
      chunkBytes: 64,
      signal: stop.signal,
      onProgress: (done) => done >= 128 && stop.abort(),
    })
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
    expect(sink.bytes().length).toBeGreaterThan(0)
    expect(await faultOf(sink.bytes())).toBe('cut')
  })

  test('nor what never was a copy', async () => {
    expect(await faultOf(new TextEncoder().encode('order_id,member_id,amount\n1,2,3\n'))).toBe('foreign')
  })
})

describe('with a passphrase', () => {
  test('the right one opens, any other is said to be wrong', async () => {
    const sink = new MemorySink()
    const plain = new TextEncoder().encode('order_id,amount\n1,2\n')
    await seal(new Blob([plain]), { name: 'shop', createdAt: 1 }, 'correct horse', sink)
    const copy = sink.blob()
    expect(await (await unseal(copy, 'correct horse')).text()).toBe('order_id,amount\n1,2\n')
    await expect(unseal(copy, 'Correct horse')).rejects.toMatchObject({ code: 'wrong_passphrase' })
    await expect(unseal(copy, '')).rejects.toMatchObject({ code: 'wrong_passphrase' })
  })

  test('two copies of the same bytes have nothing in common', async () => {
    const [a, b] = [new MemorySink(), new MemorySink()]
    for (const sink of [a, b])
      await seal(new Blob(['x']), { name: 'shop', createdAt: 1 }, 'correct horse', sink)
    const salts = await Promise.all([a, b].map(async (sink) => (await readHeader(sink.blob())).header.salt))
    expect(salts[0]).not.toEqual(salts[1])
    expect(a.bytes().slice(-17)).not.toEqual(b.bytes().slice(-17))
  })

  test('a copy of a later version is not guessed at', async () => {
    const header = new TextDecoder().decode(
      await encodeHeader({ ...ABOUT, check: SALT, chunkBytes: 1, plainBytes: 0 }),
    )
    expect(header).toContain('"version":1')
    const json = new TextEncoder().encode(JSON.stringify({ version: 2 }))
    const body = concatBytes(
      new TextEncoder().encode('MLVAULT\n'),
      new Uint8Array([0, 0, 0, json.length]),
      json,
    )
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body))
    expect(await faultOf(concatBytes(body, hash))).toBe('newer')
  })
})
