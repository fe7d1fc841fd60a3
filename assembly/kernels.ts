// AssemblyScript: kernels over linear memory, given addresses in bytes. `node scripts/compile-simd.mjs` after a change.

export { assignPoints, settlePoints } from './nearest'

/** C (+)= A · B in 32-bit floats: A m × k with its own strides in bytes, B k × n and C m × n row-major. */
export function multiply(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  add: i32,
): void {
  const rowBytes = (<usize>n) << 2
  let i = 0
  for (; i + 4 <= m; i += 4) {
    const a0 = a + <usize>i * aRow
    const a1 = a0 + aRow
    const a2 = a1 + aRow
    const a3 = a2 + aRow
    const c0 = c + <usize>i * rowBytes
    let j: usize = 0
    for (; j + 32 <= rowBytes; j += 32) {
      let s00 = f32x4.splat(0),
        s01 = s00,
        s10 = s00,
        s11 = s00
      let s20 = s00,
        s21 = s00,
        s30 = s00,
        s31 = s00
      let at = b + j
      for (let p: usize = 0, end = <usize>k * aColumn; p < end; p += aColumn) {
        const b0 = v128.load(at)
        const b1 = v128.load(at, 16)
        at += rowBytes
        let x = v128.load_splat<f32>(a0 + p)
        s00 = f32x4.add(s00, f32x4.mul(x, b0))
        s01 = f32x4.add(s01, f32x4.mul(x, b1))
        x = v128.load_splat<f32>(a1 + p)
        s10 = f32x4.add(s10, f32x4.mul(x, b0))
        s11 = f32x4.add(s11, f32x4.mul(x, b1))
        x = v128.load_splat<f32>(a2 + p)
        s20 = f32x4.add(s20, f32x4.mul(x, b0))
        s21 = f32x4.add(s21, f32x4.mul(x, b1))
        x = v128.load_splat<f32>(a3 + p)
        s30 = f32x4.add(s30, f32x4.mul(x, b0))
        s31 = f32x4.add(s31, f32x4.mul(x, b1))
      }
      let to = c0 + j
      put(to, s00, s01, add)
      to += rowBytes
      put(to, s10, s11, add)
      to += rowBytes
      put(to, s20, s21, add)
      to += rowBytes
      put(to, s30, s31, add)
    }
    for (; j < rowBytes; j += 4) {
      for (let r = 0; r < 4; r++)
        cell(k, a0 + <usize>r * aRow, aColumn, b + j, rowBytes, c0 + <usize>r * rowBytes + j, add)
    }
  }
  for (; i < m; i++) {
    const ai = a + <usize>i * aRow
    const ci = c + <usize>i * rowBytes
    let j: usize = 0
    for (; j + 16 <= rowBytes; j += 16) {
      let sum = f32x4.splat(0)
      let at = b + j
      for (let p: usize = 0, end = <usize>k * aColumn; p < end; p += aColumn) {
        sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(ai + p), v128.load(at)))
        at += rowBytes
      }
      if (add) sum = f32x4.add(sum, v128.load(ci + j))
      v128.store(ci + j, sum)
    }
    for (; j < rowBytes; j += 4) cell(k, ai, aColumn, b + j, rowBytes, ci + j, add)
  }
}

function put(to: usize, low: v128, high: v128, add: i32): void {
  if (add) {
    low = f32x4.add(low, v128.load(to))
    high = f32x4.add(high, v128.load(to, 16))
  }
  v128.store(to, low)
  v128.store(to, high, 16)
}

function cell(k: i32, a: usize, aColumn: usize, b: usize, bRow: usize, c: usize, add: i32): void {
  let sum: f32 = add ? load<f32>(c) : 0
  for (let p = 0; p < k; p++) {
    sum += load<f32>(a) * load<f32>(b)
    a += aColumn
    b += bRow
  }
  store<f32>(c, sum)
}

/**
 * The lower triangle of a `size` × `size` matrix of 64-bit floats loses A · Bᵀ, in tiles of four by four; A and B are
 * `steps` columns wide, four rows interleaved.
 */
export function subtractProduct(m: usize, size: i32, a: usize, b: usize, steps: i32): void {
  const row = (<usize>size) << 3
  const panel = (<usize>steps) << 5
  for (let group = 0; group < size; group += 128) {
    for (let i = group; i < size; i += 4) {
      const end = min(group + 128, i + 4)
      for (let j = group; j < end; j += 4) {
        let s00 = f64x2.splat(0),
          s01 = s00,
          s10 = s00,
          s11 = s00
        let s20 = s00,
          s21 = s00,
          s30 = s00,
          s31 = s00
        let p = a + <usize>(i >> 2) * panel
        let q = b + <usize>(j >> 2) * panel
        for (const stop = p + panel; p < stop; p += 32) {
          const b0 = v128.load(q)
          const b1 = v128.load(q, 16)
          q += 32
          let x = v128.load_splat<f64>(p)
          s00 = f64x2.add(s00, f64x2.mul(x, b0))
          s01 = f64x2.add(s01, f64x2.mul(x, b1))
          x = v128.load_splat<f64>(p, 8)
          s10 = f64x2.add(s10, f64x2.mul(x, b0))
          s11 = f64x2.add(s11, f64x2.mul(x, b1))
          x = v128.load_splat<f64>(p, 16)
          s20 = f64x2.add(s20, f64x2.mul(x, b0))
          s21 = f64x2.add(s21, f64x2.mul(x, b1))
          x = v128.load_splat<f64>(p, 24)
          s30 = f64x2.add(s30, f64x2.mul(x, b0))
          s31 = f64x2.add(s31, f64x2.mul(x, b1))
        }
        let to = m + <usize>i * row + ((<usize>j) << 3)
        lessen(to, s00, s01)
        to += row
        lessen(to, s10, s11)
        to += row
        lessen(to, s20, s21)
        to += row
        lessen(to, s30, s31)
      }
    }
  }
}

