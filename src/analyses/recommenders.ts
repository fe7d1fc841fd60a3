import type { Sizes } from '../numerics/recommend/interactions'
import type { Bilingual } from '../text/bilingual'

/** Of what is trained on, and the members who are asked. */
export interface Shape extends Sizes {
  asked: number
}

/** What a shop says, beside who had what, and what the browser can. */
export interface Known {
  times: boolean
  /** Names, categories, brands or prices of items. */
  texts: boolean
  /** A group of members is chosen. */
  segments: boolean
  /** The browser has SIMD in WebAssembly. */
  simd: boolean
}

export interface Cost {
  ms: number
  /** At the peak of training. */
  bytes: number
}

/** A number that training takes, and between which limits it is searched: evenly or by its logarithm, whole (`count`) or not. */
export interface RecommenderOption {
  name: string
  label: Bilingual
  initial: number
  low: number
  high: number
  scale: 'even' | 'log' | 'whole' | 'count'
}

export const FAMILIES = [
  'baseline',
  'content',
  'neighbours',
  'linear',
  'factors',
  'repeat',
  'neural',
] as const
export type Family = (typeof FAMILIES)[number]

export const FAMILY_NAMES: Readonly<Record<Family, Bilingual>> = {
  baseline: { en: 'Baselines', zh: '基线' },
  content: { en: 'Content', zh: '内容' },
  neighbours: { en: 'Neighbours', zh: '近邻' },
  linear: { en: 'Linear', zh: '线性' },
  factors: { en: 'Factors', zh: '矩阵分解' },
  repeat: { en: 'Repeat purchase', zh: '复购' },
  neural: { en: 'Neural', zh: '神经网络' },
}

/** What a page must know of a recommender of `numerics/recommend/registry`. */
export interface RecommenderWords {
  name: string
  family: Family
  label: Bilingual
  about: Bilingual
  options: readonly RecommenderOption[]
  /** Of training with these options; asking costs apart. */
  cost: (shape: Shape, option: (name: string) => number) => Cost
  /** What it cannot do without. */
  wants?: readonly (keyof Known)[]
  /** Items at most; beyond, the commonest are covered. */
  mostItems?: number
}

const option = (
  name: string,
  en: string,
  zh: string,
  initial: number,
  [low, high]: readonly [number, number],
  scale: RecommenderOption['scale'],
): RecommenderOption => ({ name, label: { en, zh }, initial, low, high, scale })

const k = (initial: number) => option('k', 'Neighbours kept', '保留近邻数', initial, [10, 500], 'count')
const shrinkage = option('shrinkage', 'Shrinkage', '收缩', 0, [0, 100], 'even')
const factors = (initial: number) => option('factors', 'Factors', '因子数', initial, [8, 128], 'count')
const epochs = (initial: number, high: number) =>
  option('epochs', 'Rounds', '轮数', initial, [2, high], 'count')
const rate = (initial: number, limits: readonly [number, number]) =>
  option('rate', 'Step', '学习率', initial, limits, 'log')

/** Nanoseconds into milliseconds. */
const ns = (count: number): number => count / 1e6

const small = ({ items, cells }: Shape): Cost => ({ ms: ns(40 * cells), bytes: 8 * items })
const ofNeighbours =
  (rows: (shape: Shape) => number, work: (shape: Shape) => number) =>
  (shape: Shape, of: (name: string) => number): Cost => ({
    ms: ns(6 * work(shape) + 300 * rows(shape)),
    bytes: 12 * Math.min(rows(shape) * of('k'), work(shape)) + 300 * rows(shape),
  })

