import type { Bilingual } from '../../text/bilingual'

const said = (label: [string, string], about: [string, string]): { label: Bilingual; about: Bilingual } => ({
  label: { en: label[0], zh: label[1] },
  about: { en: about[0], zh: about[1] },
})

/** Figures that no analysis declares, what is missing where one has no value, and the names of the ready trees. */
export const words = {
  figures: {
    'orders.revenue': said(
      ['Revenue', '收入'],
      ['Σ amount of the orders in the days, by basis.', '期内订单金额合计,按口径。'],
    ),
    'orders.member_revenue': said(
      ['Revenue of members', '会员收入'],
      ['Σ amount of the orders that have a member.', '有会员号订单的金额合计。'],
    ),
    'orders.other_revenue': said(
      ['Revenue without a member', '无会员号收入'],
      ['Σ amount of the orders without a member.', '没有会员号订单的金额合计。'],
    ),
    'orders.members': said(
      ['Buying members', '购买会员'],
      ['Members with an order in the days.', '期内有单的会员。'],
    ),
    'orders.orders_per_member': said(
      ['Orders per member', '人均订单'],
      ['Orders of members ÷ buying members.', '会员订单 ÷ 购买会员。'],
    ),
    'orders.items_per_order': said(
      ['Pieces per order', '每单件数'],
      [
        'Pieces ÷ orders of members; only where every order says its pieces.',
        '件数 ÷ 会员订单,须每单都有件数。',
      ],
    ),
    'orders.price_per_item': said(
      ['Price per piece', '件单价'],
      ['Revenue of members ÷ pieces.', '会员收入 ÷ 件数。'],
    ),
    'orders.amount_per_order': said(
      ['Amount per order', '单均金额'],
      ['Revenue of members ÷ their orders.', '会员收入 ÷ 会员订单。'],
    ),
    'orders.new_members': said(
      ['New members', '新会员'],
      ['Members whose first order of all lies in the days.', '首单落在期内的会员。'],
    ),
    'orders.new_revenue': said(
      ['Revenue of new members', '新会员收入'],
      ['Σ amount of their orders in the days.', '其期内订单金额合计。'],
    ),
    'orders.per_new_member': said(
      ['Revenue per new member', '新会员人均金额'],
      ['Revenue of new members ÷ new members.', '新会员收入 ÷ 新会员。'],
    ),
    'orders.old_members': said(
      ['Returning members', '回购老会员'],
      ['Members with an order in the days and one before them.', '期内有单且此前买过的会员。'],
    ),
    'orders.old_revenue': said(
      ['Revenue of returning members', '老会员收入'],
      ['Σ amount of their orders in the days.', '其期内订单金额合计。'],
    ),
    'orders.per_old_member': said(
      ['Revenue per returning member', '老会员人均金额'],
      ['Revenue of returning members ÷ returning members.', '老会员收入 ÷ 回购老会员。'],
    ),
    'events.visitors': said(
      ['Visitors', '访客'],
      [
        'Members with an event in the days; events of nobody known are left out.',
        '期内有行为的会员;无会员号的行为不计。',
      ],
    ),
    'events.conversion': said(
      ['Conversion', '转化率'],
      ['Visitors with an order in the same days ÷ visitors.', '期内下单的访客 ÷ 访客。'],
    ),
    'events.orders_per_buyer': said(
      ['Orders per buyer', '买家人均订单'],
      ['Orders of visitors ÷ visitors who ordered.', '访客订单 ÷ 下单访客。'],
    ),
    'events.amount_per_order': said(
      ['Amount per order of visitors', '访客单均金额'],
      ['Revenue of visitors ÷ their orders.', '访客收入 ÷ 访客订单。'],
    ),
    'events.visitor_revenue': said(
      ['Revenue of visitors', '访客收入'],
      ['Σ amount of the orders of visitors in the days.', '访客期内订单金额合计。'],
    ),
    'retention.share': said(
      ['Retention of the first period', '首期留存率'],
      [
        'Members who bought in the first period after that of their first order ÷ members of the cohorts in which it is over; periods as chosen on the page of retention.',
        '首单后第 1 期又购买的会员 ÷ 该期已结束的同期群会员;周期按留存页所选。',
      ],
    ),
    'lifecycle.active': said(
      ['Active members, share', '活跃会员占比'],
      [
        'New, growing, mature and returned members ÷ known members.',
        '新客、成长、成熟、回流会员 ÷ 已知会员。',
      ],
    ),
    'lifecycle.lost': said(
      ['Lost members, share', '流失会员占比'],
      ['Lost members ÷ known members.', '流失会员 ÷ 已知会员。'],
    ),
  } as Readonly<Record<string, { label: Bilingual; about: Bilingual } | undefined>>,
  missing: {
    unknown: { en: 'There is no such figure any more.', zh: '该指标已不存在。' },
    tables: (names: Bilingual): Bilingual => ({
      en: `The data has no ${names.en}.`,
      zh: `数据中没有${names.zh}。`,
    }),
    fit: {
      en: 'The model did not converge on these members: nothing is stated.',
      zh: '模型在这些会员上未收敛,不作陈述。',
    },
    pieces: {
      en: 'Not every order of both spans says its pieces.',
      zh: '两段时间内并非每单都有件数。',
    },
    nothing: {
      en: 'Nothing to divide by, or nothing followed for long enough.',
      zh: '分母为零,或观察时间不足。',
    },
    before: {
      en: 'The data begins too late for a comparison: the days before are not all in it.',
      zh: '数据开始得太晚,前一段不完整,无法比较。',
    },
  },
  trees: {
    revenue: { en: 'Revenue by its factors', zh: '收入拆解' },
    growth: { en: 'Growth', zh: '增长' },
    retention: { en: 'Retention', zh: '留存' },
    value: { en: 'Value of the members', zh: '会员价值' },
    conversion: { en: 'Conversion', zh: '转化' },
  },
  nodes: {
    growth: { en: 'Growth', zh: '增长' },
    share: { en: 'Market share', zh: '市场份额' },
    retention: { en: 'Keep members', zh: '留住会员' },
    value: { en: 'Raise the value of members', zh: '提升会员价值' },
  },
}
