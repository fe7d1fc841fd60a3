import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeAlone, proposeSources } from '../../../src/ingest/propose'
import { PRESETS } from '../../../src/shop/presets/presets'
import { shopTable } from '../../../src/shop/tables'
import { sql } from '../../../src/sql/sql'
import { readRows } from '../cleaning/small-shop'
import { openTestEngine } from '../engine-fixture'
import { openFile } from '../ingest/files'
import { loadTestShop, textFile } from '../shop-fixture'

const own = (name: string) => openFile(fileURLToPath(new URL(`../../data/${name}`, import.meta.url)))
const csv = (name: string, ...lines: string[]) => textFile(name, lines.join('\n') + '\n')

const taobaoItems = () =>
  csv(
    'ExportOrderDetailList.csv',
    '"订单编号","标题","价格","购买数量","外部系统编号","商品属性","套餐信息","备注","订单状态","商家编码"',
    '="1234567890123456789","白色女包","99.00","1","B-1","颜色:白","","","交易成功","B-1"',
    '="1234567890123456790","羽绒服","699.50","1","C-1","","","","交易成功","C-1"',
    '="1234567890123456790","围巾","599.50","1","S-1","","","","交易成功","S-1"',
    '="1234567890123456791","发夹","59.90","1","H-1","","","","交易关闭","H-1"',
  )
const jd = () =>
  csv(
    '京东订单.csv',
    '订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注',
    '90000000001,1001,茶杯,2,在线支付,2024-01-02 10:00:00,20.00,120.00,118.00,0.00,118.00,完成,SOP,jd_ann,安**,北京市朝阳区,138****0001,',
    '90000000001,1002,茶壶,1,在线支付,2024-01-02 10:00:00,80.00,120.00,118.00,0.00,118.00,完成,SOP,jd_ann,安**,北京市朝阳区,138****0001,',
    '90000000002,1001,茶杯,1,在线支付,2024-01-03 11:00:00,20.00,20.00,20.00,0.00,20.00,完成,SOP,jd_bob,鲍**,上海市,138****0002,',
  )
const youzanOrders = () =>
  csv(
    '有赞订单.csv',
    '订单号,订单类型,订单状态,订单创建时间,买家付款时间,全部商品名称,商品种类数,商品金额合计,订单实付金额,归属店铺,买家昵称,买家手机号,收货人/提货人,收货人省份,收货人城市,订单已退款金额',
    'E1,普通订单,交易完成,2024-01-01 09:05:00,2024-01-01 09:06:00,牛轧糖;凤梨酥,2,89.70,85.70,总店,阿花,13800000001,花**,浙江省,杭州市,0.00',
    'E2,普通订单,交易完成,2024-01-03 09:05:00,2024-01-03 09:06:00,牛轧糖,1,29.90,29.90,总店,小北,13800000002,北**,北京市,北京市,29.90',
  )
const weimob = () =>
  csv(
    '微盟订单.csv',
    '订单编号,订单状态,下单时间,付款时间,客户WID,买家昵称,商品名称,商品编码,商品单价,商品数量,商品实付金额,所属门店',
    '310001,已完成,2024-02-01 12:00:00,2024-02-01 12:01:00,70001,小鱼,面霜,M-1,128.00,1,118.00,旗舰店',
    '310001,已完成,2024-02-01 12:00:00,2024-02-01 12:01:00,70001,小鱼,口红,L-1,88.00,2,166.00,旗舰店',
    '310002,已取消,2024-02-02 12:00:00,,70002,大熊,口红,L-1,88.00,1,88.00,旗舰店',
  )
const douyin = () =>
  csv(
    '抖店订单.csv',
    '主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品金额,订单应付金额,收件人,收件人手机号,省,市,订单提交时间,支付完成时间,订单状态,售后状态,达人昵称',
    "'6912345678901234567\t,'6912345678901234568\t,牛轧糖,200g,2,3500001,NG-1,29.90,55.80,花*,1*********1,浙江省,杭州市,2024/03/01 20:00:01,2024/03/01 20:00:09,已完成,-,阿达",
    "'6912345678901234570\t,'6912345678901234571\t,凤梨酥,6枚,1,3500002,FL-6,29.90,29.90,北*,1*********2,北京市,北京市,2024/03/02 21:00:01,2024/03/02 21:00:09,已完成,-,阿达",
  )
