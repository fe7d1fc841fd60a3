import type { Kernel } from './kernel'
import { survivalCurves, survivalTest } from './survival/kernels'
import { clvFit, clvHoldout, clvTracking, spendFit } from './btyd/kernels'
import { clvScores } from './btyd/scores'
import { lunarCalendar } from './lunar-calendar'
import { overRepresentation } from './over-representation'
import { buyingFit, frequencyExpected } from './btyd/frequency'
import { kMeans1d } from './kmeans-1d'
import { stlKernel } from './stl'
import { purchasePrediction } from './predict/kernel'

/** Kernels by their names. A step of an analysis names one; the numerics worker runs it. */
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
  buyingFit,
  stl: stlKernel,
  purchasePrediction,
}

/** Those that are read only when somebody asks for them. */
const LATER: Readonly<Record<string, () => Promise<Kernel>>> = {
  subscriptionCurves: async () => (await import('./btyd/subscription-kernel')).subscriptionCurves,
  clusterMembers: async () => (await import('./clusters/kernels')).clusterMembers,
  clusterModel: async () => (await import('./clusters/kernels')).clusterModel,
  clusterCounts: async () => (await import('./clusters/counts-kernel')).clusterCounts,
  principalComponents: async () => (await import('./clusters/counts-kernel')).principalComponents,
  associations: async () => (await import('./association/kernel')).associations,
  groupEffects: async () => (await import('./association/group-effects')).groupEffects,
  segments: async () => (await import('./trees/kernel')).segments,
  effectSizes: async () => (await import('./effect-kernel')).effectSizes,
  frequentItemsets: async () => (await import('./baskets/kernels')).frequentItemsets,
  associationRules: async () => (await import('./baskets/kernels')).associationRules,
  basketPairs: async () => (await import('./baskets/pairs-kernel')).basketPairs,
  recommendations: async () => (await import('./recommend/kernels')).recommendations,
  itemNeighbours: async () => (await import('./recommend/kernels')).itemNeighbours,
  recommenderSplit: async () => (await import('./recommend/trial-kernel')).recommenderSplit,
  recommenderTrial: async () => (await import('./recommend/trial-kernel')).recommenderTrial,
  recommenderBar: async () => (await import('./recommend/bar-kernel')).recommenderBar,
  recommenderComparison: async () => (await import('./recommend/comparison-kernel')).recommenderComparison,
  recommenderSearch: async () => (await import('./recommend/search-kernel')).recommenderSearch,
  policyValue: async () => (await import('./off-policy-kernel')).policyValue,
  rateDifferences: async () => (await import('./rate-differences')).rateDifferences,
  tagOverlap: async () => (await import('./tag-overlap')).tagOverlap,
}

export async function kernelOf(name: string): Promise<Kernel> {
  const kernel = KERNELS[name] ?? (await LATER[name]?.())
  if (!kernel) throw new Error(`There is no kernel called ${name}.`)
  return kernel
}
