import type { Analysis } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type DescribeParameters = {
  /** How two facts of numbers are compared; `information` compares all facts alike. */
  method: string
  /** A grouping by its id; '' for the first that the shop has. */
  group: string
}

export const METHODS = ['spearman', 'pearson', 'kendall', 'information'] as const

export const METHOD_LABELS = [
  {
    value: 'spearman',
    label: { en: 'Spearman', zh: 'Spearman' },
    about: {
      en: 'Of ranks: what rises together, however bent; extremes weigh no more than others.',
      zh: '按秩次:只看是否同升同降,极端值不占更多权重。',
    },
  },
  {
    value: 'pearson',
    label: { en: 'Pearson', zh: 'Pearson' },
    about: { en: 'Straight lines; extremes weigh heavily.', zh: '直线关系,受极端值影响大。' },
  },
  {
    value: 'kendall',
    label: { en: 'Kendall τ-b', zh: 'Kendall τ-b' },
    about: {
      en: 'Pairs of members in the same order; of 20,000 members at most, drawn by what they hold.',
      zh: '会员两两比较的一致程度,至多取 20,000 位会员(按内容抽取)。',
    },
  },
  {
    value: 'information',
    label: { en: 'Mutual information', zh: '互信息' },
    about: {
      en: 'Any dependence, of all facts alike, numbers in tenths; in nats, without a direction.',
      zh: '任意形式的依赖,各类指标同一度量(数值分十档),单位纳特,无方向。',
    },
  },
]

export const parameters: Analysis<DescribeParameters>['parameters'] = {
  method: {
    kind: 'choice',
    label: { en: 'Association', zh: '关联度量' },
    initial: 'spearman',
    options: METHOD_LABELS,
  },
  group: { kind: 'text', initial: '', valid: (text) => text.length <= 200, groups: true },
}