const pinduoduo = () =>
  csv(
    'orders_export.csv',
    '商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),拼单成功时间,商品id,商品规格,省,市,售后状态',
    '茶杯\t,250901-111111111111111\t,已收货,39.90,6.00,5.00,2.00,0.00,38.90,40.90,1,2025-09-01 10:00:00\t,4501\t,白,浙江省,杭州市,无售后或售后取消',
    '茶壶\t,250902-222222222222222\t,已收货,80.00,0.00,0.00,0.00,0.00,80.00,80.00,2,2025-09-02 10:00:00\t,4502\t,黑,浙江省,宁波市,无售后或售后取消',
  )
const amazon = () =>
  csv(
    'all-orders.txt',
    'amazon-order-id\tpurchase-date\torder-status\tfulfillment-channel\tsales-channel\tproduct-name\tsku\tasin\tquantity\tcurrency\titem-price\titem-tax\tshipping-price\titem-promotion-discount\tship-city\tship-state\tship-country\tbuyer-email',
    '111-1\t2025-01-02T10:00:00+00:00\tShipped\tAmazon\tAmazon.com\tCup\tC1\tB01\t2\tUSD\t21.00\t1.68\t3.99\t\tAustin\tTX\tUS\ta@marketplace.amazon.com',
    '111-1\t2025-01-02T10:00:00+00:00\tShipped\tAmazon\tAmazon.com\tPot\tP1\tB02\t1\tUSD\t30.00\t2.40\t\t3.00\tAustin\tTX\tUS\ta@marketplace.amazon.com',
    '111-2\t2025-01-03T10:00:00+00:00\tShipped\tAmazon\tAmazon.com\tCup\tC1\tB01\t1\tUSD\t10.50\t0.84\t\t\tReno\tNV\tUS\tb@marketplace.amazon.com',
  )
const tiktok = () =>
  csv(
    'All order.csv',
    'Order ID,Order Status,SKU ID,Seller SKU,Product Name,Variation,Quantity,SKU Unit Original Price,SKU Subtotal Before Discount,SKU Platform Discount,SKU Seller Discount,SKU Subtotal After Discount,Order Amount,Created Time,Buyer Username',
    '5770001\t,Completed,17,S1,Cup,Red,2,USD 10.00,USD 20.00,USD 1.00,USD 2.00,USD 17.00,USD 41.20,01/13/2025 10:22:11 AM\t,ann',
    '5770001\t,Completed,18,S2,Pot,Red,2,USD 10.00,USD 20.00,USD 1.00,USD 2.00,USD 17.00,USD 41.20,01/13/2025 10:22:11 AM\t,ann',
    '5770002\t,Completed,17,S1,Cup,Red,1,USD 10.00,USD 10.00,USD 0.00,USD 0.00,USD 10.00,USD 13.00,01/14/2025 10:22:11 AM\t,bob',
  )
const magento = () =>
  csv(
    'export.csv',
    '"ID","Purchase Point","Purchase Date","Bill-to Name","Ship-to Name","Grand Total (Base)","Grand Total (Purchased)","Status","Customer Email","Total Refunded"',
    '"000000001","Main Website Main Store","Jan 2, 2024 10:15:30 AM","Ana Lima","Ana Lima","45.0000","49.5000","Complete","ana@example.org","0.0000"',
    '"000000002","Main Website Main Store","Jan 5, 2024 8:00:00 PM","Bo Berg","Bo Berg","15.0000","16.5000","Complete","bo@example.org","0.0000"',
  )
