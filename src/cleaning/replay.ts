import type { SourceAccount } from './accounting'
import { ruleList, type ListedRule, type RuleSet } from './rule-list'

/** How many rows each rule caught when the recipe was last run, and of how many. Kept in the project file. */
export type RuleCounts = Record<string, { rows: number; of: number }>

/** What a rule catches now, and what it caught when the recipe was last run; shares from 0 to 1. */
export interface RuleShift {
  rule: ListedRule
  rows: number
  share: number
  rowsBefore: number
  shareBefore: number
  /** It stands out: the share moved by a percentage point and doubled or halved, or by five points. */
  notable: boolean
}

export function countsOf(sources: readonly SourceAccount[]): RuleCounts {
  const counts: RuleCounts = {}
  for (const { loaded, rules } of sources)
    for (const { rule, rows } of rules) {
      const known = counts[rule] ?? { rows: 0, of: 0 }
      counts[rule] = { rows: known.rows + rows, of: known.of + loaded }
    }
  return counts
}

/** The rules whose share of the rows changed by a tenth of a percentage point or more, the largest change first. */
export function shiftsOf(set: RuleSet, before: RuleCounts, now: RuleCounts): RuleShift[] {
  return ruleList(set)
    .flatMap((rule): RuleShift[] => {
      const [then, today] = [before[rule.id], now[rule.id]]
      if (!then || !today || !rule.on) return []
      const [shareBefore, share] = [shareOf(then), shareOf(today)]
      const moved = Math.abs(share - shareBefore)
      if (moved < 0.001) return []
      const ratio = Math.max(share, shareBefore) / Math.min(share, shareBefore)
      const notable = moved >= 0.05 || (moved >= 0.01 && ratio >= 2)
      return [{ rule, rows: today.rows, share, rowsBefore: then.rows, shareBefore, notable }]
    })
    .sort((a, b) => Math.abs(b.share - b.shareBefore) - Math.abs(a.share - a.shareBefore))
}

const shareOf = ({ rows, of }: { rows: number; of: number }): number => (of > 0 ? rows / of : 0)
