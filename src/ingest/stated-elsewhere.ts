import type { FileReport, SourceProposal } from './types'

/**
 * Says of a file of orders that states discounts, and of a file of their lines, that the discounts are shared over the
 * lines (see cleaning/shared-discounts.sql.ts).
 */
export function sayWhatIsShared(
  reports: readonly FileReport[],
  proposals: readonly SourceProposal[],
): SourceProposal[] {
  const stated = proposals.flatMap(({ table, matches }, i) => {
    const match = matches.find(({ role }) => role === 'discount' || role === 'discount_taken')
    return table === 'orders' && match ? [{ column: match.column, file: reports[i]?.name ?? '' }] : []
  })
  const lines = proposals.some((proposal) => ownMoney(proposal) !== undefined)
  if (stated.length === 0 || !lines) return [...proposals]
  const from = stated.map(({ file, column }) => `“${column}” (${file})`)
  const reason = {
    en: `where the lines of an order come to more than it, the discount in ${from.join(', ')} is shared over them by their amounts`,
    zh: `订单各行合计高于订单金额时，${from.join('、')}中的优惠按金额分摊到各行`,
  }
  return proposals.map((proposal) => {
    const own = ownMoney(proposal)
    const ordered = proposal.table === 'orders' ? ['discount', 'discount_taken'] : []
    return {
      ...proposal,
      matches: proposal.matches.map((match) =>
        match.role === own || ordered.includes(match.role)
          ? { ...match, reasons: [...match.reasons, reason] }
          : match,
      ),
    }
  })
}

/** The column that says what lines of orders are worth. */
const ownMoney = ({ table, matches }: SourceProposal): string | undefined =>
  table === 'order_items'
    ? ['amount', 'unit_price'].find((role) => matches.some((match) => match.role === role))
    : undefined
