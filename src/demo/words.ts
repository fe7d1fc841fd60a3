import type { Bilingual } from '../text/bilingual'

export type ShopLocale = 'en' | 'zh-CN'

export const inLocale = (locale: ShopLocale, words: Bilingual): string =>
  locale === 'zh-CN' ? words.zh : words.en

const words = (en: string, zh: string): Bilingual => ({ en, zh })

/** File names and header lines, as a shop's export has them. */
export const FILES = {
  members: {
    name: words('members.csv', '会员.csv'),
    header: words(
      'member_id,joined_at,gender,birthday,city,province,tier,channel',
      '会员编号,注册时间,性别,生日,城市,省份,会员等级,注册渠道',
    ),
  },
  orders: {
    name: words('orders.csv', '订单.csv'),
    header: words(
      'order_id,member_id,ordered_at,amount,status,channel',
      '订单编号,会员编号,下单时间,订单金额,订单状态,渠道',
    ),
  },
  orderItems: {
    name: words('order_items.csv', '订单明细.csv'),
    header: words('order_id,product_id,quantity,unit_price,amount', '订单编号,商品编号,数量,单价,金额'),
  },
  products: {
    name: words('products.csv', '商品.csv'),
    header: words(
      'product_id,product_name,category,brand,price,cost',
      '商品编号,商品名称,类目,品牌,售价,成本',
    ),
  },
} as const

export const STATUSES = [
  words('completed', '已完成'),
  words('cancelled', '已取消'),
  words('refunded', '已退款'),
] as const

/** Where members join and buy, with weights. */
export const CHANNELS = [
  { name: words('app', 'App'), weight: 38 },
  { name: words('mini program', '小程序'), weight: 30 },
  { name: words('website', '官网'), weight: 12 },
  { name: words('live stream', '直播间'), weight: 11 },
  { name: words('store', '门店'), weight: 9 },
] as const

export const GENDERS = [words('female', '女'), words('male', '男')] as const

/** Tiers with the spend that earns them, in cents, rising. */
export const TIERS = [
  { name: words('basic', '普通会员'), from: 0 },
  { name: words('silver', '银卡会员'), from: 200_000 },
  { name: words('gold', '金卡会员'), from: 600_000 },
  { name: words('black', '黑卡会员'), from: 1_500_000 },
] as const

/** What stands where a time should be. */
export const UNREADABLE_TIMES = [words('2024-13-45', '2024-13-45'), words('to follow', '待补')] as const
export const FUTURE_TIME = '2099-01-01 00:00:00'
