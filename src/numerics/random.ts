/** A reproducible stream of numbers, the same on every machine: sfc32 (Doty-Humphrey, PractRand), 128 bits of state. */
export interface Random {
  /** In [0, 1), with 53 random bits. */
  unit: () => number
  /** An integer from 0 up to, not including, `below` (at most 2³²). */
  below: (below: number) => number
  /** Standard normal, by Marsaglia's polar method. */
  normal: () => number
}

export function seeded(seed: number): Random {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = Math.imul(Math.floor(seed / 2 ** 32), 0x85ebca6b) | 0
  let counter = seed | 0
  const next = (): number => {
    const out = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + out
    c |= 0
    return out >>> 0
  }
  for (let i = 0; i < 15; i++) next()
  const unit = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
  const normal = (): number => {
    for (;;) {
      const u = 2 * unit() - 1
      const v = 2 * unit() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
    }
  }
  return { unit, below: (below) => Math.floor(unit() * below), normal }
}
