import type { Sql } from '../../sql/sql'
import { sql } from '../../sql/sql'
import type { Analysis, OutputColumn } from '../analysis'
import { integer, memberId, money, number, share, text, time } from '../columns'
import { halo, nextItems, PAIRED_ITEMS, pairRelations, weekly } from './around.sql'
import {
  basketCells,
  basketItems,
  basketList,
  basketRows,
  leftOutLines,
  levelsOf,
  memberItems,
} from './lines.sql'
import { readSupport, type BasketsParameters } from './parameters'

/** What is kept at most, so that the tab's memory holds it: itemsets and rules, asked for or by itself. */
export const MOST = { itemsets: 300_000, rules: 100_000, itemsetsByItself: 20_000, rulesByItself: 20_000 }
/** By itself: a share of the baskets, and a number of them, from which on a set can be more than an accident. */
const BY_ITSELF = { min_support: 0.001, min_count: 5 }

const item = integer('item', 'Item, 0 is in the most baskets', '项,0 出现于最多购物篮')
const a = integer('a', 'Item', '项')
const b = integer('b', 'The other item', '另一项')
const basket = integer('basket', 'Basket', '购物篮')

/** Options of the two kernels; with the same of the search, the second takes up what the first has found. */
const search = ({ support, longest }: BasketsParameters) => {
  const asked = readSupport(support)
  return asked === null
    ? { ...BY_ITSELF, most: MOST.itemsetsByItself, max_length: longest }
    : { min_support: asked, min_count: 1, most: MOST.itemsets, max_length: longest }
}

const asNumbers = (cells: Sql): Sql =>
  sql`select basket::double as basket, item::double as item from ${cells}`

const pairColumns: readonly OutputColumn[] = [
  a,
  b,
  integer('both', 'Baskets with both', '同时含两者'),
  integer('count_a', 'Baskets with the one', '含前者'),
  integer('count_b', 'Baskets with the other', '含后者'),
  integer('baskets', 'Baskets', '购物篮数'),
  number('expected', 'Baskets with both if independent', '独立时的期望'),
  number('phi', 'φ of the 2×2 table', '四格表 φ'),
  number('yule', 'Yule’s Q of it', 'Yule Q'),
  number('p', 'p, Fisher, two-sided', 'p,Fisher 双侧'),
  number('p_adjusted', 'The same, Benjamini–Hochberg', '同上,Benjamini–Hochberg 校正'),
  number('equal_yule', 'Yule’s Q at equal basket size (Mantel–Haenszel)', '同篮大小 Yule Q(Mantel–Haenszel)'),
  number('equal_p_adjusted', 'Its p, corrected', '其校正 p'),
]

