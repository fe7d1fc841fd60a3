// AssemblyScript: points and the centres nearest to them, by addresses in bytes, as in kernels.ts.

/**
 * The number of the centre nearest to the point at `point`, the first of equals; the squared distances to all, to the
 * nearest and to the second nearest are in `work`, in this order. `across` holds the centres coordinate by coordinate,
 * `lanes` of them, a multiple of four. Each distance is summed over the coordinates in their order.
 */
function nearestTo(point: usize, bytes: usize, across: usize, lanes: i32, work: usize): i32 {
  const row = (<usize>lanes) << 3
  let best = f64x2.splat(Infinity)
  let second = best
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
    v128.store(work + c, low)
    v128.store(work + c, high, 16)
    second = f64x2.pmin(second, f64x2.pmax(best, low))
    best = f64x2.pmin(best, low)
    second = f64x2.pmin(second, f64x2.pmax(best, high))
    best = f64x2.pmin(best, high)
  }
  // The two halves as one: the nearest of both, and the nearest of what is left.
  const turned = i64x2.shuffle(best, best, 1, 0)
  const least = f64x2.pmin(best, turned)
  const seconds = f64x2.pmin(second, i64x2.shuffle(second, second, 1, 0))
  v128.store(work + row, i64x2.shuffle(least, f64x2.pmin(seconds, f64x2.pmax(best, turned)), 0, 2))
  for (let c: usize = 0; c < row; c += 32) {
    const mask =
      i64x2.bitmask(f64x2.eq(v128.load(work + c), least)) |
      (i64x2.bitmask(f64x2.eq(v128.load(work + c, 16), least)) << 2)
    if (mask != 0) return <i32>(c >> 3) + ctz(mask)
  }
  return 0
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
  work: usize,
): f64 {
  const bytes = (<usize>width) << 3
  const found = work + ((<usize>lanes) << 3)
  let sum: f64 = 0
  for (let i = 0; i < rows; i++) {
    const label = nearestTo(values, bytes, across, lanes, work)
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
 * One pass of Lloyd's algorithm by Hamerly's bounds: `upper` and `lower` are the bounds of `assignPoints`' distances
 * before the centres moved by `moves`; `gaps` is half the distance of each centre to its nearest other. Points that
 * change their centre leave `sums` (coordinates, centre by centre) and `sizes` of one for those of the other.
 */
export function settlePoints(
  rows: i32,
  width: i32,
  values: usize,
  centres: usize,
  across: usize,
  lanes: i32,
  labels: usize,
  upper: usize,
  lower: usize,
  moves: usize,
  gaps: usize,
  farthest: i32,
  most: f64,
  mostOfOthers: f64,
  sums: usize,
  sizes: usize,
  work: usize,
): void {
  const bytes = (<usize>width) << 3
  const found = work + ((<usize>lanes) << 3)
  for (let i = 0; i < rows; i++, values += bytes, labels += 4, upper += 8, lower += 8) {
    const own = load<i32>(labels)
    let up = load<f64>(upper) + load<f64>(moves + ((<usize>own) << 3))
    let low = load<f64>(lower) - (own == farthest ? mostOfOthers : most)
    const gap = load<f64>(gaps + ((<usize>own) << 3))
    const bound = low > gap ? low : gap
    if (up > bound) {
      const from = centres + <usize>own * bytes
      let sum: f64 = 0
      for (let j: usize = 0; j < bytes; j += 8) {
        const apart = load<f64>(values + j) - load<f64>(from + j)
        sum += apart * apart
      }
      up = sqrt(sum)
      if (up > bound) {
        const label = nearestTo(values, bytes, across, lanes, work)
        up = sqrt(load<f64>(found))
        low = sqrt(load<f64>(found, 8))
        if (label != own) {
          store<i32>(labels, label)
          const left = sizes + ((<usize>own) << 2)
          const joined = sizes + ((<usize>label) << 2)
          store<i32>(left, load<i32>(left) - 1)
          store<i32>(joined, load<i32>(joined) + 1)
          const lost = sums + <usize>own * bytes
          const gained = sums + <usize>label * bytes
          for (let j: usize = 0; j < bytes; j += 8) {
            const value = load<f64>(values + j)
            store<f64>(lost + j, load<f64>(lost + j) - value)
            store<f64>(gained + j, load<f64>(gained + j) + value)
          }
        }
      }
    }
    store<f64>(upper, up)
    store<f64>(lower, low)
  }
}
