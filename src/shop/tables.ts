import type { Bilingual } from '../text/bilingual'

/** The tables a shop may bring, as far as the product reads them today. */
export type TableName = 'orders' | 'order_items' | 'members' | 'products'

export type ColumnType = 'id' | 'text' | 'money' | 'number' | 'time' | 'date'

/** A column that a file may supply. `words` are headers people write for it, normalised (see headers.ts). */
export interface ShopColumn {
  readonly name: string
  readonly type: ColumnType
  readonly label: Bilingual
  readonly words: readonly string[]
}

export interface ShopTable {
  readonly name: TableName
  readonly label: Bilingual
  /** What one row is. */
  readonly grain: Bilingual
  readonly columns: readonly ShopColumn[]
}

/** `words` as one list separated by commas: the likeliest first, since earlier words win ties. */
const column = (name: string, type: ColumnType, en: string, zh: string, words = ''): ShopColumn => ({
  name,
  type,
  label: { en, zh },
  words: [name, ...words.split(',').map((word) => word.trim())].filter((word) => word !== ''),
})

const orderId = column(
  'order_id',
  'id',
  'order',
  '订单号',
  `
  order id, order no, order number, order sn, order, invoice, invoice no, invoice number,
  invoice id, transaction id, transaction no, transaction number, receipt no, receipt id,
  receipt number, ticket no, basket id, sales order, so number, order code, order name,
  trade id, tid, 订单编号, 订单号, 订单id, 主订单编号, 订单单号, 订单序号, 单号, 交易号, 交易单号, 交易编号, 交易流水号, 流水号, 小票号, 订单`,
)
const memberId = column(
  'member_id',
  'id',
  'member',
  '会员号',
  `
  member id, customer id, customer no, customer number, customer, cust id, user id, userid,
  uid, member no, member number, member, membership number, membership id, loyalty number,
  loyalty id, buyer id, buyer user id, client id, household id, shopper id, account id,
  account number, card no, card number, buyer, client, buyer nick, username, user name, user,
  customer email, billing email, email, email address, e mail, phone, mobile, phone number,
  customer phone, billing phone, 会员编号, 会员号, 会员id, 会员卡号, 会员, 用户id, 用户编号, 用户, 客户id, 客户编号, 客户号,
  客户代码, 客户, 顾客编号, 顾客id, 顾客, 买家id, 买家会员名, 买家会员, 买家昵称, 买家账号, 买家支付宝账号, 买家, 卡号, 手机号, 手机号码, 买家手机号,
  收货人手机号, 联系手机, 手机, 联系电话, 邮箱, openid, unionid`,
)
const orderedAt = column(
  'ordered_at',
  'time',
  'time',
  '下单时间',
  `
  ordered at, order date, order time, order datetime, order created, order created at,
  date created, invoice date, created at, created time, created, create time, creation date,
  purchase date, purchase time, purchased at, order purchase timestamp, transaction timestamp,
  transaction date, transaction time, sale date, sales date, sold at, date, time, datetime,
  timestamp, paid at, paid time, payment date, payment time, date paid, order paid date, 下单时间,
  下单日期, 订单日期, 订单时间, 订单创建时间, 创建时间, 创建日期, 提交时间, 提交日期, 购买时间, 购买日期, 成交时间, 成交日期, 交易时间, 交易日期, 销售日期,
  消费时间, 消费日期, 付款时间, 订单付款时间, 支付时间, 付款日期, 日期, 时间`,
)
const amount = column(
  'amount',
  'money',
  'amount',
  '金额',
  `
  amount, paid amount, amount paid, payment amount, net amount, net sales, order amount,
  order total, order total amount, line total, item total, line amount, total amount,
  total price, total paid, grand total, total, sales amount, sales value, sales, revenue,
  turnover, spend, spent, dollar value, payment value, gmv, subtotal, value, price paid,
  item cost total, 实付金额, 实际支付金额, 买家实际支付金额, 买家实付金额, 实付款, 实付, 实收金额, 订单实付金额, 商品实付金额, 支付金额, 付款金额,
  实际金额, 成交金额, 交易金额, 消费金额, 销售额, 销售金额, 订单金额, 订单总金额, 总金额, 总价, 合计, 应付金额, 买家应付货款, 金额`,
)
const quantity = column(
  'quantity',
  'number',
  'quantity',
  '数量',
  `
  quantity, qty, number of items, number of units, item quantity, lineitem quantity, units,
  units sold, pieces, pcs, items, count, number of, 数量, 件数, 商品数量, 购买数量, 商品件数, 宝贝数量, 宝贝总数量,
  销售数量, 购买件数, 数目, 销量`,
)
const unitPrice = column(
  'unit_price',
  'money',
  'unit price',
  '单价',
  `
  unit price, price, item price, lineitem price, price each, selling price, sale price,
  item cost, 单价, 商品单价, 销售单价, 成交单价, 实际单价, 商品价格, 价格, 售价`,
)
const productId = column(
  'product_id',
  'id',
  'product',
  '商品编号',
  `
  product id, product code, product sku, product no, sku, sku id, sku code, lineitem sku,
  stock code, item id, item code, item no, item number, item sku, asin, upc, barcode, ean,
  isbn, article, article no, material, product, goods id, 商品编号, 商品id, 商品编码, 商品代码, 货号, 产品id,
  产品编号, 产品编码, 宝贝id, 条码, 商品条码, 物料编码, 商家编码, sku编码, sku编号, spu`,
)
const productName = column(
  'product_name',
  'text',
  'product name',
  '商品名称',
  `
  product name, product title, product description, product, item name, item title,
  item description, lineitem name, goods name, description, title, item, name, 商品名称, 商品名, 商品标题,
  产品名称, 产品名, 宝贝标题, 宝贝名称, 品名, 货品名称, 商品, 产品`,
)
const category = column(
  'category',
  'text',
  'category',
  '类目',
  `
  category, product category, product category name, category name, item category, department,
  product type, product group, subcategory, class, 类目, 类别, 品类, 商品类目, 商品类别, 商品分类, 产品类别, 产品分类,
  一级类目, 分类, 大类, 子类别`,
)
const status = column(
  'status',
  'text',
  'status',
  '状态',
  `
  status, order status, payment status, financial status, state of order, transaction status,
  订单状态, 交易状态, 支付状态, 付款状态, 状态`,
)
const refund = column(
  'refund',
  'money',
  'refund',
  '退款金额',
  `
  refund, refund amount, refunded amount, order refund amount, refunded, amount refunded,
  returned amount, 退款金额, 已退款金额, 退款, 退货金额, 买家退款金额`,
)
const channel = column(
  'channel',
  'text',
  'channel',
  '渠道',
  `
  channel, sales channel, order channel, source, order source, source name, platform,
  marketplace, store, store id, store name, shop, device, 渠道, 销售渠道, 订单来源, 来源, 下单渠道, 平台, 店铺,
  店铺名称, 门店, 门店名称`,
)
const region = column(
  'region',
  'text',
  'region',
  '地区',
  `
  region, province, state, shipping province, shipping state, customer state, billing province,
  billing state, country, shipping country, billing country, city, shipping city, 省份, 省自治区, 省,
  收货省份, 收货人省份, 地区, 城市, 收货城市, 收货地址, 国家, 区域`,
)

