import { above, atLeast, atMost, bottom, starter, top } from './make'
import type { StarterTag } from './starter'

/** Tags of what members buy, where and at what price, and of what the member list says of them. */
export const TASTES: readonly StarterTag[] = [
  starter(
    'preference',
    'one_category',
    ['Keeps to one category', '单一品类'],
    atLeast('orders', 2),
    atMost('categories', 1),
  ),
  starter(
    'preference',
    'category_loyal',
    ['Four fifths in one category', '八成消费集中于一个品类'],
    atLeast('orders', 2),
    atLeast('top_category_share', 0.8),
  ),
  starter(
    'preference',
    'many_categories',
    ['Buys widely', '品类广泛'],
    atLeast('categories', 2),
    top('categories', 0.2),
  ),
  starter(
    'preference',
    'brand_loyal',
    ['Loyal to a brand', '品牌忠诚'],
    atLeast('orders', 2),
    atLeast('brand_loyalty', 0.8),
  ),
  starter(
    'preference',
    'brand_mixer',
    ['Mixes brands', '多品牌'],
    atLeast('orders', 2),
    bottom('brand_loyalty', 0.2),
  ),
  starter(
    'preference',
    'many_products',
    ['Buys many different products', '商品种类多'],
    top('products', 0.2),
  ),
  starter(
    'preference',
    'same_again',
    ['Buys the same again', '重复购买同款'],
    above('repeat_share', 0),
    top('repeat_share', 0.2),
  ),
  starter(
    'preference',
    'always_other',
    ['Never the same product twice', '从不买同款'],
    atMost('repeat_share', 0),
  ),
  starter(
    'preference',
    'novelty',
    ['Likes what is new', '偏爱新品'],
    above('novelty', 0),
    top('novelty', 0.2),
  ),
  starter('preference', 'never_new', ['Buys no new products', '不买新品'], atMost('novelty', 0)),
  starter(
    'preference',
    'bargains',
    ['Mostly below the usual price', '多以低价购买'],
    atLeast('discount_share', 0.5),
  ),
  starter('preference', 'full_price', ['Pays the usual price', '原价购买'], atMost('discount_share', 0)),
  starter(
    'preference',
    'deep_discounts',
    ['Waits for deep discounts', '等待大额折扣'],
    top('mean_discount', 0.2),
  ),
  starter('preference', 'dear', ['Prefers dear products', '偏好高价位'], top('price_level', 0.2)),
  starter('preference', 'cheap', ['Prefers cheap products', '偏好低价位'], bottom('price_level', 0.2)),
  starter('preference', 'channels', ['Buys in several channels', '多渠道购买'], atLeast('channels', 2)),
  starter(
    'preference',
    'one_channel',
    ['Keeps to one channel', '单一渠道'],
    atLeast('orders', 2),
    atMost('channels', 1),
  ),

  starter('attribute', 'under_25', ['Under 25', '25 岁以下'], atMost('age', 24)),
  starter('attribute', 'age_60', ['60 or older', '60 岁以上'], atLeast('age', 60)),
  starter(
    'attribute',
    'joined_first',
    ['Joined in the first quarter of all', '最早入会的四分之一'],
    top('joined_days', 0.25),
  ),
  starter('attribute', 'no_birthday', ['Birthday not known', '生日未知'], {
    kind: 'fact',
    fact: 'birth_month',
    test: { op: 'unknown' },
  }),
  starter('attribute', 'no_gender', ['Gender not known', '性别未知'], {
    kind: 'fact',
    fact: 'gender',
    test: { op: 'unknown' },
  }),
]
