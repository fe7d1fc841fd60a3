import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from '../../../src/vault/bytes'
import { deriveKeys, pbkdf2 } from '../../../src/vault/passphrase'

describe('PBKDF2-HMAC-SHA-256', () => {
  // RFC 7914, section 11, and the widely used counterparts of RFC 6070 for SHA-256, cut to 32 bytes.
  test.each([
    ['passwd', 'salt', 1, '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'],
    ['Password', 'NaCl', 80_000, '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56'],
    ['password', 'salt', 4096, 'c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a'],
  ])('%s, %s, %i rounds', async (password, salt, rounds, expected) => {
    expect(toHex(await pbkdf2(utf8(password), utf8(salt), rounds))).toBe(expected)
  })
})

describe('the keys of a copy', () => {
  const salt = fromHex('000102030405060708090a0b0c0d0e0f')

  test('are the same for full-width and half-width characters, and for no other change', async () => {
    const check = async (passphrase: string) => toHex((await deriveKeys(passphrase, salt, 1000)).check)
    const known = await check('会员 shop 2024')
    expect(await check('会员 ｓｈｏｐ ２０２４')).toBe(known)
    expect(await check('会员 Shop 2024')).not.toBe(known)
    expect(await check('会员 shop 2024 ')).not.toBe(known)
  })

  test('depend on salt and rounds', async () => {
    const check = async (from: string, rounds: number) =>
      toHex((await deriveKeys('a passphrase', fromHex(from), rounds)).check)
    const known = await check('00'.repeat(16), 1000)
    expect(await check('00'.repeat(15) + '01', 1000)).not.toBe(known)
    expect(await check('00'.repeat(16), 1001)).not.toBe(known)
  })

  test('cannot be taken out', async () => {
    const { data } = await deriveKeys('a passphrase', salt, 1000)
    expect(data.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', data)).rejects.toThrow()
  })
})

test('text that is no hexadecimal is refused', () => {
  expect(() => fromHex('0g')).toThrow(RangeError)
  expect(() => fromHex('000')).toThrow(RangeError)
  expect(toHex(fromHex('00ff10'))).toBe('00ff10')
})
