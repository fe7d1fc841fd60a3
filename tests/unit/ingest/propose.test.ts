import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import type { SourceProposal } from '../../../src/ingest/types'
import { openFile, sharedPath, textFile } from './files'

const own = (name: string) => fileURLToPath(new URL(`../../data/${name}`, import.meta.url))
const propose = async (...files: File[]) =>
  proposeSources(await Promise.all(files.map((file) => inspectFile(file))))
const mapping = (proposal: SourceProposal | undefined) =>
  Object.fromEntries((proposal?.matches ?? []).map((match) => [match.role, match.column]))

describe('exports of shop systems', () => {
  it.each([
    [
      'shopify_orders.csv',
      'order_items',
      {
        order_id: 'Name',
        member_id: 'Email',
        ordered_at: 'Created at',
        product_id: 'Lineitem sku',
        unit_price: 'Lineitem price',
      },
    ],
    [
      'woocommerce_orders.csv',
      'order_items',
      {
        order_id: 'Order Number',
        member_id: 'Email (Billing)',
        quantity: 'Quantity (- Refund)',
        unit_price: 'Item Cost',
      },
    ],
    [
      'taobao_orders_gbk.csv',
      'order_items',
      {
        order_id: '订单编号',
        member_id: '买家会员名',
        ordered_at: '订单创建时间',
        amount: '买家实际支付金额',
        quantity: '宝贝总数量',
      },
    ],
    [
      'youzan_order_lines.csv',
      'order_items',
      {
        order_id: '订单号',
        member_id: '买家昵称',
        product_id: '商品编码',
        amount: '商品实付金额',
        unit_price: '商品单价',
      },
    ],
    [
      'members_semicolon.csv',
      'members',
      { member_id: '会员卡号', joined_at: '注册日期', birthday: '出生日期', tier: '会员等级' },
    ],
  ])('%s → %s', async (name, table, expected) => {
    const [proposal] = await propose(await openFile(own(name)))
    expect(proposal?.table).toBe(table)
    expect(mapping(proposal)).toMatchObject(expected)
  })
})

