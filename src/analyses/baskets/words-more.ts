import type { Bilingual } from '../../text/bilingual'

/** The sentences of the charts, bundles, carts and lists of the page of baskets. */
export const more = {
  network: { en: 'What hangs together?', zh: '哪些项彼此相连?' },
  networkAbout: {
    en: 'The strongest pairs of the 60 commonest items that meet more often than by chance among baskets with equally many other items; like beside like. The thicker a bow, the larger the odds ratio as Yule’s Q; the larger a dot, the more baskets.',
    zh: '60 个最常见项中,在其他项数相同的购物篮之间仍比偶然更常同在的最强成对;相似者相邻。弧越粗,Yule Q 越大;点越大,购物篮越多。',
  },
  networkNone: {
    en: 'No pair of the commonest items meets more often than chance allows.',
    zh: '最常见各项中没有比偶然更常同在的成对。',
  },
  nodeLabel: (name: string, baskets: string, others: string): Bilingual => ({
    en: `${name}: ${baskets} baskets; goes with ${others}`,
    zh: `${name}:${baskets} 个购物篮;相连 ${others}`,
  }),
  matrix: { en: 'Which pairs attract, which avoid each other?', zh: '哪些成对相吸,哪些相避?' },
  matrixAbout: (measure: 'equal' | 'raw'): Bilingual =>
    measure === 'equal'
      ? {
          en: 'Yule’s Q of the 30 commonest items, −1 to 1, among baskets with equally many other items (Mantel–Haenszel): large baskets hold more of everything, and would make nearly all pairs positive. Hollow: chance may have done it (Cochran–Mantel–Haenszel, corrected). Items sold at different times of the year avoid each other for that alone.',
          zh: '30 个最常见项的 Yule Q(−1 至 1),在其他项数相同的购物篮之间计算(Mantel–Haenszel):大篮什么都多,否则几乎所有成对都为正。空心:可能出于偶然(Cochran–Mantel–Haenszel,已校正)。在一年中不同时候销售的商品仅因此就相避。',
        }
      : {
          en: 'Yule’s Q of the 2×2 table over all baskets, −1 to 1. Large baskets hold more of everything, so most pairs are positive. Hollow: chance may have done it (Fisher, two-sided, corrected).',
          zh: '全部购物篮四格表的 Yule Q(−1 至 1)。大篮什么都多,故多数成对为正。空心:可能出于偶然(Fisher 双侧,已校正)。',
        },
  measure: { en: 'Compared', zh: '比较' },
  measures: {
    equal: { en: 'At equal basket size', zh: '同篮大小' },
    raw: { en: 'Over all baskets', zh: '全部购物篮' },
  },
  pairLabel: (a: string, b: string, q: string, both: string, expected: string, p: string): Bilingual => ({
    en: `${a} and ${b}: Q ${q}; together in ${both} baskets, ${expected} if independent; p ${p}`,
    zh: `${a} 与 ${b}:Q ${q};同在 ${both} 篮,独立时 ${expected};p ${p}`,
  }),
  tooFew: { en: 'There are fewer than two items.', zh: '不足两项。' },
  matrixDescribe: (items: string): Bilingual => ({
    en: `${items} items, each against each.`,
    zh: `${items} 项两两相对。`,
  }),
  pairs: { en: 'Complements and substitutes', zh: '互补与替代' },
  pairsAbout: {
    en: 'Complements meet in one basket more often than baskets of that size explain. Substitutes are alike (of one category, where categories are known) and seldom meet in one basket, though the same members buy both at other times. What else seldom meets is told apart: different needs or tastes, not substitutes. Pairs hardly sold at the same time, with less than half of the baskets of one between the first and the last sale of the other, are not said to avoid each other; goods of one season meet for the season alone. p below .05, corrected. None of it is an experiment: only a test of price or place shows whether one takes the other’s sales.',
    zh: '互补:同篮次数超过该篮大小所能解释。替代:同类(品类已知时须同品类)且很少同篮,但同一批会员在不同时间都买。其余很少同篮者另列,那是需求或喜好不同而非替代。几乎不同时在售的成对(一方不到一半的购物篮落在另一方首末次销售之间)不判为相避;同季商品也会仅因季节而同篮。校正 p 小于 .05。这些都不是实验:是否互相抢销量,只有价格或陈列试验能说明。',
  },
  relations: {
    together: { en: 'Complements', zh: '互补' },
    substitute: { en: 'Substitutes', zh: '替代' },
    apart: { en: 'Seldom together, and no substitutes', zh: '很少同篮,但非替代' },
  },
  noneOf: (relation: Bilingual): Bilingual => ({
    en: `${relation.en}: none beyond chance.`,
    zh: `${relation.zh}:没有超出偶然的。`,
  }),
  noMembersForApart: {
    en: 'Seldom together (members are not known, so substitutes and tastes cannot be told apart)',
    zh: '很少同篮(无会员信息,无法区分替代与喜好)',
  },
  item: { en: 'Item', zh: '项' },
  other: { en: 'and', zh: '与' },
  together: { en: 'Together', zh: '同篮' },
  expected: { en: 'If independent', zh: '独立时' },
  qEqual: { en: 'Q, equal size', zh: 'Q(同篮大小)' },
  qRaw: { en: 'Q', zh: 'Q' },
  phi: { en: 'φ', zh: 'φ' },
  memberPhi: { en: 'φ, members', zh: 'φ(会员)' },
  membersBoth: { en: 'Members of both', zh: '买过两者的会员' },
  p: { en: 'p, corrected', zh: '校正 p' },
  relation: { en: 'Relation', zh: '关系' },

  next: { en: 'What comes next?', zh: '接下来买什么?' },
  nextAbout: {
    en: 'Down: an item of a basket. Across: what the member’s next basket has. The share of baskets with the one whose next has the other. Pointing at a cell tells the base, the share among all next baskets, and how many times it that is. A click lists the members whose last basket has the one and who never bought the other.',
    zh: '纵:某一购物篮中的项;横:该会员下一购物篮的项。数字为含前者的购物篮中下一篮含后者的占比。指向单元格可见基准(全部下一篮的占比)及其倍数。点击列出末篮含前者且从未买过后者的会员。',
  },
  nextNone: {
    en: 'No member has two baskets with a time: there is nothing to follow.',
    zh: '没有会员有两个带时间的购物篮,无从比较。',
  },
  nextLabel: (
    a: string,
    b: string,
    share: string,
    followed: string,
    baskets: string,
    base: string,
    lift: string,
  ): Bilingual => ({
    en: `${a}, then ${b}: ${share} (${followed} of ${baskets}); base ${base}, ${lift} times`,
    zh: `${a} 之后 ${b}:${share}(${baskets} 中 ${followed});基准 ${base},${lift} 倍`,
  }),
  nextMember: (a: string, b: string): Bilingual => ({
    en: `Last basket with ${a}, never ${b}`,
    zh: `末篮含${a},未买${b}`,
  }),
  followed: { en: 'Next has it', zh: '下一篮含' },
  from: { en: 'Basket with', zh: '购物篮含' },
  to: { en: 'Next basket with', zh: '下一篮含' },
  shareNext: { en: 'Share', zh: '占比' },
  base: { en: 'Base', zh: '基准' },
  times: { en: 'Times', zh: '倍数' },
  days: { en: 'Days to the next, median', zh: '距下一篮天数(中位数)' },
  nextBaskets: { en: 'Baskets with a next one', zh: '有下一篮的购物篮' },

  halo: { en: 'Whose baskets are the fullest besides?', zh: '谁的购物篮其余部分最满?' },
  haloAbout: {
    en: 'What is spent on everything else in baskets with the item, against baskets without it, with a 95 % interval (Welch). It describes who buys it: people on a large shop buy more of everything, so this is no promise of what it would bring if it were promoted.',
    zh: '含该项的购物篮中其余部分的消费,与不含它的购物篮相比,附 95% 区间(Welch)。它描述的是谁在买:大采购者样样多买,故不是促销它所能带来的保证。',
  },
  haloItems: {
    en: 'The lines have no amounts: other items in baskets with the item, against items of baskets without it, with a 95 % interval (Welch). It describes who buys it, and is no promise.',
    zh: '明细没有金额:含该项的购物篮中的其他项数,与不含它的购物篮相比,附 95% 区间(Welch)。它描述的是谁在买,不是保证。',
  },
  attach: { en: 'With anything else', zh: '另含他项' },
  rest: { en: 'Besides it', zh: '其余' },
  without: { en: 'Without it', zh: '不含它' },
  difference: { en: 'Difference', zh: '差异' },
  interval: { en: '95 %', zh: '95% 区间' },
  haloNone: { en: 'No item is in 20 baskets, and out of 20.', zh: '没有项同时满足 20 个购物篮含与不含。' },
  weekly: { en: 'Whose sales fall when another’s rise?', zh: '谁的销量随另一项上升而下降?' },
  weeklyAbout: {
    en: 'Pairs of one category, where categories are known: how their shares of the week’s baskets change from week to week, as a correlation over weeks in which both were on sale. Negative: a candidate for cannibalisation, such as a new flavour that takes from the old. Stock-outs, promotions and chance do the same: p is corrected for all pairs, the cause is not.',
    zh: '同品类成对(品类已知时):两者占当周购物篮份额逐周变化的相关,仅计两者都在售的周。为负者可能互相蚕食,如新口味挤占旧口味。缺货、促销与偶然也会如此:p 已按全部成对校正,原因则无法校正。',
  },
  weeklyNone: (pairs: string): Bilingual => ({
    en: `Of ${pairs} pairs none falls when the other rises beyond what chance allows.`,
    zh: `${pairs} 对中没有超出偶然的此消彼长。`,
  }),
  weeklyTooShort: {
    en: 'There are no twelve weeks in which two like items were on sale: nothing is said of cannibals.',
    zh: '不足十二周有两种同类项同时在售:不作蚕食判断。',
  },
  weeks: { en: 'Weeks', zh: '周数' },
  r: { en: 'r', zh: 'r' },

  bundle: { en: 'Bundle builder', zh: '组合套装' },
  bundleAbout: {
    en: 'Two to five items: how often they are bought together, what they cost apart, and how many more must be sold at the offered price to earn as much as now. Prices are medians of these baskets; change what is stated where you know better.',
    zh: '选两到五项:同购频次、单独合计价格,以及按套装价需多卖多少才能赚得与现在一样多。价格为所分析购物篮的中位数,可自行修改。',
  },
  addItem: { en: 'Add an item', zh: '添加项' },
  addHint: { en: 'part of its name', zh: '名称的一部分' },
  noSuch: (text: string): Bilingual => ({
    en: `No item is called “${text}”.`,
    zh: `没有名称含“${text}”的项。`,
  }),
  remove: (name: string): Bilingual => ({ en: `Remove ${name}`, zh: `移除${name}` }),
  price: { en: 'Price', zh: '价格' },
  cost: { en: 'Cost', zh: '成本' },
  stock: { en: 'Stock', zh: '库存' },
  notStated: { en: 'not stated', zh: '未填' },
  offered: { en: 'Offered price', zh: '套装价' },
  takers: { en: 'Who would have bought all of it anyway, %', zh: '本就会全买者(%)' },
  chooseTwo: { en: 'Choose at least two items.', zh: '请至少选择两项。' },
  joint: { en: 'Joint demand', zh: '同购需求' },
  jointAbout: {
    en: 'Baskets with all of the items; beside it what chance alone would give, from the share of baskets with each.',
    zh: '含全部所选项的购物篮;旁为各项独立时的期望。',
  },
  jointNote: (expected: string, lift: string): Bilingual => ({
    en: `${expected} by chance: ${lift} times`,
    zh: `偶然为 ${expected}:${lift} 倍`,
  }),
  perMonth: (count: string): Bilingual => ({ en: `${count} a month`, zh: `每月 ${count}` }),
  apartSum: { en: 'Sum of prices', zh: '价格合计' },
  apartSumAbout: { en: 'The prices above, added.', zh: '上列价格之和。' },
  discount: { en: 'Discount', zh: '折扣' },
  discountAbout: { en: '1 − offered price ÷ sum of prices.', zh: '1 − 套装价 ÷ 价格合计。' },
  margin: { en: 'Margin of a bundle', zh: '每套毛利' },
  marginAbout: {
    en: 'Offered price − costs; the note says what the items earn apart.',
    zh: '套装价 − 成本;附注为单独出售所得。',
  },
  marginApart: (margin: string): Bilingual => ({ en: `${margin} apart`, zh: `单独为 ${margin}` }),
  costsMissing: {
    en: 'State the cost of each item for margin and break-even.',
    zh: '填写各项成本后可得毛利与盈亏平衡。',
  },
  breakEven: { en: 'Break-even uplift', zh: '盈亏平衡增幅' },
  breakEvenAbout: {
    en: 'Margin apart ÷ margin of a bundle − 1: so many more must be sold together than now to earn the same, if everybody who buys all today takes the bundle and everybody else is new.',
    zh: '单独毛利 ÷ 套装毛利 − 1:若今日全买者都改买套装、其余皆为新增,则同购需增加这么多才能赚得一样多。',
  },
  breakEvenNever: { en: 'never', zh: '无法达到' },
  breakEvenLoss: {
    en: 'At this price a bundle earns nothing: no number of them makes up for it.',
    zh: '此价格下套装无毛利:卖多少都无法弥补。',
  },
  breakEvenSays: (now: string, then: string): Bilingual => ({
    en: `${now} baskets have all of it now; ${then} bundles would have to be sold over as long a time.`,
    zh: `现有 ${now} 个购物篮全含;同样时长内需售出 ${then} 套。`,
  }),
  feasible: { en: 'Bundles in stock', zh: '库存可组套数' },
  feasibleAbout: {
    en: 'The smallest stock among the items: from the list of products, or as stated above.',
    zh: '各项库存的最小值:取自商品名单,或按上方填写。',
  },
  feasibleMonths: (months: string): Bilingual => ({
    en: `${months} months at today’s joint demand`,
    zh: `按目前同购需求可售 ${months} 个月`,
  }),
  bundleMembers: { en: 'Members who have all but', zh: '只缺此项的会员:' },
  missingOne: (name: string): Bilingual => ({ en: `All of the bundle but ${name}`, zh: `套装中只缺${name}` }),

  cart: { en: 'What fits this cart?', zh: '这个购物车还适合什么?' },
  cartAbout: {
    en: 'By the rules whose left side is all in the cart: of each item the strongest. In the order of how much more often it is there than in baskets at large (confidence − share of all baskets).',
    zh: '依据左侧全部在购物车中的规则,每项取最强者;按其比一般购物篮多出的比例(置信度 − 占全部购物篮)排序。',
  },
  cartEmpty: { en: 'Put something into the cart.', zh: '请放入一项。' },
  cartNothing: {
    en: 'No rule beyond chance has its whole left side in this cart. Lower the least support or confidence above.',
    zh: '没有超出偶然的规则其左侧全部在此购物车中。可降低上方的最小支持度或置信度。',
  },
  fits: { en: 'Fits', zh: '适合' },
  why: { en: 'Why', zh: '原因' },
  because: (left: string, share: string, count: string, lift: string): Bilingual => ({
    en: `because of ${left}: ${share} of ${count} such baskets have it, ${lift} times as often as all`,
    zh: `因为${left}:${count} 个这样的购物篮中 ${share} 也含,为一般的 ${lift} 倍`,
  }),

  gap: { en: 'What do members lack?', zh: '会员还缺什么?' },
  gapAbout: {
    en: 'For each member the one item she never bought that rules with one item on the left promise most of, given what she has bought under the lens. A click lists the members, to be saved as a segment.',
    zh: '依据左侧一项的规则,结合会员在当前范围内买过的项,给出每位会员从未买过而最可能要的一项。点击列出会员,可存为分群。',
  },
  gapShow: { en: 'Work out the list', zh: '计算名单' },
  gapAll: { en: 'All members with their item', zh: '全部会员及其缺项' },
  gapNone: { en: 'Nobody lacks what a rule would promise.', zh: '没有会员缺少规则所示的项。' },
  lacks: { en: 'Lacks', zh: '缺' },
  becauseOf: { en: 'Because of', zh: '因为' },
  members: { en: 'Members', zh: '会员' },
  meanConfidence: { en: 'Confidence, mean', zh: '平均置信度' },
} as const
