import { headers, type Preset } from './preset'

/** 微盟 微商城 → 订单管理 → 导出, one row per article. */
export const weimobOrders: Preset = {
  id: 'weimob_orders',
  name: { en: 'Weimob order export', zh: '微盟 订单导出' },
  table: 'order_items',
  telling: [['订单编号'], ['WID', '客户WID', '用户WID', '买家WID'], ['商品名称']],
  headers: headers(
    '订单编号,订单状态,下单时间,付款时间,客户WID,买家昵称,商品名称,商品编码,商品单价,商品数量,商品实付金额,所属门店',
  ),
  mapping: {
    order_id: ['订单编号'],
    member_id: ['客户WID', '用户WID', '买家WID', 'WID'],
    ordered_at: ['下单时间', '付款时间'],
    product_id: ['商品编码', '商品ID'],
    product_name: ['商品名称'],
    quantity: ['商品数量', '购买数量'],
    unit_price: ['商品单价', '商品售价'],
    amount: ['商品实付金额', '实付金额'],
    status: ['订单状态'],
    channel: ['所属门店', '下单门店', '订单来源'],
    region: ['收货省份', '省'],
    city: ['收货城市', '市'],
    member_name: ['买家姓名', '收货人'],
    phone: ['买家手机号', '客户手机号'],
  },
}
