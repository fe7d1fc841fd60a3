/** Records that share something, as groups over record numbers, and what keeps records apart. */
export interface LinkProblem {
  /** Records are numbered from 0. */
  records: number
  /** Group g holds the records `members[offsets[g]]` to `members[offsets[g + 1] - 1]`. The strongest group first. */
  offsets: Uint32Array
  members: Uint32Array
  /** Per group, 1: linked whatever speaks against it. */
  forced: Uint8Array
  /** Per attribute one code per record, -1 where it is not known. Two codes in one cluster contradict each other. */
  attributes: readonly Int32Array[]
  /** Per record, 1: taken out by hand, so that no group links it unless forced. */
  apart: Uint8Array
  /** Pairs told to be one person (2 numbers each): linked first. */
  together: Uint32Array
  /** Pairs told to be two persons. */
  distinct: Uint32Array
  /** Most records in one cluster. */
  largest: number
}

export const LINKED = 0
export const TOO_LARGE = 100
export const TOLD_DISTINCT = 101

export interface LinkOutcome {
  /** For each record the least record number of its cluster. */
  cluster: Uint32Array
  /** Per group: LINKED, TOO_LARGE, TOLD_DISTINCT, or 1 + the number of the attribute that contradicts. */
  refused: Uint8Array
  /** Per group: how many clusters it joined to others. Their sum is records − clusters, less the pairs by hand. */
  joined: Uint32Array
}

/**
 * Clusters of records by union-find (Tarjan 1975: union by size, path halving; near-linear). A group is linked as a
 * whole or not at all, so that the order of its records says nothing. A group that would bring together contradicting
 * attributes, a pair told to be two persons, or more than `largest` records is refused.
 */
export function clusterRecords(problem: LinkProblem): LinkOutcome {
  const { offsets, members, forced, attributes, apart, together, distinct, largest, records } = problem
  const parent = Uint32Array.from({ length: records }, (_, i) => i)
  const size = new Uint32Array(records).fill(1)
  const known = attributes.map((codes) => codes.slice())
  const groups = Math.max(0, offsets.length - 1)
  const refused = new Uint8Array(groups)
  const joined = new Uint32Array(groups)
  const seen = new Int32Array(records).fill(-1)
  const roots: number[] = []

  function find(record: number): number {
    let at = record
    let above = parent[at] as number
    while (above !== at) {
      const higher = parent[above] as number
      parent[at] = higher
      at = higher
      above = parent[at] as number
    }
    return at
  }

  function unite(a: number, b: number): number {
    const [top, below] = (size[a] as number) >= (size[b] as number) ? [a, b] : [b, a]
    parent[below] = top
    size[top] = (size[top] as number) + (size[below] as number)
    for (const codes of known) if (codes[top] === -1) codes[top] = codes[below] as number
    return top
  }

  function join(a: number, b: number): void {
    const [one, other] = [find(a), find(b)]
    if (one !== other) unite(one, other)
  }

  /** The clusters that a group touches, each once, into `roots`. */
  function gather(group: number): void {
    roots.length = 0
    const skip = forced[group] === 0
    for (let i = offsets[group] as number; i < (offsets[group + 1] as number); i++) {
      const record = members[i] as number
      if (skip && apart[record] === 1) continue
      const root = find(record)
      if (seen[root] === group) continue
      seen[root] = group
      roots.push(root)
    }
  }

  function objection(group: number): number {
    let total = 0
    for (const root of roots) total += size[root] as number
    for (let a = 0; a < known.length; a++) {
      const codes = known[a] as Int32Array
      let first = -1
      for (const root of roots) {
        const code = codes[root] as number
        if (code === -1) continue
        if (first !== -1 && code !== first) return a + 1
        first = code
      }
    }
    if (total > largest) return TOO_LARGE
    for (let i = 0; i < distinct.length; i += 2) {
      const [one, other] = [find(distinct[i] as number), find(distinct[i + 1] as number)]
      if (one !== other && seen[one] === group && seen[other] === group) return TOLD_DISTINCT
    }
    return LINKED
  }

  for (let i = 0; i < together.length; i += 2) join(together[i] as number, together[i + 1] as number)
  for (const pass of [1, 0]) {
    for (let group = 0; group < groups; group++) {
      if (forced[group] !== pass) continue
      gather(group)
      if (roots.length < 2) continue
      if (pass === 0) {
        refused[group] = objection(group)
        if (refused[group] !== LINKED) continue
      }
      joined[group] = roots.length - 1
      let top = roots[0] as number
      for (let i = 1; i < roots.length; i++) top = unite(top, roots[i] as number)
    }
  }
  return { cluster: leastOf(records, find), refused, joined }
}

/** Labels that do not depend on which record happened to become the root. */
function leastOf(records: number, find: (record: number) => number): Uint32Array {
  const least = new Uint32Array(records).fill(records)
  const cluster = new Uint32Array(records)
  for (let record = 0; record < records; record++) {
    const root = find(record)
    if (least[root] === records) least[root] = record
    cluster[record] = least[root] as number
  }
  return cluster
}
