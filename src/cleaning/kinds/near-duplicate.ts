import { sql } from '../../sql/sql'
import { orderKey } from './order-key'
import { number, type RuleKind } from './kind'

/**
 * Rows of a member that repeat an earlier one in another order: the same product (where there is one) for the same
 * amount, at most so many minutes after it. In a chain of repeats each is compared with the one right before it.
 */
export const nearDuplicate: RuleKind = {
  id: 'near_duplicate',
  name: { en: 'Near duplicates', zh: '近似重复' },
  tables: ['sales'],
  actions: ['flag', 'aside'],
  goesFirst: false,
  fields: [
    {
      name: 'minutes',
      kind: 'number',
      label: { en: 'Within', zh: '时间相差不超过' },
      unit: { en: 'minutes', zh: '分钟' },
      initial: 5,
      min: 0,
      max: 1440,
      step: 1,
    },
  ],
  label: (parameters) => ({
    en: `Repeated within ${number(parameters, 'minutes')} min`,
    zh: `${number(parameters, 'minutes')} 分钟内重复`,
  }),
  about: () => ({
    en: 'The same member, product and amount as in another order shortly before: often a form sent twice.',
    zh: '同一会员、同一商品、同一金额,不久前在另一单里出现过:多为重复提交。',
  }),
  catches: ({ parameters }) => sql`select s.*
from stage as s
semi join (
  select member_id, product, amount, order_key
  from (
    select *, lag(placed) over (partition by member_id, product, amount order by placed, order_key) as before
    from (
      select member_id, coalesce(product_id, '') as product, amount, ${orderKey} as order_key, min(ordered_at) as placed
      from stage
      where member_id is not null and amount > 0
      group by member_id, coalesce(product_id, ''), amount, ${orderKey}
    )
  )
  where placed <= before + interval ${number(parameters, 'minutes')} minute
) as o on o.member_id = s.member_id and o.product = coalesce(s.product_id, '') and o.amount = s.amount
  and o.order_key = ${orderKey}`,
}
