import type { RuleEffect } from '../../cleaning/effects'
import { ruleList, type ListedRule, type RuleSet } from '../../cleaning/rule-list'
import type { Accounting } from '../../project/load'

/** A rule as the list shows it: its rows over all files, and what it does. */
export interface RuleRow {
  rule: ListedRule
  /** 1-based, among the rules that these files call for. */
  number: number
  rows: number
  share: number
  /** Share of the absolute amounts of the files it looks at; null where they have none. */
  amountShare: number | null
  /** Files with rows of it. */
  sources: number[]
  /** It is in the report: an added rule that is off is not tried. */
  tried: boolean
  effect: RuleEffect | null
  /** A list of members or products: nothing to be moved. */
  keyed: boolean
}

/** The rules that these files call for, in their order. */
export function ruleRows(set: RuleSet, accounting: Accounting, effects: readonly RuleEffect[]): RuleRow[] {
  const listed = ruleList(set).filter(({ scopes }) =>
    accounting.sources.some(({ scope, list }) =>
      scopes.some((looked) => looked === scope || looked === list),
    ),
  )
  return listed.map((rule, i): RuleRow => {
    const looked = accounting.sources.filter(({ rules }) => rules.some((account) => account.rule === rule.id))
    const accounts = looked.map(({ index, rules }) => ({
      index,
      account: rules.find((account) => account.rule === rule.id),
    }))
    const rows = sum(accounts, ({ account }) => account?.rows ?? 0)
    const loaded = sum(looked, (source) => source.read)
    const money = sum(looked, (source) => source.amount)
    return {
      rule,
      number: i + 1,
      rows,
      share: loaded > 0 ? rows / loaded : 0,
      amountShare: money > 0 ? sum(accounts, ({ account }) => account?.amount ?? 0) / money : null,
      sources: accounts.flatMap(({ index, account }) => (account && account.rows > 0 ? [index] : [])),
      tried: looked.length > 0,
      effect: effects.find((effect) => effect.rule === rule.id) ?? null,
      keyed: rule.scopes.includes('keyed'),
    }
  })
}

const sum = <T>(items: readonly T[], pick: (item: T) => number): number =>
  items.reduce((total, item) => total + pick(item), 0)
