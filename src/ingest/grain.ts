import { normaliseHeader } from '../shop/headers'
import type { TableName } from '../shop/tables'
import type { Matches } from './propose'
import type { FileReport, SourceProposal } from './types'

/**
 * What one row is, where the file leaves it open: without an order number and beside a count of orders a row may be a
 * member's day; with an order number that comes back and no product it may be one payment of several.
 */
export function grainQuestion(
  report: FileReport,
  table: TableName,
  matches: Matches,
): SourceProposal['questions'] {
  if (table !== 'orders') return []
  const order = report.columns.find(({ name }) => name === matches.get('order_id')?.column)
  const counts = report.columns.find(({ header }) => COUNTS.has(normaliseHeader(header)))
  if (!order && counts)
    return [
      {
        code: 'which_grain',
        column: counts.name,
        sentence: {
          en: `Is a row one order, or what a member bought in a day (“${counts.name}” counts orders)? Taken as one order per row.`,
          zh: `一行是一张订单，还是一位会员一天的合计（“${counts.name}”是订单数）？现按一行一单。`,
        },
      },
    ]
  if (!order || order.repeats <= 1.2) return []
  return [
    {
      code: 'which_grain',
      column: order.name,
      sentence: {
        en: `The numbers in “${order.name}” come back, and no column names a product: is a row a payment, or a part of an order? The rows of a number are summed to one order.`,
        zh: `“${order.name}”里的号码重复出现，又没有商品列：一行是一次付款，还是订单的一部分？现把同一号码的各行合为一单。`,
      },
    },
  ]
}

const COUNTS = new Set(
  'orders,order count,number of orders,orders count,transactions,transaction count,visits,订单数,订单量,订单笔数,下单次数,消费次数,购买次数,交易笔数,笔数'.split(
    ',',
  ),
)
