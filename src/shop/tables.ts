import type { Bilingual } from '../text/bilingual'
import {
  amount,
  category,
  channel,
  column,
  memberId,
  orderId,
  orderedAt,
  orderedDay,
  orderedMonth,
  orderedTime,
  productId,
  productName,
  quantity,
  refund,
  region,
  status,
  unitPrice,
} from './columns'
import {
  discountTaken,
  lineDiscount,
  orderDiscount,
  orderSubtotal,
  rowDiscount,
  shipping,
  tax,
} from './discounts'
import { BUYER_COLUMNS, MEMBER_COLUMNS } from './people'
import { RECORD_TABLES } from './records'

/** The tables that every shop has, and that cleaning builds one from the other. */
export type CoreTable = 'orders' | 'order_items' | 'members' | 'products'

/** Tables of records beside them, each loaded as it is and joined by its ids. */
export type RecordTable =
  | 'payments'
  | 'reviews'
  | 'events'
  | 'campaigns'
  | 'messages'
  | 'coupons'
  | 'coupon_redemptions'
  | 'returns'
  | 'experiments'
  | 'reco_log'
  | 'surveys'
  | 'categories'

/** The tables a shop may bring, as far as the product reads them today. */
export type TableName = CoreTable | RecordTable

export type ColumnType = 'id' | 'text' | 'money' | 'number' | 'time' | 'date' | 'flag'

/** A column that a file may supply. `words` are headers people write for it, normalised (see headers.ts). */
export interface ShopColumn {
  readonly name: string
  readonly type: ColumnType
  readonly label: Bilingual
  readonly words: readonly string[]
  /**
   * In a file of sales: the table that this attribute of the buyer or the product goes to, or the column that it is a
   * part of. The table itself has no such column.
   */
  readonly of?: 'members' | 'products' | 'ordered_at' | 'amount'
}

export interface ShopTable {
  readonly name: TableName
  readonly label: Bilingual
  /** What one row is. */
  readonly grain: Bilingual
  readonly columns: readonly ShopColumn[]
  /** Of a table of records: a row that has none of these ids can be joined to nothing. Empty: every row counts. */
  readonly anchors?: readonly string[]
  /** Of a table of records: the column that no two rows share. */
  readonly key?: string
}

const brand = column(
  'brand',
  'text',
  'brand',
  '品牌',
  '品牌, 品牌名称, brand name, manufacturer, vendor, maker, 厂商',
)
const price = column(
  'price',
  'money',
  'price',
  '价格',
  '价格, list price, regular price, variant price, unit price, 售价, 标价, 单价',
)
const cost = column(
  'cost',
  'money',
  'cost',
  '成本',
  '成本, unit cost, cost per item, cost price, 成本价, 进价',
)

const stock = column(
  'stock',
  'number',
  'pieces in stock',
  '库存',
  `
  库存, stock, stock quantity, stock on hand, quantity in stock, in stock, inventory, inventory quantity, on hand,
  variant inventory qty, 库存数量, 库存量, 现有库存, 可用库存, 可售库存`,
)

const bare = (known: ShopColumn, ...words: string[]): ShopColumn => ({
  ...known,
  words: [...known.words, ...words],
})

const ITEM_COLUMNS: readonly ShopColumn[] = [
  orderId,
  memberId,
  orderedAt,
  orderedMonth,
  orderedDay,
  orderedTime,
  productId,
  productName,
  category,
  quantity,
  unitPrice,
  amount,
  lineDiscount,
  orderDiscount,
  orderSubtotal,
  shipping,
  tax,
  status,
  refund,
  channel,
  region,
]

const CORE_TABLES: readonly ShopTable[] = [
  {
    name: 'orders',
    label: { en: 'orders', zh: '订单' },
    grain: { en: 'one row per order', zh: '一行一单' },
    columns: [
      bare(orderId, 'id'),
      memberId,
      orderedAt,
      orderedMonth,
      orderedDay,
      orderedTime,
      amount,
      quantity,
      unitPrice,
      rowDiscount,
      discountTaken,
      shipping,
      tax,
      status,
      refund,
      channel,
      region,
      ...BUYER_COLUMNS,
    ],
  },
  {
    name: 'order_items',
    label: { en: 'order lines', zh: '订单明细' },
    grain: { en: 'one row per product in an order', zh: '一行一单中的一件商品' },
    columns: [...ITEM_COLUMNS, ...BUYER_COLUMNS, { ...brand, of: 'products' }, { ...cost, of: 'products' }],
  },
  {
    name: 'members',
    label: { en: 'members', zh: '会员' },
    grain: { en: 'one row per member', zh: '一行一位会员' },
    columns: MEMBER_COLUMNS,
  },
  {
    name: 'products',
    label: { en: 'products', zh: '商品' },
    grain: { en: 'one row per product', zh: '一行一种商品' },
    columns: [bare(productId, 'id', '编号'), productName, category, brand, price, cost, stock],
  },
]

/** Each table with the columns a file may map to. The order of columns is the order on screen. */
export const SHOP_TABLES: readonly ShopTable[] = [...CORE_TABLES, ...RECORD_TABLES]

export const TABLE_NAMES = SHOP_TABLES.map((table) => table.name)

export const shopTable = (name: TableName): ShopTable => {
  const table = SHOP_TABLES.find((candidate) => candidate.name === name)
  if (!table) throw new Error(`No shop table is called ${name}.`)
  return table
}

export const isRecordTable = (name: TableName | null): name is RecordTable =>
  RECORD_TABLES.some((table) => table.name === name)
