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
    const bytes = arrowOfFrame(kernel(input, options, (share) => report?.(share)))
    return transfer(bytes, [bytes.buffer as ArrayBuffer])
  },
}

export type NumericsApi = typeof api

expose(api)
void announceLife()
