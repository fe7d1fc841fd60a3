import type { Bilingual } from '../../text/bilingual'

/** The sentences on the ladder of offers. */
export const wordsOfLadder = {
  title: { en: 'Ladder of offers', zh: '优惠阶梯' },
  about: {
    en: 'Who gets what: the first line from the top whose band holds a member is hers. Break-even: the share of those reached who must come back, who would else have left, for the offer to pay; nobody knows that share before a test, so leave some of the list alone and compare.',
    zh: '谁得到什么:自上而下,第一条符合的即为该会员的优惠。保本响应率:收到的人中,原本会流失而因此回来的比例至少要达到多少才不亏;此比例只有试验才知道,请留一部分人不发,以作对照。',
  },
  offer: { en: 'Offer', zh: '优惠' },
  value: { en: 'Value at least', zh: '价值不低于' },
  overdue: { en: 'Overdue × at least', zh: '超期倍数不低于' },
  cost: { en: 'Cost a member', zh: '每人成本' },
  cap: { en: 'Members at most (0: all)', zh: '人数上限(0 为不限)' },
  reached: { en: 'Members', zh: '会员' },
  total: { en: 'Cost', zh: '总成本' },
  atRisk: { en: 'At risk', zh: '可挽回' },
  breakEven: { en: 'Break-even', zh: '保本响应率' },
  never: { en: 'never', zh: '无法保本' },
  place: (n: number): Bilingual => ({ en: `Line ${n}`, zh: `第 ${n} 条` }),
  fieldOf: (field: string, n: number): Bilingual => ({
    en: `${field}, line ${n}`,
    zh: `第 ${n} 条的${field}`,
  }),
  add: { en: 'Add a line', zh: '加一条' },
  remove: (n: number): Bilingual => ({ en: `Remove line ${n}`, zh: `删除第 ${n} 条` }),
  up: (n: number): Bilingual => ({ en: `Move line ${n} up`, zh: `上移第 ${n} 条` }),
  undo: { en: 'Undo', zh: '撤销' },
  reset: { en: 'Back to the proposal', zh: '恢复默认' },
  list: { en: 'The list with offers', zh: '带优惠的名单' },
  sum: (members: string, cost: string, share: string): Bilingual => ({
    en: `${members} members get an offer, for ${cost} in all; it pays if ${share} of them come back who would else have left.`,
    zh: `${members} 位会员得到优惠,合计 ${cost};其中须有 ${share} 的人因此回来(原本会流失)才不亏。`,
  }),
  sumNever: (members: string, cost: string): Bilingual => ({
    en: `${members} members get an offer, for ${cost} in all: more than could be won by keeping every one of them. It cannot pay.`,
    zh: `${members} 位会员得到优惠,合计 ${cost}:即使全部留住也挽不回这么多,不可能保本。`,
  }),
  sumFree: (members: string): Bilingual => ({
    en: `${members} members get an offer. Enter what each costs to see what it comes to, and when it pays.`,
    zh: `${members} 位会员得到优惠。填入每人成本,即可看到总成本与保本响应率。`,
  }),
  empty: { en: 'No member is on the ladder.', zh: '没有会员符合任何一条。' },
  newOffer: { en: 'New offer', zh: '新的优惠' },
  proposed: [
    { en: 'A call or letter in person, with a gift', zh: '专人联系,附赠礼' },
    { en: 'A coupon with an end date', zh: '限时优惠券' },
    { en: 'A reminder', zh: '提醒' },
  ] as const satisfies readonly Bilingual[],
  member: { en: 'Member', zh: '会员' },
  memberValue: { en: 'Value', zh: '价值' },
  alive: { en: 'P(alive)', zh: '仍活跃概率' },
  memberOverdue: { en: 'Overdue ×', zh: '超期倍数' },
  spent: { en: 'Money so far', zh: '至今金额' },
  lastOrder: { en: 'Last order', zh: '末单' },
}
