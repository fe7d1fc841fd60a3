import type { Bilingual } from '../../text/bilingual'
import type { ListedTable } from './catalogue'

export interface Example {
  label: Bilingual
  text: string
}

/** Queries that the tables at hand can answer. */
export function examplesFor(tables: readonly ListedTable[]): Example[] {
  const has = (name: string) => tables.some((table) => table.name === name)
  return ALL.filter(({ needs }) => has(needs)).map(({ label, text }) => ({ label, text }))
}

const ALL: readonly (Example & { needs: string })[] = [
  {
    needs: 'orders',
    label: { en: 'Orders and money by month', zh: '按月的订单与金额' },
    text: `select
  date_trunc('month', ordered_at) as month,
  count(*) as orders,
  count(distinct member_id) as members,
  sum(net) as net
from orders
group by month
order by month`,
  },
  {
    needs: 'orders',
    label: { en: 'The 100 members who spent most', zh: '消费最多的 100 位会员' },
    text: `select
  member_id,
  count(*) as orders,
  sum(net) as net,
  max(ordered_at) as last_order
from orders
where member_id is not null
group by member_id
order by net desc
limit 100`,
  },
  {
    needs: 'orders',
    label: { en: 'Days between one order and the next', zh: '相邻两单相隔几天' },
    text: `with gaps as (
  select date_diff('day', lag(ordered_at) over (partition by member_id order by ordered_at), ordered_at) as days
  from orders
  where member_id is not null
)
select days, count(*) as times
from gaps
where days is not null
group by days
order by days`,
  },
  {
    needs: 'order_items',
    label: { en: 'Products that sold best', zh: '最畅销的商品' },
    text: `select
  product_id,
  min(product_name) as product,
  sum(quantity) as quantity,
  sum(amount) as amount
from order_items
group by product_id
order by amount desc
limit 100`,
  },
  {
    needs: 'member_rfm',
    label: { en: 'Groups of the latest RFM run', zh: '最近一次 RFM 的各群' },
    text: `select group10, count(*) as members
from member_rfm
group by group10
order by members desc`,
  },
  {
    needs: 'checked_sales',
    label: { en: 'Rows set aside, by rule', zh: '按规则看剔除的行' },
    text: `select rule, count(*) as "rows", sum(amount) as amount
from checked_sales
where rule is not null
group by rule
order by "rows" desc`,
  },
  {
    needs: 'raw.file_1',
    label: { en: 'Every column of the first file, summed up', zh: '第一个文件的各列概况' },
    text: 'summarize raw.file_1',
  },
]
