import type { Reason } from '../../numerics/recommend/slot-reasons'
import type { Bilingual } from '../../text/bilingual'

/** What reasons are called where they are counted. */
export const REASON_KINDS: Readonly<Record<Reason['kind'], Bilingual>> = {
  because: { en: 'Because of what she had', zh: '因她有过的物品' },
  due: { en: 'Due again', zh: '到期再买' },
  stage: { en: 'Next stage of life', zh: '人生阶段' },
  with: { en: 'Goes with it', zh: '搭配' },
  often: { en: 'Bought before', zh: '曾买' },
  context: { en: 'The occasion', zh: '场景' },
  segment: { en: 'Popular in her group', zh: '同组热门' },
  everybody: { en: 'Popular lately', zh: '近期热门' },
  model: { en: 'The model’s score', zh: '模型得分' },
}

/** Pieces of a reason as text: `{item}`, `{n}` and `{m}` stand for the product and the figures. */
export const REASON_TEXTS: Readonly<Record<Reason['kind'], Bilingual>> = {
  because: { en: 'Because of {item}', zh: '因有过 {item}' },
  due: { en: 'Bought {n} days ago, usually again after {m}', zh: '{n} 天前买过,通常 {m} 天再买' },
  stage: { en: 'What comes after {item}, had {n} days ago', zh: '{n} 天前买过 {item},接着需要' },
  with: { en: 'Goes with {item}', zh: '常与 {item} 为同一批会员所有' },
  often: { en: 'Bought before, {n}×', zh: '曾买 {n} 次' },
  context: { en: 'Had {n} times as much at this occasion', zh: '此场景下购买为平时的 {n} 倍' },
  segment: { en: '{n} of her group had it lately', zh: '同组近期 {n} 买过' },
  everybody: { en: '{n} of all members had it lately', zh: '全体近期 {n} 买过' },
  model: { en: 'By the model’s score', zh: '依模型得分' },
}