const wooOrders = () =>
  csv(
    'orders.csv',
    'order_id,order_number,order_date,status,shipping_total,tax_total,discount_total,order_total,payment_method,customer_id,billing_first_name,billing_last_name,billing_email,billing_city',
    '71,501,2023-11-11 00:03:00,completed,5,0,0,45,stripe,7,Ana,Lima,ana@example.org,Austin',
    '72,502,2023-11-12 09:30:00,completed,5,0,0,15,stripe,0,Bo,Berg,bo@example.org,Reno',
  )

const EXPORTS: [file: () => File | Promise<File>, preset: string, mapping: Record<string, string>][] = [
  [
    () => own('taobao_orders_gbk.csv'),
    'taobao_orders',
    { order_id: '订单编号', member_id: '买家会员名', ordered_at: '订单创建时间', amount: '买家实际支付金额' },
  ],
  [taobaoItems, 'taobao_items', { order_id: '订单编号', product_id: '商家编码', unit_price: '价格' }],
  [
    jd,
    'jd_orders',
    { order_id: '订单号', member_id: '下单帐号', unit_price: '京东价', member_name: '客户姓名' },
  ],
  [
    youzanOrders,
    'youzan_orders',
    { order_id: '订单号', member_id: '买家手机号', amount: '订单实付金额', refund: '订单已退款金额' },
  ],
  [
    () => own('youzan_order_lines.csv'),
    'youzan_items',
    { order_id: '订单号', member_id: '买家手机号', amount: '商品实付金额', city: '收货人城市' },
  ],
  [weimob, 'weimob_orders', { order_id: '订单编号', member_id: '客户WID', amount: '商品实付金额' }],
  [
    douyin,
    'douyin_orders',
    { order_id: '主订单编号', product_id: '商品ID', amount: '订单应付金额', ordered_at: '订单提交时间' },
  ],
  [
    () => own('shopify_orders.csv'),
    'shopify_orders',
    { order_id: 'Name', member_id: 'Email', unit_price: 'Lineitem price', member_name: 'Billing Name' },
  ],
  [
    () => own('woocommerce_orders.csv'),
    'woocommerce_lines',
    { order_id: 'Order Number', member_id: 'Email (Billing)', unit_price: 'Item Cost' },
  ],
  [
    wooOrders,
    'woocommerce_orders',
    { order_id: 'order_number', member_id: 'billing_email', amount: 'order_total' },
  ],
  [
    pinduoduo,
    'pinduoduo_orders',
    { order_id: '订单号', product_id: '商品id', amount: '用户实付金额(元)', shipping: '邮费(元)' },
  ],
  [
    amazon,
    'amazon_orders',
    {
      order_id: 'amazon-order-id',
      member_id: 'buyer-email',
      amount: 'item-price',
      discount: 'item-promotion-discount',
    },
  ],
  [
    tiktok,
    'tiktok_orders',
    { order_id: 'Order ID', member_id: 'Buyer Username', amount: 'SKU Subtotal After Discount' },
  ],
  [
    magento,
    'magento_orders',
    {
      order_id: 'ID',
      member_id: 'Customer Email',
      amount: 'Grand Total (Purchased)',
      ordered_at: 'Purchase Date',
    },
  ],
]

describe('exports of shop systems are known by name', () => {
  it.each(EXPORTS)('%#: %s', async (file, preset, mapping) => {
    const [proposal] = proposeSources([await inspectFile(await file())])
    expect(proposal?.preset).toMatchObject({ id: preset, own: false })
    expect(proposal?.table).toBe(PRESETS.find(({ id }) => id === preset)?.table)
    expect(
      Object.fromEntries(proposal?.matches.map((match) => [match.role, match.column]) ?? []),
    ).toMatchObject(mapping)
    expect(proposal?.reasons[0]?.zh).toContain('预设')
  })

  it('each has a test', () => {
    expect(EXPORTS.map(([, preset]) => preset).sort()).toEqual(PRESETS.map(({ id }) => id).sort())
  })

  it('each maps columns of its table alone', () => {
    for (const { table, mapping } of PRESETS) {
      const roles = shopTable(table).columns.map(({ name }) => name)
      expect(Object.keys(mapping).filter((role) => !roles.includes(role))).toEqual([])
    }
  })

  it('a file that shares some headers is none of them', async () => {
    const report = await inspectFile(csv('x.csv', '订单编号,买家会员名,总金额', '1,a,2', '2,b,3'))
    expect(proposeSources([report])[0]?.preset).toBeUndefined()
    const shopify = await inspectFile(await own('shopify_orders.csv'))
    expect(proposeAlone(shopify).preset).toBeUndefined()
  })
})

