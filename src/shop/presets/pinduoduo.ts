import { headers, type Preset } from './preset'

/** 拼多多 商家后台 → 订单查询 → 批量导出: one row per order, of one article. It says nothing of the buyer. */
export const pinduoduoOrders: Preset = {
  id: 'pinduoduo_orders',
  name: { en: 'Pinduoduo order export', zh: '拼多多 订单导出' },
  table: 'order_items',
  telling: [
    ['订单号'],
    ['商品总价(元)', '用户实付金额(元)', '商家实收金额(元)'],
    ['拼单成功时间', '多多支付立减金额(元)'],
  ],
  headers: headers(
    '商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),用户实付金额(元),商家实收金额(元),商品数量(件),拼单成功时间,商品id,商品规格,省,市,售后状态',
  ),
  mapping: {
    order_id: ['订单号'],
    ordered_at: ['拼单成功时间', '支付时间', '订单成交时间'],
    product_id: ['商品id', '商家编码-商品维度'],
    product_name: ['商品'],
    quantity: ['商品数量(件)'],
    amount: ['用户实付金额(元)', '商家实收金额(元)'],
    shipping: ['邮费(元)'],
    status: ['订单状态'],
    region: ['省'],
    city: ['市'],
  },
}
