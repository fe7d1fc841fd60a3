import type { Analysis } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type PreferencesParameters = {
  /** category, brand or product; the first that the shop knows where it does not know this one. */
  by: string
  /** Days of the period, and of the one before it that it is compared with. */
  days: number
  /** Days after which money counts half in a profile. */
  half_life: number
  /** Kinds in a profile. */
  top: number
  /** A grouping by its id. */
  group: string
}

export const parameters: Analysis<PreferencesParameters>['parameters'] = {
  by: {
    kind: 'choice',
    label: { en: 'By', zh: '维度' },
    initial: 'category',
    options: [
      { value: 'category', label: { en: 'Category', zh: '品类' } },
      { value: 'brand', label: { en: 'Brand', zh: '品牌' } },
      { value: 'product', label: { en: 'Product', zh: '商品' } },
    ],
  },
  days: { kind: 'number', label: { en: 'Period, days', zh: '时段天数' }, min: 7, max: 1826, initial: 180 },
  half_life: {
    kind: 'number',
    label: { en: 'Half-life, days', zh: '半衰期天数' },
    min: 1,
    max: 3650,
    initial: 90,
  },
  top: { kind: 'number', label: { en: 'Top', zh: '前 N 项' }, min: 1, max: 20, initial: 5 },
  group: { kind: 'text', initial: '', valid: (text) => text.length <= 200, groups: true },
}

export const KINDS = ['category', 'brand', 'product'] as const
export type KindBy = (typeof KINDS)[number]

const TOLD_BY: Readonly<Record<KindBy, string>> = {
  category: 'top_category',
  brand: 'top_brand',
  product: 'products',
}

/** By what lines are told apart; null where the shop says nothing of products at all. */
export function kindOf(by: string, known: ReadonlySet<string>): KindBy | null {
  const there = KINDS.filter((kind) => known.has(TOLD_BY[kind]))
  return there.find((kind) => kind === by) ?? there[0] ?? null
}