/** Each table with the columns a file may map to. The order of columns is the order on screen. */
export const SHOP_TABLES: readonly ShopTable[] = [
  {
    name: 'orders',
    label: { en: 'orders', zh: '订单' },
    grain: { en: 'one row per order', zh: '一行一单' },
    columns: [orderId, memberId, orderedAt, amount, quantity, unitPrice, status, refund, channel, region],
  },
  {
    name: 'order_items',
    label: { en: 'order lines', zh: '订单明细' },
    grain: { en: 'one row per product in an order', zh: '一行一单中的一件商品' },
    columns: [
      orderId,
      memberId,
      orderedAt,
      productId,
      productName,
      category,
      quantity,
      unitPrice,
      amount,
      status,
      refund,
      channel,
      region,
    ],
  },
  {
    name: 'members',
    label: { en: 'members', zh: '会员' },
    grain: { en: 'one row per member', zh: '一行一位会员' },
    columns: [
      memberId,
      column(
        'joined_at',
        'time',
        'joined',
        '注册时间',
        `
  joined at, joined, member since, customer since, signup at, sign up date, registered,
  registration time, date registered, 注册时间, join date, registered at, registration date,
  signup date, enrollment date, created at, 注册日期, 入会时间, 开卡时间, 入会日期, 成为会员时间, 开卡日期, 加入时间`,
      ),
      column('gender', 'text', 'gender', '性别', 'sex, 性别'),
      column('birthday', 'date', 'birthday', '生日', '生日, birth date, date of birth, dob, 出生日期'),
      column('city', 'text', 'city', '城市', '城市, customer city, 所在城市, 市'),
      column(
        'province',
        'text',
        'province',
        '省份',
        '省份, state, customer state, region, 省, 地区, country, 国家',
      ),
      column(
        'tier',
        'text',
        'tier',
        '会员等级',
        `
  会员等级, member level, membership level, vip level, level, loyalty tier, loyalty card, grade,
  等级, 会员级别`,
      ),
      column(
        'channel',
        'text',
        'channel',
        '渠道',
        '渠道, source, acquisition channel, enrollment type, 来源, 注册渠道',
      ),
    ],
  },
  {
    name: 'products',
    label: { en: 'products', zh: '商品' },
    grain: { en: 'one row per product', zh: '一行一种商品' },
    columns: [
      productId,
      productName,
      category,
      column(
        'brand',
        'text',
        'brand',
        '品牌',
        '品牌, 品牌名称, brand name, manufacturer, vendor, maker, 厂商',
      ),
      column(
        'price',
        'money',
        'price',
        '价格',
        `
  价格, list price, regular price, variant price, unit price, 售价, 标价, 单价`,
      ),
      column('cost', 'money', 'cost', '成本', '成本, unit cost, cost per item, cost price, 成本价, 进价'),
    ],
  },
]

export const shopTable = (name: TableName): ShopTable => {
  const table = SHOP_TABLES.find((candidate) => candidate.name === name)
  if (!table) throw new Error(`No shop table is called ${name}.`)
  return table
}
