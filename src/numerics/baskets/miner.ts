import type { Csr } from '../csr'

/** Itemsets as a forest: each is its parent and one item more. A parent stands before its children. */
export interface ItemsetForest {
  parent: Int32Array
  /** Rank of the item that was added, 0 for the commonest; along a path ranks fall. */
  rank: Int32Array
  count: Int32Array
  length: Uint8Array
}

export interface Mined extends ItemsetForest {
  /** Baskets an itemset has to be in; above the one asked for where there were more than `most`. */
  minCount: number
}

const SENTINEL = -1

/**
 * Itemsets in at least `minCount` baskets, with at most `maxLength` items, depth first: FP-Growth's recursion from rare
 * to common items (Han, Pei, Yin 2000) over projected arrays instead of trees, each cut to the items frequent in it
 * (Pei et al. 2001; occurrences delivered as in LCM, Uno et al. 2004). `baskets` holds ranks, in order. Where more than
 * `most` are found, the least count is raised until they fit and the rest is left out, so what is given is complete at
 * `minCount`. `report` takes the share of items done.
 */
export function mineItemsets(
  baskets: Csr,
  limits: { minCount: number; maxLength: number; most: number },
  report: (share: number) => void,
): Mined {
  return new Miner(baskets, limits, report).run()
}

class Miner {
  readonly #maxLength: number
  readonly #most: number
  readonly #report: (share: number) => void
  #minCount: number
  /** Projections lie one behind the other: a sentinel before each basket, then its items, ascending. */
  #arena: Int32Array
  #occurrences: Int32Array
  #size = 0
  #parent = new Int32Array(1024)
  #rank = new Int32Array(1024)
  #count = new Int32Array(1024)
  #length = new Uint8Array(1024)
  /** The itemset that is being extended, by depth. */
  readonly #path: Int32Array
  readonly #top: { to: number; support: Int32Array; rankOf: Int32Array }

  constructor(
    { rows, width, starts, columns }: Csr,
    { minCount, maxLength, most }: { minCount: number; maxLength: number; most: number },
    report: (share: number) => void,
  ) {
    this.#minCount = minCount
    this.#maxLength = maxLength
    this.#most = most
    this.#report = report
    this.#path = new Int32Array(Math.min(width, maxLength) + 2).fill(-1)
    const support = new Int32Array(width)
    for (const item of columns) support[item]!++
    const rankOf = Int32Array.from(support.keys()).filter((rank) => support[rank]! >= minCount)
    const localOf = new Int32Array(width).fill(-1)
    rankOf.forEach((rank, local) => (localOf[rank] = local))
    this.#arena = new Int32Array(2 * (columns.length + rows))
    this.#occurrences = new Int32Array(2 * columns.length)
    let to = 0
    for (let r = 0; r < rows; r++) {
      this.#arena[to++] = SENTINEL
      for (let at = starts[r]!; at < starts[r + 1]!; at++) {
        const local = localOf[columns[at]!]!
        if (local >= 0) this.#arena[to++] = local
      }
    }
    this.#top = { to, support: Int32Array.from(rankOf, (rank) => support[rank]!), rankOf }
  }

