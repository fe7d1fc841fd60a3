import type { Figure } from '../analysis'

const shared = {
  basis: {
    en: 'Orders before the as-of date within the period, amounts gross or net as chosen.',
    zh: '截止日之前、期间之内的订单,金额按所选毛额或净额。',
  },
  exclusions: {
    en: 'Members set aside as outliers, or left out for a missing feature.',
    zh: '因离群另置,或因特征缺失未分群的会员。',
  },
  version: 1,
}

/** The figures of the page of clusters. */
export const figures: readonly Figure[] = [
  {
    name: 'members',
    label: { en: 'Members clustered', zh: '已分群会员' },
    unit: 'integer',
    formula: {
      en: 'Members in one of the clusters: with every feature, not set aside, and by HDBSCAN in a dense region.',
      zh: '属于某一群的会员:特征齐全、未另置,HDBSCAN 下不是噪声。',
    },
    from: ['cluster_totals', 'members'],
    ...shared,
    exclusions: {
      en: 'Members set aside as outliers, left out for a missing feature, or noise.',
      zh: '因离群另置、因特征缺失未分群、或为噪声的会员。',
    },
    version: 2,
  },
  {
    name: 'silhouette',
    label: { en: 'Silhouette', zh: '轮廓系数' },
    unit: 'number',
    formula: {
      en: 'Mean of (b − a) ÷ max(a, b): a is the mean distance to the own cluster, b to the nearest other (Rousseeuw 1987). Of more than 3,000 members on a sample, with its standard error.',
      zh: '(b − a) ÷ max(a, b) 的均值:a 为到本群的平均距离,b 为到最近他群的平均距离(Rousseeuw 1987)。超过 3,000 人时取样,并给出标准误。',
    },
    from: ['cluster_model', 'value'],
    ...shared,
  },
  {
    name: 'effect',
    label: { en: 'Standardised difference', zh: '标准化差异' },
    unit: 'number',
    formula: {
      en: '(Mean of the cluster − mean of everybody else) ÷ pooled standard deviation, corrected for small samples (Hedges’ g).',
      zh: '(本群均值 − 其余会员均值)÷ 合并标准差,经小样本校正(Hedges g)。',
    },
    from: ['cluster_profile', 'effect'],
    ...shared,
  },
]
