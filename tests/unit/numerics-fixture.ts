import { arrowOfFrame } from '../../src/engine/arrow-frame'
import type { Numerics } from '../../src/analyses/runner'
import { kernelOf } from '../../src/numerics/kernels'

/** Kernels run where the test runs. */
export const numerics: Numerics = {
  run: (kernel, input, options, { onProgress } = {}) =>
    Promise.resolve(arrowOfFrame(kernelOf(kernel)(input, options, (share) => onProgress?.(share)))),
}
