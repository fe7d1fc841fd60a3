import type { Bilingual } from '../text/bilingual'

export const words = {
  doubted: (names: readonly string[]): Bilingual => ({
    en: `By name these are charges, adjustments or gifts rather than goods: ${names.join(', ')}. They are counted as products until they are left out.`,
    zh: `从名称看,以下是费用、调整或赠品,而非商品:${names.join('、')}。排除之前按商品计。`,
  }),
  leave: { en: 'Leave them out', zh: '全部排除' },
  leftOut: { en: 'Leave out', zh: '排除' },
  hint: { en: 'names, categories or brands; separated by ;', zh: '名称、类目或品牌,以分号分隔' },
} as const
