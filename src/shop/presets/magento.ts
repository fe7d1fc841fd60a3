import { headers, type Preset } from './preset'

/** Sales → Orders → Export, one row per order. Source: docs.magento.com, “Orders Workspace”. */
export const magentoOrders: Preset = {
  id: 'magento_orders',
  name: { en: 'Magento order grid export', zh: 'Magento 订单导出' },
  table: 'orders',
  telling: [['ID'], ['Purchase Date'], ['Grand Total (Purchased)', 'Grand Total (Base)'], ['Bill-to Name']],
  headers: headers(
    'ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status',
  ),
  mapping: {
    order_id: ['ID'],
    member_id: ['Customer Email', 'Customer Name', 'Bill-to Name'],
    ordered_at: ['Purchase Date'],
    amount: ['Grand Total (Purchased)', 'Grand Total (Base)'],
    status: ['Status'],
    refund: ['Total Refunded'],
    channel: ['Purchase Point'],
    member_name: ['Bill-to Name'],
    tier: ['Customer Group'],
  },
}
