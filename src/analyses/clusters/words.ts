import { afterHan, amongHan, beforeHan } from '../../segments/in-chinese'
import type { Bilingual } from '../../text/bilingual'
import { counted } from '../counted'

/** The sentences of the page of clusters. */
export const words = {
  title: (k: string, name: string, share: string, rich: string, money: string): Bilingual => ({
    en: `${k} clusters; the largest, “${name}”, has ${share} of the members clustered; “${rich}” brings ${money} of the money`,
    zh: `${k} 个群;最大的“${name}”占已分群会员 ${share},“${rich}”贡献金额的 ${money}`,
  }),
  titleSame: (k: string, name: string, share: string, money: string): Bilingual => ({
    en: `${k} clusters; “${name}” has ${share} of the members clustered and ${money} of the money`,
    zh: `${k} 个群;“${name}”占已分群会员 ${share},占金额 ${money}`,
  }),
  titleMembers: (k: string, name: string, share: string): Bilingual => ({
    en: `${k} clusters; the largest, “${name}”, has ${share} of the members clustered`,
    zh: `${k} 个群;最大的“${name}”占已分群会员 ${share}`,
  }),
  titleOne: (name: string, members: string): Bilingual => ({
    en: `One cluster, “${name}”, of ${counted(members, 'member')}`,
    zh: `只有一群“${name}”,${members} 位会员`,
  }),
  titleNoise: (title: Bilingual, share: string): Bilingual => ({
    en: `${title.en}; ${share} of those looked at are in none`,
    zh: `${title.zh};所看会员中 ${share} 不属任何群`,
  }),
  titleAll: (n: string): Bilingual => ({
    en: `One cluster: all ${n} members together`,
    zh: `只有一群:${n} 位会员合在一起`,
  }),
  titleNone: { en: 'No clusters', zh: '没有分群' },
  context: (features: string, n: string): Bilingual => ({
    en: `${n} members by ${features}. Clusters describe members; they are not there in nature until the comparison below says so.`,
    zh: `${n} 位会员,按${afterHan(features)}。分群是一种描述,是否真有结构请看下方比较。`,
  }),
  featuresCounted: (count: string): Bilingual => ({ en: `${count} features`, zh: `${count} 项特征` }),
  members: { en: 'Members clustered', zh: '已分群会员' },
  membersAbout: {
    en: 'Members in one of the clusters: neither left out, nor set aside, nor noise.',
    zh: '属于某一群的会员:未因缺值不纳入,未另置,也不是噪声。',
  },
  aside: { en: 'Set aside', zh: '另置' },
  asideAbout: {
    en: 'Members beyond the fences of a feature. They get no cluster and stay in every total.',
    zh: '某特征超出外限的会员。不分群,但仍计入各项合计。',
  },
  leftOut: { en: 'Left out', zh: '未纳入' },
  leftOutAbout: {
    en: 'Members for whom a feature has no value, such as recency of who never bought.',
    zh: '某特征无值的会员,例如从未购买者没有距末单天数。',
  },
  silhouette: { en: 'Silhouette', zh: '轮廓系数' },
  silhouetteAbout: {
    en: 'How much nearer members are to their own cluster than to the next: 1 far apart, 0 on the border. By Rousseeuw: from 0.5 a reasonable structure, from 0.25 a weak one that could be artificial, below it none.',
    zh: '会员离本群比离次近群近多少:1 为相距甚远,0 为在边界。Rousseeuw 的读法:0.5 起结构合理,0.25 起结构较弱、可能是人为的,以下则没有结构。',
  },
  silhouetteSample: (rows: string, error: string): Bilingual => ({
    en: `sample of ${rows}, ± ${error}`,
    zh: `取样 ${rows},± ${error}`,
  }),
  bic: { en: 'BIC', zh: 'BIC' },
  bicAbout: {
    en: 'Free parameters × ln(members) − 2 × log-likelihood of the mixture (Schwarz 1978). Lower is better, between mixtures of the same members and features alone; compare numbers of clusters below.',
    zh: '自由参数数 × ln(会员数) − 2 × 混合模型的对数似然(Schwarz 1978)。越低越好,只在同一批会员、同样特征之间可比;可在下方比较群数。',
  },
  bicParameters: (parameters: string): Bilingual => ({
    en: `${parameters} free parameters`,
    zh: `${parameters} 个自由参数`,
  }),
  noise: { en: 'Noise', zh: '噪声' },
  noiseAbout: {
    en: 'Members in no dense region. HDBSCAN does not force them into a cluster.',
    zh: '不在任何稠密区域的会员,HDBSCAN 不强行归群。',
  },
  noiseOf: (share: string, n: string): Bilingual => ({
    en: `${share} of ${n} looked at`,
    zh: `占所看 ${n} 人的 ${share}`,
  }),
  clusters: { en: 'Clusters', zh: '群' },
  problems: {
    noCompleteRows: {
      en: 'No member has a value in every feature. Choose other features, or take the median for what is missing.',
      zh: '没有一位会员的特征齐全。请换特征,或以中位数代替缺失。',
    },
    noFeatures: {
      en: 'Nothing to go by: no feature is chosen, or none of those chosen varies. Choose others.',
      zh: '无从区分:未选特征,或所选特征都没有变化。请另选。',
    },
    tooFewRows: {
      en: 'Too few members for this method: it needs at least',
      zh: '会员太少,该方法至少需要:',
    },
    fewerDistinctThanClusters: {
      en: 'Fewer members that differ than clusters. Lower the number of clusters; members that differ:',
      zh: '互不相同的会员少于群数。请减少群数;互不相同的会员数:',
    },
    other: { en: 'These members cannot be clustered so.', zh: '无法这样分群。' },
  },
  noStructure: (value: string): Bilingual => ({
    en: `No structure that separates these clusters: silhouette ${value}. The members lie along a continuum, and the borders are drawn by the method. “One cluster” may be the better answer; compare numbers of clusters below.`,
    zh: `没有能把各群分开的结构:轮廓系数 ${value}。会员连续分布,界线由方法划出。“只有一群”可能更合适,请在下方比较群数。`,
  }),
  weak: (value: string): Bilingual => ({
    en: `A weak structure: silhouette ${value}. Useful for describing members, not proof that there are kinds of them.`,
    zh: `结构较弱:轮廓系数 ${value}。可用于描述会员,不能证明存在不同类别。`,
  }),
  allNoise: {
    en: 'All members are noise: nowhere do as many as asked for lie densely together.',
    zh: '全部会员都是噪声:没有达到最少人数的稠密区域。',
  },
  noCategories: {
    en: 'No category is among the features, and without one k-prototypes is k-means. Choose categories above.',
    zh: '所选特征中没有类别,此时 k-prototypes 等同于 k-means。请在上方选类别特征。',
  },
  onlyOne: {
    en: 'One cluster: nothing is told apart, which is the honest answer where the members are of one kind. Facts and associations describe them whole.',
    zh: '只有一群:不作区分。会员本无不同类别时,这是诚实的答案;整体描述见“描述与关联”。',
  },
  notConverged: {
    en: 'The fit had not settled when its iterations ran out; another seed or fewer clusters may.',
    zh: '迭代用尽仍未收敛;可换种子或减少群数。',
  },
  approximate: (rows: string): Bilingual => ({
    en: `Fitted on a sample of ${rows} members, drawn by what they are; all others follow from it.`,
    zh: `在 ${rows} 位会员的样本上拟合,其余按结果归群。`,
  }),
  tiny: (count: string): Bilingual => ({
    en: `${counted(count, 'cluster')} ${count === '1' ? 'holds' : 'hold'} fewer than 1 % of the members: often a few outliers rather than a kind. Draw outliers in, set them aside, or use fewer clusters.`,
    zh: `${count} 个群不足会员的 1 %:往往是少数离群者而非一类。可缩尾、另置,或减少群数。`,
  }),
  duplicates: (rows: string, distinct: string): Bilingual => ({
    en: `Of ${rows} members only ${distinct} differ in these features: many are alike, and clusters of equal members say little more than counting them.`,
    zh: `${rows} 位会员在这些特征上只有 ${distinct} 种不同:许多人完全相同,分群与直接计数相差不大。`,
  }),
  constant: (names: string): Bilingual => ({
    en: `Left out because all members have the same value once far-out values are treated: ${names}.`,
    zh: `处理离群值后全体取值相同,未使用:${names}。`,
  }),
  absent: (names: string): Bilingual => ({
    en: `This shop does not know: ${names}. Clustered without.`,
    zh: `本店没有以下特征,已略去:${names}。`,
  }),
  sparse: (names: string, share: string): Bilingual => ({
    en: `${share} of the members are left out because they have no value of a feature: above all of ${names}. Choose features without those, or take the median for what is missing.`,
    zh: `${share} 的会员因特征缺值未分群,主要缺:${names}。请去掉这些特征,或以中位数代替缺失。`,
  }),
  withoutSparse: { en: 'Cluster without them', zh: '去掉后重新分群' },
  mixedOnly: {
    en: 'Categories count with the method k-prototypes alone; the others take numbers.',
    zh: '类别特征只在 k-prototypes 下起作用,其余方法只用数值。',
  },
  collinear: (a: string, b: string, r: string, others: number): Bilingual => ({
    en: `${a} and ${b} say nearly the same of each member (correlation ${r} as scaled)${others > 0 ? `, and so do ${counted(String(others), 'other pair')} of features` : ''}: what they share counts ${others > 0 ? 'more than once' : 'twice'}. Leave one of each out, or cluster by principal components.`,
    zh: `${beforeHan(a)}与${amongHan(b)}对每位会员说的几乎是同一件事(缩放后相关 ${r})${others > 0 ? `,另有 ${String(others)} 对特征也如此` : ''}:相同的信息被重复计算。每对可去掉一个,或按主成分聚类。`,
  }),
  large: (n: string): Bilingual => ({
    en: `${n} members: mini-batch k-means gives nearly the same in less time.`,
    zh: `${n} 位会员:小批量 k-means 更快,结果相近。`,
  }),
  features: { en: 'Features', zh: '特征' },
  featuresChosen: (list: string): Bilingual => ({ en: `Features: ${list}`, zh: `特征:${list}` }),
  andMore: (named: string, count: string): Bilingual => ({
    en: `${named} and ${count} more`,
    zh: `${named},另 ${count} 项`,
  }),
  usual: { en: 'Recency, frequency, money', zh: '近度、频次、金额' },
  usualMembers: { en: 'Amounts of the member list', zh: '会员表中的数值' },
  apply: { en: 'Cluster by these', zh: '按此聚类' },
  groups: {
    attribute: { en: 'Attributes', zh: '属性' },
    spending: { en: 'Spending', zh: '消费' },
    tempo: { en: 'Tempo', zh: '节奏' },
    preference: { en: 'Preferences', zh: '偏好' },
    price: { en: 'Price', zh: '价格' },
    activity: { en: 'Activity and contacts', zh: '行为与触达' },
  },
  category: { en: 'category', zh: '类别' },
  treatment: { en: 'What was done to the features', zh: '特征如何处理' },
  treatmentAbout: {
    en: 'Before clustering: how many members have each feature, within which bounds values stay, and how many lie beyond. A click lists those beyond.',
    zh: '聚类之前:各特征有值人数、取值的上下界、超出人数。点击可列出超出者。',
  },
  feature: { en: 'Feature', zh: '特征' },
  known: { en: 'Known', zh: '有值' },
  missing: { en: 'Missing', zh: '缺失' },
  range: { en: 'From – to', zh: '取值范围' },
  bounds: { en: 'Bounds', zh: '上下界' },
  beyond: { en: 'Beyond', zh: '超出' },
  noBounds: { en: 'none', zh: '无' },
  beyondList: (feature: string): Bilingual => ({
    en: `Beyond the bounds: ${feature}`,
    zh: `超出上下界:${feature}`,
  }),
  asideList: { en: 'Members without a cluster', zh: '未分群的会员' },
  table: { en: 'Who they are', zh: '各是谁' },
  tableAbout: {
    en: 'Sizes and money of each cluster. A click lists its members: save them as a segment, or export them with their labels. Heavy buyers: the first 20 % of all buyers by money, medium the next 30 %, light the rest.',
    zh: '各群人数与金额。点击列出成员,可存为分群或连同群号导出。重度为全体购买者中金额前 20 %,中度为其后 30 %,其余为轻度。',
  },
  tableMembers: {
    en: 'Sizes of the clusters. A click lists the members of one: save them as a segment, or export them with their labels.',
    zh: '各群人数。点击列出成员,可存为分群或连同群号导出。',
  },
  cluster: { en: 'Cluster', zh: '群' },
  name: { en: 'Name', zh: '名称' },
  size: { en: 'Members', zh: '会员' },
  share: { en: 'Of all members', zh: '占全体会员' },
  money: { en: 'Money', zh: '金额' },
  moneyShare: { en: 'Of the money', zh: '占金额' },
  each: { en: 'Per member', zh: '人均' },
  hml: { en: 'Heavy / medium / light', zh: '重 / 中 / 轻度' },
  medoid: { en: 'Most typical', zh: '最典型' },
  unclustered: { en: 'Without a cluster', zh: '未分群' },
  member: { en: 'Member', zh: '会员' },
  distance: { en: 'From the centre', zh: '距中心' },
  second: { en: 'From the next centre', zh: '距次近中心' },
  strength: { en: 'Strength', zh: '强度' },
  orders: { en: 'Orders', zh: '订单数' },
  listTitle: (name: string): Bilingual => ({ en: `Cluster: ${name}`, zh: `群:${name}` }),
  seeds: (name: string): Bilingual => ({
    en: `Seeds for look-alikes: ${name}`,
    zh: `相似人群种子:${name}`,
  }),
  profile: { en: 'What sets each apart', zh: '各群有何不同' },
  profileAbout: {
    en: 'Mean of the cluster less the mean of everybody else, in standard deviations (Hedges’ g): 0.2 small, 0.5 medium, 0.8 large. Features that were clustered by must differ; the others are what was learnt.',
    zh: '本群均值减其余会员均值,以标准差为单位(Hedges g):0.2 小,0.5 中,0.8 大。用于聚类的特征必然不同,其余特征才是新知。',
  },
  profileLabel: (cluster: string, fact: string, effect: string): Bilingual => ({
    en: `${cluster}, ${fact}: ${effect}`,
    zh: `${cluster},${fact}:${effect}`,
  }),
  view: { en: 'View', zh: '视图' },
  bars: { en: 'Bars', zh: '条形' },
  lines: { en: 'Lines', zh: '平行线' },
  radar: { en: 'Radar', zh: '雷达' },
  which: { en: 'Facts', zh: '特征范围' },
  whichFeatures: { en: 'Clustered by', zh: '聚类特征' },
  whichAll: { en: 'Strongest of all', zh: '差异最大' },
  map: { en: 'On a map', zh: '二维图' },
  mapAbout: (points: string): Bilingual => ({
    en: `Scaled features, on their first two principal components: what lies near is alike, as far as two directions can say. ${points} members, drawn by md5(member_id); circles are means.`,
    zh: `缩放后的特征投到前两个主成分:两个方向所能表达的范围内,近者相似。${points} 位会员,按 md5(会员号) 抽取;圆点为均值。`,
  }),
  firstComponent: { en: 'First component', zh: '第一主成分' },
  secondComponent: { en: 'Second', zh: '第二主成分' },
  tree: { en: 'How the clusters merge', zh: '各群如何合并' },
  treeAbout: (rows: string): Bilingual => ({
    en: `Ward’s tree of ${rows} members, its upper merges: the higher two branches meet, the less alike they are. Long branches below the cut speak for it. At the bottom the members of each branch.`,
    zh: `${rows} 位会员的 Ward 树(上层):相接越高越不相似。切线下方的长枝支持该切法。底部为各枝人数。`,
  }),
  cut: (k: string): Bilingual => ({ en: `${k} clusters`, zh: `${k} 群` }),
  height: { en: 'Height', zh: '高度' },
  loadings: { en: 'Principal components', zh: '主成分' },
  loadingsAbout: {
    en: 'Clustered by these directions instead of the features. A loading is how much of the scaled feature goes into the component, from −1 to 1.',
    zh: '以这些方向代替特征聚类。载荷为缩放后特征进入主成分的分量,−1 至 1。',
  },
  component: (n: string, share: string): Bilingual => ({ en: `${n} (${share})`, zh: `${n}(${share})` }),
} as const
