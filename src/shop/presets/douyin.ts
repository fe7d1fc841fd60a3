import { headers, type Preset } from './preset'

/** 抖店后台 → 订单管理 → 导出, one row per article (子订单). */
export const douyinOrders: Preset = {
  id: 'douyin_orders',
  name: { en: 'Douyin shop order export', zh: '抖音小店 订单导出' },
  table: 'order_items',
  telling: [['主订单编号'], ['子订单编号'], ['选购商品']],
  headers: headers(
    '主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,订单应付金额,订单提交时间,支付完成时间,订单状态,售后状态,省,市',
  ),
  mapping: {
    order_id: ['主订单编号'],
    member_id: ['买家ID', '用户ID', '抖音ID', '收件人手机号', '收件人'],
    ordered_at: ['订单提交时间', '下单时间'],
    product_id: ['商品ID', '商家编码'],
    product_name: ['选购商品'],
    quantity: ['商品数量'],
    unit_price: ['商品单价', '商品金额'],
    amount: ['订单应付金额'],
    shipping: ['运费'],
    status: ['订单状态'],
    channel: ['APP渠道', '流量来源', '达人昵称'],
    region: ['省'],
    city: ['市'],
    phone: ['收件人手机号'],
    member_name: ['收件人'],
  },
}
