import type { Bilingual } from '../../text/bilingual'

const unit = (period: string): Bilingual =>
  period === 'day'
    ? { en: 'day', zh: '日' }
    : period === 'week'
      ? { en: 'week', zh: '周' }
      : { en: 'month', zh: '月' }

/** The sentences of the overview. */
export const words = {
  member: { en: 'Member', zh: '会员' },
  members: { en: 'Members', zh: '会员' },
  membersAbout: {
    en: 'Different member ids with at least one order in the view.',
    zh: '当前口径下至少有一单的不同会员号。',
  },
  membersUnit: { en: 'members', zh: '位会员' },
  orders: { en: 'Orders', zh: '订单' },
  ordersAbout: {
    en: 'Different order numbers after cleaning; a row without an order number is an order of its own.',
    zh: '清洗后的不同订单号;没有订单号的行各算一单。',
  },
  ordersUnit: { en: 'orders', zh: '单' },
  days: { en: 'Days with an order', zh: '有单天数' },
  money: { en: 'Money', zh: '金额' },
  firstOrder: { en: 'First order', zh: '首单' },
  gross: { en: 'Revenue, gross', zh: '收入(毛额)' },
  net: { en: 'Revenue, net', zh: '收入(净额)' },
  netAbout: {
    en: 'Gross: the sum of the orders’ amounts before returns. Net: gross less what came back and was matched to its sale, a refund column, or a status that says so. Seen net, orders that came back whole are in neither; seen gross, in both.',
    zh: '毛额:订单金额合计,未扣退货。净额:毛额减去已对应到销售的退货、退款列或退款状态的金额。按净额看时,全额退回的订单两者都不计;按毛额看时都计。',
  },
  grossNote: (gross: string): Bilingual => ({
    en: `of ${gross} gross`,
    zh: `同批订单毛额 ${gross}`,
  }),
  averageOrder: { en: 'Average order', zh: '笔单价' },
  averageOrderAbout: (basis: string): Bilingual => ({
    en: `Revenue (${basis}) ÷ orders. Not the same as money per member.`,
    zh: `收入(${basis === 'net' ? '净额' : '毛额'})÷ 订单数。不同于客单价(人均金额)。`,
  }),
  ordersPerMember: { en: 'Orders per member', zh: '人均订单' },
  ordersPerMemberAbout: {
    en: 'Orders that have a member ÷ members. Money per member is their revenue ÷ members.',
    zh: '有会员号的订单数 ÷ 会员数。客单价为其金额 ÷ 会员数。',
  },
  moneyPerMember: (money: string): Bilingual => ({ en: `${money} a member`, zh: `客单价 ${money}` }),
  repeatRate: { en: 'Repeat rate', zh: '复购率' },
  repeatRateAbout: {
    en: 'Members with two or more orders ÷ members. By days: with orders on two or more different days.',
    zh: '有两单及以上的会员 ÷ 会员数。按天:在两个及以上不同日期有单。',
  },
  byDays: (share: string): Bilingual => ({ en: `by days ${share}`, zh: `按天 ${share}` }),
  period: { en: 'Period', zh: '时段' },
  active: { en: 'Active members', zh: '活跃会员' },
  newcomers: { en: 'New members', zh: '新会员' },
  revenueChart: (period: string): Bilingual => ({
    en: `How much comes in by ${unit(period).en}`,
    zh: `每${unit(period).zh}收入多少`,
  }),
  activeChart: (period: string): Bilingual => ({
    en: `Who buys by ${unit(period).en}, and who for the first time`,
    zh: `每${unit(period).zh}有多少人买,多少人是第一次`,
  }),
  activeAbout: {
    en: 'Active: members with an order in the period. New: members whose first order in the view falls into it. The first and the last period may be incomplete.',
    zh: '活跃:该时段有单的会员。新:口径内首单落在该时段的会员。首尾时段可能不完整。',
  },
  frequencyChart: { en: 'How often members buy', zh: '会员买过几次' },
  frequencyAbout: {
    en: 'Members by their number of orders in the view. Click a bar to see them.',
    zh: '按口径内订单数统计的会员。点一根柱子看名单。',
  },
  membersWithOrders: (label: string): Bilingual => ({
    en: `Members with ${label} order${label === '1' ? '' : 's'}`,
    zh: `下过 ${label} 单的会员`,
  }),
  noOrders: { en: 'No order falls under this view.', zh: '当前口径下没有订单。' },
  noMembers: { en: 'No order has a member.', zh: '没有一单有会员号。' },
} as const
