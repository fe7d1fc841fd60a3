import { factByName, isAmount, isNumeric, knownFacts } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import type { Analysis, Parameters } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type ClusterParameters = {
  /** Names of facts, separated by commas; '' for the usual ones. */
  features: string
  method: string
  k: number
  shape: string
  least: number
  scaling: string
  /** Principal components to cluster by; 0 for the features themselves. */
  components: number
  outliers: string
  missing: string
  restarts: number
  seed: number
  /** Whether numbers of clusters are compared. */
  compare: string
  /** Days before the as-of date that sizes are compared with; none. */
  before: string
  /** Names and notes of the clusters, and the figures of the budget: what somebody wrote. */
  personas: string
  budget: string
}

/** Recency, frequency and money: there whenever there are orders. */
export const USUAL_FEATURES: readonly string[] = ['recency_days', 'orders', 'spent']
/** So many numbers of a list of members are taken where there are no orders. */
const MOST_USUAL = 20

/** What members are clustered by until somebody chooses: without orders, what the list of members says in numbers. */
export function usualFeatures(known: ReadonlySet<string>): readonly string[] {
  if (known.has('orders')) return USUAL_FEATURES
  const numeric = knownFacts(known).filter(isNumeric)
  const amounts = numeric.filter(isAmount)
  return (amounts.length > 0 ? amounts : numeric).slice(0, MOST_USUAL).map(({ name }) => name)
}
/** The largest k that is compared. */
export const MOST_CLUSTERS = 10
/** Members that numbers of clusters are compared on, drawn by md5(member_id). */
export const COMPARED_MEMBERS = 50_000

const isFeatureList = (text: string): boolean =>
  text === '' || text.split(',').every((name) => factByName(name) !== undefined)

