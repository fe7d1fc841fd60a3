import { headers, type Preset } from './preset'

/** The export of the plugin “Advanced Order Export”, one row per line item. */
export const wooLines: Preset = {
  id: 'woocommerce_lines',
  name: { en: 'WooCommerce order export, by line', zh: 'WooCommerce 订单导出(明细)' },
  table: 'order_items',
  telling: [['Order Number'], ['Item Cost'], ['Email (Billing)', 'Item Name']],
  headers: headers(
    'Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),City (Billing),Email (Billing),Payment Method Title,Order Total Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost',
  ),
  mapping: {
    order_id: ['Order Number'],
    member_id: ['Email (Billing)'],
    ordered_at: ['Order Date'],
    product_id: ['SKU'],
    product_name: ['Item Name', 'Item #'],
    quantity: ['Quantity (- Refund)', 'Quantity'],
    unit_price: ['Item Cost'],
    order_discount: ['Cart Discount Amount'],
    status: ['Order Status'],
    region: ['Country Code (Billing)'],
    province: ['State Code (Billing)'],
    city: ['City (Billing)'],
    phone: ['Phone (Billing)'],
  },
}

/** WooCommerce's own extension, one row per order. Source: woocommerce.com, “Import and Export of WooCommerce Orders”. */
export const wooOrders: Preset = {
  id: 'woocommerce_orders',
  name: { en: 'WooCommerce order export', zh: 'WooCommerce 订单导出' },
  table: 'orders',
  telling: [['order_number'], ['order_total'], ['billing_email', 'customer_email', 'customer_user']],
  headers: headers(
    'order_id,order_number,order_date,status,shipping_total,tax_total,discount_total,order_total,payment_method,customer_id,billing_first_name,billing_last_name,billing_email,billing_city',
  ),
  mapping: {
    order_id: ['order_number', 'order_id'],
    member_id: ['customer_email', 'billing_email', 'customer_id', 'customer_user'],
    ordered_at: ['order_date'],
    amount: ['order_total'],
    status: ['status', 'order_status'],
    refund: ['refunded_total', 'order_refund'],
    region: ['billing_country'],
    province: ['billing_state'],
    city: ['billing_city'],
    phone: ['billing_phone'],
  },
}
