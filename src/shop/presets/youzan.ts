import { headers, type Preset } from './preset'

/** 有赞 → 订单 → 自定义导出, one row per order. */
export const youzanOrders: Preset = {
  id: 'youzan_orders',
  name: { en: 'Youzan order export', zh: '有赞 订单导出' },
  table: 'orders',
  telling: [['订单号'], ['订单实付金额'], ['商品种类数', '全部商品名称', '商品金额合计']],
  headers: headers(
    '订单号,订单状态,订单创建时间,买家付款时间,全部商品名称,商品种类数,商品金额合计,订单实付金额,归属店铺,买家昵称,买家手机号,收货人/提货人,收货人省份,收货人城市',
  ),
  mapping: {
    order_id: ['订单号'],
    member_id: ['买家手机号', '用户ID', '买家昵称'],
    ordered_at: ['订单创建时间', '下单时间'],
    amount: ['订单实付金额'],
    quantity: ['商品数量合计', '商品件数'],
    status: ['订单状态'],
    refund: ['订单已退款金额', '已退款金额'],
    channel: ['订单来源', '归属店铺'],
    region: ['收货人省份'],
    city: ['收货人城市'],
    member_name: ['收货人/提货人', '收货人'],
    phone: ['收货人手机号/提货人手机号'],
  },
}

/** 有赞 → 订单 → 商品维度导出, one row per article. */
export const youzanItems: Preset = {
  id: 'youzan_items',
  name: { en: 'Youzan order export, by article', zh: '有赞 订单导出(商品维度)' },
  table: 'order_items',
  telling: [
    ['订单号'],
    ['商品名称'],
    ['商品实付金额', '商品实际成交金额'],
    ['买家昵称', '买家手机号', '归属店铺'],
  ],
  headers: headers(
    '订单号,订单状态,买家昵称,买家手机号,商品名称,商品规格,商品编码,商品单价,商品数量,商品实付金额,收货人省份,收货人城市,订单来源',
  ),
  mapping: {
    order_id: ['订单号'],
    member_id: ['买家手机号', '用户ID', '买家昵称'],
    ordered_at: ['下单时间', '订单创建时间'],
    product_id: ['商品编码', '规格编码'],
    product_name: ['商品名称'],
    quantity: ['商品数量'],
    unit_price: ['商品单价'],
    amount: ['商品实付金额', '商品实际成交金额'],
    status: ['订单状态'],
    refund: ['商品已退款金额'],
    channel: ['订单来源', '归属店铺'],
    region: ['收货人省份'],
    city: ['收货人城市'],
    category: ['商品类目', '商品分组'],
  },
}