const isRecord = (text: string): boolean => {
  if (text === '') return true
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

const byCentres = (p: Parameters) => p['method'] !== 'hdbscan'
const restarts = (p: Parameters) => !['kMedoids', 'ward', 'hdbscan'].includes(String(p['method']))

export const parameters: Analysis<ClusterParameters>['parameters'] = {
  features: { kind: 'text', initial: '', valid: isFeatureList },
  method: {
    kind: 'choice',
    label: { en: 'Method', zh: '方法' },
    initial: 'kMeans',
    options: [
      {
        value: 'kMeans',
        label: { en: 'k-means', zh: 'k-means' },
        about: { en: 'Round clusters about a mean.', zh: '围绕均值的团状群。' },
      },
      {
        value: 'miniBatch',
        label: { en: 'Mini-batch k-means', zh: '小批量 k-means' },
        about: { en: 'For very many members; approximate.', zh: '适合会员很多时,近似。' },
      },
      {
        value: 'kMedoids',
        label: { en: 'k-medoids', zh: 'k-medoids' },
        about: {
          en: 'About a real member each; outliers weigh less. CLARA beyond 1,500.',
          zh: '每群以一位真实会员为中心,离群点影响较小;超过 1,500 人用 CLARA。',
        },
      },
      {
        value: 'mixture',
        label: { en: 'Gaussian mixture', zh: '高斯混合' },
        about: {
          en: 'Clusters of different width and slant, with probabilities.',
          zh: '各群宽窄、走向可不同,给出概率。',
        },
      },
      {
        value: 'ward',
        label: { en: 'Ward (tree)', zh: 'Ward 层次聚类' },
        about: {
          en: 'A tree of merges, on a sample; the others go to the nearest centre.',
          zh: '在样本上逐步合并成树,其余归入最近中心。',
        },
      },
      {
        value: 'kPrototypes',
        label: { en: 'k-prototypes', zh: 'k-prototypes' },
        about: { en: 'Takes categories beside numbers.', zh: '数值与类别混合。' },
      },
      {
        value: 'hdbscan',
        label: { en: 'HDBSCAN', zh: 'HDBSCAN' },
        about: {
          en: 'Dense regions of any shape; the rest is noise.',
          zh: '任意形状的稠密区域,其余为噪声。',
        },
      },
    ],
  },
  k: {
    kind: 'number',
    label: { en: 'Clusters', zh: '群数' },
    min: 1,
    max: 20,
    initial: 4,
    when: byCentres,
  },
  shape: {
    kind: 'choice',
    label: { en: 'Shape', zh: '形状' },
    initial: 'full',
    options: [
      { value: 'full', label: { en: 'Own', zh: '各自' } },
      { value: 'tied', label: { en: 'Common', zh: '共同' } },
      { value: 'diagonal', label: { en: 'Along axes', zh: '沿坐标轴' } },
    ],
    when: (p) => p['method'] === 'mixture',
  },
  least: {
    kind: 'number',
    label: { en: 'Least members', zh: '最少人数' },
    min: 2,
    max: 5000,
    initial: 25,
    when: (p) => p['method'] === 'hdbscan',
  },
  scaling: {
    kind: 'choice',
    label: { en: 'Scale', zh: '缩放' },
    initial: 'log',
    options: [
      {
        value: 'standard',
        label: { en: 'Standard', zh: '标准化' },
        about: { en: 'Less the mean, ÷ the standard deviation.', zh: '减均值,除以标准差。' },
      },
      {
        value: 'robust',
        label: { en: 'Robust', zh: '稳健' },
        about: { en: 'Less the median, ÷ the interquartile range.', zh: '减中位数,除以四分位距。' },
      },
      {
        value: 'log',
        label: { en: 'Logarithm', zh: '对数' },
        about: {
          en: 'Logarithm of 1 + |x| with its sign, then standard: for skewed counts and money.',
          zh: '取 1 + |x| 的对数并保留符号,再标准化;适合偏斜的次数与金额。',
        },
      },
      {
        value: 'rank',
        label: { en: 'Rank', zh: '排名' },
        about: { en: 'The share of members below.', zh: '低于该值的会员占比。' },
      },
    ],
  },
  components: {
    kind: 'number',
    label: { en: 'Principal components (0: off)', zh: '主成分数(0 为不用)' },
    min: 0,
    max: 10,
    initial: 0,
  },
  outliers: {
    kind: 'choice',
    label: { en: 'Outliers', zh: '离群值' },
    initial: 'winsorise',
    options: [
      { value: 'none', label: { en: 'As they are', zh: '不处理' } },
      {
        value: 'winsorise',
        label: { en: 'Drawn in', zh: '缩尾' },
        about: {
          en: 'Values beyond the 1 % and 99 % quantiles are set to these.',
          zh: '1 % 与 99 % 分位以外的值取分位值。',
        },
      },
      {
        value: 'fences',
        label: { en: 'Set aside', zh: '另置' },
        about: {
          en: 'Members beyond Tukey’s outer fences (quartiles ± 3 interquartile ranges) get no cluster.',
          zh: '超出 Tukey 外限(四分位 ± 3 倍四分位距)的会员不分群。',
        },
      },
    ],
  },
  missing: {
    kind: 'choice',
    label: { en: 'Missing values', zh: '缺失值' },
    initial: 'omit',
    options: [
      { value: 'omit', label: { en: 'Leave the member out', zh: '不分群' } },
      { value: 'median', label: { en: 'Take the median', zh: '以中位数代替' } },
    ],
  },
  restarts: {
    kind: 'number',
    label: { en: 'Restarts', zh: '重启次数' },
    min: 1,
    max: 50,
    initial: 10,
    when: restarts,
  },
  seed: { kind: 'number', label: { en: 'Seed', zh: '种子' }, min: 1, max: 9999, initial: 1 },
  compare: {
    kind: 'choice',
    label: { en: 'Compare numbers of clusters', zh: '比较群数' },
    initial: 'no',
    options: [
      { value: 'no', label: { en: 'No', zh: '否' } },
      { value: 'yes', label: { en: 'Yes', zh: '是' } },
    ],
    when: () => false,
  },
  before: {
    kind: 'choice',
    label: { en: 'Compare with', zh: '对比' },
    initial: 'none',
    options: [
      { value: 'none', label: { en: 'Nothing', zh: '不对比' } },
      ...['30', '90', '180', '365'].map((days) => ({
        value: days,
        label: { en: `${days} days before`, zh: `${days} 天前` },
      })),
    ],
    when: () => false,
  },
  personas: { kind: 'text', initial: '', valid: isRecord, aside: true },
  budget: { kind: 'text', initial: '', valid: isRecord, aside: true },
}

export interface Features {
  numeric: readonly MemberFact[]
  categories: readonly MemberFact[]
  /** Asked for, and not in this shop. */
  absent: readonly string[]
}

/** The facts to cluster by: numbers, and for k-prototypes alone categories, as far as the shop knows them. */
export function featuresOf({ features, method }: Parameters, known: ReadonlySet<string>): Features {
  const asked = features === '' || features === undefined ? usualFeatures(known) : String(features).split(',')
  const there = knownFacts(known).filter(({ name }) => asked.includes(name))
  return {
    numeric: there.filter(isNumeric),
    categories: method === 'kPrototypes' ? there.filter(({ type }) => type === 'category') : [],
    absent: asked.filter((name) => !known.has(name)),
  }
}
