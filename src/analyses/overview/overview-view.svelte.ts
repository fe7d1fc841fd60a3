import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatDate, formatMoney, formatNumber, formatPercent } from '../../text/format'
import type { RunResult } from '../runner'

export interface OverviewData {
  summary: Record<
    | 'members'
    | 'orders'
    | 'gross'
    | 'returned'
    | 'net'
    | 'amount'
    | 'average_order'
    | 'orders_per_member'
    | 'member_amount'
    | 'amount_per_member'
    | 'median_per_member'
    | 'repeat_rate'
    | 'repeat_rate_days'
    | 'first_order'
    | 'last_order',
    number
  >
  times: Float64Array
  amount: Float64Array
  orders: Float64Array
  active: Float64Array
  newcomers: Float64Array
  frequency: { orders: number; members: number }[]
}

/** Reads what the page shows from the result tables: a few hundred rows. */
export async function readOverview(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<OverviewData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [summary, periods, frequency] = await Promise.all([
    query(sql`select * from ${table('overview_summary')}`),
    query(sql`select * from ${table('overview_periods')} order by period`),
    query(sql`select orders, members from ${table('orders_per_member')} order by orders`),
  ])
  const row = rowObjects(summary)[0] ?? {}
  const numbers = (name: string) => {
    const values = periods.columns.find((column) => column.name === name)?.values
    return values instanceof Float64Array ? values : new Float64Array(0)
  }
  return {
    summary: Object.fromEntries(
      summary.columns.map(({ name }) => [name, row[name] === null ? NaN : Number(row[name])]),
    ) as OverviewData['summary'],
    times: numbers('period'),
    amount: numbers('amount'),
    orders: numbers('orders'),
    active: numbers('active_members'),
    newcomers: numbers('new_members'),
    frequency: rowObjects(frequency).map((counted) => ({
      orders: Number(counted['orders']),
      members: Number(counted['members']),
    })),
  }
}

const LAST_BIN = 10

/** 1, 2, … 9, then everybody with ten or more orders. */
export function frequencyBins({
  frequency,
}: OverviewData): { from: number; to: number | null; label: string; count: number }[] {
  const most = frequency.at(-1)?.orders ?? 0
  const bins = Math.min(LAST_BIN, most)
  return Array.from({ length: bins }, (_, i) => {
    const from = i + 1
    const open = from === LAST_BIN && most > LAST_BIN
    const inside = frequency.filter(({ orders }) => (open ? orders >= from : orders === from))
    return {
      from,
      to: open ? null : from + 1,
      label: open ? `${from}+` : String(from),
      count: inside.reduce((sum, { members }) => sum + members, 0),
    }
  })
}

/** The page's title and its line of context, from the figures, by rule. */
export function findings(
  { summary: s }: OverviewData,
  currency: string,
): { title: Bilingual; context: Bilingual } {
  const money = formatMoney(s.amount, currency)
  const members = formatNumber(s.members)
  const orders = formatNumber(s.orders)
  const span = `${formatDate(s.first_order)} – ${formatDate(s.last_order)}`
  if (s.orders === 0) {
    return {
      title: { en: 'No order falls under the view you chose', zh: '当前口径下没有订单' },
      context: { en: 'Change the as-of date or the rules of cleaning.', zh: '请调整截止日或清洗规则。' },
    }
  }
  const context = {
    en: `${span}. Every figure below has its definition behind its name.`,
    zh: `${span}。每个数字的名称后面都有它的口径。`,
  }
  if (s.members === 0) {
    return {
      title: {
        en: `${orders} orders brought ${money}; none has a member`,
        zh: `${orders} 单,${money},但没有一单有会员号`,
      },
      context,
    }
  }
  const share = formatPercent(s.repeat_rate)
  const brought = formatMoney(s.member_amount, currency)
  return { title: s.members === 1 ? ofOne(brought, s.orders) : ofMany(members, brought, share), context }
}

/** Two orders of one day are two: whether members came back on another day is the rate by days. */
const ofMany = (members: string, money: string, share: string): Bilingual => ({
  en: `${members} members brought ${money}; ${share} of them have bought twice or more`,
  zh: `${members} 位会员带来 ${money},${share} 买过两次及以上`,
})

const ofOne = (money: string, orders: number): Bilingual => ({
  en: `One member brought ${money}, by ${orders === 1 ? 'one order' : `${formatNumber(orders)} orders`}`,
  zh: `一位会员带来 ${money},共 ${formatNumber(orders)} 单`,
})
