import { capitalised } from '../../segments/capitalised'
import { counted } from '../counted'
import type { Bilingual } from '../../text/bilingual'

/** The sentences of the retention page. */
export const words = {
  retention: { en: 'Retention', zh: '留存率' },
  cumulative: { en: 'Cumulative per member', zh: '人均累计金额' },
  members: { en: 'Members', zh: '会员' },
  membersAbout: { en: 'Members with an order.', zh: '有订单的会员。' },
  membersUnit: { en: 'members', zh: '位会员' },
  cohorts: { en: 'Cohorts', zh: '同期群' },
  cohortsAbout: {
    en: 'Periods in which at least one member came for the first time.',
    zh: '至少有一位会员首次下单的时段数。',
  },
  shareAbout: (size: string, cohorts: string): Bilingual => ({
    en: `Members retained in this period ÷ members, over the ${cohorts} cohorts in which it is over (${size} members).`,
    zh: `该期留存会员 ÷ 会员数,按该期已结束的 ${cohorts} 个同期群(${size} 位会员)合计。`,
  }),
  title: (share: string, period: string): Bilingual => ({
    en: `${share} of members buy again ${period}`,
    zh: `${share} 的会员在${period}再次购买`,
  }),
  titleLater: (share: string, period: string, later: string, laterPeriod: string): Bilingual => ({
    en: `${share} of members buy again ${period}, ${later} ${laterPeriod}`,
    zh: `${share} 的会员在${period}再次购买,${laterPeriod}为 ${later}`,
  }),
  titleNone: { en: 'No period after a first order is over yet', zh: '还没有哪一期在首单之后完整结束' },
  titleEmpty: { en: 'No order of a member falls under this view', zh: '当前范围内没有会员的订单' },
  context: (members: string, cohorts: string, from: string): Bilingual => ({
    en: `${counted(members, 'member')} in ${counted(cohorts, 'cohort')}. The data begins on ${from}: who bought before that day is taken for new on the first order after it.`,
    zh: `${members} 位会员,${cohorts} 个同期群。数据自 ${from} 起:此前买过的会员,按其后的首单算作新客。`,
  }),
  contextAnew: (beginnings: string, members: string, cohorts: string, from: string): Bilingual => ({
    en: `${counted(members, 'member')}, who began ${beginnings} times, in ${counted(cohorts, 'cohort')}: below, each beginning counts as a member. The data begins on ${from}: who bought before that day is taken for new on the first order after it.`,
    zh: `${members} 位会员共起算 ${beginnings} 次,${cohorts} 个同期群;下文每次起算计为一位会员。数据自 ${from} 起:此前买过的会员,按其后的首单算作新客。`,
  }),
  fewPeriods: {
    en: 'Choose shorter cohorts or fewer days to see one that is.',
    zh: '可改用更短的同期群或更少的天数。',
  },
  nothingKnown: (split: string): Bilingual => ({
    en: `Nothing loaded says this of a member: ${split}. All members are in one group.`,
    zh: `载入的数据里没有这一项:${split}。全部会员在同一组。`,
  }),
  triangle: { en: 'Who comes back, by when they first came', zh: '按首单时间看谁回来了' },
  curves: { en: 'How retention goes on', zh: '留存随时间的走势' },
  curvesSplit: { en: 'How retention goes on, by group', zh: '各组留存随时间的走势' },
  curvesAbout: {
    en: 'Each point is the mean over the cohorts in which the period is over, so points further right rest on fewer cohorts.',
    zh: '每个点是该期已结束的同期群的加权平均,越往右依据的同期群越少。',
  },
  quietAbout: { en: ' Thin lines: the cohorts shown in the triangle.', zh: '细线为三角表中的各同期群。' },
  measure: { en: 'Show', zh: '显示' },
  share: { en: 'Members', zh: '会员' },
  orders: { en: 'Orders', zh: '订单' },
  money: { en: 'Revenue', zh: '收入' },
  total: { en: 'Cumulative', zh: '累计' },
  shareLong: { en: 'Share of members retained', zh: '留存会员占比' },
  ordersLong: { en: 'Orders per member of the cohort', zh: '同期群人均订单' },
  moneyLong: { en: 'Revenue per member of the cohort', zh: '同期群人均收入' },
  totalLong: { en: 'Revenue so far per member of the cohort', zh: '同期群人均累计收入' },
  ofMembers: (members: string): Bilingual => ({
    en: `of ${counted(members, 'member')}`,
    zh: `${members} 位会员中`,
  }),
  cohort: { en: 'Cohort', zh: '同期群' },
  cohortSize: { en: 'Cohort · members', zh: '同期群 · 人数' },
  group: { en: 'Group', zh: '组' },
  size: { en: 'Members', zh: '人数' },
  retained: { en: 'Retained', zh: '留存会员' },
  retainedShare: { en: 'Retained, %', zh: '留存率' },
  periodColumn: { en: 'Period', zh: '期' },
  mean: { en: 'Mean', zh: '平均' },
  blank: { en: 'not over yet', zh: '尚未结束' },
  cellLabel: (cohort: string, period: string, retained: string, size: string, share: string): Bilingual => ({
    en: `${cohort}, ${period}: ${retained} of ${size} members, ${share}`,
    zh: `${cohort}、${period}:${size} 位会员中的 ${retained} 位,${share}`,
  }),
  cellMoney: (orders: string, money: string, total: string): Bilingual => ({
    en: `${orders} orders, ${money}; so far ${total} per member`,
    zh: `${orders} 单,${money};人均累计 ${total}`,
  }),
  cellBlank: (cohort: string, period: string): Bilingual => ({
    en: `${cohort}, ${period}: not over yet`,
    zh: `${cohort}、${period}:尚未结束`,
  }),
  earlier: { en: 'Earlier', zh: '更早' },
  later: { en: 'Later', zh: '更晚' },
  shown: (from: string, to: string, of: string): Bilingual => ({
    en: `${from}–${to} of ${of}`,
    zh: `第 ${from}–${to} 个,共 ${of} 个`,
  }),
  none: { en: 'There is no order of a member to follow.', zh: '没有可追踪的会员订单。' },
  noCurve: { en: 'No period after the first one is over yet.', zh: '首单之后还没有完整结束的时段。' },
  allGroups: { en: 'All members', zh: '全部会员' },
  others: { en: 'Others', zh: '其余' },
  unknown: { en: 'Not known', zh: '没有取值' },
  listed: { en: 'A click lists', zh: '点击列出' },
  retainedOnes: { en: 'Retained', zh: '留存的' },
  otherOnes: { en: 'Not retained', zh: '未留存的' },
  listTitle: (cohort: string, period: string): Bilingual => ({
    en: `Retained: ${cohort}, ${period}`,
    zh: `留存会员:${cohort}、${period}`,
  }),
  listOthers: (cohort: string, period: string): Bilingual => ({
    en: `Not retained: ${cohort}, ${period}`,
    zh: `未留存会员:${cohort}、${period}`,
  }),
  member: { en: 'Member', zh: '会员' },
  firstOrder: { en: 'First order', zh: '首单' },
  lastOrder: { en: 'Last order', zh: '末单' },
  ordersThen: { en: 'Orders then', zh: '该期订单' },
  moneyThen: { en: 'Money then', zh: '该期金额' },
  ordersAll: { en: 'Orders in all', zh: '累计订单' },
  moneyAll: { en: 'Money in all', zh: '累计金额' },
} as const

