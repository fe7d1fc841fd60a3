import type { Bilingual } from '../../text/bilingual'
import { playbookEdits } from './edits'
import type { MapId } from './maps'

/** What to do for each group, until somebody writes better. Ten and eleven share their names. */
const LINES: Readonly<Record<string, Bilingual>> = {
  champions: {
    en: 'Thank them, show new things first, ask for a review.',
    zh: '致谢,新品优先,邀请评价与转介绍。',
  },
  loyal: {
    en: 'Offer the next tier and what goes with their last orders.',
    zh: '引导升级会员等级,按购买记录推荐搭配。',
  },
  potential_loyalist: {
    en: 'Bring the next order near: member price, reminder.',
    zh: '促成下一单:会员价、补货提醒。',
  },
  new: {
    en: 'Welcome them, help with the first purchase, offer a second.',
    zh: '迎新与使用指引,引导第二单。',
  },
  promising: { en: 'Show the range; a small reason to come back.', zh: '展示更多品类,给一个回来的小理由。' },
  need_attention: { en: 'An offer with an end date, on what they bought.', zh: '限时优惠,针对买过的商品。' },
  about_to_sleep: {
    en: 'Remind them before they are gone; no deep discount yet.',
    zh: '趁还记得时提醒,暂不用大折扣。',
  },
  cant_lose: {
    en: 'Call or write in person; find out what went wrong.',
    zh: '专人电话或私信回访,弄清原因。',
  },
  at_risk: {
    en: 'Write to them by what they used to buy; offer a return.',
    zh: '按以往所买个性化触达,给回归礼。',
  },
  hibernating: { en: 'Seldom, cheap contact; only at big sales.', zh: '低频低成本触达,只在大促联系。' },
  lost: { en: 'One last word, then leave them in peace.', zh: '最后一次挽回,之后不再打扰。' },
  '111': { en: 'Keep them: service first, early access.', zh: '重点维护:专属服务、优先权益。' },
  '101': { en: 'Raise how often they come: bundles, reminders.', zh: '提升频次:组合装、周期提醒。' },
  '011': { en: 'They spent much and are leaving: write in person.', zh: '高价值将流失:主动联系、专人跟进。' },
  '001': { en: 'Win back by what they paid for; ask why.', zh: '重点挽留:针对其偏好召回并询问原因。' },
  '110': { en: 'Raise what an order is worth: add-ons, thresholds.', zh: '提升客单:加购、满额礼。' },
  '100': { en: 'Recent and little: introduce the range.', zh: '新近低频:介绍品类,培养习惯。' },
  '010': { en: 'They used to come often: remind and renew.', zh: '曾经常来:提醒补货,恢复习惯。' },
  '000': { en: 'Only cheap contact; do not spend on them.', zh: '低成本触达,不做投入。' },
  high_loyal: { en: 'Keep them: service first, early access.', zh: '重点维护:专属服务、优先权益。' },
  often_low: { en: 'Raise what an order is worth: bundles, thresholds.', zh: '提升客单:组合、满额礼。' },
  seldom_high: { en: 'Raise how often they come: reminders, refills.', zh: '提升频次:提醒、定期购。' },
  sleeping: {
    en: 'Wake the valuable ones first; leave the rest to sales.',
    zh: '先唤醒高价值者,其余留待大促。',
  },
  rest: { en: 'Introduce the range; offer a second order.', zh: '介绍品类,引导再购。' },
}

/** The line of each group in use: own words, else the usual ones in the language asked for. */
export function playbookLine(
  playbook: string,
  map: MapId,
  id: string,
  say: (text: Bilingual) => string,
): string {
  const own = playbookEdits(playbook)[`${map}.${id}`]
  const usual = LINES[id]
  return own ?? (usual ? say(usual) : '')
}
