import type { Bilingual } from '../../text/bilingual'

/** The sentences on how well the figures are known. */
export const wordsOfSureness = {
  title: { en: 'How sure are the totals?', zh: '合计有多确定?' },
  about: {
    en: 'Two things that are easily taken for each other. The interval of the expectation says how well the mean is known: more members make it narrower. What may come is the number itself: chance is added, and it never becomes certain. Both are 95 %, and both take the model for granted; neither knows of sales, seasons or a change of prices.',
    zh: '两件容易混淆的事:「期望值区间」指平均水平估得多准,会员越多越窄;「实际可能」是将来发生的数本身,含偶然,不会变得确定。两者都是 95 %,都以模型成立为前提,不含大促、季节与调价。',
  },
  group: { en: 'Members', zh: '会员' },
  all: { en: 'All', zh: '全部' },
  others: { en: 'All others', zh: '其余' },
  unknown: { en: 'Not known', zh: '未知' },
  count: { en: 'Number', zh: '人数' },
  orders: { en: 'Purchases expected', zh: '预期购买' },
  value: { en: 'Value', zh: '价值' },
  perMember: { en: 'Value a member', zh: '人均价值' },
  interval: { en: 'Expectation, 95 % interval', zh: '期望值 95 % 区间' },
  mayCome: { en: 'May come, 95 %', zh: '实际可能,95 %' },
  ordersInterval: { en: 'Purchases: expectation, 95 % interval', zh: '购买:期望值 95 % 区间' },
  ordersMayCome: { en: 'Purchases that may come, 95 %', zh: '购买:实际可能,95 %' },
  valueInterval: { en: 'Value: expectation, 95 % interval', zh: '价值:期望值 95 % 区间' },
  valueMayCome: { en: 'Value that may come, 95 %', zh: '价值:实际可能,95 %' },
  from: (of: string): Bilingual => ({ en: `${of}, from`, zh: `${of},下限` }),
  to: (of: string): Bilingual => ({ en: `${of}, to`, zh: `${of},上限` }),
  noOrders: {
    en: 'No interval can be said: the likelihood is flat around its maximum.',
    zh: '无法给出区间:似然在最大值附近是平的。',
  },
  noMoney: {
    en: 'For value no interval can be said: Gamma-Gamma was not used, or its parameters are not determined.',
    zh: '无法给出价值的区间:未使用 Gamma-Gamma,或其参数无法确定。',
  },
  noRange: {
    en: 'What money may come cannot be said: members’ spend is so uneven that it has no variance under Gamma-Gamma (q at most 2).',
    zh: '无法给出金额的实际可能范围:会员金额差异过大,在 Gamma-Gamma 下方差不存在(q 不超过 2)。',
  },
  tooNarrow: (missed: string, reach: string): Bilingual => ({
    en: `In the days held out the model missed by ${missed}, but this range reaches only ${reach} around the figure: the model itself is the greater doubt. Plan by the miss, not by the range.`,
    zh: `留出期内模型偏差 ${missed},而这里的范围只有 ±${reach}:更大的疑问在模型本身。做计划请以偏差为准,而不是以范围为准。`,
  }),
  wideEnough: (missed: string, reach: string): Bilingual => ({
    en: `In the days held out the model missed by ${missed}; the range of ${reach} around the figure covers such a miss.`,
    zh: `留出期内模型偏差 ${missed};±${reach} 的范围可以覆盖这样的偏差。`,
  }),
  listExpectedLow: { en: 'Expected, from', zh: '预期下限' },
  listExpectedHigh: { en: 'Expected, to', zh: '预期上限' },
  listOrdersLow: { en: 'Purchases may be, from', zh: '购买次数可能:从' },
  listOrdersHigh: { en: 'Purchases may be, to', zh: '购买次数可能:至' },
  listValueLow: { en: 'Value, from', zh: '价值下限' },
  listValueHigh: { en: 'Value, to', zh: '价值上限' },
}
