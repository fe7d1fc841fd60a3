import type { TableName } from '../../../src/shop/tables'

/** A file, its records, the table it is taken for, and the whole mapping: shop column → its column. */
type Expected = [path: string, records: number, table: TableName | null, mapping: Record<string, string>]

/** Files that are dropped together, as a person would; counts from data/README.md and each PROVENANCE.md. */
export const FOLDERS: Record<string, Expected[]> = {
  cdnow: [
    [
      'cdnow/cdnow_master.csv',
      69_659,
      'orders',
      { member_id: 'customer_id', ordered_at: 'date', amount: 'dollar_value', quantity: 'number_of_cds' },
    ],
  ],
  'cdnow, its sample': [
    [
      'cdnow/cdnow_sample.csv',
      6_919,
      'orders',
      { member_id: 'master_id', ordered_at: 'date', amount: 'dollar_value', quantity: 'number_of_cds' },
    ],
  ],
  'cdnow, totals by customer': [['cdnow/cdnow_customers_summary.csv', 2_357, 'members', { member_id: 'ID' }]],
  online_retail: [
    [
      'online_retail/online_retail.csv',
      541_909,
      'order_items',
      {
        order_id: 'InvoiceNo',
        member_id: 'CustomerID',
        ordered_at: 'InvoiceDate',
        product_id: 'StockCode',
        product_name: 'Description',
        quantity: 'Quantity',
        unit_price: 'UnitPrice',
        region: 'Country',
      },
    ],
  ],
  olist: [
    [
      'olist/olist_orders_dataset.csv',
      20_000,
      'orders',
      {
        order_id: 'order_id',
        member_id: 'customer_id',
        ordered_at: 'order_purchase_timestamp',
        status: 'order_status',
      },
    ],
    [
      'olist/olist_order_items_dataset.csv',
      22_618,
      'order_items',
      { order_id: 'order_id', product_id: 'product_id', unit_price: 'price' },
    ],
    [
      'olist/olist_customers_dataset.csv',
      20_000,
      'members',
      {
        member_id: 'customer_unique_id',
        order_member_id: 'customer_id',
        city: 'customer_city',
        province: 'customer_state',
      },
    ],
    [
      'olist/olist_products_dataset.csv',
      11_318,
      'products',
      { product_id: 'product_id', category: 'product_category_name' },
    ],
    [
      'olist/olist_order_payments_dataset.csv',
      20_873,
      'payments',
      {
        order_id: 'order_id',
        amount: 'payment_value',
        method: 'payment_type',
        installments: 'payment_installments',
        payment_number: 'payment_sequential',
      },
    ],
    [
      'olist/olist_order_reviews_dataset.csv',
      19_986,
      'reviews',
      {
        review_id: 'review_id',
        order_id: 'order_id',
        rating: 'review_score',
        review_title: 'review_comment_title',
        review_text: 'review_comment_message',
        reviewed_at: 'review_creation_date',
      },
    ],
    [
      'olist/product_category_name_translation.csv',
      71,
      'categories',
      { category: 'product_category_name', category_name: 'product_category_name_english' },
    ],
    // Places by postal code and sellers: nothing a member, an order or a product of the shop is named by.
    ['olist/olist_geolocation_dataset.csv', 50_000, null, {}],
    ['olist/olist_sellers_dataset.csv', 2_096, null, {}],
  ],
  complete_journey: [
    [
      'complete_journey/transactions_sample.csv',
      75_000,
      'order_items',
      {
        order_id: 'basket_id',
        member_id: 'household_id',
        ordered_at: 'transaction_timestamp',
        product_id: 'product_id',
        quantity: 'quantity',
        amount: 'sales_value',
        channel: 'store_id',
      },
    ],
    [
      'complete_journey/demographics.csv',
      801,
      'members',
      { member_id: 'household_id', age: 'age', income: 'income' },
    ],
    [
      'complete_journey/products.csv',
      92_331,
      'products',
      { product_id: 'product_id', category: 'product_category', brand: 'brand' },
    ],
    [
      'complete_journey/campaigns.csv',
      6_589,
      'messages',
      { campaign_id: 'campaign_id', member_id: 'household_id' },
    ],
    [
      'complete_journey/campaign_descriptions.csv',
      27,
      'campaigns',
      {
        campaign_id: 'campaign_id',
        campaign_type: 'campaign_type',
        starts_at: 'start_date',
        ends_at: 'end_date',
      },
    ],
    [
      'complete_journey/coupons.csv',
      116_204,
      'coupons',
      { coupon_id: 'coupon_upc', product_id: 'product_id', campaign_id: 'campaign_id' },
    ],
    [
      'complete_journey/coupon_redemptions.csv',
      2_102,
      'coupon_redemptions',
      {
        coupon_id: 'coupon_upc',
        member_id: 'household_id',
        redeemed_at: 'redemption_date',
        campaign_id: 'campaign_id',
      },
    ],
  ],
  zh_member_sales_2018: [
    [
      'zh_member_sales_2018/sale.csv',
      76_050,
      'orders',
      { order_id: 'order_id', member_id: 'user_id', ordered_at: 'create_time', amount: 'amount' },
    ],
  ],
  // The file names no buyer: figures by order work, figures by member cannot.
  tmall_orders: [
    [
      'tmall_orders/tmall_order_report.csv',
      28_010,
      'orders',
      {
        order_id: '订单编号',
        ordered_at: '订单创建时间',
        amount: '买家实际支付金额',
        refund: '退款金额',
        region: '收货地址',
      },
    ],
  ],
  // A price list observed day by day: no order, no buyer, and a product in many rows.
  tmall_cosmetics_1111: [
    ['tmall_cosmetics_1111/cosmetics_gbk.csv', 27_598, null, {}],
    ['tmall_cosmetics_1111/cosmetics_utf8bom.csv', 27_598, null, {}],
  ],
  zh_superstore: [
    [
      'zh_superstore/superstore_cn_订单.csv',
      10_000,
      'order_items',
      {
        order_id: '订单 ID',
        member_id: '客户 ID',
        ordered_at: '订单日期',
        product_id: '产品 ID',
        product_name: '产品名称',
        category: '类别',
        quantity: '数量',
        amount: '销售额',
        region: '省/自治区',
        city: '城市',
        member_name: '客户名称',
      },
    ],
    ['zh_superstore/superstore_cn_退货.csv', 296, 'returns', { order_id: '订单 ID', is_returned: '退回' }],
    ['zh_superstore/superstore_cn_销售人员.csv', 6, null, {}],
  ],
  clustering_cc_general: [
    ['clustering_cc_general/cc_general.csv', 8_950, 'members', { member_id: 'CUST_ID' }],
  ],
  airline_loyalty_history: [
    [
      'airline_loyalty_history/Customer_Loyalty_History.csv',
      16_737,
      'members',
      {
        member_id: 'Loyalty Number',
        gender: 'Gender',
        city: 'City',
        province: 'Province',
        tier: 'Loyalty Card',
        channel: 'Enrollment Type',
        occupation: 'Education',
        income: 'Salary',
      },
    ],
  ],
  // Baskets without time, money or buyer: read as order lines alone.
  groceries: [
    [
      'groceries/groceries_long.csv',
      43_367,
      'order_items',
      { order_id: 'transaction_id', product_name: 'item' },
    ],
  ],
  // No column says which customer a row is.
  hillstrom: [
    [
      'hillstrom/hillstrom.csv',
      64_000,
      'experiments',
      { variant: 'segment', visited: 'visit', converted: 'conversion', spend: 'spend' },
    ],
  ],
  ab_landing_page: [
    [
      'ab_landing_page/ab_data.csv',
      294_478,
      'experiments',
      {
        member_id: 'user_id',
        variant: 'group',
        assigned_at: 'timestamp',
        converted: 'converted',
        page: 'landing_page',
      },
    ],
    ['ab_landing_page/countries.csv', 290_584, 'members', { member_id: 'user_id', province: 'country' }],
  ],
  // Days without a year: the page asks for it.
  events_alibaba_2014: [
    [
      'events_alibaba_2014/t_alibaba_data.csv',
      182_880,
      'events',
      { member_id: 'user_id', event: 'type', occurred_at: 'visit_datetime', brand: 'brand_id' },
    ],
  ],
  zr_obd: [
    [
      'zr_obd/random_men.csv',
      10_000,
      'reco_log',
      {
        product_id: 'item_id',
        shown_at: 'timestamp',
        position: 'position',
        clicked: 'click',
        propensity: 'propensity_score',
      },
    ],
  ],
  zh_reviews: [
    [
      'zh_reviews/online_shopping_10_cats.csv',
      62_774,
      'reviews',
      { review_text: 'review', label: 'label', category: 'cat' },
    ],
  ],
}

