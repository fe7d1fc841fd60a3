import { sql, type Sql } from '../sql/sql'

const OF = '(dotcom|domestic|international|overseas|express|standard|next day|free|home|extra)'
const CARRIAGE = '(postage|p&p|carriage|shipping|delivery|freight|handling|courier)'
const CHARGE =
  '(fees?|charges?|costs?|surcharges?|adjustments?|protection|insurance|and packing|& packing|and handling|& handling)'
const ENGLISH = `(${OF} )*${CARRIAGE}( ${CHARGE})*|(bank|service|handling|admin|administration|processing|amazon|restocking|gift wrap|gift wrapping|cod|payment|credit card|transaction|packing|booking) ${CHARGE}|manual|adjustment( by .{1,30})?|adjust bad debt|discounts?|rounding|tips?|gratuity|deposit|tax|vat|sales tax|(cruk )?commission|donation|samples?|test( product| item)?`
const CHINESE =
  '(补|补收|补差|国内|国际|快递|顺丰)?(运费|邮费|快递费|配送费|物流费)(补差|补拍|差价|补差价|链接|专拍|专用|险)*|补?差价(链接|专拍|补拍|专用)?|补邮|打包费|包装费|服务费|手续费|餐盒费|押金|折扣|抹零|舍入|赠品|样品|测试(商品|产品)?'

/** A name that is, as a whole, a charge, an adjustment or a gift: nothing one would recommend. */
const NO_GOODS = `(${ENGLISH}|${CHINESE})`

const MOST = 20

/** name: items that look like no goods, by how many members have them. `items`: name, members. */
export const doubtedGoods = (items: Sql, weight: Sql = sql`members`): Sql =>
  sql`select trim(name) as name from ${items}
where regexp_full_match(trim(name), ${NO_GOODS}, 'i') group by 1 order by max(${weight}) desc, 1 limit ${MOST}`
