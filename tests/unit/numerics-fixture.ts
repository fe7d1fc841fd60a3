import { arrowOfFrame } from '../../src/engine/arrow-frame'
import { columnsFromArrow } from '../../src/engine/columns'
import type { Numerics } from '../../src/analyses/runner'
import { kernelOf } from '../../src/numerics/kernels'

/** Kernels run where the test runs. */
export const numerics: Numerics = {
  run: async (name, input, options, { onProgress } = {}) => {
    const kernel = await kernelOf(name)
    return arrowOfFrame(kernel(columnsFromArrow(input), options, (share) => onProgress?.(share)))
  },
}