/** Files that hold others, or are no text: each part, its records and what it is taken for. */
export const PACKED: [
  path: string,
  parts: [name: string, records: number, table: TableName | null, roles: string[]][],
][] = [
  [
    'retentioneering_ecom/ecom.csv.gz',
    [
      [
        'ecom.csv.gz',
        31_106,
        'events',
        ['member_id', 'session_id', 'event', 'occurred_at', 'platform', 'channel'],
      ],
    ],
  ],
  [
    'zh_superstore/示例-超市.xls',
    [
      [
        '示例-超市.xls / 订单',
        10_000,
        'order_items',
        [
          ...['order_id', 'member_id', 'ordered_at', 'product_id', 'product_name', 'category', 'quantity'],
          ...['amount', 'region', 'city', 'member_name'],
        ],
      ],
      ['示例-超市.xls / 退货', 296, 'returns', ['order_id', 'is_returned']],
      ['示例-超市.xls / 销售人员', 6, null, []],
    ],
  ],
  [
    'starbucks_partial/profile.json',
    [['profile.json', 17_000, 'members', ['member_id', 'joined_at', 'gender', 'age', 'income']]],
  ],
  [
    'starbucks_partial/portfolio.json',
    [['portfolio.json', 10, 'campaigns', ['campaign_id', 'campaign_type', 'channel', 'reward']]],
  ],
  // Its times are hours since a start that the file does not give. The last line is cut off.
  [
    'starbucks_partial/transcript.json',
    [['transcript.json', 20_575, 'events', ['member_id', 'event', 'campaign_id', 'value']]],
  ],
]
