import { headers, type Preset } from './preset'

/**
 * Orders → Export → Plain CSV. One row per line item; what belongs to the whole order stands in its first row alone.
 * Source: help.shopify.com, “Order export CSV structure”.
 */
export const shopifyOrders: Preset = {
  id: 'shopify_orders',
  name: { en: 'Shopify orders_export', zh: 'Shopify 订单导出' },
  table: 'order_items',
  telling: [['Name'], ['Lineitem name'], ['Lineitem price'], ['Lineitem quantity']],
  headers: headers(
    'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing City,Refunded Amount',
  ),
  mapping: {
    order_id: ['Name'],
    member_id: ['Email', 'Phone'],
    ordered_at: ['Created at'],
    product_id: ['Lineitem sku'],
    product_name: ['Lineitem name'],
    quantity: ['Lineitem quantity'],
    unit_price: ['Lineitem price'],
    discount: ['Lineitem discount'],
    order_discount: ['Discount Amount'],
    order_subtotal: ['Subtotal'],
    status: ['Financial Status'],
    refund: ['Refunded Amount'],
    channel: ['Source'],
    region: ['Billing Country', 'Shipping Country'],
    province: ['Billing Province', 'Shipping Province'],
    city: ['Billing City', 'Shipping City'],
    member_name: ['Billing Name', 'Shipping Name'],
    phone: ['Billing Phone', 'Shipping Phone', 'Phone'],
    brand: ['Vendor'],
  },
}
