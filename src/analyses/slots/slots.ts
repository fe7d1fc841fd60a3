import { sql, type Sql } from '../../sql/sql'
import { defineAnalysis, type Lens } from '../analysis'
import { date, integer, memberId, money, number, share, text } from '../columns'
import { INTERACTIONS, interactionSteps } from '../interactions.sql'
import { namesLeftOut } from '../left-out.sql'
import { weightsIn } from '../recommender-training'
import { splitsStep, splitValues } from '../splits.sql'
import { figures } from './figures'
import { dueAgain, goods, purchaseGaps } from './goods.sql'
import { parameters, type SlotsParameters } from './parameters'

/**
 * A recommender in use: what each member would see on the home page, beside a product and beside the cart; what she is
 * due for; what the days ahead bring. The steps prepare it; the model stands in a worker of its own.
 */
export const slots = defineAnalysis<SlotsParameters>({
  id: 'slots',
  group: 'recommend',
  title: { en: 'Slots and outreach', zh: '千人千面' },
  needs: [],
  needsOne: ['order_items', 'reviews', 'events'],
  picksMember: true,
  parameters,
  figures,
  definition: define,
  steps: [
    ...interactionSteps<SlotsParameters>(({ weights, leastRating, without }) => ({
      level: 'product',
      weights: weightsIn(weights),
      ...(Number(leastRating) > 0 && { leastRating: Number(leastRating) }),
      without: namesLeftOut(without),
    })),
    ({ table }) => ({
      name: 'slot_gaps',
      about: {
        en: 'Days between two purchases of a product by the same member.',
        zh: '同一会员两次购买同一商品的间隔天数。',
      },
      columns: [memberId, text('product', 'Product', '商品'), integer('gap', 'Days between', '间隔天数')],
      select: purchaseGaps(table(INTERACTIONS.lines)),
      view: true,
    }),
    ({ shop, table }) => ({
      name: 'slot_goods',
      about: {
        en: 'The products with what filters and replenishment go by.',
        zh: '商品及筛选、补货所依据的信息。',
      },
      columns: [
        integer('item', 'Number, from 0', '编号,从 0 起'),
        text('product_id', 'Product', '商品编号'),
        text('name', 'Name', '名称'),
        text('category', 'Category', '品类'),
        text('brand', 'Brand', '品牌'),
        money('price', 'Price', '价格'),
        integer('members', 'Members who had it', '有过它的会员数'),
        share('margin', '(Price − cost) ÷ price; empty without a cost', '(价格 − 成本)÷ 价格,无成本则空'),
        number('stock', 'Pieces in stock, where the files say', '库存件数,文件有记载时'),
        number('gap', 'Median days between purchases by one member', '同一会员复购间隔中位天数'),
        number('spread', 'Half the distance of their quartiles, days', '间隔四分位距之半,天'),
        integer('gaps', 'Gaps it rests on', '所依据的间隔数'),
      ],
      select: goods(table(INTERACTIONS.items), table('slot_gaps'), shop.products),
    }),
    ({ shop, parameters, table }) => ({
      name: 'slot_due',
      about: { en: 'Who is due for what again, and when.', zh: '谁何时该再买什么。' },
      columns: [
        memberId,
        text('product_id', 'Product', '商品编号'),
        text('name', 'Name', '名称'),
        text('category', 'Category', '品类'),
        integer('times', 'Days on which she bought it', '购买天数'),
        date('last_day', 'Last bought', '上次购买'),
        number('product_gap', 'Median gap of the product, days', '商品间隔中位数,天'),
        number('spread', '± days', '± 天'),
        number('usual_gap', 'Her usual gap, drawn to it, days', '她的惯常间隔(向其收缩),天'),
        date('due_on', 'Due on', '预计再买日'),
        money('price', 'Price', '价格'),
      ],
      select: dueAgain(table(INTERACTIONS.lines), table('slot_goods'), shop.asOf, parameters.ahead),
    }),
    ({ shop }) => splitsStep('slot_splits', shop),
    ({ shop, parameters, table }) => ({
      name: 'slot_members',
      about: { en: 'Members with their number and group.', zh: '会员及其编号与分组。' },
      columns: [
        integer('member', 'Number', '编号'),
        memberId,
        text('member_name', 'Name', '姓名'),
        text('phone', 'Phone', '手机号'),
        text('email', 'E-mail', '邮箱'),
        text('segment', 'Group', '分组'),
        integer('products', 'Products she had', '有过的商品数'),
      ],
      select: sql`select m.member, m.member_id, p.member_name, p.phone, p.email, l.value as segment, n.products
from ${table(INTERACTIONS.members)} as m
left join (
  select member_id, min(value) as value from (${splitValues(shop, firstOrders(shop.orders), parameters.group)}) group by member_id
) as l on l.member_id = m.member_id
left join (
  select member, count(distinct item)::integer as products from ${table(INTERACTIONS.interactions)} group by member
) as n on n.member = m.member
left join (
  select member_id, min(member_name) as member_name, min(phone) as phone, min(email) as email
  from ${shop.members} group by member_id
) as p on p.member_id = m.member_id
order by m.member`,
    }),
  ],
})

const firstOrders = (orders: Sql): Sql =>
  sql`(select member_id, min(ordered_at) as first_order from ${orders} where member_id is not null group by member_id)`

function define({ ahead }: SlotsParameters, { asOf, basis }: Lens) {
  return {
    en: `What members had before ${asOf}, ${basis}. Due: her usual gap is the mean of her own gaps and two of the product’s median gap; listed up to ${ahead} days ahead.`,
    zh: `${asOf} 之前的会员行为,${basis === 'net' ? '净额' : '毛额'}。到期:惯常间隔 = 本人各次间隔与两个商品中位间隔的均值;列出未来 ${ahead} 天内者。`,
  }
}
