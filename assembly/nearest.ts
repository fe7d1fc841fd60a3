// AssemblyScript: points and the centres nearest to them, by addresses in bytes, as in kernels.ts.

/**
 * The number of the centre nearest to the point at `point`, the first of equals; the squared distances to it and to the
 * second nearest are written to `found`. `across` holds the centres coordinate by coordinate, `lanes` of them, a
 * multiple of four. Each distance is summed over the coordinates in their order. Without a branch on the distances,
 * which no processor can guess.
 */
function nearestTo(point: usize, bytes: usize, across: usize, lanes: i32, found: usize): i32 {
  const row = (<usize>lanes) << 3
  let best = f64x2.splat(Infinity)
  let second = best
  let label = f64x2.splat(0)
  let here = f64x2(0, 1)
  const two = f64x2.splat(2)
  for (let c: usize = 0; c < row; c += 32) {
    let low = f64x2.splat(0)
    let high = low
    let at = across + c
    for (let j: usize = 0; j < bytes; j += 8) {
      const x = v128.load_splat<f64>(point + j)
      const d0 = f64x2.sub(x, v128.load(at))
      const d1 = f64x2.sub(x, v128.load(at, 16))
      low = f64x2.add(low, f64x2.mul(d0, d0))
      high = f64x2.add(high, f64x2.mul(d1, d1))
      at += row
    }
    label = v128.bitselect(here, label, f64x2.lt(low, best))
    second = f64x2.pmin(second, f64x2.pmax(best, low))
    best = f64x2.pmin(best, low)
    here = f64x2.add(here, two)
    label = v128.bitselect(here, label, f64x2.lt(high, best))
    second = f64x2.pmin(second, f64x2.pmax(best, high))
    best = f64x2.pmin(best, high)
    here = f64x2.add(here, two)
  }
  // The two halves as one: the nearest of both, the nearest of what is left, and the first of the nearest.
  const turned = i64x2.shuffle(best, best, 1, 0)
  const least = f64x2.pmin(best, turned)
  const seconds = f64x2.pmin(second, i64x2.shuffle(second, second, 1, 0))
  v128.store(found, i64x2.shuffle(least, f64x2.pmin(seconds, f64x2.pmax(best, turned)), 0, 2))
  const candidates = v128.bitselect(label, f64x2.splat(Infinity), f64x2.eq(best, least))
  const first = f64x2.pmin(candidates, i64x2.shuffle(candidates, candidates, 1, 0))
  return <i32>f64x2.extract_lane(first, 0)
}

/**
 * For each of `rows` points, `width` 64-bit coordinates each: the number of the nearest centre (32 bits), the first of
 * equals, the distance to it and to the second nearest. Gives the sum of the squared distances to the nearest.
 */
export function assignPoints(
  rows: i32,
  width: i32,
  values: usize,
  across: usize,
  lanes: i32,
  labels: usize,
  nearest: usize,
  second: usize,
  found: usize,
): f64 {
  const bytes = (<usize>width) << 3
  let sum: f64 = 0
  for (let i = 0; i < rows; i++) {
    const label = nearestTo(values, bytes, across, lanes, found)
    const best = load<f64>(found)
    const next = load<f64>(found, 8)
    store<i32>(labels, label)
    store<f64>(nearest, sqrt(best))
    store<f64>(second, sqrt(next))
    sum += best
    values += bytes
    labels += 4
    nearest += 8
    second += 8
  }
  return sum
}

/**
 * One pass of Lloyd's algorithm by Hamerly's bounds. A point keeps its centre until `gone` of the centre (what it has
 * travelled and others have approached since the bounds were begun) is more than `until`; every other centre is at
 * least `others` less `approached` away; `gaps` is half the distance of each centre to its nearest other. `kept` is the
 * share of `gone` that its rounding leaves sure. Points that change their centre leave `sums` (coordinates, centre by
 * centre) and `sizes` of one for those of the other.
 */
