import { headers, type Preset } from './preset'

/** TikTok Shop Seller Center → Orders → Export, one row per article. The subtotals are of all its pieces. */
export const tiktokOrders: Preset = {
  id: 'tiktok_orders',
  name: { en: 'TikTok Shop order export', zh: 'TikTok Shop 订单导出' },
  table: 'order_items',
  telling: [['Order ID'], ['SKU Subtotal After Discount'], ['Created Time'], ['Seller SKU', 'SKU ID']],
  headers: headers(
    'Order ID,Order Status,SKU ID,Seller SKU,Product Name,Variation,Quantity,SKU Unit Original Price,SKU Subtotal Before Discount,SKU Platform Discount,SKU Seller Discount,SKU Subtotal After Discount,Order Amount,Created Time,Buyer Username',
  ),
  mapping: {
    order_id: ['Order ID'],
    member_id: ['Buyer Username', 'Buyer Nickname'],
    ordered_at: ['Created Time', 'Paid Time'],
    product_id: ['Seller SKU', 'SKU ID'],
    product_name: ['Product Name'],
    category: ['Product Category'],
    quantity: ['Quantity'],
    unit_price: ['SKU Unit Original Price'],
    amount: ['SKU Subtotal After Discount'],
    status: ['Order Status'],
    region: ['Country'],
    province: ['Province', 'State'],
    city: ['City'],
    member_name: ['Recipient'],
    phone: ['Phone #'],
  },
}
