import type { ItemsetForest } from './miner'

/** Finds an itemset by its items: a hash table from a parent and one item more to the child. */
export class ItemsetIndex {
  readonly #forest: ItemsetForest
  readonly #table: Int32Array
  readonly #mask: number

  constructor(forest: ItemsetForest) {
    this.#forest = forest
    const size = 2 ** Math.ceil(Math.log2(2 * forest.count.length + 2))
    this.#table = new Int32Array(size).fill(-1)
    this.#mask = size - 1
    for (let id = 0; id < forest.count.length; id++) {
      let slot = this.#slot(forest.parent[id]!, forest.rank[id]!)
      while (this.#table[slot]! >= 0) slot = (slot + 1) & this.#mask
      this.#table[slot] = id
    }
  }

  /**
   * The itemset of those of the first `size` ranks (falling) whose bit is set in `mask`; −1 where it is not frequent,
   * and for none.
   */
  find(ranks: Int32Array, size: number, mask: number): number {
    let at = -1
    for (let place = 0; place < size; place++) {
      if (((mask >>> place) & 1) === 0) continue
      at = this.#child(at, ranks[place]!)
      if (at < 0) return -1
    }
    return at
  }

  #child(parent: number, rank: number): number {
    let slot = this.#slot(parent, rank)
    for (let id = this.#table[slot]!; id >= 0; id = this.#table[slot]!) {
      if (this.#forest.parent[id] === parent && this.#forest.rank[id] === rank) return id
      slot = (slot + 1) & this.#mask
    }
    return -1
  }

  #slot(parent: number, rank: number): number {
    const mixed = Math.imul(parent + 1, 0x9e3779b1) ^ Math.imul(rank + 0x7f4a7c15, 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & this.#mask
  }
}