function lessen(to: usize, low: v128, high: v128): void {
  v128.store(to, f64x2.sub(v128.load(to), low))
  v128.store(to, f64x2.sub(v128.load(to, 16), high), 16)
}

/** YᵀY in 64-bit floats of `rows` rows of 32-bit ones; `width` a multiple of 4. */
export function gram(y: usize, rows: i32, width: i32, into: usize): void {
  const row = (<usize>width) << 2
  const outRow = (<usize>width) << 3
  memory.fill(into, 0, outRow * <usize>width)
  for (let r = 0; r < rows; r++) {
    const from = y + <usize>r * row
    for (let a: usize = 0; a < <usize>width; a++) {
      const x = f64x2.splat(<f64>load<f32>(from + (a << 2)))
      const to = into + a * outRow
      for (let b: usize = 0; b < <usize>width; b += 4) {
        const at = to + (b << 3)
        const y0 = pair(from + (b << 2))
        const y1 = pair(from + (b << 2) + 8)
        v128.store(at, f64x2.add(v128.load(at), f64x2.mul(x, y0)))
        v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(x, y1)), 16)
      }
    }
  }
}

/**
 * Conjugate gradient on (G + Σ αw yyᵀ + ridge) x = Σ (1 + αw) y over the cells of a row, from where the vector stands: `steps`
 * steps. `work` has room for three vectors; vectors are 64-bit, the rows of `others` 32-bit, `width` a multiple of 4.
 */
export function solveRow(
  width: i32,
  g: usize,
  columns: usize,
  weights: usize,
  cells: i32,
  others: usize,
  vector: usize,
  work: usize,
  alpha: f64,
  ridge: f64,
  steps: i32,
): void {
  const bytes = (<usize>width) << 3
  const residual = work
  const direction = work + bytes
  const image = direction + bytes
  apply(width, g, columns, weights, cells, others, vector, image, alpha, ridge)
  for (let f: usize = 0; f < bytes; f += 16) v128.store(residual + f, f64x2.neg(v128.load(image + f)))
  for (let c = 0; c < cells; c++) {
    const from = others + (<usize>load<i32>(columns + ((<usize>c) << 2)) * bytes) / 2
    addRow(residual, from, 1 + alpha * load<f64>(weights + ((<usize>c) << 3)), bytes)
  }
  memory.copy(direction, residual, bytes)
  let square = dot(residual, residual, bytes)
  for (let step = 0; step < steps && square > 1e-20; step++) {
    apply(width, g, columns, weights, cells, others, direction, image, alpha, ridge)
    const length = square / dot(direction, image, bytes)
    addScaled(vector, direction, length, bytes)
    addScaled(residual, image, -length, bytes)
    const next = dot(residual, residual, bytes)
    const kept = f64x2.splat(next / square)
    for (let f: usize = 0; f < bytes; f += 16)
      v128.store(direction + f, f64x2.add(v128.load(residual + f), f64x2.mul(kept, v128.load(direction + f))))
    square = next
  }
}

/** The matrix of a row times x. */
function apply(
  width: i32,
  g: usize,
  columns: usize,
  weights: usize,
  cells: i32,
  others: usize,
  x: usize,
  image: usize,
  alpha: f64,
  ridge: f64,
): void {
  const bytes = (<usize>width) << 3
  const own = f64x2.splat(ridge)
  for (let f: usize = 0; f < bytes; f += 32) {
    let s0 = f64x2.mul(own, v128.load(x + f))
    let s1 = f64x2.mul(own, v128.load(x + f, 16))
    let at = g + f
    for (let a: usize = 0; a < bytes; a += 8) {
      const factor = v128.load_splat<f64>(x + a)
      s0 = f64x2.add(s0, f64x2.mul(factor, v128.load(at)))
      s1 = f64x2.add(s1, f64x2.mul(factor, v128.load(at, 16)))
      at += bytes
    }
    v128.store(image + f, s0)
    v128.store(image + f, s1, 16)
  }
  for (let c = 0; c < cells; c++) {
    const from = others + (<usize>load<i32>(columns + ((<usize>c) << 2)) * bytes) / 2
    let s0 = f64x2.splat(0)
    let s1 = s0
    for (let f: usize = 0; f < bytes; f += 32) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load(x + f), pair(from + f / 2)))
      s1 = f64x2.add(s1, f64x2.mul(v128.load(x + f, 16), pair(from + f / 2 + 8)))
    }
    const sum = f64x2.add(s0, s1)
    const product = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
    addRow(image, from, alpha * load<f64>(weights + ((<usize>c) << 3)) * product, bytes)
  }
}

