import { expose, transfer } from 'comlink'
import { arrowOfFrame } from '../src/engine/arrow-frame'
import { announceLife } from '../src/engine/life'
import { kernelOf } from '../src/numerics/kernels'
import type { Frame, KernelOptions } from '../src/numerics/kernel'

const api = {
  /** Runs a kernel; gives back its columns as an Arrow IPC stream. */
  async run(
    name: string,
    input: Frame,
    options: KernelOptions,
    report: ((share: number) => void) | null,
  ): Promise<Uint8Array> {
    const kernel = await kernelOf(name)
    const bytes = arrowOfFrame(kernel(input, options, report ? seldom(report) : () => undefined))
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
