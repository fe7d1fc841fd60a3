import { sql, type Sql } from '../sql/sql'

/** Bytes of a salt, which is the key of the HMAC. */
const BLOCK_BYTES = 64
/** 128 bits: among a thousand million ids, two share a pseudonym with a chance of 1.5 in 10²¹. */
const HEX_DIGITS = 32

/** A new salt, 32 random bytes in hexadecimal. */
export const newSalt = (): string => hexOf(crypto.getRandomValues(new Uint8Array(32)))

/**
 * The pseudonym of a text: the first 128 bits of HMAC-SHA-256 (RFC 2104) under the salt, in hexadecimal. Computed by the
 * engine, column by column: a million take a few seconds.
 *
 * @param salt 1 to 64 bytes in hexadecimal
 */
export const pseudonymOf = (text: Sql, salt: string): Sql => sql`left(${hmacHex(text, salt)}, ${HEX_DIGITS})`

/** HMAC-SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits; null of null. */
export function hmacHex(text: Sql, salt: string): Sql {
  const key = keyBytes(salt)
  const inner = sql`from_hex(${hexOf(key.map((byte) => byte ^ 0x36))})`
  const outer = sql`from_hex(${hexOf(key.map((byte) => byte ^ 0x5c))})`
  return sql`sha256(${outer} || from_hex(sha256(${inner} || encode(cast(${text} as varchar)))))`
}

/** Whether a column is called as the shop calls its members' ids. */
export const isMemberId = (name: string): boolean =>
  /^(member_?id|original_id|会员号|会员编号|会员ID)$/i.test(name.trim())

function keyBytes(salt: string): Uint8Array {
  const key = new Uint8Array(BLOCK_BYTES)
  if (!/^([0-9a-f]{2}){1,64}$/i.test(salt)) throw new RangeError('A salt is 1 to 64 bytes in hexadecimal.')
  for (let i = 0; i < salt.length / 2; i++) key[i] = Number.parseInt(salt.slice(2 * i, 2 * i + 2), 16)
  return key
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
