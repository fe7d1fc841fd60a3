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

const column = (name: string, type: ColumnType, en: string, zh: string, ...words: string[]): ShopColumn => ({
  name,
  type,
  label: { en, zh },
  words: [name, ...words],
})

const orderId = column('order_id', 'id', 'order', '订单号', 'order no', 'order number', 'invoice', 'invoice no', 'invoice number', 'order sn', 'transaction id', 'basket id', '订单编号', '订单id', '单号', '交易号', '订单')
const memberId = column('member_id', 'id', 'member', '会员号', 'customer id', 'customer', 'customer no', 'user id', 'userid', 'member', 'buyer id', 'buyer', 'client id', 'household id', 'shopper id', 'email', 'phone', '会员编号', '会员id', '用户id', '客户id', '客户编号', '会员', '买家id', '买家会员名', '买家昵称', '用户编号', '手机号', '会员卡号', '顾客')
const orderedAt = column('ordered_at', 'time', 'time', '下单时间', 'date', 'time', 'order date', 'order time', 'invoice date', 'created at', 'create time', 'purchase date', 'order purchase timestamp', 'transaction timestamp', 'transaction date', 'paid at', '下单日期', '订单日期', '订单创建时间', '付款时间', '订单付款时间', '创建时间', '支付时间', '成交时间', '交易时间', '提交日期', '日期', '时间')
const amount = column('amount', 'money', 'amount', '金额', 'total', 'total amount', 'order amount', 'sales', 'sales value', 'revenue', 'dollar value', 'order total', 'payment value', 'paid amount', 'gmv', 'value', '订单金额', '实付金额', '实际支付金额', '买家实际支付金额', '支付金额', '销售额', '成交金额', '总金额', '消费金额', '付款金额')
const quantity = column('quantity', 'number', 'quantity', '数量', 'qty', 'units', 'number of items', 'items', 'pieces', '件数', '销量', '购买数量', '商品数量')
const unitPrice = column('unit_price', 'money', 'unit price', '单价', 'price', 'item price', '价格', '商品单价', '销售单价', '成交单价')
const productId = column('product_id', 'id', 'product', '商品编号', 'sku', 'stock code', 'item id', 'product code', 'product', 'asin', 'upc', '商品id', '商品编码', '货号', '产品id', '产品编号', '宝贝id')
const productName = column('product_name', 'text', 'product name', '商品名称', 'description', 'title', 'item name', 'name', 'item', '商品', '商品标题', '产品名称', '宝贝标题', '品名')
const category = column('category', 'text', 'category', '类目', 'department', 'product category', 'product category name', 'product type', 'class', '品类', '类别', '商品类目', '分类', '子类别')
const status = column('status', 'text', 'status', '状态', 'order status', 'state of order', '订单状态', '交易状态', '支付状态')
const refund = column('refund', 'money', 'refund', '退款金额', 'refund amount', 'refunded', 'returned amount', '退款', '退货金额')
const channel = column('channel', 'text', 'channel', '渠道', 'source', 'platform', 'store', 'device', '来源', '平台', '店铺', '订单来源')
const region = column('region', 'text', 'region', '地区', 'country', 'province', 'state', 'city', 'customer state', '国家', '省份', '省', '城市', '省/自治区', '收货地址', '收货省份')

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
    columns: [orderId, memberId, orderedAt, productId, productName, category, quantity, unitPrice, amount, status, refund, channel, region],
  },
  {
    name: 'members',
    label: { en: 'members', zh: '会员' },
    grain: { en: 'one row per member', zh: '一行一位会员' },
    columns: [
      memberId,
      column('joined_at', 'time', 'joined', '注册时间', 'join date', 'registered at', 'registration date', 'signup date', 'enrollment date', 'created at', '注册日期', '入会时间', '开卡时间', '入会日期'),
      column('gender', 'text', 'gender', '性别', 'sex'),
      column('birthday', 'date', 'birthday', '生日', 'birth date', 'date of birth', 'dob', '出生日期'),
      column('city', 'text', 'city', '城市', 'customer city', '所在城市', '市'),
      column('province', 'text', 'province', '省份', 'state', 'customer state', 'region', '省', '地区'),
      column('tier', 'text', 'tier', '会员等级', 'level', 'loyalty tier', 'loyalty card', 'grade', '等级', '会员级别'),
      column('channel', 'text', 'channel', '渠道', 'source', 'acquisition channel', 'enrollment type', '来源', '注册渠道'),
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
      column('brand', 'text', 'brand', '品牌', 'manufacturer', 'vendor', 'maker', '厂商'),
      column('price', 'money', 'price', '价格', 'list price', 'unit price', '售价', '标价', '单价'),
      column('cost', 'money', 'cost', '成本', 'unit cost', 'cost price', '成本价', '进价'),
    ],
  },
]

export const shopTable = (name: TableName): ShopTable => {
  const table = SHOP_TABLES.find((candidate) => candidate.name === name)
  if (!table) throw new Error(`No shop table is called ${name}.`)
  return table
}
