import { ident, sql } from '../../sql/sql'
import { filledColumns } from './columns'
import { orderKey } from './order-key'
import { number, text, type RuleKind } from './kind'

/**
 * Many orders of one member or one place within a short time: suspected of being placed to look like sales (刷单).
 * An order is caught when some window of so many seconds holds it and reaches the number. Times without a time of
 * day say nothing about minutes, and are left out.
 */
export const burst: RuleKind = {
  id: 'burst',
  name: { en: 'Bursts of orders (suspected 刷单)', zh: '短时大量下单(疑似刷单)' },
  tables: ['sales'],
  actions: ['flag', 'aside'],
  goesFirst: false,
  fields: [
    {
      name: 'by',
      kind: 'choice',
      label: { en: 'Orders of the same', zh: '下单者相同' },
      options: (recipe, table) => filledColumns(recipe, table, ['member_id', 'region', 'channel']),
      initial: 'member_id',
    },
    {
      name: 'orders',
      kind: 'number',
      label: { en: 'Orders, at least', zh: '订单数不少于' },
      initial: 5,
      min: 2,
      max: 1000,
      step: 1,
    },
    {
      name: 'seconds',
      kind: 'number',
      label: { en: 'Within', zh: '时间范围' },
      unit: { en: 'seconds', zh: '秒' },
      initial: 60,
      min: 1,
      max: 86_400,
      step: 1,
    },
  ],
  label: (parameters) => ({
    en: `${number(parameters, 'orders')} orders in ${number(parameters, 'seconds')} s`,
    zh: `${number(parameters, 'seconds')} 秒内 ${number(parameters, 'orders')} 单`,
  }),
  about: () => ({
    en: 'So many orders from one place in so short a time are suspected of having been placed to look like sales.',
    zh: '同一来源短时间内如此多的订单,疑似刷单。',
  }),
  catches: ({ parameters }) => {
    const by = ident(text(parameters, 'by'))
    const window = sql`interval ${number(parameters, 'seconds')} second`
    return sql`select s.*
from stage as s
semi join (
  select who, order_key
  from (
    select *, max(following) over (
      partition by who order by placed range between ${window} preceding and current row
    ) as most
    from (
      select *, count(*) over (
        partition by who order by placed range between current row and ${window} following
      ) as following
      from (
        select ${by} as who, ${orderKey} as order_key, min(ordered_at) as placed
        from stage
        where ${by} is not null and ordered_at <> date_trunc('day', ordered_at)
        group by ${by}, ${orderKey}
      )
    )
  )
  where most >= ${number(parameters, 'orders')}
) as o on o.who = s.${by} and o.order_key = ${orderKey}`
  },
}