export const steps: Analysis<BasketsParameters>['steps'] = [
  ({ shop, parameters }) => ({
    name: 'basket_levels',
    about: { en: 'By what lines can be told apart.', zh: '明细可用的划分维度。' },
    columns: [
      text('level', 'product, category or brand', 'product、category 或 brand'),
      integer('place', 'Place', '次序'),
      integer('lines', 'Lines that say it', '有取值的明细'),
      integer('items', 'Different ones', '不同取值'),
      integer('chosen', '1: in use', '1:使用中'),
    ],
    select: levelsOf(shop, parameters.level),
  }),
  ({ shop, parameters, table }) => ({
    name: 'basket_coverage',
    about: { en: 'Lines that are in no basket, by why.', zh: '未入购物篮的明细及原因。' },
    columns: [
      integer('lines', 'Lines under the lens', '当前范围明细'),
      integer('homeless', 'Without what makes a basket', '缺少购物篮标识'),
      integer('nameless', 'Without an item', '无项名'),
      integer('by_name', 'Left out by name', '按名称排除'),
      integer('timed', 'With a time', '有时间'),
      integer('priced', 'With an amount', '有金额'),
      integer('with_member', 'With a member', '有会员'),
    ],
    select: leftOutLines(shop, table('basket_levels'), parameters),
  }),
  ({ shop, parameters, table }) => ({
    name: 'basket_rows',
    about: { en: 'The items of the baskets looked at.', zh: '所分析购物篮中的各项。' },
    columns: [
      basket,
      text('order_id', 'Order', '订单'),
      memberId,
      time('ordered_at', 'When', '时间'),
      text('key', 'Product, category or brand', '商品、品类或品牌'),
      number('quantity', 'Pieces', '件数'),
      money('amount', 'Amount, by basis', '金额,按口径'),
    ],
    select: basketRows(shop, table('basket_levels'), parameters),
  }),
  ({ shop, table }) => ({
    name: 'basket_items',
    about: { en: 'One row per item.', zh: '每项一行。' },
    columns: [
      item,
      text('key', 'Product number, category or brand', '商品编号、品类或品牌'),
      text('name', 'Name', '名称'),
      text('category', 'Category of a product', '商品品类'),
      integer('baskets', 'Baskets with it', '含它的购物篮'),
      share('support', 'Share of baskets', '占购物篮'),
      number('quantity', 'Pieces', '件数'),
      money('amount', 'Amount', '金额'),
      money('price', 'Median price of a piece', '单价中位数'),
      money('cost', 'Cost of a piece', '单件成本'),
      number('stock', 'Pieces in stock', '库存件数'),
    ],
    select: basketItems(shop, table('basket_rows'), table('basket_levels')),
  }),
  ({ table }) => ({
    name: 'basket_cells',
    about: { en: 'Each item of each basket, once.', zh: '每个购物篮中的每项,各一次。' },
    columns: [basket, item, number('quantity', 'Pieces', '件数'), money('amount', 'Amount', '金额')],
    select: basketCells(table('basket_rows'), table('basket_items')),
  }),
  ({ table }) => ({
    name: 'basket_list',
    about: { en: 'One row per basket.', zh: '每个购物篮一行。' },
    columns: [
      basket,
      text('order_id', 'Order', '订单'),
      memberId,
      time('ordered_at', 'When', '时间'),
      integer('items', 'Different items', '不同项数'),
      money('amount', 'Amount', '金额'),
      integer('member', 'Number of the member', '会员序号'),
    ],
    select: basketList(table('basket_rows')),
  }),
  ({ shop, table }) => ({
    name: 'basket_member_items',
    about: {
      en: 'All that each member has bought under the lens, in whatever basket.',
      zh: '每位会员在当前范围内买过的全部项。',
    },
    columns: [
      memberId,
      item,
      time('last_bought', 'Last bought', '末次购买'),
      money('amount', 'Amount', '金额'),
    ],
    select: memberItems(shop, table('basket_levels'), table('basket_items')),
    view: true,
  }),
  ({ parameters, table }) => ({
    name: 'basket_itemsets',
    about: { en: 'Items that are often in one basket.', zh: '常同在一个购物篮中的项集。' },
    columns: [
      text('kind', 'itemset, or what value holds', 'itemset,或 value 的含义'),
      number('value', 'A figure of the search', '搜索的数字'),
      integer('itemset', 'Place', '次序'),
      text('items', 'Its items', '其项'),
      integer('length', 'Items', '项数'),
      integer('count', 'Baskets', '购物篮'),
      share('support', 'Share of baskets', '占购物篮'),
      integer('closed', '1: no larger set is in as many', '1:闭项集'),
      integer('maximal', '1: no larger set is frequent', '1:极大项集'),
    ],
    select: asNumbers(table('basket_cells')),
    kernel: { name: 'frequentItemsets', options: search(parameters) },
  }),
  ({ parameters, table }) => ({
    name: 'basket_rules',
    about: { en: 'Association rules with their measures.', zh: '关联规则及其度量。' },
    columns: [
      text('kind', 'rule, or what value holds', 'rule,或 value 的含义'),
      number('value', 'A figure of the search', '搜索的数字'),
      text('antecedent', 'Items on the left', '前项'),
      text('consequent', 'Item on the right', '后项'),
      integer('antecedent_length', 'How many on the left', '前项项数'),
      integer('consequent_length', 'How many on the right', '后项项数'),
      integer('both', 'Baskets with both sides', '两侧同在'),
      integer('antecedent_count', 'Baskets with the left', '含前项'),
      integer('consequent_count', 'Baskets with the right', '含后项'),
      share('support', 'Share of baskets with both', '支持度'),
      share('confidence', 'Of baskets with the left, those with the right', '置信度'),
      number('lift', 'Confidence ÷ share of baskets with the right', '提升度'),
      number('leverage', 'Support − support if independent', '杠杆率'),
      number('conviction', 'Conviction; infinite at confidence 1', '确信度,置信度为 1 时无穷'),
      number('zhang', 'Zhang’s measure', 'Zhang 度量'),
      number('jaccard', 'Jaccard', 'Jaccard'),
      number('certainty', 'Certainty factor', '确定性因子'),
      number('kulczynski', 'Mean of both confidences', 'Kulczynski'),
      number('cosine', 'Cosine', '余弦'),
      number('p', 'p, Fisher, one-sided', 'p,Fisher 单侧'),
      number('p_adjusted', 'The same, Benjamini–Hochberg', '同上,Benjamini–Hochberg 校正'),
      integer('redundant', '1: a rule with less on the left is as strong', '1:更一般的规则同样强'),
    ],
    select: asNumbers(table('basket_cells')),
    kernel: {
      name: 'associationRules',
      options: {
        ...search(parameters),
        min_confidence: parameters.confidence / 100,
        most_rules: readSupport(parameters.support) === null ? MOST.rulesByItself : MOST.rules,
      },
    },
  }),
  ({ table }) => ({
    name: 'basket_pairs',
    about: { en: 'Pairs of the commonest items.', zh: '最常见各项两两成对。' },
    columns: pairColumns,
    select: asNumbers(table('basket_cells')),
    kernel: { name: 'basketPairs', options: { top: PAIRED_ITEMS } },
  }),
  ({ table }) => ({
    name: 'basket_member_pairs',
    about: { en: 'The same pairs by members in place of baskets.', zh: '同样的成对,以会员代替购物篮。' },
    columns: pairColumns,
    select: sql`select l.member::double as basket, c.item::double as item
from ${table('basket_cells')} as c join ${table('basket_list')} as l on l.basket = c.basket
where l.member is not null group by l.member, c.item`,
    kernel: { name: 'basketPairs', options: { top: PAIRED_ITEMS } },
  }),
  ({ table }) => ({
    name: 'basket_relations',
    about: { en: 'What goes together, and what takes another’s place.', zh: '互补与替代。' },
    columns: [
      ...pairColumns,
      integer('members_both', 'Members with both, ever', '买过两者的会员'),
      number('member_phi', 'φ over members', '会员层面 φ'),
      number('member_yule', 'Yule’s Q over members', '会员层面 Yule Q'),
      number('member_p_adjusted', 'Its p, corrected', '其校正 p'),
      share(
        'overlap',
        'Baskets of the one between first and last sale of the other, the lesser share',
        '一方购物篮落在另一方首末次销售之间的占比,取较小者',
      ),
      text(
        'relation',
        'together, substitute or apart; empty: chance, or hardly sold at one time',
        'together、substitute 或 apart,空为偶然或几乎不同时在售',
      ),
    ],
    select: pairRelations(table('basket_pairs'), table('basket_member_pairs'), {
      items: table('basket_items'),
      list: table('basket_list'),
      cells: table('basket_cells'),
    }),
  }),
  ({ table }) => ({
    name: 'basket_next',
    about: { en: 'What members buy in their next basket.', zh: '会员下一购物篮买什么。' },
    columns: [
      a,
      b,
      integer('baskets', 'Baskets with the one that have a next', '含前者且有下一篮'),
      integer('followed', 'Of these, whose next has the other', '其中下一篮含后者'),
      share('share', 'One ÷ the other', '占比'),
      share('base', 'Share of all next baskets with the other', '全部下一篮含后者的占比'),
      number('lift', 'Share ÷ base', '占比 ÷ 基准'),
      number('days', 'Days to the next basket, median', '距下一篮天数中位数'),
      integer('steps', 'All baskets with a next one', '全部有下一篮的购物篮'),
    ],
    select: nextItems(table('basket_list'), table('basket_cells')),
  }),
  ({ table }) => ({
    name: 'basket_halo',
    about: { en: 'What else is in baskets with an item.', zh: '含某项的购物篮中还有什么。' },
    columns: [
      item,
      integer('baskets', 'Baskets with it', '含它的购物篮'),
      integer('baskets_without', 'Baskets without it', '不含它的购物篮'),
      share('attach', 'Of its baskets, those with anything else', '其购物篮中另含他项'),
      number('kinds', 'Other items a basket', '每篮其他项'),
      number('kinds_without', 'Items of a basket without it', '不含它的每篮项数'),
      money('rest', 'Money on other items a basket', '每篮其他项金额'),
      money('rest_without', 'Money of a basket without it', '不含它的每篮金额'),
      text('measure', 'money or items', 'money 或 items'),
      number('difference', 'With it − without it', '含 − 不含'),
      number('error', 'Its standard error', '其标准误'),
    ],
    select: halo(table('basket_list'), table('basket_cells')),
  }),
  ({ table }) => ({
    name: 'basket_weekly',
    about: { en: 'How sales of two items change from week to week.', zh: '两项销量逐周变化的相关。' },
    columns: [
      a,
      b,
      integer('weeks', 'Weeks', '周数'),
      number('r', 'Correlation of the changes', '变化的相关系数'),
    ],
    select: weekly(table('basket_list'), table('basket_cells'), table('basket_items')),
  }),
]
