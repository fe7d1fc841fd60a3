/**
 * The distinct values whose hashes are least. Two samples of the same values keep the same ones, so even thin
 * samples of two files show whether a column of one refers to a column of the other (bottom-k sampling:
 * E. Cohen and H. Kaplan, Summarizing data using bottom-k sketches, PODC 2007).
 */
export function leastHashed(values: Iterable<string>, count: number): string[] {
  const hashed = [...values].map((value) => [hash(value.trim()), value.trim()] as const)
  hashed.sort((a, b) => a[0] - b[0])
  return hashed.slice(0, count).map(([, value]) => value)
}

/** Of the values that both sides could have kept, how many both did: an estimate of shared values. */
export function sharedKeys(a: readonly string[], b: readonly string[]): number {
  const other = new Set(b)
  return a.filter((value) => other.has(value)).length
}

/** FNV-1a, 32 bits, with a final mix so that short numbers spread. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}
