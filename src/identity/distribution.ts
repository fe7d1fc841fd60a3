/** How many identifiers are shared by how many records; `records` 1 is an identifier of one record alone. */
export interface SharedBy {
  kind: string
  records: number
  identifiers: number
}

const LEAST = 3
const MOST = 10

/**
 * The most records an identifier may have before it is no key, from the data's own distribution: what 99 % of the
 * shared identifiers stay within, at least 3 (a person in three channels) and at most 10.
 */
export function proposeShared(distribution: readonly SharedBy[]): number {
  const shared = distribution.filter(({ records }) => records > 1).sort((a, b) => a.records - b.records)
  const total = shared.reduce((sum, { identifiers }) => sum + identifiers, 0)
  const rank = Math.floor(0.99 * (total - 1))
  let passed = 0
  for (const { records, identifiers } of shared) {
    passed += identifiers
    if (passed > rank) return Math.min(MOST, Math.max(LEAST, records))
  }
  return LEAST
}
