import { expose, transfer } from 'comlink'
import { arrowOfFrame } from '../src/engine/arrow-frame'
import { columnsFromArrow } from '../src/engine/columns'
import { announceLife } from '../src/engine/life'
import { kernelOf } from '../src/numerics/kernels'
import type { KernelOptions } from '../src/numerics/kernel'

const api = {
  /** Runs a kernel over an Arrow IPC stream; gives back its columns as another. */
  async run(
    name: string,
    input: Uint8Array,
    options: KernelOptions,
    report: ((share: number) => void) | null,
  ): Promise<Uint8Array> {
    const kernel = await kernelOf(name)
    const frame = columnsFromArrow(input)
    const bytes = arrowOfFrame(kernel(frame, options, report ? seldom(report) : () => undefined))
    return transfer(bytes, [bytes.buffer as ArrayBuffer])
  },
}

/** Between two reports to the page: kernels report as often as they like. */
const REPORT_MS = 100

function seldom(report: (share: number) => void): (share: number) => void {
  let last = -Infinity
  return (share) => {
    const now = performance.now()
    if (now - last < REPORT_MS) return
    last = now
    report(share)
  }
}

export type NumericsApi = typeof api

expose(api)
void announceLife()