describe('the rules', () => {
  it('one column for a role, one role for a column, reasons in both languages', async () => {
    const [proposal] = await propose(await openFile(own('shopify_orders.csv')))
    const columns = proposal!.matches.map((match) => match.column)
    const roles = proposal!.matches.map((match) => match.role)
    expect(new Set(columns).size).toBe(columns.length)
    expect(new Set(roles).size).toBe(roles.length)
    for (const match of proposal!.matches) {
      expect(match.confidence).toBeGreaterThanOrEqual(0.4)
      expect(match.confidence).toBeLessThanOrEqual(1)
      expect(match.reasons.length).toBeGreaterThan(0)
      for (const reason of match.reasons) expect(reason.zh).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('a date of something else is no order date, a freight is no amount', async () => {
    const [proposal] = await propose(
      textFile(
        'order_id,customer_id,order date,shipping date,freight_value,total\n1,a,2018-01-01,2018-01-03,5.5,20.0\n',
      ),
    )
    expect(mapping(proposal)).toEqual({
      order_id: 'order_id',
      member_id: 'customer_id',
      ordered_at: 'order date',
      amount: 'total',
    })
  })

  it('values can overrule a header', async () => {
    const [proposal] = await propose(
      textFile('user id,date,amount,create time\na1,x,12.5,2018-01-01\na2,y,7,2018-01-02\n'),
    )
    expect(mapping(proposal)).toEqual({ member_id: 'user id', ordered_at: 'create time', amount: 'amount' })
  })

  it('asks what only a person can know', async () => {
    const [ambiguous] = await propose(
      textFile('user id,date,total,paid amount\na1,1/2/2018,5.5,5.5\na2,3/4/2018,6.5,6.0\n'),
    )
    expect(ambiguous?.questions.map((question) => question.code)).toEqual(['day_or_month', 'which_amount'])
    const [nobody] = await propose(
      textFile('订单编号,下单时间,实付金额\n1,2018-01-01,5.5\n2,2018-01-02,6.5\n'),
    )
    expect(nobody?.table).toBe('orders')
    expect(nobody?.questions.map((question) => question.code)).toEqual(['which_member'])
  })

  it('finds a key by the values it shares with another file', async () => {
    const ids = Array.from({ length: 300 }, (_, i) => `k-${(i * 7919) % 100_003}`)
    const orders = textFile(
      `buyer,when,paid amount\n${ids.map((id, i) => `${id},2018-01-${String((i % 28) + 1).padStart(2, '0')},${i}.5`).join('\n')}\n`,
      'sales.csv',
    )
    const people = textFile(`key,gender,city\n${ids.map((id) => `${id},f,Graz`).join('\n')}\n`, 'people.csv')
    const [alone] = await propose(people)
    const [, linked] = await propose(orders, people)
    expect(alone?.table).toBeNull()
    expect([linked?.table, mapping(linked)['member_id']]).toEqual(['members', 'key'])
    expect(linked?.matches[0]?.reasons[0]?.en).toContain('sales.csv')
  })

  it('a file that is no shop table stays a raw table, with a reason', async () => {
    const [proposal] = await propose(textFile('cat,label,review\nbooks,1,good\nfood,0,bad\n'))
    expect(proposal).toMatchObject({ table: null, matches: [] })
    expect(proposal?.reasons[0]?.zh).toContain('普通表')
  })
})

const TABLES: [path: string, table: SourceProposal['table'], roles: Record<string, string>][] = [
  [
    'online_retail/online_retail.csv',
    'order_items',
    {
      order_id: 'InvoiceNo',
      member_id: 'CustomerID',
      ordered_at: 'InvoiceDate',
      product_id: 'StockCode',
      quantity: 'Quantity',
      unit_price: 'UnitPrice',
    },
  ],
  [
    'cdnow/cdnow_master.csv',
    'orders',
    { member_id: 'customer_id', ordered_at: 'date', quantity: 'number_of_cds', amount: 'dollar_value' },
  ],
  [
    'zh_member_sales_2018/sale.csv',
    'orders',
    { order_id: 'order_id', member_id: 'user_id', ordered_at: 'create_time', amount: 'amount' },
  ],
  [
    'tmall_orders/tmall_order_report.csv',
    'orders',
    {
      order_id: '订单编号',
      ordered_at: '订单创建时间',
      amount: '买家实际支付金额',
      refund: '退款金额',
      region: '收货地址',
    },
  ],
  [
    'zh_superstore/superstore_cn_订单.csv',
    'order_items',
    {
      order_id: '订单 ID',
      member_id: '客户 ID',
      ordered_at: '订单日期',
      product_id: '产品 ID',
      amount: '销售额',
    },
  ],
  [
    'olist/olist_orders_dataset.csv',
    'orders',
    { order_id: 'order_id', member_id: 'customer_id', ordered_at: 'order_purchase_timestamp' },
  ],
  [
    'olist/olist_order_items_dataset.csv',
    'order_items',
    { order_id: 'order_id', product_id: 'product_id', unit_price: 'price' },
  ],
  ['olist/olist_customers_dataset.csv', 'members', { member_id: 'customer_id' }],
  [
    'olist/olist_products_dataset.csv',
    'products',
    { product_id: 'product_id', category: 'product_category_name' },
  ],
  [
    'complete_journey/transactions_sample.csv',
    'order_items',
    { order_id: 'basket_id', member_id: 'household_id', amount: 'sales_value' },
  ],
  ['complete_journey/demographics.csv', 'members', { member_id: 'household_id' }],
  ['complete_journey/products.csv', 'products', { product_id: 'product_id', brand: 'brand' }],
  [
    'airline_loyalty_history/Customer_Loyalty_History.csv',
    'members',
    { member_id: 'Loyalty Number', tier: 'Loyalty Card' },
  ],
  ['clustering_cc_general/cc_general.csv', 'members', { member_id: 'CUST_ID' }],
  ['groceries/groceries_long.csv', 'order_items', { order_id: 'transaction_id', product_name: 'item' }],
  ['olist/olist_order_payments_dataset.csv', null, {}],
  ['olist/olist_order_reviews_dataset.csv', null, {}],
  ['olist/olist_geolocation_dataset.csv', null, {}],
  ['olist/olist_sellers_dataset.csv', null, {}],
  ['complete_journey/campaigns.csv', null, {}],
  ['complete_journey/coupons.csv', null, {}],
  ['complete_journey/coupon_redemptions.csv', null, {}],
  ['zh_superstore/superstore_cn_退货.csv', null, {}],
  ['tmall_cosmetics_1111/cosmetics_utf8bom.csv', null, {}],
  ['zh_reviews/online_shopping_10_cats.csv', null, {}],
  ['ab_landing_page/ab_data.csv', null, {}],
  ['hillstrom/hillstrom.csv', null, {}],
]

describe('real files', () => {
  for (const [name, table, roles] of TABLES) {
    const path = sharedPath(name)
    it.skipIf(path === null)(`${name} → ${table}`, async () => {
      const [proposal] = await propose(await openFile(path!))
      expect(proposal?.table).toBe(table)
      expect(mapping(proposal)).toMatchObject(roles)
    })
  }
})
