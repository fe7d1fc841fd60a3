import type { Figure } from '../analysis'

const basis = {
  en: 'All members under the lens, as of its day.',
  zh: '当前范围内截至该日的全部会员。',
}

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'outliers',
    label: { en: 'Outliers', zh: '离群会员' },
    unit: 'integer',
    formula: {
      en: 'Members below the first quartile − 1.5 × the distance between the quartiles, or above the third + 1.5 × it (Tukey’s fences).',
      zh: '低于下四分位 − 1.5 × 四分位距,或高于上四分位 + 1.5 × 四分位距的会员(Tukey 界)。',
    },
    basis,
    exclusions: { en: 'Members without a value.', zh: '缺失该指标的会员。' },
    version: 1,
    from: ['fact_summary', 'outliers'],
  },
  {
    name: 'effect',
    label: { en: 'Effect size', zh: '效应量' },
    unit: 'number',
    formula: {
      en: 'Numbers in groups: η², the share of the variance between groups; between two groups Hedges’ g. Categories: Cramér’s V, bias corrected (Bergsma 2013).',
      zh: '数值型:η²,组间方差占比;仅两组时为 Hedges g。类别型:偏差校正的 Cramér V(Bergsma 2013)。',
    },
    basis,
    exclusions: { en: 'Members without a value, or of unknown group.', zh: '缺失该指标或分组未知的会员。' },
    version: 1,
    from: ['fact_effects', 'value'],
  },
  {
    name: 'association',
    label: { en: 'Association of two facts', zh: '两个指标的关联' },
    unit: 'number',
    formula: {
      en: 'Numbers: Spearman’s ρ, Pearson’s r or Kendall’s τ-b as chosen; categories: Cramér’s V, bias corrected; mixed: correlation ratio η; or mutual information in nats of all.',
      zh: '数值型:所选的 Spearman ρ、Pearson r 或 Kendall τ-b;类别型:偏差校正的 Cramér V;混合:相关比 η;或一律用互信息(纳特)。',
    },
    basis,
    exclusions: {
      en: 'Members without one of the two; facts that do not vary, or have more than 1,000 categories.',
      zh: '缺失其中之一的会员;不变的指标,或类别超过 1,000 的指标。',
    },
    version: 1,
    from: ['fact_pairs', 'value'],
  },
]
