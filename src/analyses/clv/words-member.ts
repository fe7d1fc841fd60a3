import type { Bilingual } from '../../text/bilingual'

/** The sentences on one member. */
export const wordsOfMember = {
  title: { en: 'One member over time', zh: '单个会员:随时间变化' },
  about: {
    en: 'Members of highest value first. Choose one, or search by id.',
    zh: '按价值从高到低。点选一位,或按会员号查找。',
  },
  search: { en: 'Id holds', zh: '会员号包含' },
  none: { en: 'No member has such an id.', zh: '没有这样的会员号。' },
  chart: { en: 'P(alive) day by day', zh: '逐日的仍活跃概率' },
  chartAbout: {
    en: 'What the model would have said on each day, knowing the orders up to it (bars: days with an order); after the last day of the data, as it will be if no order comes.',
    zh: '模型在每一天、只知道当日及以前订单时的判断(竖条为有单日);数据最后一天之后为一直不下单时的走势。',
  },
  bgAbout: {
    en: 'Under BG/NBD a member with one purchase counts as alive for ever: the line stays at 100 % until the second. MBG/NBD does not assume that.',
    zh: 'BG/NBD 下只买过一次的会员永远算活跃:第二次购买之前曲线恒为 100 %。MBG/NBD 没有这个假设。',
  },
  history: { en: 'So far', zh: '至今' },
  ahead: { en: 'If no order comes', zh: '若一直不下单' },
  orders: { en: 'Day with an order', zh: '有单日' },
  today: { en: 'last day of the data', zh: '数据最后一天' },
  date: { en: 'Day', zh: '日期' },
  order: { en: 'Order', zh: '有单' },
  unfitted: {
    en: 'P(alive) cannot be said: the model has no maximum on this data.',
    zh: '无法给出仍活跃概率:模型在这份数据上没有最大值。',
  },
  next: (date: string): Bilingual => ({
    en: `If still a customer, an order by ${date} is as likely as not.`,
    zh: `若仍是顾客,到 ${date} 为止有一半概率已再次下单。`,
  }),
  nextNone: {
    en: 'A date for the next order cannot be said: it lies beyond a hundred years.',
    zh: '无法给出下次下单日:远在百年之后。',
  },
  overdue: (times: string): Bilingual => ({
    en: `The silence so far is ${times} times the mean gap between orders.`,
    zh: `至今的沉默是其平均间隔的 ${times} 倍。`,
  }),
  overdueNone: {
    en: 'Whether an order is overdue cannot be said: there is no gap between orders yet.',
    zh: '无法判断是否超期:还没有两次下单之间的间隔。',
  },
  expected: (mean: string, interval: string, range: string, months: number): Bilingual => ({
    en: `In the next ${months} months ${mean} purchases are expected (95 % interval of that mean ${interval}); the number itself will lie within ${range} with 95 %.`,
    zh: `未来 ${months} 个月预期购买 ${mean} 次(该期望值的 95 % 区间 ${interval});实际次数有 95 % 的把握在 ${range} 之间。`,
  }),
}
