import { column } from './columns'
import type { ShopColumn } from './tables'

/** Discounts that a row says of itself, or of the whole order: which, the values tell (see ingest/discounts.ts). */
const ANY = `discount, discount amount, discounts, discount value, discount total, total discount, order discount,
  order discount amount, cart discount, cart discount amount, promotion discount, promo discount, coupon discount,
  优惠金额, 优惠, 折扣金额, 折扣额, 订单优惠金额, 订单优惠, 订单优惠总额, 优惠总额, 优惠合计, 总优惠, 总优惠金额, 整单优惠, 店铺优惠, 店铺优惠合计, 活动优惠,
  减免金额, 立减金额, 满减金额, 値引額, 割引額, rabatt, rabattbetrag, nachlass, remise, montant remise, reduction,
  descuento, importe descuento, sconto, importo sconto, desconto, valor desconto`
const OF_A_LINE = `lineitem discount, line discount, line discount amount, item discount, item discount amount, product discount,
  商品优惠, 商品优惠金额, 单品优惠, 单品优惠金额, 行优惠, 明细优惠金额`

const part = (known: ShopColumn): ShopColumn => ({ ...known, of: 'amount' })

/** What is taken off a row's own amount. */
export const rowDiscount = part(
  column('discount', 'money', 'discount of the row', '本行优惠', `${OF_A_LINE},${ANY}`),
)

export const lineDiscount = part(column('discount', 'money', 'discount of the line', '商品优惠', OF_A_LINE))

/** What is taken off a whole order: said once an order, or again in each of its rows. */
export const orderDiscount = part(
  column('order_discount', 'money', 'discount of the whole order', '整单优惠', ANY),
)

/** What is paid for the goods of a whole order, after its discounts. */
export const orderSubtotal = part(
  column(
    'order_subtotal',
    'money',
    'paid for the goods of the whole order',
    '整单商品实付',
    `order subtotal, subtotal, order total, order amount, order net, order paid amount, 订单实付金额, 订单应付金额, 订单实付, 订单应付, 订单实收金额,
    实付金额, 应付金额, 实付款, 实付, 应付, 结算金额, 订单金额`,
  ),
)

/** What an amount may hold beside the goods. A row's amount is without it as soon as a column is said to be it. */
export const shipping = part(
  column(
    'shipping',
    'money',
    'shipping in the amount',
    '金额中的运费',
    `shipping, shipping total, shipping amount, shipping cost, shipping fee, shipping price, shipping charge, shipping charges, total shipping, total shipping price set shop money amount,
    order shipping, shipping charged, shipping and handling, delivery, delivery fee, delivery cost, delivery charge, delivery price, freight, freight value,
    freight cost, postage, 运费, 邮费, 快递费, 配送费, 运费金额, 订单运费, 买家应付邮费, 应付邮费, 邮费合计, 运费合计, 物流费用, 送料, 配送料,
    versand, versandkosten, lieferkosten, porto, frais de port, frais de livraison, livraison, frais d expedition, gastos de envio, costo de envio,
    coste de envio, envio, spese di spedizione, costi di spedizione, spedizione, frete, valor do frete, portes`,
  ),
)

export const tax = part(
  column(
    'tax',
    'money',
    'tax in the amount',
    '金额中的税',
    `tax, taxes, tax total, total tax, tax amount, order tax, sales tax, tax collected, total taxes, vat, vat amount, vat total, gst, hst, 税, 税费, 税额, 税金, 消费税,
    mwst, mehrwertsteuer, mwst betrag, ust, umsatzsteuer, steuer, tva, montant tva, taxe, iva, importe iva, impuesto, impuestos, imposto, imposta`,
  ),
)

/** What an order's amount is already without, though it says so: what the lines of the order in another file may still hold. */
export const discountTaken = part(
  column('discount_taken', 'money', 'discount that the amount is already without', '金额已扣除的优惠'),
)

/** All that a file may say of what its amounts hold or are without. */
export const AMOUNT_PARTS: readonly ShopColumn[] = [
  rowDiscount,
  lineDiscount,
  orderDiscount,
  orderSubtotal,
  shipping,
  tax,
]
