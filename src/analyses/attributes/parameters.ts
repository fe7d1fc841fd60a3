import type { Analysis } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type AttributesParameters = {
  /** Groupings by their ids; '' for the first that the shop has. */
  attribute: string
  against: string
  /** What a cell holds a share of. */
  measure: string
  /** What the tree tells members apart by. */
  target: string
  /** Days in which a second order counts as repurchase. */
  days: number
  /** Splits one below the other at most. */
  depth: number
  /** Cells with fewer members are not shown on maps and in the pyramid. */
  k: number
}

const grouping = {
  kind: 'text',
  initial: '',
  valid: (text: string) => text.length <= 200,
  groups: true,
} as const

export const parameters: Analysis<AttributesParameters>['parameters'] = {
  measure: {
    kind: 'choice',
    needs: 'orders',
    label: { en: 'Cells share', zh: '占比口径' },
    initial: 'members',
    options: [
      { value: 'members', label: { en: 'Members', zh: '会员' } },
      { value: 'revenue', label: { en: 'Revenue', zh: '消费金额' } },
    ],
  },
  target: {
    kind: 'choice',
    needs: 'orders',
    label: { en: 'Tree on', zh: '决策树目标' },
    initial: 'repurchase',
    options: [
      {
        value: 'repurchase',
        label: { en: 'Repurchase', zh: '复购' },
        about: {
          en: 'A second day with an order within so many days of the first; only who has had the time counts.',
          zh: '首单后若干天内是否有第二个有单日,仅计观察期已满者。',
        },
      },
      {
        value: 'spent',
        label: { en: 'Spent', zh: '消费金额' },
        about: { en: 'Money of the orders, by basis.', zh: '订单金额,按口径。' },
      },
    ],
  },
  days: {
    kind: 'number',
    needs: 'orders',
    label: { en: 'Repurchase within days', zh: '复购天数' },
    min: 1,
    max: 730,
    initial: 90,
  },
  depth: {
    kind: 'number',
    needs: 'orders',
    label: { en: 'Depth of the tree', zh: '决策树深度' },
    min: 1,
    max: 6,
    initial: 3,
  },
  k: {
    kind: 'number',
    label: { en: 'Fewest members shown', zh: '最少显示人数' },
    min: 1,
    max: 1000,
    initial: 10,
  },
  attribute: grouping,
  against: grouping,
}
