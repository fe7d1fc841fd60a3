import type { Bilingual } from '../text/bilingual'

/** The sentences of a budget split over groups. */
export const budgetWords = {
  total: { en: 'Budget', zh: '预算' },
  margin: { en: 'Contribution of an order, %', zh: '订单贡献率,%' },
  stop: { en: 'Stop at break-even', zh: '到保本为止' },
  assumed: { en: 'What is assumed', zh: '假设' },
  assumedAbout: {
    en: 'Nothing here is estimated from data: how members answer to spending is what you say. A member on whom s is spent gives most × s ÷ (s + half) extra orders: each further unit of money brings less than the one before. An order is worth its contribution, proposed as the group’s mean order times the contribution above. Use figures from your own tests; where there are none, run one first.',
    zh: '此处没有任何数字由数据估计:会员对投入的反应由您给定。对一位会员投入 s,带来 上限 × s ÷(s + 半饱和)笔额外订单,每多投一元带来的都少于前一元。一笔订单的价值为其贡献,建议值为该组平均订单金额 × 上述贡献率。请用自己的测试结果;没有则先做测试。',
  },
  group: { en: 'Group', zh: '组' },
  members: { en: 'Members', zh: '会员' },
  most: { en: 'Most extra orders a member', zh: '人均额外订单上限' },
  half: { en: 'Money a member for half of it', zh: '半饱和投入(每人)' },
  worth: { en: 'Worth of an order', zh: '每单价值' },
  cap: { en: 'Most money a member (empty: none)', zh: '每人投入上限(空为无)' },
  split: { en: 'The best split under these assumptions', zh: '该假设下的最优分配' },
  splitAbout: {
    en: 'Money goes where its next unit brings most, until all groups that get some bring the same at the margin, or are at their cap. Exact for these curves. Marginal return: what one more unit of money would bring in the group; below 1 it brings less than itself.',
    zh: '钱总是投向下一元带来最多的组,直到各受资组的边际回报相同或到达上限;对此曲线为精确解。边际回报:该组再投一元所得;小于 1 即入不敷出。',
  },
  spend: { en: 'Money', zh: '投入' },
  share: { en: 'Share', zh: '占比' },
  each: { en: 'A member', zh: '每人' },
  responses: { en: 'Extra orders', zh: '额外订单' },
  value: { en: 'Contribution', zh: '贡献' },
  marginal: { en: 'Marginal return', zh: '边际回报' },
  found: (spent: string, value: string, marginal: string): Bilingual => ({
    en: `${spent} spent would bring ${value}; the last unit of money brings ${marginal}.`,
    zh: `投入 ${spent} 可带来 ${value};最后一元带来 ${marginal}。`,
  }),
  unspent: (money: string): Bilingual => ({
    en: `${money} stays unspent: no group would bring it back at the margin, or all are at their cap.`,
    zh: `${money} 未投出:边际上已无组能收回,或都到上限。`,
  }),
  loss: {
    en: 'The last money spent brings less than itself. Spend less, or stop at break-even.',
    zh: '最后投入的钱入不敷出。请少投,或选“到保本为止”。',
  },
  nothing: {
    en: 'No group can answer: everywhere most, worth or members is 0.',
    zh: '没有组会有反应:上限、价值或会员数为 0。',
  },
  onCurve: { en: 'Contribution by money spent on the group', zh: '各组投入与贡献' },
  onCurveAbout: {
    en: 'The curve that is assumed for each group, up to twice its share or its cap. Where the split stands is in the table.',
    zh: '各组所假设的曲线,至其分配额的两倍或上限。分配结果见表。',
  },
  list: (name: string): Bilingual => ({ en: `Budget group: ${name}`, zh: `预算组:${name}` }),
} as const
