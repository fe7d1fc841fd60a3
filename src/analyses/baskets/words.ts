import type { Bilingual } from '../../text/bilingual'
import type { Level } from './parameters'

const level: Readonly<Record<Level, Bilingual>> = {
  product: { en: 'products', zh: '商品' },
  category: { en: 'categories', zh: '品类' },
  brand: { en: 'brands', zh: '品牌' },
}

/** The sentences of the page of baskets: what it is of, and rules. */
export const words = {
  level,
  title: (left: string, right: string, lift: string): Bilingual => ({
    en: `${left} → ${right}: ${lift} times as often together as by chance`,
    zh: `${left} → ${right}:同篮次数为偶然的 ${lift} 倍`,
  }),
  titleNone: { en: 'No two items meet more often than by chance', zh: '没有两项比偶然更常同在一篮' },
  titleEmpty: { en: 'There is no basket to read', zh: '没有可读的购物篮' },
  context: (baskets: string, items: string, of: Bilingual, rules: string): Bilingual => ({
    en: `${baskets} baskets of ${items} ${of.en}; ${rules} rules.`,
    zh: `${baskets} 个购物篮,${items} 种${of.zh};${rules} 条规则。`,
  }),
  baskets: { en: 'Baskets', zh: '购物篮' },
  basketsAbout: {
    en: 'Orders, or days of a member, with at least one item under the lens.',
    zh: '当前范围内至少含一项的订单(或会员日)。',
  },
  perBasket: { en: 'Items per basket', zh: '每篮项数' },
  perBasketAbout: {
    en: 'Different items in a basket, mean; pieces of one item count once.',
    zh: '每个购物篮中不同项的平均数,同一项多件计一次。',
  },
  crossRate: { en: 'Cross-sell rate', zh: '交叉销售率' },
  crossRateAbout: {
    en: 'Baskets with at least two different items ÷ baskets. The note says the same of members over all their baskets.',
    zh: '至少含两种不同项的购物篮 ÷ 购物篮。附注为会员层面(其全部购物篮合计)。',
  },
  ofMembers: (share: string): Bilingual => ({ en: `${share} of members`, zh: `会员中 ${share}` }),
  itemsets: { en: 'Itemsets', zh: '频繁项集' },
  itemsetsAbout: {
    en: 'Sets of items, single ones among them, that are together in at least as many baskets as the note says.',
    zh: '同在一篮的项的集合(含单项),所在购物篮数不少于附注所示。',
  },
  atLeast: (count: string): Bilingual => ({
    en: `in ${count} baskets or more`,
    zh: `至少 ${count} 个购物篮`,
  }),
  rules: { en: 'Rules', zh: '规则' },

  instead: (wanted: Bilingual, used: Bilingual): Bilingual => ({
    en: `No line says its ${wanted.en}: by ${used.en} instead. Map a column of it on the import page to see it.`,
    zh: `明细没有${wanted.zh}信息,改按${used.zh}。在导入页映射相应列后可查看。`,
  }),
  levelsHere: (list: string): Bilingual => ({ en: `This shop knows: ${list}.`, zh: `本店数据含:${list}。` }),
  nothing: {
    en: 'No order line says its product, category or brand. Map one of these columns on the import page.',
    zh: '没有明细含商品、品类或品牌信息。请在导入页映射其中一列。',
  },
  noBasket: {
    en: 'No line is left: of this season, population or kind of basket there is none. Choose another above.',
    zh: '没有剩余明细:当前季节、人群或购物篮种类下无数据。请在上方另选。',
  },
  homeless: (count: string, all: string, byDay: boolean): Bilingual => ({
    en: `${count} of ${all} lines are in no basket: they have no ${byDay ? 'member or no day' : 'order number'}.`,
    zh: `${all} 条明细中 ${count} 条不在任何购物篮:缺少${byDay ? '会员或日期' : '订单号'}。`,
  }),
  nameless: (count: string, all: string, of: Bilingual): Bilingual => ({
    en: `${count} of ${all} lines do not say which of the ${of.en} they are, and are left out.`,
    zh: `${all} 条明细中 ${count} 条没有${of.zh}信息,未计入。`,
  }),
  byName: (count: string, all: string): Bilingual => ({
    en: `${count} of ${all} lines are left out by name.`,
    zh: `${all} 条明细中 ${count} 条按名称排除。`,
  }),
  oneItem: {
    en: 'There is only one item: nothing can be bought together. Choose another level, or map the product column.',
    zh: '只有一种项,无法同购。请另选维度,或映射商品列。',
  },
  noCross: {
    en: 'Every basket holds one item only, so nothing meets in a basket. Take a member’s day as the basket, or another level; what comes next is read from consecutive baskets all the same.',
    zh: '每个购物篮都只有一项,篮内没有同购。可改以会员日为购物篮或另选维度;下一篮分析仍按相邻购物篮进行。',
  },
  timeless: {
    en: 'The file does not say when: first and later baskets, seasons, what comes next and changes by week cannot be read.',
    zh: '文件没有时间:无法区分首单与之后、季节、下一篮与逐周变化。',
  },
  ofOne: (most: string, baskets: string, share: string): Bilingual => ({
    en: `One member has ${most} of the ${baskets} baskets (${share}): what goes together may be that member’s habit alone, and every p takes these baskets for independent. A shop’s own account or a walk-in number is best set aside on the page of cleaning.`,
    zh: `一位会员占 ${baskets} 个购物篮中的 ${most} 个(${share}):所谓同购可能只是其个人习惯,各 p 值却视这些购物篮为相互独立。若是店铺自用或散客账号,宜在清洗页剔除。`,
  }),
  memberless: {
    en: 'The file does not say by whom: substitutes cannot be told from different tastes, and there are no lists of members.',
    zh: '文件没有会员:无法区分替代与不同喜好,也没有会员名单。',
  },
  guardItemsets: (most: string, asked: string, least: string): Bilingual => ({
    en: `More than ${most} itemsets are in ${asked} baskets or more, too many to keep in the tab’s memory. Shown are all that are in ${least} baskets or more: none of these is missing. Raise the least support, shorten the sets, or look at categories.`,
    zh: `至少 ${asked} 个购物篮的项集超过 ${most} 个,标签页内存容纳不下。所示为至少 ${least} 个购物篮的全部项集,无遗漏。可提高最小支持度、缩短项集或改按品类。`,
  }),
  guardRules: (found: string, shown: string, least: string): Bilingual => ({
    en: `${found} rules reach the confidence asked for, too many to keep: the ${shown} of confidence ${least} or more are here, all of them.`,
    zh: `达到所设置信度的规则有 ${found} 条,过多而无法保留:此处为置信度不低于 ${least} 的全部 ${shown} 条。`,
  }),

  rulesTitle: { en: 'Which items point to which?', zh: '哪些项指向哪些项?' },
  rulesAbout: {
    en: 'A rule A → C: of the baskets with A, so many also have C. A click on a column’s head sorts; a click on a row opens what it says and who has A but not C. A rule is redundant where one with less on the left is as strong. p is corrected for the number of rules.',
    zh: '规则 A → C:含 A 的购物篮中同含 C 的比例。点列头排序;点行查看其含义及有 A 无 C 的会员。左侧更少而同样强者使该规则冗余。p 已按规则数校正。',
  },
  search: { en: 'Item', zh: '项' },
  searchHint: { en: 'part of a name', zh: '名称的一部分' },
  side: { en: 'Side', zh: '位置' },
  sides: {
    any: { en: 'Either', zh: '任意' },
    left: { en: 'Left', zh: '前项' },
    right: { en: 'Right', zh: '后项' },
  },
  onlyHolds: { en: 'Only what chance hardly explains (p < .05)', zh: '仅偶然难以解释者(p < .05)' },
  onlyGeneral: { en: 'Without redundant rules', zh: '去除冗余规则' },
  onlyAttracting: { en: 'Only lift above 1', zh: '仅提升度大于 1' },
  shownOf: (shown: string, all: string): Bilingual => ({
    en: `${shown} of ${all} rules pass the filter.`,
    zh: `${all} 条规则中 ${shown} 条符合筛选。`,
  }),
  firstOf: (first: string): Bilingual => ({
    en: ` The first ${first} in this order are listed and exported; the SQL page has all, in basket_rules.`,
    zh: `列出并导出此顺序的前 ${first} 条;SQL 页的 basket_rules 含全部。`,
  }),
  noRules: {
    en: 'No rule passes. Lower the least support or confidence above, or loosen the filter.',
    zh: '没有规则符合。可降低上方的最小支持度或置信度,或放宽筛选。',
  },
  left: { en: 'If the basket has', zh: '若购物篮有' },
  right: { en: 'then also', zh: '则也有' },
  columns: {
    both: { en: 'Baskets', zh: '同在篮数' },
    antecedent_count: { en: 'With left', zh: '含前项' },
    consequent_count: { en: 'With right', zh: '含后项' },
    support: { en: 'Support', zh: '支持度' },
    confidence: { en: 'Confidence', zh: '置信度' },
    lift: { en: 'Lift', zh: '提升度' },
    leverage: { en: 'Leverage', zh: '杠杆率' },
    conviction: { en: 'Conviction', zh: '确信度' },
    zhang: { en: 'Zhang', zh: 'Zhang' },
    jaccard: { en: 'Jaccard', zh: 'Jaccard' },
    certainty: { en: 'Certainty', zh: '确定性' },
    kulczynski: { en: 'Kulczynski', zh: 'Kulczynski' },
    cosine: { en: 'Cosine', zh: '余弦' },
    p_adjusted: { en: 'p, corrected', zh: '校正 p' },
    redundant: { en: 'Redundant', zh: '冗余' },
  },
  columnsAbout: {
    both: { en: 'Baskets with both sides.', zh: '两侧同在的购物篮。' },
    antecedent_count: { en: 'Baskets with the left side.', zh: '含前项的购物篮。' },
    consequent_count: { en: 'Baskets with the right side.', zh: '含后项的购物篮。' },
    support: { en: 'Baskets with both ÷ all baskets.', zh: '两侧同在 ÷ 全部购物篮。' },
    confidence: { en: 'Baskets with both ÷ baskets with the left.', zh: '两侧同在 ÷ 含前项。' },
    lift: {
      en: 'Confidence ÷ share of all baskets with the right; 1: independent.',
      zh: '置信度 ÷ 含后项占比,1 为独立。',
    },
    leverage: { en: 'Support − support if independent.', zh: '支持度 − 独立时的支持度。' },
    conviction: {
      en: '(1 − share with the right) ÷ (1 − confidence).',
      zh: '(1 − 含后项占比)÷(1 − 置信度)。',
    },
    zhang: { en: 'Leverage ÷ its largest possible size; −1 to 1.', zh: '杠杆率 ÷ 其最大可能值,−1 至 1。' },
    jaccard: { en: 'Baskets with both ÷ baskets with either.', zh: '两侧同在 ÷ 含任一侧。' },
    certainty: {
      en: '(Confidence − share with the right) ÷ (1 − share with the right).',
      zh: '(置信度 − 含后项占比)÷(1 − 含后项占比)。',
    },
    kulczynski: { en: 'Mean of the confidences of both directions.', zh: '两个方向置信度的均值。' },
    cosine: { en: 'Baskets with both ÷ √(with left × with right).', zh: '两侧同在 ÷ √(含前项 × 含后项)。' },
    p_adjusted: {
      en: 'Fisher’s exact test, one-sided, Benjamini–Hochberg over the rules kept.',
      zh: 'Fisher 精确检验(单侧),在所保留规则中按 Benjamini–Hochberg 校正。',
    },
    redundant: { en: 'A rule with less on the left is as strong.', zh: '左侧更少的规则同样强。' },
  },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  ruleSays: (
    both: string,
    count: string,
    left: string,
    share: string,
    right: string,
    base: string,
    lift: string,
  ): Bilingual => ({
    en: `Of ${count} baskets with ${left}, ${both} (${share}) also have ${right}. Of all baskets ${base} have it: ${lift} times as often.`,
    zh: `${count} 个含${left}的购物篮中,${both} 个(${share})也含${right};全部购物篮中为 ${base},即 ${lift} 倍。`,
  }),
  notCause: {
    en: 'That they meet does not say that one sells the other: placing them together is worth a test, not a promise.',
    zh: '同在一篮不等于互相带动:陈列在一起值得试验,而非保证。',
  },
  whoLacks: { en: 'Members with the left, without the right', zh: '有前项无后项的会员' },
  toBundle: { en: 'Make it a bundle', zh: '组成套装' },
  toCart: { en: 'Put the left into the cart', zh: '前项放入购物车' },
  close: { en: 'Close', zh: '关闭' },
  member: { en: 'Member', zh: '会员' },
  lastBought: { en: 'Last bought', zh: '末次购买' },
  spentOnIt: { en: 'Spent on it', zh: '其上消费' },
  spentThen: { en: 'That basket', zh: '该篮金额' },
  lacking: (left: string, right: string): Bilingual => ({
    en: `Bought ${left}, never ${right}`,
    zh: `买过${left},未买${right}`,
  }),
} as const