/** Two 32-bit floats as 64-bit ones. */
function pair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at))
}

function addRow(to: usize, row: usize, factor: f64, bytes: usize): void {
  const x = f64x2.splat(factor)
  for (let f: usize = 0; f < bytes; f += 16)
    v128.store(to + f, f64x2.add(v128.load(to + f), f64x2.mul(x, pair(row + f / 2))))
}

function addScaled(to: usize, from: usize, factor: f64, bytes: usize): void {
  const x = f64x2.splat(factor)
  for (let f: usize = 0; f < bytes; f += 16)
    v128.store(to + f, f64x2.add(v128.load(to + f), f64x2.mul(x, v128.load(from + f))))
}

function dot(a: usize, b: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0)
  for (let f: usize = 0; f < bytes; f += 16)
    sum = f64x2.add(sum, f64x2.mul(v128.load(a + f), v128.load(b + f)))
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/**
 * Chances from scores, row by row, in 32-bit floats, `n` a multiple of 4: `scores` rows × n gets `biases` and, in rows whose
 * place in `own` is not below 0, `extra`; the score at that place is left out, that in `targets` takes part. Writes the chances
 * times `scale` over the scores and those of the targets over theirs; and how far each target was below the largest score, and the
 * sum of all e^(score − largest), of which −ln of its chance is made. (Logarithms would bring tables into the memory.)
 */
export function shareOut(
  rows: i32,
  n: i32,
  scores: usize,
  biases: usize,
  targets: usize,
  own: usize,
  gaps: usize,
  sums: usize,
  extra: f32,
  scale: f32,
): void {
  const bytes = (<usize>n) << 2
  for (let row: usize = 0; row < <usize>rows; row++) {
    const from = scores + row * bytes
    const target = load<f32>(targets + (row << 2))
    const place = load<i32>(own + (row << 2))
    if (place >= 0) store<f32>(from + ((<usize>place) << 2), -1e30)
    const more = f32x4.splat(place >= 0 ? extra : 0)
    let largest4 = f32x4.splat(target)
    for (let f: usize = 0; f < bytes; f += 16) {
      const x = f32x4.add(v128.load(from + f), f32x4.add(more, v128.load(biases + f)))
      v128.store(from + f, x)
      largest4 = f32x4.max(largest4, x)
    }
    const largest = max(
      max(f32x4.extract_lane(largest4, 0), f32x4.extract_lane(largest4, 1)),
      max(f32x4.extract_lane(largest4, 2), f32x4.extract_lane(largest4, 3)),
    )
    const shift = f32x4.splat(largest)
    let sum4 = f32x4.splat(0)
    for (let f: usize = 0; f < bytes; f += 16) {
      const x = exponential(f32x4.sub(v128.load(from + f), shift))
      v128.store(from + f, x)
      sum4 = f32x4.add(sum4, x)
    }
    const ofTarget = f32x4.extract_lane(exponential(f32x4.splat(target - largest)), 0)
    const sum =
      ofTarget +
      f32x4.extract_lane(sum4, 0) +
      f32x4.extract_lane(sum4, 1) +
      f32x4.extract_lane(sum4, 2) +
      f32x4.extract_lane(sum4, 3)
    const factor = f32x4.splat(scale / sum)
    for (let f: usize = 0; f < bytes; f += 16) v128.store(from + f, f32x4.mul(factor, v128.load(from + f)))
    store<f32>(targets + (row << 2), ofTarget / sum)
    store<f32>(gaps + (row << 2), largest - target)
    store<f32>(sums + (row << 2), sum)
  }
}

/** e^x for x up to 0, to 2 units in the last place; 0 below −87. */
function exponential(x: v128): v128 {
  const within = f32x4.ge(x, f32x4.splat(-87))
  const low = f32x4.max(x, f32x4.splat(-87))
  const turns = f32x4.nearest(f32x4.mul(low, f32x4.splat(1.44269504)))
  let rest = f32x4.sub(low, f32x4.mul(turns, f32x4.splat(0.693359375)))
  rest = f32x4.add(rest, f32x4.mul(turns, f32x4.splat(2.1219444e-4)))
  let sum = f32x4.splat(1.98756915e-4)
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.3981999507e-3))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(8.3334519073e-3))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(4.1665795894e-2))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.6666665459e-1))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(5.0000001201e-1))
  sum = f32x4.add(f32x4.add(f32x4.mul(sum, f32x4.mul(rest, rest)), rest), f32x4.splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(turns), i32x4.splat(127)), 23)
  return v128.and(within, f32x4.mul(sum, power))
}