export function settlePoints(
  rows: i32,
  width: i32,
  values: usize,
  centres: usize,
  across: usize,
  lanes: i32,
  labels: usize,
  until: usize,
  others: usize,
  gone: usize,
  approached: usize,
  gaps: usize,
  kept: f64,
  sums: usize,
  sizes: usize,
  found: usize,
): void {
  const open = found + 16
  for (let from = 0; from < rows; from += BATCH) {
    const to = min(from + BATCH, rows)
    // In three rounds, so that the processor reads points ahead instead of waiting for each: branches are guessed well.
    let count: usize = 0
    for (let i = from; i < to; i++) {
      const own = load<i32>(labels + ((<usize>i) << 2))
      store<i32>(open + (count << 2), i)
      count += <usize>(load<f64>(until + ((<usize>i) << 3)) < load<f64>(gone + ((<usize>own) << 3)))
    }
    count = tighten(count, open, width, values, centres, labels, until, others, gone, approached, gaps, kept)
    for (let at: usize = 0; at < count; at++) {
      const i = <usize>load<i32>(open + (at << 2))
      compare(
        i,
        width,
        values,
        across,
        lanes,
        labels,
        until,
        others,
        gone,
        approached,
        kept,
        sums,
        sizes,
        found,
      )
    }
  }
}

/** Points a round of `settlePoints` takes; it needs room for their numbers. */
const BATCH = 128

/** Renews the bounds of `count` points by the distance to their own centre; keeps those in `open` that this leaves open. */
function tighten(
  count: usize,
  open: usize,
  width: i32,
  values: usize,
  centres: usize,
  labels: usize,
  until: usize,
  others: usize,
  gone: usize,
  approached: usize,
  gaps: usize,
  kept: f64,
): usize {
  const bytes = (<usize>width) << 3
  let left: usize = 0
  for (let at: usize = 0; at < count; at++) {
    const i = load<i32>(open + (at << 2))
    const own = load<i32>(labels + ((<usize>i) << 2))
    const place = (<usize>own) << 3
    const point = values + <usize>i * bytes
    const from = centres + <usize>own * bytes
    let sum: f64 = 0
    for (let j: usize = 0; j < bytes; j += 8) {
      const apart = load<f64>(point + j) - load<f64>(from + j)
      sum += apart * apart
    }
    const up = sqrt(sum)
    const low = load<f64>(others + ((<usize>i) << 3)) - load<f64>(approached + place)
    // The gap narrows by at most half of what both centres move, while the point's own may move away from it.
    const slack = max(low - up, (load<f64>(gaps + place) - up) * (2.0 / 3.0))
    store<f64>(until + ((<usize>i) << 3), slack + load<f64>(gone + place) * kept)
    store<i32>(open + (left << 2), i)
    left += <usize>(slack < 0)
  }
  return left
}

/** Compares a point with every centre. */
function compare(
  i: usize,
  width: i32,
  values: usize,
  across: usize,
  lanes: i32,
  labels: usize,
  until: usize,
  others: usize,
  gone: usize,
  approached: usize,
  kept: f64,
  sums: usize,
  sizes: usize,
  found: usize,
): void {
  const bytes = (<usize>width) << 3
  const point = values + i * bytes
  const own = load<i32>(labels + (i << 2))
  const label = nearestTo(point, bytes, across, lanes, found)
  const second = sqrt(load<f64>(found, 8))
  const joined = (<usize>label) << 3
  store<f64>(until + (i << 3), second - sqrt(load<f64>(found)) + load<f64>(gone + joined) * kept)
  store<f64>(others + (i << 3), second + load<f64>(approached + joined))
  if (label == own) return
  store<i32>(labels + (i << 2), label)
  const left = sizes + ((<usize>own) << 2)
  const grown = sizes + ((<usize>label) << 2)
  store<i32>(left, load<i32>(left) - 1)
  store<i32>(grown, load<i32>(grown) + 1)
  const lost = sums + <usize>own * bytes
  const gained = sums + <usize>label * bytes
  for (let j: usize = 0; j < bytes; j += 8) {
    const value = load<f64>(point + j)
    store<f64>(lost + j, load<f64>(lost + j) - value)
    store<f64>(gained + j, load<f64>(gained + j) + value)
  }
}