describe('what they give', () => {
  let engine: EngineCore
  beforeAll(async () => {
    engine = await openTestEngine()
  })
  const orders = () =>
    readRows(engine, sql`select order_id, member_id, lines, gross, net from orders order by order_id`)

  test('Shopify: what an order says in its first row holds for all of its rows', async () => {
    const shop = await loadTestShop(engine, [await own('shopify_orders.csv')])
    expect(shop.recipe.sources[0]?.fill).toContain('status')
    expect(await orders()).toEqual([
      { order_id: '#1001', member_id: 'ana@example.org', lines: 2, gross: 40, net: 40 },
      { order_id: '#1002', member_id: 'bo@example.org', lines: 1, gross: 9, net: 9 },
      { order_id: '#1003', member_id: 'ana@example.org', lines: 2, gross: 46, net: 0 },
    ])
    expect(
      await readRows(engine, sql`select member_name, city, phone from members order by member_id`),
    ).toEqual([
      { member_name: 'Ana Lima', city: 'Austin', phone: '15550100' },
      { member_name: 'Bo Berg', city: 'Reno', phone: '15550101' },
    ])
  })

  test('an order number in the first row alone', async () => {
    await loadTestShop(engine, [
      csv(
        'lines.csv',
        'order_id,customer_id,order_date,sku,quantity,price',
        'A1,m1,2024-01-01,x,1,5',
        ',,,y,2,3',
        'A2,m2,2024-01-02,x,1,5',
        'A3,m1,2024-01-03,y,1,3',
        ',,,z,1,4',
      ),
    ])
    expect(await orders()).toEqual([
      { order_id: 'A1', member_id: 'm1', lines: 2, gross: 11, net: 11 },
      { order_id: 'A2', member_id: 'm2', lines: 1, gross: 5, net: 5 },
      { order_id: 'A3', member_id: 'm1', lines: 2, gross: 7, net: 7 },
    ])
  })

  test('淘宝 订单报表 and 宝贝报表 are joined by the order number', async () => {
    const shop = await loadTestShop(engine, [await own('taobao_orders_gbk.csv'), taobaoItems()])
    expect(shop.accounting.sources.map(({ scope }) => scope)).toEqual(['sales', 'details'])
    expect(
      await readRows(
        engine,
        sql`select count(*) as lines, count(distinct member_id) as buyers from order_items`,
      ),
    ).toEqual([{ lines: 3, buyers: 2 }])
  })

  test('抖音小店: order numbers lose their apostrophe and tab', async () => {
    await loadTestShop(engine, [douyin()])
    expect((await orders()).map((order) => [order['order_id'], order['gross']])).toEqual([
      ['6912345678901234567', 55.8],
      ['6912345678901234570', 29.9],
    ])
  })
})

test('Amazon: the price of a line is that of all its pieces; 拼多多: what was paid is without its postage', async () => {
  const engine = await openTestEngine()
  await loadTestShop(engine, [await amazon()])
  expect(await readRows(engine, sql`select gross, net from orders order by order_id`)).toEqual([
    { gross: 48, net: 48 },
    { gross: 10.5, net: 10.5 },
  ])
  await loadTestShop(engine, [await pinduoduo()])
  expect(await readRows(engine, sql`select gross, quantity from orders order by order_id`)).toEqual([
    { gross: 32.9, quantity: 1 },
    { gross: 80, quantity: 2 },
  ])
})
