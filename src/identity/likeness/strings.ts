/** Likeness of texts by characters (code points, so that a Chinese character counts once). */

/**
 * Jaro's similarity, 0 to 1: common characters within half the longer length, and transpositions, which are
 * half the characters out of order, rounded down as in Winkler's own program (Jaro 1989, JASA 84, 414–420).
 */
export function jaro(a: string, b: string): number {
  const [one, other] = [[...a], [...b]]
  if (one.length === 0 || other.length === 0) return one.length === other.length ? 1 : 0
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Uint8Array(other.length)
  const common: string[] = []
  one.forEach((character, i) => {
    const end = Math.min(other.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] === 1 || other[j] !== character) continue
      taken[j] = 1
      common.push(character)
      return
    }
  })
  if (common.length === 0) return 0
  let out = 0
  let next = 0
  other.forEach((character, j) => {
    if (taken[j] === 1 && character !== common[next++]) out += 1
  })
  const n = common.length
  return (n / one.length + n / other.length + (n - Math.floor(out / 2)) / n) / 3
}

/**
 * Jaro–Winkler, 0 to 1: Jaro, and 0.1 of what it lacks for each of up to four characters that both begin with
 * (Winkler 1990, Proceedings of the Section on Survey Research Methods, ASA, 354–359).
 */
export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b)
  const [one, other] = [[...a], [...b]]
  let prefix = 0
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix += 1
  return similarity + prefix * 0.1 * (1 - similarity)
}

/**
 * The least number of insertions, deletions, substitutions and swaps of neighbours that turn one text into the other,
 * no character edited twice (optimal string alignment; Damerau 1964).
 */
export function editDistance(a: string, b: string): number {
  const [one, other] = [[...a], [...b]]
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, j) => j)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[other.length] ?? 0
}
