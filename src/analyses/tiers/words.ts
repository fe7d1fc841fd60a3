import type { Bilingual } from '../../text/bilingual'

/** The sentences of the tiers page. */
export const words = {
  title: (share: string, money: string): Bilingual => ({
    en: `The highest tier holds ${share} of members and ${money} of the money`,
    zh: `最高一层有 ${share} 的会员、${money} 的金额`,
  }),
  titleNoMoney: (share: string): Bilingual => ({
    en: `The highest tier holds ${share} of members; their money adds up to nothing`,
    zh: `最高一层有 ${share} 的会员;金额合计不为正`,
  }),
  titleOne: {
    en: 'Members are too much alike to be cut into tiers',
    zh: '会员过于相近,分不出层',
  },
  titleEmpty: { en: 'No member has an order in this window', zh: '这个时间窗内没有会员下单' },
  fewer: (found: string, asked: string): Bilingual => ({
    en: `${asked} tiers were asked for; the values tell ${found} apart.`,
    zh: `要求 ${asked} 层,取值只能分出 ${found} 层。`,
  }),
  chart: { en: 'Members, and where the tiers begin', zh: '会员分布与各层起点' },
  chartAbout: {
    en: 'Bars: members. Lines: the first value of each tier. Click a bar for its members.',
    zh: '柱:会员。竖线:各层起点。点一根柱看名单。',
  },
  tiers: { en: 'What each tier holds', zh: '各层的会员与金额' },
  tiersAbout: {
    en: 'Change where a tier begins, and members and money follow. Click a row for its members.',
    zh: '修改各层起点,人数与金额随之变化。点一行看名单。',
  },
  proposals: { en: 'Cut points proposed', zh: '建议切点' },
  proposalsAbout: {
    en: 'From the data, in three ways. Click one to take it; then change it as you like.',
    zh: '由数据得出的三种切点。点选一种采用,再按需要修改。',
  },
  against: { en: 'Beside the shop’s own tiers', zh: '与现有会员等级对照' },
  againstAbout: {
    en: 'Members by the tier in the list of members and by these tiers.',
    zh: '会员按名单中的等级与此分层交叉统计。',
  },
  noOwnTiers: {
    en: 'The list of members says no tier, so there is nothing to compare with.',
    zh: '会员名单没有等级,无从对照。',
  },
  backToProposal: { en: 'Back to the proposal', zh: '恢复建议' },
  begins: (tier: string): Bilingual => ({ en: `Tier ${tier} from`, zh: `第 ${tier} 层起点` }),
  tier: { en: 'Tier', zh: '层级' },
  tierName: (tier: string): Bilingual => ({ en: `Tier ${tier}`, zh: `第 ${tier} 层` }),
  value: { en: 'Value', zh: '取值' },
  axis: {
    orders: { en: 'Orders', zh: '订单数' },
    days: { en: 'Order days', zh: '有单天数' },
    spend: { en: 'Spend, from', zh: '金额,起点' },
  },
  range: { en: 'Range', zh: '范围' },
  below: (to: string): Bilingual => ({ en: `below ${to}`, zh: `${to} 以下` }),
  between: (from: string, to: string): Bilingual => ({
    en: `${from} to below ${to}`,
    zh: `${from} 至 ${to}(不含)`,
  }),
  counts: (from: string, to: string): Bilingual =>
    from === to ? { en: from, zh: from } : { en: `${from}–${to}`, zh: `${from}–${to}` },
  onward: (from: string): Bilingual => ({ en: `${from} and more`, zh: `${from} 及以上` }),
  all: { en: 'all', zh: '全部' },
  members: { en: 'Members', zh: '会员' },
  membersUnit: { en: 'members', zh: '位会员' },
  membersShare: { en: 'Share of members', zh: '会员占比' },
  orders: { en: 'Orders', zh: '订单' },
  money: { en: 'Money', zh: '金额' },
  moneyShare: { en: 'Share of money', zh: '金额占比' },
  perMember: { en: 'Per member', zh: '人均' },
  method: { en: 'Method', zh: '方法' },
  cutsColumn: { en: 'Cut points', zh: '切点' },
  current: { en: 'Own tier', zh: '现有等级' },
  noTier: { en: 'None said', zh: '无等级' },
  member: { en: 'Member', zh: '会员' },
  lastOrder: { en: 'Last order', zh: '末单' },
  listed: (what: string): Bilingual => ({ en: `Members: ${what}`, zh: `会员:${what}` }),
} as const