/** Recommenders in the order of their families; the times are of a usual laptop, and estimates. */
export const RECOMMENDER_WORDS: readonly RecommenderWords[] = [
  {
    name: 'atRandom',
    family: 'baseline',
    label: { en: 'At random', zh: '随机' },
    about: {
      en: 'Items drawn by lot: what a list gets that knows nothing.',
      zh: '随机抽取的物品:一无所知的列表所得。',
    },
    options: [],
    cost: ({ items, asked }) => ({ ms: ns(25 * items * asked), bytes: 8 * items }),
  },
  {
    name: 'popular',
    family: 'baseline',
    label: { en: 'Most popular', zh: '最热门' },
    about: { en: 'What most members have, the same for everybody.', zh: '拥有会员最多的物品,人人相同。' },
    options: [],
    cost: small,
  },
  {
    name: 'popularRecently',
    family: 'baseline',
    label: { en: 'Popular lately', zh: '近期热门' },
    about: {
      en: 'What most members had in the last days of training.',
      zh: '训练期最后若干天内拥有会员最多的物品。',
    },
    options: [option('days', 'Days', '天数', 30, [7, 180], 'count')],
    cost: small,
    wants: ['times'],
  },
  {
    name: 'popularInSegment',
    family: 'baseline',
    label: { en: 'Popular in the segment', zh: '分群热门' },
    about: {
      en: 'What most members of her group have, drawn towards what all have where the group is small.',
      zh: '同群会员中最热门的物品;群小时向全体靠拢。',
    },
    options: [],
    cost: small,
    wants: ['segments'],
  },
  {
    name: 'again',
    family: 'baseline',
    label: { en: 'Bought again', zh: '再次购买' },
    about: {
      en: 'What she has had most lately, nothing else. With items she had removed it has nothing to say.',
      zh: '只推荐她近来买过的;去除已买物品时无可推荐。',
    },
    options: [],
    cost: small,
  },
  {
    name: 'copurchase',
    family: 'baseline',
    label: { en: 'Bought together', zh: '同次购买' },
    about: {
      en: 'What others bought at the same time as what she has.',
      zh: '他人与她已有物品同次购买的物品。',
    },
    options: [k(50), option('shrinkage', 'Shrinkage', '收缩', 5, [0, 50], 'even')],
    cost: ofNeighbours(
      ({ items }) => items,
      ({ pairs }) => pairs,
    ),
    wants: ['times'],
  },
  {
    name: 'content',
    family: 'content',
    label: { en: 'Content', zh: '基于内容' },
    about: {
      en: 'Items whose name, category, brand and price are like those she has (TF-IDF, cosine). Serves new items.',
      zh: '名称、类目、品牌、价格与她已有物品相近者(TF-IDF、余弦);可推荐新品。',
    },
    options: [
      option('word', 'Words', '名称', 1, [0, 2], 'even'),
      option('category', 'Category', '类目', 1, [0, 2], 'even'),
      option('brand', 'Brand', '品牌', 0.5, [0, 2], 'even'),
      option('price', 'Price', '价格', 0.25, [0, 2], 'even'),
    ],
    cost: ({ items, cells }) => ({ ms: ns(20_000 * items + 100 * cells), bytes: 120 * items }),
    wants: ['texts'],
  },
  {
    name: 'itemBased',
    family: 'neighbours',
    label: { en: 'Item-based', zh: '商品协同过滤' },
    about: {
      en: 'Items held by the same members as hers (cosine, k nearest).',
      zh: '与她已有物品被同一批会员拥有者(余弦,k 近邻)。',
    },
    options: [k(100), shrinkage],
    cost: ofNeighbours(
      ({ items }) => items,
      ({ pairs }) => pairs,
    ),
  },
  {
    name: 'userBased',
    family: 'neighbours',
    label: { en: 'User-based', zh: '用户协同过滤' },
    about: {
      en: 'What members with the same items have (cosine, k nearest).',
      zh: '与她相似的会员拥有的物品(余弦,k 近邻)。',
    },
    options: [k(100), shrinkage],
    cost: ({ cells, itemPairs }) => ({ ms: ns(3 * itemPairs), bytes: 12 * cells }),
  },
  {
    name: 'walk',
    family: 'neighbours',
    label: { en: 'RP3β', zh: 'RP3β' },
    about: {
      en: 'A walk from her items over members to items, less for popular ends.',
      zh: '从她的物品经会员走到其他物品,对热门终点打折。',
    },
    options: [
      k(200),
      option('alpha', 'α', 'α', 1, [0.5, 1.5], 'even'),
      option('beta', 'β', 'β', 0.6, [0, 1], 'even'),
    ],
    cost: ofNeighbours(
      ({ items }) => items,
      ({ pairs }) => pairs,
    ),
  },
  {
    name: 'ease',
    family: 'linear',
    label: { en: 'EASE', zh: 'EASE' },
    about: {
      en: 'Linear weights from item to item, in closed form; at most 4,000 items, the commonest.',
      zh: '物品到物品的线性权重,闭式解;至多 4,000 件最常见物品。',
    },
    options: [option('ridge', 'Ridge λ', '岭 λ', 200, [10, 2000], 'log')],
    cost: ({ items, pairs }) => {
      const covered = Math.min(items, 4000)
      return { ms: ns(0.09 * covered ** 3 + 6 * pairs), bytes: 12 * covered ** 2 }
    },
    wants: ['simd'],
    mostItems: 4000,
  },
  {
    name: 'als',
    family: 'factors',
    label: { en: 'Implicit ALS', zh: '隐式 ALS' },
    about: {
      en: 'Vectors of members and items by alternating least squares, weights as confidence.',
      zh: '以权重为置信度,交替最小二乘求会员与物品向量。',
    },
    options: [
      factors(64),
      option('ridge', 'Ridge λ', '岭 λ', 0.015, [0.002, 0.2], 'log'),
      option('alpha', 'Confidence α', '置信度 α', 5, [1, 40], 'log'),
      epochs(12, 20),
    ],
    cost: ({ members, items, cells }, of) => ({
      ms: ns(of('epochs') * (9 * cells * of('factors') + 4 * (members + items) * of('factors') ** 2)),
      bytes: 8 * of('factors') * (members + items),
    }),
    wants: ['simd'],
  },
  {
    name: 'bpr',
    family: 'factors',
    label: { en: 'BPR', zh: 'BPR' },
    about: {
      en: 'Vectors that rank what she has above what she does not.',
      zh: '使她已有的排在未有的之前的向量。',
    },
    options: [
      factors(64),
      rate(0.05, [0.01, 0.2]),
      option('ridge', 'Ridge', '正则', 0.01, [0.001, 0.1], 'log'),
      epochs(60, 100),
    ],
    cost: ({ members, items, cells }, of) => ({
      ms: ns(of('epochs') * cells * (120 + 7 * of('factors'))),
      bytes: 8 * of('factors') * (members + items),
    }),
  },
  {
    name: 'personal',
    family: 'repeat',
    label: { en: 'Personal frequency and tempo', zh: '个人频次与节奏' },
    about: {
      en: 'What she buys often and is due for, and what members like her have (after TIFU-KNN). With items she had removed only these are left: User-based.',
      zh: '她常买且到期该买的,以及相似会员拥有的(仿 TIFU-KNN);去除已有物品时仅剩后者,即用户协同过滤。',
    },
    options: [
      option('tempo', 'Weight of tempo', '节奏权重', 0.5, [0, 1], 'even'),
      option('others', 'Share of others', '他人占比', 0.3, [0, 0.9], 'even'),
      k(100),
    ],
    cost: ({ cells, itemPairs }) => ({ ms: ns(3 * itemPairs), bytes: 16 * cells }),
  },
  {
    name: 'neumf',
    family: 'neural',
    label: { en: 'NeuMF', zh: 'NeuMF' },
    about: {
      en: 'Neural collaborative filtering: a product of vectors beside a small network.',
      zh: '神经协同过滤:向量乘积与小型网络并用。',
    },
    options: [factors(16), epochs(20, 40), rate(0.002, [0.0005, 0.01])],
    cost: ({ members, items, cells }, of) => ({
      ms: ns(of('epochs') * cells * 5 * 190 * of('factors')),
      bytes: 40 * of('factors') * (members + items) + 60 * cells,
    }),
    wants: ['simd'],
  },
  {
    name: 'gru4rec',
    family: 'neural',
    label: { en: 'GRU4Rec', zh: 'GRU4Rec' },
    about: {
      en: 'The next item from the order of her purchases, by a recurrent network.',
      zh: '循环网络,依购买顺序预测下一件。',
    },
    options: [factors(32), epochs(20, 40), rate(0.005, [0.001, 0.02])],
    cost: ({ items, lines }, of) => ({
      ms: ns(of('epochs') * lines * (3000 + 440 * of('factors'))),
      bytes: 20 * of('factors') * items + 24 * lines + 2e7,
    }),
    wants: ['times', 'simd'],
  },
  {
    name: 'sasrec',
    family: 'neural',
    label: { en: 'SASRec', zh: 'SASRec' },
    about: {
      en: 'The next item from the order of her purchases, by self-attention.',
      zh: '自注意力网络,依购买顺序预测下一件。',
    },
    options: [epochs(20, 40), rate(0.005, [0.001, 0.02])],
    cost: ({ items, lines }, of) => ({
      ms: ns(of('epochs') * lines * (6000 + 650 * 32)),
      bytes: 20 * 32 * items + 24 * lines + 2e7,
    }),
    wants: ['times', 'simd'],
  },
]

export const recommenderByName = (name: string): RecommenderWords | undefined =>
  RECOMMENDER_WORDS.find((one) => one.name === name)

/** Whether it is one of those that the others have to beat. */
export const isBaseline = (name: string): boolean => recommenderByName(name)?.family === 'baseline'

export const recommenderLabel = (name: string): Bilingual =>
  recommenderByName(name)?.label ?? { en: name, zh: name }
