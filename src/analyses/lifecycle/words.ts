import type { Bilingual } from '../../text/bilingual'

/** The sentences of the lifecycle page. */
export const words = {
  member: { en: 'Member', zh: '会员' },
  members: { en: 'Members', zh: '会员' },
  membersAbout: {
    en: 'Members known as of the day: with an order before it, or in the members with a joining day before it or none.',
    zh: '截至该日已知的会员:此前有订单,或在会员表中且入会日期早于该日或缺失。',
  },
  membersUnit: { en: 'members', zh: '位会员' },
  active: { en: 'Active', zh: '活跃' },
  activeAbout: (days: string): Bilingual => ({
    en: `New, growing, mature and returned members: with an order in the last ${days} days.`,
    zh: `新客、成长、成熟与回流会员:最近 ${days} 天内有订单。`,
  }),
  ofMembers: (share: string): Bilingual => ({ en: `${share} of members`, zh: `占会员 ${share}` }),
  state: { en: 'State', zh: '状态' },
  stateBefore: { en: 'State before', zh: '原状态' },
  meaning: { en: 'Meaning', zh: '含义' },
  shareMembers: { en: 'Of members', zh: '会员占比' },
  money: { en: 'Money so far', zh: '至今金额' },
  shareMoney: { en: 'Of money', zh: '金额占比' },
  orderDays: { en: 'Order days', zh: '有单天数' },
  meanOrderDays: { en: 'Order days, mean', zh: '平均有单天数' },
  daysSince: { en: 'Days since', zh: '距末单天数' },
  medianSince: { en: 'Days since, median', zh: '距末单天数中位数' },
  meanGap: { en: 'Mean gap, days', zh: '平均间隔,天' },
  firstOrder: { en: 'First order', zh: '首单' },
  lastOrder: { en: 'Last order', zh: '末单' },
  states: { en: 'Where members stand', zh: '会员处于哪里' },
  statesAbout: {
    en: 'Each member is in exactly one state. Click one for its members.',
    zh: '每位会员恰在一个状态。点一个看名单。',
  },
  overTime: { en: 'How the states grew', zh: '各状态的消长' },
  overTimeAbout: {
    en: 'From the first order on: members by state as of the first day of each month, and as of the chosen day, under the same thresholds throughout.',
    zh: '自首单起,每月初及所选截止日各状态的会员数,阈值始终相同。',
  },
  asOf: { en: 'As of', zh: '截止日' },
  moves: { en: 'Who moved where', zh: '谁去了哪里' },
  movesAbout: (compare: string): Bilingual =>
    compare === 'months'
      ? {
          en: 'Each row: of the members in that state on the first of a month, the share in each state a month later; all months added up.',
          zh: '每行:月初处于该状态的会员,一个月后处于各状态的占比;所有月份相加。',
        }
      : {
          en: `Each row: of the members in that state ${compare} days before, the share in each state now. Click a cell for its members.`,
          zh: `每行:${compare} 天前处于该状态的会员,如今处于各状态的占比。点格子看名单。`,
        },
  before: { en: 'Before', zh: '原状态' },
  after: { en: 'After', zh: '现状态' },
  shareOfRow: { en: 'Share of row', zh: '行内占比' },
  moveTitle: (before: string, after: string): Bilingual => ({
    en: `${before} → ${after}`,
    zh: `${before} → ${after}`,
  }),
  moveLabel: (before: string, after: string, members: string, share: string): Bilingual => ({
    en: `${before} → ${after}: n = ${members}, ${share} of the row`,
    zh: `${before} → ${after}:${members} 位会员,占该行 ${share}`,
  }),
  moveNone: (before: string, after: string): Bilingual => ({
    en: `${before} → ${after}: nobody`,
    zh: `${before} → ${after}:没有会员`,
  }),
  flows: { en: 'Who came, who stayed, who fell silent', zh: '谁来了,谁还在,谁沉默了' },
  flowsAbout: {
    en: 'New: first order under the lens. Returning: bought in the period before, too. Resurrected: bought earlier, but not in the period before. Fell silent: bought in the period before, not in this. Calendar periods; the last may be incomplete, which makes its silence too large.',
    zh: '新客:口径内首次下单。持续:上一时段也买过。回流:更早买过,上一时段没有。转入沉默:上一时段买过,本时段没有。按日历时段;最后一个可能不完整,其沉默数因此偏大。',
  },
  period: { en: 'Period', zh: '时段' },
  newcomers: { en: 'New', zh: '新客' },
  returning: { en: 'Returning', zh: '持续' },
  resurrected: { en: 'Resurrected', zh: '回流' },
  fellSilent: { en: 'Fell silent', zh: '转入沉默' },
  bought: { en: 'Bought', zh: '有单会员' },
  thresholds: { en: 'The thresholds', zh: '阈值' },
  threshold: { en: 'Threshold', zh: '阈值' },
  inUse: { en: 'In use', zh: '所用' },
  proposed: { en: 'Proposed', zh: '建议' },
  why: { en: 'Why', zh: '理由' },
  thresholdsAbout: (gaps: string, median: string): Bilingual => ({
    en: `From ${gaps} gaps between the order days of a member, half of them at most ${median} days. Members who buy often give most of them, and a gap that has not ended is not among them, so the proposals lean to the short side. Change them above; 0 takes the proposal. One below the threshold before it is raised to it.`,
    zh: `由 ${gaps} 个会员有单日间隔得出,其中一半不超过 ${median} 天。常买的会员贡献了其中大多数,尚未结束的间隔不在其内,故建议值偏短。可在上方修改;0 为取建议值;低于前一阈值者提高到前一阈值。`,
  }),
  thresholdsFallback: (gaps: string, least: string): Bilingual => ({
    en: `Only ${gaps} gaps between order days: too few to propose anything (fewer than ${least}). These are common days, not from the data.`,
    zh: `只有 ${gaps} 个有单日间隔,不足 ${least} 个,无法给出建议。以下为常用天数,并非来自数据。`,
  }),
  declining: { en: 'Declining after, days', zh: '衰退天数' },
  dormant: { en: 'Dormant after, days', zh: '沉睡天数' },
  lost: { en: 'Lost after, days', zh: '流失天数' },
  mature: { en: 'Mature from, order days', zh: '成熟的有单天数' },
  whyGap: (share: string, days: string): Bilingual => ({
    en: `${share} of the gaps are at most ${days} days long: whoever came back mostly did so by then.`,
    zh: `${share} 的间隔不超过 ${days} 天:回来的人大多在此之前已回来。`,
  }),
  whyMature: (repeaters: string, days: string): Bilingual => ({
    en: `Three quarters of the ${repeaters} members who came back have at most ${days} order days.`,
    zh: `${repeaters} 位有复购的会员中,四分之三的有单天数不超过 ${days}。`,
  }),
  whyUsual: { en: 'A common value; the data say too little.', zh: '常用值;数据不足。' },
  none: { en: 'No member is known as of this day.', zh: '截至该日没有已知会员。' },
  noMoves: { en: 'No member to compare.', zh: '没有可比较的会员。' },
  noFlows: { en: 'No order has a member.', zh: '没有一单有会员号。' },
  title: (active: string, quiet: string): Bilingual => ({
    en: `${active} of the buyers are active, ${quiet} are dormant or lost`,
    zh: `买过的会员中 ${active} 活跃,${quiet} 沉睡或流失`,
  }),
  titleNone: { en: 'Nobody has bought yet', zh: '还没有人买过' },
  context: (since: string, gone: string, back: string): Bilingual => ({
    en: `In ${since}, ${gone} members fell from active to declining, dormant or lost, and ${back} came back from there.`,
    zh: `${since}内,${gone} 位会员由活跃转入衰退、沉睡或流失,${back} 位由此回来。`,
  }),
  contextNone: (since: string): Bilingual => ({
    en: `Nobody had bought before ${since}, so nobody could fall silent or come back in them.`,
    zh: `${since}之前还没有人买过,谈不上转入沉默或回来。`,
  }),
  sinceDays: (days: string): Bilingual => ({ en: `the last ${days} days`, zh: `最近 ${days} 天` }),
  sinceMonths: { en: 'all months together', zh: '全部月份' },
} as const
