import { utf8, type Bytes } from './bytes'

/** More than the 600,000 that OWASP's Password Storage Cheat Sheet asks for PBKDF2-HMAC-SHA-256. */
export const ITERATIONS = 1_000_000
export const LEAST_ITERATIONS = 600_000
/** A header that asks for more is not followed: it would only keep the computer busy. */
export const MOST_ITERATIONS = 20_000_000

export const LEAST_CHARACTERS = 8

export interface VaultKeys {
  /** AES-256-GCM; cannot be exported. */
  data: CryptoKey
  /** 32 bytes that tell a wrong passphrase from damaged data; nothing about `data` follows from them. */
  check: Bytes
}

/**
 * The keys of one copy: PBKDF2-HMAC-SHA-256 (RFC 8018) over the passphrase in NFKC, so that full-width and half-width
 * characters are the same, then HKDF-SHA-256 (RFC 5869) for two keys that tell nothing of each other.
 */
export async function deriveKeys(passphrase: string, salt: Bytes, iterations: number): Promise<VaultKeys> {
  const master = await pbkdf2(utf8(passphrase.normalize('NFKC')), salt, iterations)
  const source = await crypto.subtle.importKey('raw', master, 'HKDF', false, ['deriveKey', 'deriveBits'])
  const hkdf = (purpose: string) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: utf8(purpose) })
  return {
    data: await crypto.subtle.deriveKey(
      hkdf('memberlens vault data'),
      source,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    ),
    check: new Uint8Array(await crypto.subtle.deriveBits(hkdf('memberlens vault check'), source, 256)),
  }
}

/** 32 bytes. */
export async function pbkdf2(password: Bytes, salt: Bytes, iterations: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256),
  )
}
