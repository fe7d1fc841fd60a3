import { amazonOrders } from './amazon'
import { douyinOrders } from './douyin'
import { jdOrders } from './jd'
import { magentoOrders } from './magento'
import { pinduoduoOrders } from './pinduoduo'
import type { Preset } from './preset'
import { shopifyOrders } from './shopify'
import { taobaoItems, taobaoOrders } from './taobao'
import { tiktokOrders } from './tiktok'
import { weimobOrders } from './weimob'
import { wooLines, wooOrders } from './woocommerce'
import { youzanItems, youzanOrders } from './youzan'

/** The exports of shop systems that are known by name. */
export const PRESETS: readonly Preset[] = [
  taobaoOrders,
  taobaoItems,
  jdOrders,
  youzanOrders,
  youzanItems,
  weimobOrders,
  douyinOrders,
  pinduoduoOrders,
  shopifyOrders,
  wooLines,
  wooOrders,
  magentoOrders,
  amazonOrders,
  tiktokOrders,
]
