import type { Kernel } from './kernel'
import { clvFit, clvHoldout, clvScores, clvTracking, spendFit } from './btyd/kernels'
import { kMeans1d } from './kmeans-1d'

/** Every kernel by its name. A step of an analysis names one; the numerics worker runs it. */
export const KERNELS: Readonly<Record<string, Kernel>> = {
  clvFit,
  clvHoldout,
  clvTracking,
  clvScores,
  spendFit,
  kMeans1d,
}

export function kernelOf(name: string): Kernel {
  const kernel = KERNELS[name]
  if (!kernel) throw new Error(`There is no kernel called ${name}.`)
  return kernel
}
