import type { Bilingual } from '../../text/bilingual'
import { labelInSentence } from '../../segments/facts/catalogue'
import { beforeHan } from '../../segments/in-chinese'

/** Two words for a fact: what those are who have little of it, and those who have much. */
const WORDS: Readonly<Record<string, readonly [low: Bilingual, high: Bilingual]>> = {
  recency_days: [
    { en: 'recent', zh: '近期活跃' },
    { en: 'long silent', zh: '久未购买' },
  ],
  orders: [
    { en: 'seldom', zh: '低频' },
    { en: 'frequent', zh: '高频' },
  ],
  order_days: [
    { en: 'seldom', zh: '低频' },
    { en: 'frequent', zh: '高频' },
  ],
  orders_90: [
    { en: 'seldom of late', zh: '近期低频' },
    { en: 'frequent of late', zh: '近期高频' },
  ],
  orders_365: [
    { en: 'seldom this year', zh: '近一年低频' },
    { en: 'frequent this year', zh: '近一年高频' },
  ],
  spent: [
    { en: 'small spenders', zh: '低消费' },
    { en: 'big spenders', zh: '高消费' },
  ],
  spent_90: [
    { en: 'little spent of late', zh: '近期低消费' },
    { en: 'much spent of late', zh: '近期高消费' },
  ],
  spent_365: [
    { en: 'little spent this year', zh: '近一年低消费' },
    { en: 'much spent this year', zh: '近一年高消费' },
  ],
  spent_change: [
    { en: 'spending less', zh: '消费下降' },
    { en: 'spending more', zh: '消费上升' },
  ],
  mean_order: [
    { en: 'small orders', zh: '低客单' },
    { en: 'large orders', zh: '高客单' },
  ],
  largest_order: [
    { en: 'small largest order', zh: '最大单小' },
    { en: 'large largest order', zh: '最大单大' },
  ],
  pieces: [
    { en: 'few pieces', zh: '购买件数少' },
    { en: 'many pieces', zh: '购买件数多' },
  ],
  pieces_per_order: [
    { en: 'few pieces an order', zh: '每单件数少' },
    { en: 'many pieces an order', zh: '每单件数多' },
  ],
  returned_share: [
    { en: 'few returns', zh: '退货少' },
    { en: 'many returns', zh: '退货多' },
  ],
  tenure_days: [
    { en: 'new', zh: '新客' },
    { en: 'long-standing', zh: '老客' },
  ],
  mean_gap: [
    { en: 'short gaps', zh: '购买间隔短' },
    { en: 'long gaps', zh: '购买间隔长' },
  ],
  overdue: [
    { en: 'on time', zh: '未逾期' },
    { en: 'overdue', zh: '逾期' },
  ],
  weekend_share: [
    { en: 'weekday buyers', zh: '工作日购买' },
    { en: 'weekend buyers', zh: '周末购买' },
  ],
  evening_share: [
    { en: 'daytime buyers', zh: '白天购买' },
    { en: 'evening buyers', zh: '晚间购买' },
  ],
  top_category_share: [
    { en: 'mixed categories', zh: '品类分散' },
    { en: 'one category above all', zh: '品类集中' },
  ],
  categories: [
    { en: 'one thing only', zh: '品类单一' },
    { en: 'broad taste', zh: '品类广' },
  ],
  brand_loyalty: [
    { en: 'many brands', zh: '品牌分散' },
    { en: 'loyal to a brand', zh: '品牌专一' },
  ],
  products: [
    { en: 'few products', zh: '商品少' },
    { en: 'many products', zh: '商品多' },
  ],
  repeat_share: [
    { en: 'seldom the same again', zh: '少买重复商品' },
    { en: 'the same again', zh: '常买重复商品' },
  ],
  novelty: [
    { en: 'keeping to the known', zh: '少尝新' },
    { en: 'seeking the new', zh: '爱尝新' },
  ],
  channels: [
    { en: 'one channel', zh: '渠道单一' },
    { en: 'many channels', zh: '渠道多' },
  ],
  discount_share: [
    { en: 'at full price', zh: '原价购买' },
    { en: 'bargain hunters', zh: '偏好低价' },
  ],
  mean_discount: [
    { en: 'small discounts', zh: '折扣浅' },
    { en: 'deep discounts', zh: '折扣深' },
  ],
  price_level: [
    { en: 'cheap goods', zh: '低价位' },
    { en: 'dear goods', zh: '高价位' },
  ],
  age: [
    { en: 'younger', zh: '较年轻' },
    { en: 'older', zh: '较年长' },
  ],
  joined_days: [
    { en: 'joined lately', zh: '近期入会' },
    { en: 'joined long ago', zh: '入会已久' },
  ],
  events: [
    { en: 'few events', zh: '行为少' },
    { en: 'many events', zh: '行为多' },
  ],
  event_days: [
    { en: 'few active days', zh: '活跃天数少' },
    { en: 'many active days', zh: '活跃天数多' },
  ],
  event_recency_days: [
    { en: 'active of late', zh: '近期有行为' },
    { en: 'inactive for long', zh: '久无行为' },
  ],
  sessions: [
    { en: 'few sessions', zh: '会话少' },
    { en: 'many sessions', zh: '会话多' },
  ],
  views: [
    { en: 'few views', zh: '浏览少' },
    { en: 'many views', zh: '浏览多' },
  ],
  favourites: [
    { en: 'few favourites', zh: '收藏少' },
    { en: 'many favourites', zh: '收藏多' },
  ],
  carts: [
    { en: 'seldom in the cart', zh: '加购少' },
    { en: 'often in the cart', zh: '加购多' },
  ],
  event_buys: [
    { en: 'few purchases', zh: '购买行为少' },
    { en: 'many purchases', zh: '购买行为多' },
  ],
  view_to_buy: [
    { en: 'looking more than buying', zh: '多看少买' },
    { en: 'buying what they look at', zh: '看了就买' },
  ],
  reviews: [
    { en: 'few reviews', zh: '评价少' },
    { en: 'many reviews', zh: '评价多' },
  ],
  mean_rating: [
    { en: 'low ratings', zh: '评分低' },
    { en: 'high ratings', zh: '评分高' },
  ],
  review_recency_days: [
    { en: 'reviewed of late', zh: '近期评价' },
    { en: 'no review for long', zh: '久未评价' },
  ],
  messages: [
    { en: 'few messages', zh: '触达少' },
    { en: 'many messages', zh: '触达多' },
  ],
  messages_clicked: [
    { en: 'few clicks', zh: '点击少' },
    { en: 'many clicks', zh: '点击多' },
  ],
  click_share: [
    { en: 'seldom clicking', zh: '点击率低' },
    { en: 'often clicking', zh: '点击率高' },
  ],
  message_recency_days: [
    { en: 'messaged of late', zh: '近期触达' },
    { en: 'no message for long', zh: '久未触达' },
  ],
}

/** What members are called by one fact that sets them apart, in a clause: below others, or above. */
export function traitWords({ fact, effect }: { fact: string; effect: number }): Bilingual {
  const known = WORDS[fact]
  if (known) return effect < 0 ? known[0] : known[1]
  const label = labelInSentence(fact)
  const zh = beforeHan(label.zh)
  return effect < 0 ? { en: `low ${label.en}`, zh: `${zh}偏低` } : { en: `high ${label.en}`, zh: `${zh}偏高` }
}
