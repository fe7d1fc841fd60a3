import { headers, type Preset } from './preset'

/**
 * Seller Central → Reports → Fulfilment → All Orders, one row per article. `item-price` is of all its pieces, before
 * `item-promotion-discount`. Source: sellercentral.amazon.com, “Order report”.
 */
export const amazonOrders: Preset = {
  id: 'amazon_orders',
  name: { en: 'Amazon all orders report', zh: '亚马逊 所有订单报告' },
  table: 'order_items',
  telling: [['amazon-order-id', 'order-id'], ['purchase-date'], ['item-price']],
  headers: headers(
    'amazon-order-id,purchase-date,order-status,sales-channel,product-name,sku,asin,quantity,currency,item-price,item-tax,shipping-price,ship-city,ship-state,ship-country',
  ),
  mapping: {
    order_id: ['amazon-order-id', 'order-id'],
    member_id: ['buyer-email', 'buyer-name'],
    ordered_at: ['purchase-date'],
    product_id: ['sku', 'asin'],
    product_name: ['product-name'],
    quantity: ['quantity', 'quantity-purchased'],
    amount: ['item-price'],
    discount: ['item-promotion-discount'],
    status: ['order-status'],
    channel: ['sales-channel'],
    region: ['ship-country'],
    province: ['ship-state'],
    city: ['ship-city'],
    member_name: ['buyer-name', 'recipient-name'],
  },
}
