import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@playwright/test'
import type { RuleId } from '../../../src/cleaning/rules'
import type { TableName } from '../../../src/shop/tables'
import type { GivenFile } from './app'
import { invoiceCutOut, purchaseCutOut, saleCutOut } from './cut-outs'

/** A file, and what is known of it from elsewhere: counted by other means, or by the way it was made. */
export interface Shop {
  name: string
  file: GivenFile
  /** Records in the file, and its columns. */
  rows: number
  columns: number
  table: TableName
  /** Shop column → header in the file, as it has to be proposed. */
  mapping: Record<string, string>
  /** Rows that each rule sets aside; every other rule catches nothing that it would set aside. */
  setAside: Partial<Record<RuleId, number>>
  kept: number
  members: number
  orders: number
  /** Sum of the kept amounts. */
  gross: number
  /** Members with two or more orders ÷ members. */
  repeatRate: number
  /** The day after the last order. */
  asOf: string
}

const DATA = fileURLToPath(new URL('../../../../shared/data', import.meta.url))

/** Where a real file lies; the test is skipped, with the reason printed, where it is not there. */
export function realFile(path: string): string {
  const whole = `${DATA}/${path}`
  test.skip(!existsSync(whole), `The real file ${path} is not beside the project.`)
  return whole
}

const invoices = {
  columns: 8,
  table: 'order_items',
  mapping: {
    order_id: 'InvoiceNo',
    member_id: 'CustomerID',
    ordered_at: 'InvoiceDate',
    product_id: 'StockCode',
    product_name: 'Description',
    quantity: 'Quantity',
    unit_price: 'UnitPrice',
    region: 'Country',
  },
} as const

const purchases = {
  columns: 4,
  table: 'orders',
  mapping: {
    member_id: 'customer_id',
    ordered_at: 'date',
    quantity: 'number_of_cds',
    amount: 'dollar_value',
  },
} as const

const sales = {
  columns: 4,
  table: 'orders',
  mapping: { member_id: 'user_id', ordered_at: 'create_time', order_id: 'order_id', amount: 'amount' },
} as const

/** The three real files; figures recomputed from them by other means than the page's engine. */
export const REAL_SHOPS: readonly (Omit<Shop, 'file'> & { path: string })[] = [
  {
    ...invoices,
    name: 'online_retail.csv',
    path: 'online_retail/online_retail.csv',
    rows: 541_909,
    setAside: { no_member: 135_080, returned: 8_905, zero_amount: 40 },
    kept: 397_884,
    members: 4_338,
    orders: 18_532,
    gross: 8_911_407.904,
    repeatRate: 0.65583,
    asOf: '2011-12-10',
  },
  {
    ...purchases,
    name: 'cdnow_master.csv',
    path: 'cdnow/cdnow_master.csv',
    rows: 69_659,
    setAside: {},
    kept: 69_659,
    members: 23_570,
    orders: 69_659,
    gross: 2_500_315.63,
    repeatRate: 0.49478,
    asOf: '1998-07-01',
  },
  {
    ...sales,
    name: 'sale.csv',
    path: 'zh_member_sales_2018/sale.csv',
    rows: 76_050,
    setAside: { no_time: 2, no_amount: 7 },
    kept: 76_041,
    members: 55_540,
    orders: 76_041,
    gross: 59_106_779,
    repeatRate: 0.29546,
    asOf: '2018-12-30',
  },
]

/** Cut-outs of our own making in the shape of the three files, a few hundred rows each. */
export const OWN_SHOPS: readonly Shop[] = [
  { ...invoices, name: 'invoice_lines.csv', ...invoiceCutOut('invoice_lines.csv') },
  { ...purchases, name: 'purchases.csv', ...purchaseCutOut('purchases.csv') },
  { ...sales, name: 'sales_2018.csv', ...saleCutOut('sales_2018.csv') },
]

/** The plainest of them: orders with member, time, pieces, money. */
export const PURCHASES: Shop = OWN_SHOPS[1]!
export const INVOICES: Shop = OWN_SHOPS[0]!
