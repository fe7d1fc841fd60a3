import { beforeHan } from '../../segments/in-chinese'
import type { Bilingual } from '../../text/bilingual'
import { counted } from '../counted'

/** The sentences of the page of preferences. */
export const words = {
  kinds: {
    category: { en: 'Category', zh: '品类' },
    brand: { en: 'Brand', zh: '品牌' },
    product: { en: 'Product', zh: '商品' },
  },
  plural: {
    category: { en: 'categories', zh: '品类' },
    brand: { en: 'brands', zh: '品牌' },
    product: { en: 'products', zh: '商品' },
  },
  buyers: { en: 'Members with lines', zh: '有明细的会员' },
  buyersAbout: {
    en: 'Members with an order line under the lens whose category, brand or product is known.',
    zh: '当前范围内有明细、且品类(品牌、商品)已知的会员。',
  },
  revenue: { en: 'Revenue', zh: '金额' },
  revenueAbout: { en: 'Sum of the lines, by basis.', zh: '明细合计,按口径。' },
  count: (plural: string): Bilingual => ({ en: `Different ${plural}`, zh: `${plural}数` }),
  countAbout: { en: 'With a line under the lens.', zh: '当前范围内有明细者。' },
  classA: { en: 'Class A', zh: 'A 类' },
  classAAbout: {
    en: 'So many make up the first 80 % of the revenue.',
    zh: '构成前 80% 金额的数量。',
  },
  ofAll: (share: string): Bilingual => ({ en: `${share} of them`, zh: `占 ${share}` }),
  title: (kind: string, share: string, growth: string): Bilingual => ({
    en: `${kind} is the largest with ${share} of the revenue${growth}`,
    zh: `${beforeHan(kind)}最大,占金额 ${share}${growth}`,
  }),
  grown: (growth: string): Bilingual => ({
    en: `, ${growth} against the period before`,
    zh: `,较上期 ${growth}`,
  }),
  titleNone: { en: 'What members buy', zh: '会员买什么' },
  context: (by: string, buyers: string, days: string): Bilingual => ({
    en: `By ${by}; ${counted(buyers, 'member')}; the last ${days} days against the ${days} before.`,
    zh: `按${by};${buyers} 位会员;近 ${days} 天对此前 ${days} 天。`,
  }),
  instead: (wanted: string, used: string): Bilingual => ({
    en: `The shop has no ${wanted} of its lines: by ${used} instead. Map a column of it to see it.`,
    zh: `明细没有${wanted}信息,改按${used}。映射相应列后可查看。`,
  }),
  nothing: {
    en: 'No order line says its category, brand or product: map one of these columns.',
    zh: '没有明细含品类、品牌或商品信息:请映射其中一列。',
  },
  dominated: (kind: string, share: string): Bilingual => ({
    en: `${kind} holds ${share} of the revenue: affinities of all groups are close to 1 by necessity.`,
    zh: `${beforeHan(kind)}占金额 ${share}:各组偏好必然接近 1。`,
  }),
  mix: { en: 'What makes up the revenue?', zh: '金额由什么构成?' },
  mixAbout: (days: string): Bilingual => ({
    en: `Share of the revenue; penetration: members who bought it ÷ members with lines; growth of the last ${days} days against the ${days} before (a dash where the data does not reach back). ABC by cumulative revenue (80, 95 %); XYZ by the coefficient of variation of the revenue by month (0.5, 1): X is steady.`,
    zh: `占金额;渗透率:购买会员 ÷ 有明细的会员;近 ${days} 天对此前 ${days} 天的增长(数据不足为横线)。ABC 按累计金额(80%、95%);XYZ 按月金额变异系数(0.5、1),X 最稳定。`,
  }),
  place: { en: 'Place', zh: '名次' },
  share: { en: 'Share', zh: '占比' },
  penetration: { en: 'Penetration', zh: '渗透率' },
  growth: { en: 'Growth', zh: '增长' },
  members: { en: 'Members', zh: '会员' },
  membersUnit: { en: 'members', zh: '位会员' },
  orders: { en: 'Orders', zh: '订单' },
  months: { en: 'Months', zh: '月数' },
  cv: { en: 'CV', zh: '变异系数' },
  abc: { en: 'ABC', zh: 'ABC' },
  xyz: { en: 'XYZ', zh: 'XYZ' },
  firstOf: (shown: string, all: string): Bilingual => ({
    en: `The first ${shown} of ${all}; the table of the chart below and the SQL hold the rest.`,
    zh: `${all} 个中的前 ${shown} 个,其余见下图表格与 SQL。`,
  }),
  classes: { en: 'How many of which class?', zh: '各类各有多少?' },
  classesAbout: {
    en: 'ABC by revenue down, XYZ by steadiness across: AX sells much and steadily, CZ little and by fits and starts.',
    zh: '纵为 ABC(金额),横为 XYZ(稳定性):AX 量大且稳,CZ 量小且不稳。',
  },
  classLabel: (cell: string, count: string, share: string): Bilingual => ({
    en: `${cell}: ${count}, ${share} of the revenue`,
    zh: `${cell}:${count} 个,占金额 ${share}`,
  }),
  groupBy: { en: 'Groups', zh: '分组依据' },
  affinity: { en: 'Who prefers what?', zh: '谁偏好什么?' },
  affinityAbout: {
    en: 'Share of the group’s money ÷ share of all money, drawn towards the mean the more, the fewer orders it rests on (gamma–Poisson): 1 is as all, 1.5 half as much again. Blue above, ochre below. The figures before and n are in the table. Click a cell for its members.',
    zh: '占本组金额 ÷ 占全部金额,依据的订单越少越向均值收缩(Gamma–Poisson):1 为与全体相同,1.5 为多一半。蓝为高,赭为低。收缩前数值与 n 见表格。点击单元格看会员。',
  },
  affinityNone: {
    en: 'Nothing here beyond chance: between these groups, shares of wallet differ no more than so few and so varied orders would make them differ, so that every cell is drawn to the mean.',
    zh: '未超出偶然:各组钱包份额的差异不大于这些订单的数量与金额波动本身会造成的差异,因此全部收缩到均值。',
  },
  group: { en: 'Group', zh: '分组' },
  wallet: { en: 'Share of wallet', zh: '钱包份额' },
  base: { en: 'Base', zh: '基准' },
  raw: { en: 'Raw', zh: '原始' },
  shrunk: { en: 'Affinity', zh: '偏好' },
  affinityLabel: (
    group: string,
    kind: string,
    shrunk: string,
    raw: string,
    members: string,
    orders: string,
  ): Bilingual => ({
    en: `${group}, ${kind}: ${shrunk} (raw ${raw}), ${counted(members, 'member')}, ${counted(orders, 'order')}`,
    zh: `${group},${kind}:${shrunk}(原始 ${raw}),${members} 位会员,${orders} 单`,
  }),
  noGroups: { en: 'There is nothing to group members by.', zh: '没有可用于分组的指标。' },
  traits: { en: 'What behaviour lets guess at', zh: '行为推断的特征' },
  traitsAbout: {
    en: 'Inferred from behaviour, not asked. Members in fifths of each trait, equal values together, so that fifths may differ in size or be missing; a low price may also be a season or a coupon. Click one for its members.',
    zh: '行为推断,非调查。会员按各特征五等分,数值相同者同组,故各档人数可能不等或缺档;低价也可能来自季节或优惠券。点击查看会员。',
  },
  traitNames: {
    discount_share: { en: 'Price sensitivity: bought below the usual price', zh: '价格敏感:低价购买占比' },
    mean_discount: { en: 'Promotion depth: mean discount', zh: '促销依赖:平均折扣深度' },
    price_level: { en: 'Price level', zh: '价位' },
    novelty: { en: 'Novelty seeking', zh: '尝新度' },
    repeat_share: { en: 'Buys the same again', zh: '重复购买同一商品' },
    brand_loyalty: { en: 'Brand loyalty (HHI)', zh: '品牌忠诚(HHI)' },
    top_category_share: { en: 'Category concentration', zh: '品类集中' },
  } as Readonly<Record<string, Bilingual>>,
  noTraits: {
    en: 'Prices, products and brands of the lines are needed for any of these.',
    zh: '这些特征需要明细的价格、商品或品牌。',
  },
  trait: { en: 'Trait', zh: '特征' },
  fifth: { en: 'Fifth', zh: '档' },
  range: { en: 'From – to', zh: '范围' },
  mean: { en: 'Mean', zh: '均值' },
  spentEach: { en: 'Spent a member', zh: '人均消费' },
  ordersEach: { en: 'Orders a member', zh: '人均订单' },
  fifths: (fifth: number): Bilingual => ({
    en: ['lowest', 'second', 'middle', 'fourth', 'highest'][fifth - 1] ?? '',
    zh: ['最低', '次低', '中间', '次高', '最高'][fifth - 1] ?? '',
  }),
  profile: { en: 'What each group prefers now', zh: '各组当前偏好' },
  profileAbout: (halfLife: string): Bilingual => ({
    en: `Money counts half for every ${halfLife} days since; share of the group’s weight, and its index against all (100 = as all). Look at any segment as the population for its profile. Click one for the members who prefer it most.`,
    zh: `金额每过 ${halfLife} 天折半;占本组权重,及对全体的指数(100 为相同)。将任一分群设为当前人群可看其画像。点击查看最偏好它的会员。`,
  }),
  rank: { en: 'Rank', zh: '名次' },
  weightShare: { en: 'Share', zh: '占比' },
  index: { en: 'Index', zh: '指数' },
  member: { en: 'Member', zh: '会员' },
  spent: { en: 'Spent', zh: '消费金额' },
  spentOnIt: { en: 'Spent on it', zh: '其上消费' },
  list: (group: string, kind: string): Bilingual => ({ en: `${group}: ${kind}`, zh: `${group}:${kind}` }),
  preferring: (group: string, kind: string): Bilingual => ({
    en: `${group}, prefer ${kind}`,
    zh: `${group},最偏好${kind}`,
  }),
}
