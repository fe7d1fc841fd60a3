import { latinWords } from './latin-words'
import { scriptWords } from './script-words'
import type { ShopColumn, ColumnType } from './tables'

/** `words` as one list separated by commas: the likeliest first, since earlier words win ties. */
export const column = (name: string, type: ColumnType, en: string, zh: string, words = ''): ShopColumn => ({
  name,
  type,
  label: { en, zh },
  words: [
    ...new Set([
      name,
      ...words.split(',').map((word) => word.trim()),
      ...latinWords(name),
      ...scriptWords(name),
    ]),
  ].filter((word) => word !== ''),
})

export const orderId = column(
  'order_id',
  'id',
  'order',
  '订单号',
  `
  order id, order no, order number, order sn, order, invoice, invoice no, invoice number,
  invoice id, transaction id, transaction no, transaction number, receipt no, receipt id,
  receipt number, ticket no, basket id, sales order, so number, order code, order name,
  trade id, tid, sale id, sale no, sale number, 订单编号, 订单号, 订单id, 主订单编号, 订单单号, 订单序号, 单号, 交易号, 交易单号, 交易编号, 交易流水号, 流水号, 小票号, 单据号, 单据编号, 销售单号,
  booking id, booking no, booking number, booking ref, booking reference, reservation id, reservation no, reservation number, confirmation number,
  票号, 预订号, 预约单号, 预订单号, 就诊号, 商户订单号, 商户单号, txn id, txn no, 注文番号, 受注番号, 订单`,
)
export const memberId = column(
  'member_id',
  'id',
  'member',
  '会员号',
  `
  member id, customer id, customer no, customer number, customer, cust id, user id, userid,
  uid, member no, member number, member, membership number, membership id, loyalty number,
  loyalty id, buyer id, buyer user id, client id, household id, household, shopper id, donor id, guest id, patient id, student id, subscriber id, contact id, account id,
  account number, card no, card number, buyer, client, buyer nick, username, user name, user,
  customer email, billing email, email, email address, e mail, phone, mobile, phone number,
  customer phone, billing phone, 会员编号, 会员号, 会员id, 会员卡号, 会员, 用户id, 用户编号, 用户, 客户id, 客户编号, 客户号,
  客户代码, cust no, customer code, cust code, client code, member code, 客户, 顾客编号, 顾客id, 顾客, 买家id, 买家会员名, 买家会员, 买家昵称, 买家账号, 买家支付宝账号, 买家, 卡号, 手机号, 手机号码, 买家手机号,
  收货人手机号, 联系手机, 手机, 联系电话, 邮箱, openid, unionid,
  购货单位, 购买单位, 往来单位, 购买人, 购货人, 下单人, 用户标识, 会员账号, 会员番号, 顾客番号, 顾客号, 买家id`,
)
export const orderedAt = column(
  'ordered_at',
  'time',
  'time',
  '下单时间',
  `
  ordered at, order date, order time, order datetime, order created, order created at,
  date created, invoice date, created at, created time, created, create time, creation date,
  purchase date, purchase time, purchased at, order purchase timestamp, transaction timestamp,
  transaction date, transaction time, sale date, sales date, sold at, date, time, datetime,
  timestamp, booking date, booked at, booked on, donation date, gift date, paid at, paid time, payment date, payment time, date paid, order paid date, 下单时间,
  下单日期, 订单日期, 订单时间, 订单创建时间, 创建时间, 创建日期, 提交时间, 提交日期, 购买时间, 购买日期, 成交时间, 成交日期, 交易时间, 交易日期, 销售日期,
  消费时间, 消费日期, 付款时间, 订单付款时间, 支付时间, 付款日期, tran date, txn date, txn time, 开单时间, 开单日期, 单据日期, 结账时间,
  收银时间, 业务日期, 订购时间, 订购日期, 购入日, 注文日时, 注文日, 日期, 时间`,
)
/** Where tills write the day in one column and the time of day in another. */
export const orderedTime: ShopColumn = {
  ...column(
    'ordered_time',
    'text',
    'time of day',
    '下单时刻',
    `
    order time, time of day, time, sale time, sales time, transaction time, purchase time, trans time, txn time,
    tran time, invoice time, receipt time, ticket time, created time, checkout time, clock, hour, time of sale, paid time,
    payment time, 下单时间, 下单时刻, 订单时间, 交易时间, 成交时间, 消费时间, 购买时间, 销售时间, 开单时间, 结账时间, 收银时间, 创建时间, 付款时间, 支付时间,
    时刻, 时间, 注文時刻`,
  ),
  of: 'ordered_at',
}
/** Where the year, the month and the day of a sale stand apart: the year is the time's own column. */
export const orderedMonth: ShopColumn = {
  ...column('ordered_month', 'number', 'month of the time', '下单月份'),
  of: 'ordered_at',
}
export const orderedDay: ShopColumn = {
  ...column('ordered_day', 'number', 'day of the month', '下单日'),
  of: 'ordered_at',
}
export const amount = column(
  'amount',
  'money',
  'amount',
  '金额',
  `
  amount, paid amount, amount paid, payment amount, net amount, net sales, order amount,
  order total, order total amount, line total, item total, line amount, total amount,
  total price, total paid, paid, grand total, total, sales amount, sales value, sales, revenue,
  turnover, spend, spent, gift amount, donation amount, dollar value, payment value, gmv, subtotal, value, price paid,
  item cost total, 实付金额, 实际支付金额, 买家实际支付金额, 买家实付金额, 实付款, 实付, 实收金额, 订单实付金额, 商品实付金额, 用户实付金额, 商家实收金额, 支付金额, 付款金额,
  实际金额, 成交金额, 交易金额, 消费金额, 销售额, 销售金额, 订单金额, 订单总金额, 总金额, 总价, 合计, 应付金额, 买家应付货款, 实收, 实收款, 实付额,
  成交额, 交易额, 消费额, 支付额, 订单额, 订单总额, 合计金额, 注文金额, 购入金额, 总额, 应收金额, 应收, 小计, 金额, tran amt, txn amt,
  order amt, pay amt, net amt, amt, gross, order sum, total sum, sum, 商品金额, 商品总金额, 商品总价, 货款`,
)
export const quantity = column(
  'quantity',
  'number',
  'quantity',
  '数量',
  `
  quantity, qty, number of items, number of units, item quantity, lineitem quantity, units,
  units sold, pieces, pcs, items, count, number of, 数量, 件数, 商品数量, 购买数量, 商品件数, 宝贝数量, 宝贝总数量,
  销售数量, 购买件数, 数目, 销量, 个数, 购入数`,
)
export const unitPrice = column(
  'unit_price',
  'money',
  'unit price',
  '单价',
  `
  unit price, unit amount, price, item price, lineitem price, price each, selling price, sale price,
  item cost, 单价, 商品单价, 销售单价, 成交单价, 实际单价, 商品价格, 价格, 售价`,
)
export const productId = column(
  'product_id',
  'id',
  'product',
  '商品编号',
  `
  product id, product code, product sku, product no, sku, sku id, sku code, lineitem sku,
  stock code, item id, item code, item no, item number, item sku, asin, upc, barcode, ean,
  isbn, article, article no, material, product, goods id, 商品编号, 商品id, 商品编码, 商品番号, 品番, 商品代码, 货号, 产品id,
  产品编号, 产品编码, 宝贝id, 条码, 商品条码, 物料编码, 商家编码, sku编码, sku编号, spu`,
)
export const productName = column(
  'product_name',
  'text',
  'product name',
  '商品名称',
  `
  product name, product title, product description, product, item name, item title,
  item description, lineitem name, goods name, description, title, item, name, 商品名称, 商品名, 商品标题,
  产品名称, 产品名, 宝贝标题, 宝贝名称, 品名, 货品名称, 商品, 产品`,
)
export const category = column(
  'category',
  'text',
  'category',
  '类目',
  `
  category, product category, product category name, category name, item category, department,
  product type, product group, subcategory, class, 类目, 类别, 品类, 商品类目, 商品类别, 商品分类, 产品类别, 产品分类,
  一级类目, 分类, 大类, 子类别`,
)
export const status = column(
  'status',
  'text',
  'status',
  '状态',
  `
  status, order status, payment status, financial status, state, state of order, transaction status,
  订单状态, 交易状态, 支付状态, 付款状态, 状态`,
)
export const refund = column(
  'refund',
  'money',
  'refund',
  '退款金额',
  `
  refund, refund amount, refunded amount, order refund amount, refunded, amount refunded,
  returned amount, 退款金额, 已退款金额, 退款, 退货金额, 买家退款金额`,
)
export const channel = column(
  'channel',
  'text',
  'channel',
  '渠道',
  `
  channel, sales channel, order channel, source, order source, source name, platform,
  marketplace, store, store id, store name, shop, device, 渠道, 销售渠道, 订单来源, 来源, 下单渠道, 平台, 店铺,
  店铺名称, 门店, 门店名称`,
)
export const region = column(
  'region',
  'text',
  'region',
  '地区',
  `
  region, province, state, shipping province, shipping state, customer state, billing province,
  billing state, country, shipping country, billing country, city, shipping city, 省份, 省自治区, 省,
  收货省份, 收货人省份, 收件县市, 县市, 都道府县, 地区, 城市, 收货城市, 收货地址, 国家, 区域`,
)
