import { defaultRules, roleOf, type Recipe, type SourcePlan } from '../cleaning/recipe'
import type { FileReport, SourceProposal } from '../ingest/types'
import { shopTable } from '../shop/tables'

/** The plan that a proposal amounts to when it is accepted as it stands. */
export function planOf(report: FileReport, proposal: SourceProposal): SourcePlan {
  return {
    file: { name: report.name, size: report.size, records: report.records },
    dialect: report.dialect,
    table: proposal.table,
    mapping: Object.fromEntries(proposal.matches.map((match) => [match.role, match.column])),
    columns: columnsOf(report),
    ...(proposal.fill && { fill: proposal.fill }),
    ...(report.asWritten && { asWritten: report.asWritten }),
  }
}

export const columnsOf = (report: FileReport): SourcePlan['columns'] =>
  report.columns.map(
    ({ name, type, dateFormats, clockFormats, year, coding, decimal, marked, currency, stored }) => ({
      name,
      type,
      dateFormats,
      ...(clockFormats && { clockFormats }),
      ...(year !== undefined && { year }),
      ...(coding && { coding }),
      decimal,
      ...(marked !== undefined && { marked }),
      currency,
      ...(stored && { stored }),
    }),
  )

export function recipeOf(sources: SourcePlan[], today: string): Recipe {
  return { sources, rules: defaultRules(sources), today, currency: currencyOf(sources) }
}

/** The one currency seen beside amounts, or '' when there is none or more than one. */
function currencyOf(sources: readonly SourcePlan[]): string {
  const seen = new Set(
    sources.flatMap((source) => source.columns.map((column) => column.currency)).filter(Boolean),
  )
  return seen.size === 1 ? ([...seen][0] ?? '') : ''
}

/** What a plan lacks before it can be used; codes for the page to put into words. */
export type PlanGap = 'no_time' | 'no_amount' | 'no_order' | 'no_key'

export function gapsOf(source: SourcePlan, sources: readonly SourcePlan[]): PlanGap[] {
  const has = (role: string) => source.mapping[role] !== undefined
  const money = has('amount') || has('unit_price')
  const otherMoney = sources.some(
    (other) =>
      other !== source &&
      (other.table === 'order_items' || other.table === 'payments') &&
      (other.mapping['amount'] ?? other.mapping['unit_price']) !== undefined,
  )
  const otherOrders = sources.some((other) => other.table === 'orders')
  switch (source.table) {
    case 'orders':
      return [
        ...(has('ordered_at') ? [] : ['no_time' as const]),
        ...(money || (otherMoney && has('order_id')) ? [] : ['no_amount' as const]),
      ]
    case 'order_items':
      if (otherOrders) return has('order_id') ? [] : ['no_order']
      if (roleOf(source, sources) === 'baskets') return []
      return [...(has('ordered_at') ? [] : ['no_time' as const]), ...(money ? [] : ['no_amount' as const])]
    case 'members':
      return has('member_id') ? [] : ['no_key']
    case 'products':
      return has('product_id') ? [] : ['no_key']
    case null:
      return []
    default: {
      const anchors = shopTable(source.table).anchors ?? []
      return anchors.length === 0 || anchors.some(has) ? [] : ['no_key']
    }
  }
}
