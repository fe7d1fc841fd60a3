import { headers, type Preset } from './preset'

/** 千牛 / 卖家中心 → 已卖出的宝贝 → 批量导出: ExportOrderList, one row per order. */
export const taobaoOrders: Preset = {
  id: 'taobao_orders',
  name: { en: 'Taobao/Tmall order report (订单报表)', zh: '淘宝/天猫 订单报表' },
  table: 'orders',
  telling: [['订单编号'], ['买家会员名'], ['买家实际支付金额'], ['宝贝种类', '宝贝总数量', '买家应付货款']],
  headers: headers(
    '订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,宝贝总数量,店铺名称',
  ),
  mapping: {
    order_id: ['订单编号'],
    member_id: ['买家会员名'],
    ordered_at: ['订单创建时间'],
    amount: ['买家实际支付金额'],
    quantity: ['宝贝总数量'],
    status: ['订单状态'],
    refund: ['退款金额'],
    channel: ['店铺名称'],
    region: ['收货地址'],
    member_name: ['收货人姓名'],
    phone: ['联系手机'],
  },
}

/** The same page's 宝贝报表: ExportOrderDetailList, one row per article; joins the order report by order number. */
export const taobaoItems: Preset = {
  id: 'taobao_items',
  name: { en: 'Taobao/Tmall article report (宝贝报表)', zh: '淘宝/天猫 宝贝报表' },
  table: 'order_items',
  telling: [['订单编号', '主订单编号'], ['标题'], ['价格'], ['购买数量']],
  headers: headers('订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码'),
  mapping: {
    order_id: ['主订单编号', '订单编号'],
    product_id: ['商家编码', '外部系统编号', '商品ID'],
    product_name: ['标题'],
    quantity: ['购买数量'],
    unit_price: ['价格'],
    amount: ['买家实际支付金额'],
    member_id: ['买家会员名'],
    ordered_at: ['订单创建时间'],
    status: ['订单状态'],
  },
}
