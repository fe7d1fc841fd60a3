import { BYTES } from './bytes'

/** Addresses and strides are in bytes; see assembly/. */
export interface SimdKernels {
  multiply: (
    ...[m, n, k, a, aRow, aColumn, b, c, add]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ) => void
  subtractProduct: (matrix: number, size: number, a: number, b: number, steps: number) => void
  gram: (rowsAt: number, rows: number, width: number, into: number) => void
  shareOut: (
    rows: number,
    n: number,
    scores: number,
    biases: number,
    targets: number,
    own: number,
    gaps: number,
    sums: number,
    extra: number,
    scale: number,
  ) => void
  solveRow: (
    width: number,
    gram: number,
    columns: number,
    weights: number,
    cells: number,
    others: number,
    vector: number,
    work: number,
    alpha: number,
    ridge: number,
    steps: number,
  ) => void
  assignPoints: (
    rows: number,
    width: number,
    values: number,
    across: number,
    lanes: number,
    labels: number,
    nearest: number,
    second: number,
    work: number,
  ) => number
  settlePoints: (
    rows: number,
    width: number,
    values: number,
    centres: number,
    across: number,
    lanes: number,
    labels: number,
    until: number,
    others: number,
    gone: number,
    approached: number,
    gaps: number,
    kept: number,
    sums: number,
    sizes: number,
    work: number,
  ) => void
}

const PAGE = 65_536
/** Left free at the start of a memory; the module has no data of its own. */
const RESERVED = 1024

let compiled: WebAssembly.Module | null = null
let isValid: boolean | null = null

const bytesOf = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(BYTES), (character) => character.charCodeAt(0))

/** Whether this browser can run them: those of before 2021 (Safari: 2023) cannot. */
export const hasSimd = (): boolean => (isValid ??= WebAssembly.validate(bytesOf()))

/** The kernels over a memory that holds `bytes` beside what is theirs. Its buffer is replaced where it grows. */
export function simdOver(bytes: number): { memory: WebAssembly.Memory; kernels: SimdKernels; start: number } {
  compiled ??= new WebAssembly.Module(bytesOf())
  const memory = new WebAssembly.Memory({ initial: Math.ceil((RESERVED + bytes) / PAGE) })
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  return { memory, kernels: exports as unknown as SimdKernels, start: RESERVED }
}

/** Lets a memory hold `bytes` beside what is reserved. */
export function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((RESERVED + bytes) / PAGE) - memory.buffer.byteLength / PAGE
  if (missing > 0) memory.grow(missing)
}
