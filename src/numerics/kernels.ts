import type { Kernel } from './kernel'
import { survivalCurves, survivalTest } from './survival/kernels'
import { clvFit, clvHoldout, clvScores, clvTracking, spendFit } from './btyd/kernels'
import { lunarCalendar } from './lunar-calendar'
import { overRepresentation } from './over-representation'
import { frequencyExpected, mbgFit } from './btyd/frequency'
import { kMeans1d } from './kmeans-1d'
import { stlKernel } from './stl'
import { purchasePrediction } from './predict/kernel'

/** Every kernel by its name. A step of an analysis names one; the numerics worker runs it. */
export const KERNELS: Readonly<Record<string, Kernel>> = {
  clvFit,
  clvHoldout,
  clvTracking,
  clvScores,
  spendFit,
  survivalCurves,
  survivalTest,
  overRepresentation,
  lunarCalendar,
  kMeans1d,
  frequencyExpected,
  mbgFit,
  stl: stlKernel,
  purchasePrediction,
}

export function kernelOf(name: string): Kernel {
  const kernel = KERNELS[name]
  if (!kernel) throw new Error(`There is no kernel called ${name}.`)
  return kernel
}
