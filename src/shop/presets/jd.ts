import { headers, type Preset } from './preset'

/** 京麦 商家后台 → 订单查询与跟踪 → 导出, one row per article of an order. */
export const jdOrders: Preset = {
  id: 'jd_orders',
  name: { en: 'JD.com order export', zh: '京东 订单导出' },
  table: 'order_items',
  telling: [
    ['订单号', '订单编号'],
    ['下单帐号', '下单账号'],
    ['订购数量', '京东价', '结算金额'],
  ],
  headers: headers(
    '订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话',
  ),
  mapping: {
    order_id: ['订单号', '订单编号'],
    member_id: ['下单帐号', '下单账号'],
    ordered_at: ['下单时间'],
    product_id: ['商品ID', '货号'],
    product_name: ['商品名称'],
    quantity: ['订购数量'],
    unit_price: ['京东价'],
    order_subtotal: ['结算金额', '应付金额'],
    status: ['订单状态'],
    region: ['客户地址'],
    member_name: ['客户姓名'],
    phone: ['联系电话'],
  },
}
