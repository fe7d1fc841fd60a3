import { list, sql, type Sql } from '../sql/sql'

/** What an event says of a member and a product, from the least to the most. */
export const EVENT_KINDS = ['view', 'favourite', 'cart', 'buy'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Names of events as shops write them, in lower case, without blanks, hyphens and underscores. */
const NAMES: Readonly<Record<EventKind, readonly string[]>> = {
  view: [
    ...[
      'pv',
      'view',
      'click',
      'browse',
      'detail',
      'productview',
      'viewitem',
      'itemview',
      'viewproduct',
      'pageview',
    ],
    ...[
      'productclick',
      'product1',
      'product2',
      '浏览',
      '点击',
      '查看',
      '访问',
      '商品浏览',
      '浏览商品',
      '浏览商品详情',
      '查看商品',
    ],
  ],
  favourite: [
    ...[
      'fav',
      'favor',
      'favorite',
      'favourite',
      'collect',
      'like',
      'wish',
      'wishlist',
      'addtowishlist',
      'addfavorite',
    ],
    ...['addtofavorites', 'save', '收藏', '商品收藏', '收藏商品', '喜欢', '加入收藏', '想要', '加入心愿单'],
  ],
  cart: [
    ...['cart', 'addcart', 'addtocart', 'addtobasket', 'addtobag', 'basket', 'carting'],
    ...['加购', '加入购物车', '加购物车', '购物车', '添加购物车'],
  ],
  buy: [
    ...[
      'buy',
      'bought',
      'purchase',
      'purchased',
      'order',
      'ordered',
      'pay',
      'paid',
      'payment',
      'transaction',
      'sale',
    ],
    ...[
      'paymentdone',
      'orderpaid',
      'placeorder',
      'completepurchase',
      '购买',
      '下单',
      '支付',
      '付款',
      '成交',
      '交易',
      '支付成功',
      '下单成功',
    ],
  ],
}

/** Code numbers of one well-known export: 1 click, 2 collect, 3 cart, 4 buy; with 0 among them 0 click, 1 buy, 2 collect, 3 cart. */
const FROM_ONE = { '1': 'view', '2': 'favourite', '3': 'cart', '4': 'buy' } as const
const FROM_ZERO = { '0': 'view', '1': 'buy', '2': 'favourite', '3': 'cart' } as const

/**
 * The kind of an event by its name; null where it says nothing of a product's appeal, as does taking it out of the cart.
 * @param event a text column; @param hasZero whether some event of the table is called 0.
 */
export function eventKind(event: Sql, hasZero: Sql): Sql {
  const name = sql`regexp_replace(lower(trim(${event})), '[ _\\-]+', '', 'g')`
  const named = EVENT_KINDS.map((kind) => sql`when ${name} in ${list(NAMES[kind])} then ${kind}`)
  const coded = (codes: Readonly<Record<string, EventKind>>) =>
    sql`case ${name} ${Object.entries(codes)
      .map(([code, kind]) => sql`when ${code} then ${kind}`)
      .reduce((text, one) => sql`${text} ${one}`)} end`
  return sql`case
    ${named.reduce((text, one) => sql`${text}\n    ${one}`)}
    when ${hasZero} then ${coded(FROM_ZERO)} else ${coded(FROM_ONE)}
  end`
}
