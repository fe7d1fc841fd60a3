import { afterHan, amongHan, beforeHan } from '../../segments/in-chinese'
import type { Bilingual } from '../../text/bilingual'
import { counted } from '../counted'

/** The sentences of the page of facts. */
export const words = {
  titleEmpty: { en: 'There is nothing to describe', zh: '没有可描述的内容' },
  nothing: {
    en: 'No member has a value in any fact. Where rows were set aside, the page of cleaning says which, and by what rule.',
    zh: '没有任何会员在任何指标上有值。若有行被搁置,清洗页写明是哪些行、依据哪条规则。',
  },
  members: { en: 'Members', zh: '会员' },
  membersUnit: { en: 'members', zh: '位会员' },
  membersAbout: {
    en: 'Every member under the lens, with or without an order.',
    zh: '当前范围内的全部会员,无论有无订单。',
  },
  facts: { en: 'Facts', zh: '指标' },
  factsAbout: {
    en: 'What the loaded tables say of a member; columns without a value say nothing, and are not here.',
    zh: '已载入的表能说明的会员指标;没有值的列不在其中。',
  },
  ofFacts: (numbers: string, categories: string): Bilingual => ({
    en: `${counted(numbers, 'number')}, ${categories} ${categories === '1' ? 'category' : 'categories'}`,
    zh: `数值 ${numbers},类别 ${categories}`,
  }),
  patchy: { en: 'With gaps', zh: '有缺失' },
  patchyAbout: { en: 'Facts that some members lack.', zh: '部分会员缺失的指标。' },
  flat: { en: 'That say nothing', zh: '无信息' },
  flatAbout: {
    en: 'Facts with one value only, or a category of its own for each member: nothing goes with them.',
    zh: '只有一个取值,或每位会员各不相同的指标:与任何指标都谈不上关联。',
  },
  holding: { en: 'Pairs that hold', zh: '成立的配对' },
  holdingAbout: {
    en: 'Pairs of facts with p below 0.05 after Benjamini–Hochberg, of those compared. With many members even weak ties hold: look at the size. The headline takes η without what chance gives to many categories, and passes over what few members have, facts of more than 50 categories, and near-duplicates: facts of the same orders or columns, and pairs from 0.99.',
    zh: '经 Benjamini–Hochberg 校正后 p 小于 0.05 的配对,占所比较的配对。会员多时再弱的关联也会成立,请看大小。标题比较时 η 已扣除多类别的偶然部分,并略过只有少数会员才有的指标、超过 50 类的指标,以及近乎重复者:由同样的订单或列算出的指标、0.99 以上的配对。',
  },
  ofPairs: (count: string): Bilingual => ({ en: `of ${count}`, zh: `共 ${count} 对` }),
  title: (a: string, b: string, value: string): Bilingual => ({
    en: `${a} and ${b} go together most: ${value}`,
    zh: `关联最强的是${amongHan(a)}与${afterHan(b)},达 ${value}`,
  }),
  titleApart: (a: string, b: string, value: string): Bilingual => ({
    en: `Passing over duplicates and rare facts, ${a} and ${b} go together most: ${value}`,
    zh: `除重复与稀少的指标外,关联最强的是${amongHan(a)}与${afterHan(b)},达 ${value}`,
  }),
  titleNone: { en: 'No two facts go together beyond chance', zh: '没有两个指标的关联超出偶然' },
  context: (members: string, facts: string): Bilingual => ({
    en: `${counted(facts, 'fact')} of ${counted(members, 'member')}: spread, gaps, far-out values, groups, and every two together.`,
    zh: `${members} 位会员的 ${facts} 个指标:分布、缺失、离群、分组与两两关联。`,
  }),
  few: (n: string): Bilingual => ({
    en: `Only ${counted(n, 'member')}: quartiles, effects and associations say little, and p is empty below three.`,
    zh: `只有 ${n} 位会员:四分位、效应量与关联意义有限,不足三位时没有 p 值。`,
  }),
  belowZero: (facts: readonly (readonly [name: string, lowest: string])[]): Bilingual => ({
    en: `Below 0 for some members, though most are well above: ${facts.map(([name, lowest]) => `${name} (down to ${lowest})`).join(', ')}. If that cannot be, look at those members among the outliers, and at the file.`,
    zh: `多数会员为正,却有会员为负:${facts.map(([name, lowest]) => `${name}(最低 ${lowest})`).join('、')}。若不应如此,请查看离群会员及原文件。`,
  }),
  table: { en: 'Every fact', zh: '全部指标' },
  tableAbout: {
    en: 'Bars lie between Tukey’s fences, what is beyond in the first and the last. Far out: below the first quartile − 1.5 × the distance of the quartiles, or above the third + 1.5 × it. Click one to see it.',
    zh: '柱形在 Tukey 界之内,界外计入首末柱。离群:低于下四分位 − 1.5 × 四分位距,或高于上四分位 + 1.5 × 四分位距。点击查看。',
  },
  fact: { en: 'Fact', zh: '指标' },
  spread: { en: 'Distribution', zh: '分布' },
  n: { en: 'n', zh: 'n' },
  missing: { en: 'Missing', zh: '缺失' },
  mean: { en: 'Mean', zh: '均值' },
  sd: { en: 'SD', zh: '标准差' },
  median: { en: 'Median', zh: '中位数' },
  quartiles: { en: 'Quartiles', zh: '四分位' },
  range: { en: 'Range', zh: '范围' },
  outliers: { en: 'Far out', zh: '离群' },
  levels: { en: 'Categories', zh: '类别' },
  ofLevels: (count: string, top: string, share: string): Bilingual => ({
    en: `${count} categories; ${top} ${share}`,
    zh: `${count} 类;${top} ${share}`,
  }),
  allMissing: { en: 'no member has a value', zh: '没有会员有值' },
  constant: { en: 'one value only', zh: '只有一个取值' },
  distinct: { en: 'a category of its own for each member', zh: '每位会员各不相同' },
  dominated: (share: string): Bilingual => ({
    en: `one category holds ${share}: differences rest on the few others`,
    zh: `一个类别占 ${share}:差异只取决于其余少数`,
  }),
  distribution: (fact: string): Bilingual => ({
    en: `How is ${fact} spread?`,
    zh: `${beforeHan(fact)}如何分布?`,
  }),
  from: { en: 'From', zh: '自' },
  to: { en: 'Up to', zh: '至' },
  category: { en: 'Category', zh: '类别' },
  share: { en: 'Share', zh: '占比' },
  shownFew: (shown: string, all: string): Bilingual => ({
    en: `The ${shown} most frequent of ${all} are drawn.`,
    zh: `图中为 ${all} 类中最多的 ${shown} 类。`,
  }),
  beyond: (low: string, high: string): Bilingual => ({
    en: `Fences ${low} and ${high}; what lies beyond is in the first and the last bar.`,
    zh: `界为 ${low} 与 ${high},界外计入首末柱。`,
  }),
  groupBy: { en: 'Compare by', zh: '分组依据' },
  groups: { en: 'Where groups differ most', zh: '各组差异最大的指标' },
  groupsAbout: (group: string): Bilingual => ({
    en: `By ${group}. Effect: η², the share of the variance between groups (0.01 small, 0.06 medium, 0.14 large); between two groups Cohen’s d with Hedges’ correction (0.2, 0.5, 0.8); of categories Cramér’s V (0.1, 0.3, 0.5). p after Benjamini–Hochberg over all facts. A segment or a tag compares by looking at it as the population.`,
    zh: `按${afterHan(group)}。效应量:η² 为组间方差占比(0.01 小,0.06 中,0.14 大);仅两组时为经 Hedges 校正的 Cohen d(0.2、0.5、0.8);类别型为 Cramér V(0.1、0.3、0.5)。p 值对全部指标作 Benjamini–Hochberg 校正。分群或标签可设为当前人群后比较。`,
  }),
  noGroups: { en: 'The shop has no fact that would make groups.', zh: '没有可用于分组的指标。' },
  effect: { en: 'Effect', zh: '效应量' },
  size: { en: 'Size', zh: '大小' },
  sizes: [
    { en: 'none to speak of', zh: '可忽略' },
    { en: 'small', zh: '小' },
    { en: 'medium', zh: '中' },
    { en: 'large', zh: '大' },
  ],
  p: { en: 'p, corrected', zh: 'p(校正)' },
  moreEffects: (shown: string, all: string): Bilingual => ({
    en: `${shown} of ${all} facts, the largest effects first.`,
    zh: `${all} 个指标中效应最大的 ${shown} 个。`,
  }),
  means: (fact: string, group: string): Bilingual => ({
    en: `${fact} by ${group}`,
    zh: `各${amongHan(group)}的${afterHan(fact)}`,
  }),
  meansAbout: {
    en: 'Means with 95 % intervals (mean ∓ 1.96 × SD ÷ √n); the line is the mean of all.',
    zh: '均值与 95% 区间(均值 ∓ 1.96 × 标准差 ÷ √n),竖线为总体均值。',
  },
  all: { en: 'all', zh: '总体' },
  low: { en: 'Lower end', zh: '下限' },
  high: { en: 'Upper end', zh: '上限' },
  matrix: { en: 'Which facts go together?', zh: '哪些指标相互关联?' },
  matrixAbout: {
    en: 'Like stands beside like. Blue: they rise together, or categories tell apart; ochre with a dash: one falls as the other rises; hollow: not beyond chance (p ≥ 0.05 after Benjamini–Hochberg). Association is not cause: facts made of the same orders go together by construction. Click a cell to see the pair.',
    zh: '相近者相邻。蓝:同升同降或类别可区分;赭色带横线:此升彼降;空心:未超出偶然(校正后 p ≥ 0.05)。关联不是因果:同由订单算出的指标天然相关。点击单元格查看配对。',
  },
  one: { en: 'One fact', zh: '一个指标' },
  other: { en: 'The other', zh: '另一个' },
  measure: { en: 'Measure', zh: '度量' },
  value: { en: 'Value', zh: '数值' },
  small: { en: 'Expected < 5', zh: '期望 < 5' },
  pairLabel: (a: string, b: string, what: string, n: string, p: string): Bilingual => ({
    en: `${a} and ${b}: ${what}, n ${n}, p ${p}`,
    zh: `${beforeHan(a)}与${afterHan(b)}:${what},n ${n},p ${p}`,
  }),
  undefinedPair: {
    en: 'not defined: one of them does not vary, or has over 1,000 categories',
    zh: '无定义:其一不变或类别超过 1,000',
  },
  matrixDescribe: (facts: string, pairs: string): Bilingual => ({
    en: `${facts} facts, ${pairs} pairs. Arrow keys move between the pairs, Enter shows one.`,
    zh: `${facts} 个指标,${pairs} 个配对。方向键移动,回车查看。`,
  }),
  tooFew: { en: 'Two facts are needed at least.', zh: '至少需要两个指标。' },
  pair: (a: string, b: string): Bilingual => ({ en: `${a} and ${b}`, zh: `${beforeHan(a)}与${afterHan(b)}` }),
  smallCells: (share: string): Bilingual => ({
    en: `${share} of the expected counts are below 5: the χ² test is rough`,
    zh: `${share} 的期望频数小于 5:χ² 检验较粗略`,
  }),
  correctedRatio: (ratio: string, categories: string): Bilingual => ({
    en: `${ratio} without what chance gives to ${categories} categories (Kelley’s ε)`,
    zh: `扣除 ${categories} 个类别的偶然部分后为 ${ratio}(Kelley ε)`,
  }),
  /** Figures, then what is drawn. */
  pairAbout: (figures: string, about: Bilingual): Bilingual => ({
    en: `${figures}. ${about.en}`,
    zh: `${figures}。${about.zh}`,
  }),
  scatterAbout: {
    en: 'Members in cells of both facts, between their fences; what lies beyond is in the outer cells.',
    zh: '按两个指标分格的会员数,界内等距,界外计入边格。',
  },
  boxesAbout: {
    en: 'Box: quartiles and median; whiskers to the farthest values within 1.5 × their distance. Categories by size, twelve at most.',
    zh: '箱:四分位与中位数;须至 1.5 倍四分位距内最远的值。类别按会员数,至多十二个。',
  },
  crossAbout: {
    en: 'Index: 100 × the share of the row within the column ÷ its share of all; 100 is as all. Twelve rows and eight columns at most, by size.',
    zh: '指数:100 × 该行在本列中的占比 ÷ 在全体中的占比,100 为与全体相同。按会员数至多十二行八列。',
  },
  open: { en: 'Members', zh: '会员名单' },
  index: { en: 'Index', zh: '指数' },
  furtherOut: (fact: string): Bilingual => ({ en: `${fact}: far-out members`, zh: `${fact}:离群会员` }),
  listOutliers: (count: string): Bilingual => ({
    en: `List the ${count} far out`,
    zh: `查看 ${count} 位离群会员`,
  }),
  member: { en: 'Member', zh: '会员' },
  spent: { en: 'Spent', zh: '消费金额' },
  orders: { en: 'Orders', zh: '订单数' },
}

export const METHOD_NAMES: Readonly<Record<string, Bilingual>> = {
  spearman: { en: 'Spearman’s ρ', zh: 'Spearman ρ' },
  pearson: { en: 'Pearson’s r', zh: 'Pearson r' },
  kendall: { en: 'Kendall’s τ-b', zh: 'Kendall τ-b' },
  cramers_v: { en: 'Cramér’s V', zh: 'Cramér V' },
  eta: { en: 'correlation ratio η', zh: '相关比 η' },
  information: { en: 'mutual information, nats', zh: '互信息(纳特)' },
  eta_squared: { en: 'η²', zh: 'η²' },
  cohens_d: { en: 'd', zh: 'd' },
}
