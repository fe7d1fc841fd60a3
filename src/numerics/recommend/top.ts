/** A list of at most `size` best places by score, kept as a heap with the worst on top. */
export class Best {
  readonly places: Int32Array
  readonly scores: Float64Array
  length = 0

  constructor(readonly size: number) {
    this.places = new Int32Array(size)
    this.scores = new Float64Array(size)
  }

  /** Higher scores first; of equal ones the lower place. A NaN is never taken. */
  offer(place: number, score: number): void {
    if (this.length < this.size) {
      if (!Number.isNaN(score)) this.#sink(this.length++, place, score, true)
    } else if (this.size > 0 && this.#isWorse(0, place, score)) this.#sink(0, place, score, false)
  }

  /** Best first; empties the list. */
  drain(): { places: Int32Array; scores: Float64Array } {
    if (this.length === 0) return NOTHING
    const [places, scores] = [new Int32Array(this.length), new Float64Array(this.length)]
    for (let at = this.length - 1; at >= 0; at--) {
      places[at] = this.places[0]!
      scores[at] = this.scores[0]!
      this.length--
      this.#sink(0, this.places[this.length]!, this.scores[this.length]!, false)
    }
    return { places, scores }
  }

  /** Whether what is held at `at` comes after the given one. */
  #isWorse(at: number, place: number, score: number): boolean {
    const held = this.scores[at]!
    return held < score || (held === score && this.places[at]! > place)
  }

  /** Puts an entry at `at` and moves it up (`isNew`) or down to where it belongs. */
  #sink(at: number, place: number, score: number, isNew: boolean): void {
    let hole = at
    if (isNew) {
      while (hole > 0) {
        const parent = (hole - 1) >> 1
        if (this.#isWorse(parent, place, score)) break
        this.#move(parent, hole)
        hole = parent
      }
    } else {
      for (let child = 2 * hole + 1; child < this.length; child = 2 * hole + 1) {
        const right = child + 1
        const isRight = right < this.length && this.#isWorse(right, this.places[child]!, this.scores[child]!)
        const worse = isRight ? right : child
        if (!this.#isWorse(worse, place, score)) break
        this.#move(worse, hole)
        hole = worse
      }
    }
    this.places[hole] = place
    this.scores[hole] = score
  }

  #move(from: number, to: number): void {
    this.places[to] = this.places[from]!
    this.scores[to] = this.scores[from]!
  }
}

/** Of a million items most may have no neighbour. */
const NOTHING = { places: new Int32Array(0), scores: new Float64Array(0) }

/**
 * The `n` best items by score, best first, of equal ones the lower code first; items of `without` and those at or below
 * `floor` are not taken, so that the list may be shorter.
 */
export function topItems(
  scores: Float64Array,
  n: number,
  { floor = -Infinity, without }: { floor?: number; without?: Int32Array | undefined } = {},
): { places: Int32Array; scores: Float64Array } {
  const kept = without ? Float64Array.from(without, (item) => scores[item]!) : null
  without?.forEach((item) => (scores[item] = NaN))
  const best = new Best(n)
  let least = floor
  for (let item = 0; item < scores.length; item++) {
    if (!(scores[item]! > least)) continue
    best.offer(item, scores[item]!)
    // A later item has to be better than the last of a full list: of equal ones the earlier stays.
    if (best.length === n) least = Math.max(floor, best.scores[0]!)
  }
  without?.forEach((item, place) => (scores[item] = kept![place]!))
  return best.drain()
}