export type PeriodNames = ReturnType<typeof periodNames>

const UNITS: Readonly<Record<string, readonly [one: Bilingual, short: string]>> = {
  day: [{ en: 'day', zh: '天' }, 'D'],
  week: [{ en: 'week', zh: '周' }, 'W'],
  month: [{ en: 'month', zh: '个月' }, 'M'],
}

/** How a period after the first order is called, by the parameters. */
export function periodNames(period: string, ranges: readonly { from: number; to: number }[] | null) {
  const [unit, short] = UNITS[period] ?? [{ en: period, zh: period }, '']
  const within = period === 'day' ? 'on' : 'in'
  return {
    /** In a column's head. */
    head: (k: number): string => (ranges ? rangeText(ranges, k) : `${short}${k}`),
    /** In a sentence. */
    said: (k: number): Bilingual =>
      ranges
        ? k === 0
          ? { en: 'on the first day', zh: '首日' }
          : { en: `on days ${rangeText(ranges, k)}`, zh: `第 ${rangeText(ranges, k)} 天` }
        : k === 0
          ? { en: `${within} the first ${unit.en}`, zh: period === 'month' ? '首月' : `首${unit.zh}` }
          : { en: `${within} ${unit.en} ${k}`, zh: `第 ${k} ${unit.zh}` },
    axis: ranges
      ? { en: 'Days after the first order', zh: '首单后的天数' }
      : {
          en: `${capitalised(unit.en)}s after the first order`,
          zh: `首单后的${period === 'month' ? '月' : unit.zh}数`,
        },
  }
}

const rangeText = (ranges: readonly { from: number; to: number }[], k: number): string => {
  const range = ranges[k - 1]
  return !range ? '0' : range.from === range.to ? String(range.to) : `${range.from}–${range.to}`
}
