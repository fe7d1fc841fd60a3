/** A stream of random numbers. */
export interface Random {
  /** A whole number from 0 to 2^32 − 1. */
  next(): number
  /** A number above 0 and below 1, in steps of 2^-32. */
  unit(): number
  /** A whole number from 0 to n − 1, for 1 ≤ n ≤ 2^32. */
  below(n: number): number
}

/**
 * An independent stream for a seed: the state comes from outputs 2·stream and 2·stream + 1 of SplitMix64
 * started at the seed, as the generator's authors advise.
 */
export function randomStream(seed: number, stream: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError('The seed must be a whole number.')
  const words = splitMix64(BigInt(seed))
  for (let skip = 0; skip < 2 * stream; skip++) words()
  const [a, b] = [words(), words()]
  return xoshiro128(Number(a & MASK_32), Number(a >> 32n), Number(b & MASK_32), Number(b >> 32n))
}

/**
 * xoshiro128** 1.1 with the given state of four 32-bit words, not all 0.
 * Blackman, D., Vigna, S. (2021). Scrambled linear pseudorandom number generators. ACM Transactions on
 * Mathematical Software 47(4); reference code https://prng.di.unimi.it/xoshiro128starstar.c
 */
export function xoshiro128(a: number, b: number, c: number, d: number): Random {
  const s = new Int32Array([a, b, c, d])
  const next = (): number => {
    let s0 = s[0]!
    let s1 = s[1]!
    let s2 = s[2]!
    let s3 = s[3]!
    const scrambled = Math.imul(s1, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 11) | (s3 >>> 21)
    s[0] = s0
    s[1] = s1
    s[2] = s2
    s[3] = s3
    return result
  }
  return {
    next,
    unit: () => (next() + 0.5) * STEP,
    below: (n) => Math.floor(next() * STEP * n),
  }
}

/** SplitMix64, for seeding. Reference code https://prng.di.unimi.it/splitmix64.c */
export function splitMix64(seed: bigint): () => bigint {
  let state = BigInt.asUintN(64, seed)
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    let z = state
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
    return z ^ (z >> 31n)
  }
}

const MASK_32 = 0xffffffffn
/** 2^-32, which has an exact value. */
const STEP = 1 / 4294967296
