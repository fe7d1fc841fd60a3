import type { Bilingual } from '../text/bilingual'
import { DIMENSIONS, type CheckResult, type Dimension } from './checks'

export type Weights = Record<Dimension, number>

/** What is missing or unreadable does the most harm; the rest is of equal concern, timeliness of the least. */
export const DEFAULT_WEIGHTS: Weights = {
  completeness: 25,
  uniqueness: 15,
  validity: 25,
  consistency: 15,
  timeliness: 5,
  integrity: 15,
}

export const SCORE_FORMULA: Bilingual = {
  en: 'Score of a dimension: the mean of its checks’ passing shares, each (n − failing) ÷ n; checks with n = 0 are left out. Score of a table: Σ weight × dimension score ÷ Σ weight, over the dimensions that have a check, times 100.',
  zh: '维度得分:该维度各项检查通过率 (n − 不通过) ÷ n 的平均值,n = 0 的检查不计。表得分:对有检查的维度,Σ 权重 × 维度得分 ÷ Σ 权重,再乘以 100。',
}

export interface Score {
  /** 0 to 100; null where nothing could be checked, or every weight is 0. */
  total: number | null
  /** 0 to 1; null where the dimension has no check. */
  dimensions: Record<Dimension, number | null>
}

/** By `SCORE_FORMULA`. Weights below zero count as zero. */
export function scoreOf(checks: readonly CheckResult[], weights: Weights): Score {
  const dimensions = Object.fromEntries(
    DIMENSIONS.map(({ id }) => [id, meanPassing(checks.filter(({ dimension }) => dimension === id))]),
  ) as Score['dimensions']
  let [sum, weight] = [0, 0]
  for (const { id } of DIMENSIONS) {
    const share = dimensions[id]
    if (share === null) continue
    sum += Math.max(0, weights[id]) * share
    weight += Math.max(0, weights[id])
  }
  return { total: weight > 0 ? (100 * sum) / weight : null, dimensions }
}

function meanPassing(checks: readonly CheckResult[]): number | null {
  const shares = checks.flatMap(({ passing }) => (passing === null ? [] : [passing]))
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length
}
