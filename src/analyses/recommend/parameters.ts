import type { Analysis } from '../analysis'
import type { ItemLevel } from '../interactions.sql'
import { isNumber, namesIn, TRAINING, TRAINING_LIMITS } from '../recommender-training'
import { recommenderByName } from '../recommenders'
import { SPLITS as GROUPINGS, type Split as Grouping } from '../splits.sql'
import type { Accuracy } from '../../numerics/recommend/metrics'
import type { Seen } from '../../numerics/recommend/trial'
import type { SplitName } from '../../numerics/recommend/splits'

/** A type, not an interface: parameters are indexed by name. */
export type RecommendParameters = {
  level: ItemLevel
  split: SplitName
  /** Per cent of the lines. */
  test: number
  seen: Seen
  metric: Accuracy
  k: string
  /** Names of recommenders, commas between: those that are trained. */
  models: string
  /** Options that are not the usual ones: ease.ridge=500,als.factors=32. */
  options: string
  /** Members are told apart by it. */
  group: Grouping
  /** How precision, recall, average precision and the ideal of NDCG are divided: see `Conventions`. */
  conventions: string
  /** popular: a list that a model cannot fill is completed with what most members have; none: it stays short. */
  fill: string
  /** Per cent of the lines; k of the k-core in training; days of half-life; least rating (0: all); most members asked. */
  validation: string
  core: string
  halfLife: string
  leastRating: string
  mostAsked: string
  /** Names of products, categories or brands that stay out, separated by semicolons. */
  without: string
  /** Weights of view, favourite, cart, buy, rate. */
  weights: string
  /** Random search: model;tries;seconds, or nothing. */
  search: string
}

/** Lengths of lists that are judged. */
export const KS = [5, 10, 20] as const

export const LIMITS = {
  validation: [0, 40],
  core: [0, 50],
  mostAsked: [100, 1_000_000],
  ...TRAINING_LIMITS,
} as const satisfies Partial<Record<keyof RecommendParameters, readonly [number, number]>>

const setting = (name: keyof typeof LIMITS, initial: number) => ({
  kind: 'text' as const,
  initial: String(initial),
  valid: isNumber(LIMITS[name][0], LIMITS[name][1]),
})

export const METRIC_LABELS: Readonly<Record<Accuracy, { en: string; zh: string }>> = {
  ndcg: { en: 'NDCG', zh: 'NDCG' },
  recall: { en: 'Recall', zh: '召回率' },
  precision: { en: 'Precision', zh: '精确率' },
  f1: { en: 'F1', zh: 'F1' },
  hit: { en: 'Hit rate', zh: '命中率' },
  mrr: { en: 'MRR', zh: 'MRR' },
  map: { en: 'MAP', zh: 'MAP' },
}

export const parameters: Analysis<RecommendParameters>['parameters'] = {
  level: {
    kind: 'choice',
    label: { en: 'Recommend', zh: '推荐对象' },
    initial: 'product',
    options: [
      { value: 'product', label: { en: 'Products', zh: '商品' } },
      { value: 'category', label: { en: 'Categories', zh: '类目' } },
      { value: 'brand', label: { en: 'Brands', zh: '品牌' } },
    ],
  },
  split: {
    kind: 'choice',
    label: { en: 'Split', zh: '切分' },
    initial: 'time',
    options: [
      { value: 'time', label: { en: 'One cut in time', zh: '统一时间切分' } },
      { value: 'memberTime', label: { en: 'Each member’s last lines', zh: '每人末段' } },
      { value: 'lastOut', label: { en: 'Leave last out', zh: '留最后一次' } },
      { value: 'random', label: { en: 'Lines by lot', zh: '随机切分' } },
      { value: 'memberRandom', label: { en: 'Each member’s lines by lot', zh: '每人随机' } },
    ],
  },
  test: { kind: 'number', label: { en: 'Test %', zh: '测试 %' }, min: 5, max: 50, initial: 20 },
  seen: {
    kind: 'choice',
    label: { en: 'Items she had', zh: '已有物品' },
    initial: 'removed',
    options: [
      { value: 'removed', label: { en: 'Removed', zh: '去除' } },
      { value: 'kept', label: { en: 'Kept', zh: '保留' } },
    ],
  },
  metric: {
    kind: 'choice',
    label: { en: 'Metric', zh: '指标' },
    initial: 'ndcg',
    options: Object.entries(METRIC_LABELS).map(([value, label]) => ({ value, label })),
  },
  k: {
    kind: 'choice',
    label: { en: 'List length', zh: '列表长度' },
    initial: '10',
    options: KS.map((k) => ({ value: String(k), label: { en: String(k), zh: String(k) } })),
  },
  models: {
    kind: 'text',
    initial: '',
    valid: (text) => namesIn(text).every((name) => recommenderByName(name) !== undefined),
  },
  options: TRAINING.options,
  group: {
    kind: 'text',
    initial: 'none',
    valid: (text) => GROUPINGS.some(({ value }) => value === text),
  },
  conventions: {
    kind: 'text',
    initial: 'k,relevant,achievable,achievable',
    valid: (text) => /^(k|list),(relevant|achievable),(achievable|k),(achievable|k)$/.test(text),
  },
  fill: { kind: 'text', initial: 'popular', valid: (text) => text === 'popular' || text === 'none' },
  validation: setting('validation', 10),
  core: setting('core', 0),
  halfLife: TRAINING.halfLife,
  leastRating: TRAINING.leastRating,
  without: TRAINING.without,
  mostAsked: setting('mostAsked', 10_000),
  weights: TRAINING.weights,
  search: {
    kind: 'text',
    initial: '',
    valid: (text) =>
      text === '' ||
      (/^\w+;\d{1,3};\d{1,4}$/.test(text) && recommenderByName(text.split(';')[0] ?? '') !== undefined),
  },
}
