import type { Bilingual } from '../../text/bilingual'

/** The sentences of the page of budget splits. */
export const words = {
  title: (money: string, first: string, share: string): Bilingual => ({
    en: `Of ${money}, ${share} would go to “${first}” under the assumptions below`,
    zh: `在下方假设下,${money} 中 ${share} 应投向“${first}”`,
  }),
  titleNone: { en: 'Nothing to split', zh: '无可分配' },
  context: {
    en: 'How members answer to spending is assumed, not estimated: the figures are those you type.',
    zh: '会员对投入的反应为假设而非估计:数字由您填写。',
  },
  one: {
    en: 'All members are in one group here: there is nothing to choose between. Group them by something else.',
    zh: '此处全体会员同属一组,无从取舍,请换一种分组。',
  },
  unknown: { en: 'Unknown', zh: '未知' },
  rest: { en: 'All others', zh: '其他全部' },
  member: { en: 'Member', zh: '会员' },
  orders: { en: 'Orders', zh: '订单数' },
  spent: { en: 'Spent', zh: '消费金额' },
  keys: {
    heavy: { en: 'Heavy', zh: '重度' },
    medium: { en: 'Medium', zh: '中度' },
    light: { en: 'Light', zh: '轻度' },
    none: { en: 'Never bought', zh: '从未购买' },
  } as Readonly<Record<string, Bilingual>>,
  tenth: (n: string): Bilingual => ({ en: `Tenth ${n}`, zh: `第 ${n} 个十分位` }),
  rfm: (r: boolean, f: boolean, m: boolean): Bilingual => ({
    en: `${r ? 'Recent' : 'Silent'}, ${f ? 'frequent' : 'seldom'}, ${m ? 'high' : 'low'} money`,
    zh: `${r ? '近期' : '久未'}、${f ? '高频' : '低频'}、${m ? '高额' : '低额'}`,
  }),
} as const