  run(): Mined {
    const { to, support, rankOf } = this.#top
    this.#extend(0, to, 0, support, rankOf, 1)
    const cut = <T extends Int32Array | Uint8Array>(values: T) => values.slice(0, this.#size) as T
    return {
      parent: cut(this.#parent),
      rank: cut(this.#rank),
      count: cut(this.#count),
      length: cut(this.#length),
      minCount: this.#minCount,
    }
  }

  /** Every extension of the itemset at `depth − 1` by an item of its projection, and theirs. */
  #extend(
    from: number,
    to: number,
    occurrencesFrom: number,
    support: Int32Array,
    rankOf: Int32Array,
    depth: number,
  ): void {
    const width = support.length
    const goesOn = depth < this.#maxLength && width > 1
    const ends = goesOn ? this.#bucket(from, to, occurrencesFrom, support) : null
    for (let item = 0; item < width; item++) {
      if (depth === 1) this.#report(item / width)
      if (support[item]! < this.#minCount) continue
      this.#path[depth] = this.#emit(this.#path[depth - 1]!, rankOf[item]!, support[item]!, depth)
      if (!ends || item === 0) continue
      const first = ends[item]! - support[item]!
      this.#project(first, ends[item]!, item, to, ends[width - 1]!, rankOf, depth)
    }
  }

  /** Where each item stands, item by item; gives the end of each one's places. */
  #bucket(from: number, to: number, occurrencesFrom: number, support: Int32Array): Int32Array {
    const ends = new Int32Array(support.length)
    let total = occurrencesFrom
    for (let item = 0; item < support.length; item++) {
      ends[item] = total
      total += support[item]!
    }
    if (total > this.#occurrences.length) this.#occurrences = grown(this.#occurrences, total)
    const [arena, occurrences] = [this.#arena, this.#occurrences]
    for (let at = from; at < to; at++) {
      const item = arena[at]!
      if (item !== SENTINEL) occurrences[ends[item]!++] = at
    }
    return ends
  }

  /** The baskets with `item`, cut to the commoner items still frequent among them; then their extensions. */
  #project(
    first: number,
    end: number,
    item: number,
    to: number,
    occurrencesTo: number,
    rankOf: Int32Array,
    depth: number,
  ): void {
    let arena = this.#arena
    const occurrences = this.#occurrences
    const counts = new Int32Array(item)
    for (let o = first; o < end; o++) {
      for (let at = occurrences[o]! - 1, other = arena[at]!; other !== SENTINEL; other = arena[--at]!)
        counts[other]!++
    }
    let width = 0
    let cells = end - first
    for (let other = 0; other < item; other++) {
      if (counts[other]! < this.#minCount) continue
      cells += counts[other]!
      width++
    }
    if (width === 0) return
    const support = new Int32Array(width)
    const ranks = new Int32Array(width)
    for (let other = 0, local = 0; other < item; other++) {
      const isFrequent = counts[other]! >= this.#minCount
      if (isFrequent) {
        support[local] = counts[other]!
        ranks[local] = rankOf[other]!
      }
      counts[other] = isFrequent ? local++ : -1
    }
    let end2 = to
    if (width > 1 && depth + 1 < this.#maxLength) {
      if (to + cells > arena.length) arena = this.#arena = grown(arena, to + cells)
      for (let o = first; o < end; o++) {
        const stop = occurrences[o]!
        let start = stop - 1
        while (arena[start] !== SENTINEL) start--
        const kept = end2
        arena[end2++] = SENTINEL
        for (let at = start + 1; at < stop; at++) {
          const local = counts[arena[at]!]!
          if (local >= 0) arena[end2++] = local
        }
        // Nothing of this basket is left.
        if (end2 === kept + 1) end2 = kept
      }
    }
    this.#extend(to, end2, occurrencesTo, support, ranks, depth + 1)
  }

  #emit(parent: number, rank: number, count: number, length: number): number {
    if (this.#size === this.#most) {
      this.#raise()
      // What was raised above takes its itemset along.
      if (count < this.#minCount) return -1
      return this.#emit(this.#path[length - 1]!, rank, count, length)
    }
    if (this.#size === this.#parent.length) {
      this.#parent = grown(this.#parent, 2 * this.#size)
      this.#rank = grown(this.#rank, 2 * this.#size)
      this.#count = grown(this.#count, 2 * this.#size)
      const lengths = new Uint8Array(2 * this.#size)
      lengths.set(this.#length)
      this.#length = lengths
    }
    const id = this.#size++
    this.#parent[id] = parent
    this.#rank[id] = rank
    this.#count[id] = count
    this.#length[id] = length
    return id
  }

  /** Asks for more baskets, so that at most three quarters of the itemsets found stay, and drops the others. */
  #raise(): void {
    const counts = this.#count.slice(0, this.#size).sort()
    const from = Math.ceil(this.#size / 4)
    this.#minCount = Math.max(this.#minCount, counts[from - 1] ?? 0) + 1
    const moved = new Int32Array(this.#size).fill(-1)
    let to = 0
    for (let id = 0; id < this.#size; id++) {
      if (this.#count[id]! < this.#minCount) continue
      const parent = this.#parent[id]!
      this.#parent[to] = parent < 0 ? parent : moved[parent]!
      this.#rank[to] = this.#rank[id]!
      this.#count[to] = this.#count[id]!
      this.#length[to] = this.#length[id]!
      moved[id] = to++
    }
    this.#size = to
    for (let depth = 1; depth < this.#path.length; depth++) {
      const id = this.#path[depth]!
      if (id >= 0) this.#path[depth] = moved[id] ?? -1
    }
  }
}

function grown(values: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, Math.ceil(values.length * 1.5)))
  larger.set(values)
  return larger
}
