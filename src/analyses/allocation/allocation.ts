import { factByName, MEMBER_FACTS } from '../../segments/facts/catalogue'
import { defineAnalysis } from '../analysis'
import { integer, memberId, money, text } from '../columns'
import { grouped, groupTotals } from './groups.sql'

/** A type, not an interface: parameters are indexed by name. */
export type AllocationParameters = {
  by: string
  /** What was typed: see `BudgetPlan`. */
  budget: string
}

const isRecord = (written: string): boolean => {
  if (written === '') return true
  try {
    const value: unknown = JSON.parse(written)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

const BY = [
  { value: 'hml', label: { en: 'Heavy, medium, light', zh: '重度、中度、轻度' } },
  { value: 'tenths', label: { en: 'Tenths of spending', zh: '消费十分位' } },
  { value: 'rfm', label: { en: 'Recency × frequency × money', zh: '近度 × 频次 × 金额' } },
  ...MEMBER_FACTS.filter(({ type, name }) => type === 'category' && name !== 'city').map(
    ({ name, label }) => ({
      value: name,
      label,
    }),
  ),
]

/** How a budget would best be split over groups, under what is assumed of their response. */
export const allocation = defineAnalysis<AllocationParameters>({
  id: 'allocation',
  group: 'segments',
  title: { en: 'Budget split', zh: '预算分配' },
  needs: ['orders'],
  usesFacts: true,
  parameters: {
    by: { kind: 'choice', label: { en: 'Over', zh: '分组' }, initial: 'hml', options: BY, groups: true },
    budget: { kind: 'text', initial: '', valid: isRecord, aside: true },
  },
  figures: [
    {
      name: 'marginal',
      label: { en: 'Marginal return', zh: '边际回报' },
      unit: 'number',
      formula: {
        en: 'Worth of an order × most × half ÷ (half + money a member)²: what one more unit of money would bring in a group.',
        zh: '每单价值 × 上限 × 半饱和 ÷(半饱和 + 每人投入)²:该组再投一元所得。',
      },
      basis: {
        en: 'Assumptions typed on the page; members, orders and money of each group by the period and basis chosen.',
        zh: '页面所填假设;各组会员、订单、金额按所选期间与口径。',
      },
      exclusions: {
        en: 'Nothing of the response is estimated from data.',
        zh: '反应未由数据估计。',
      },
      version: 1,
      from: ['allocation_groups', 'spent'],
    },
  ],
  definition: ({ by }, lens, groups) => {
    const label = BY.find(({ value }) => value === by)?.label ??
      groups.find(({ id }) => id === by)?.label ?? { en: by, zh: by }
    const how = HOW[by] ?? factByName(by)?.about ?? { en: '', zh: '' }
    return {
      en: `Members by ${label.en}, before ${lens.asOf}, ${lens.basis}. ${how.en}`,
      zh: `会员按${label.zh},截至 ${lens.asOf},${lens.basis === 'net' ? '净额' : '毛额'}。${how.zh}`,
    }
  },
  steps: [
    ({ shop, parameters }) => ({
      name: 'member_budget_group',
      about: { en: 'Every member with the group.', zh: '每位会员及其组。' },
      columns: [
        memberId,
        text('group_key', 'Group; empty where unknown', '组,未知为空'),
        integer('orders', 'Orders', '订单数'),
        money('spent', 'Money, by basis', '金额(按口径)'),
      ],
      select: grouped(shop, parameters.by),
    }),
    ({ table }) => ({
      name: 'allocation_groups',
      about: {
        en: 'Groups with members, orders and money; beyond the fifty with most money all others together.',
        zh: '各组会员、订单与金额;金额前五十组以外合并。',
      },
      columns: [
        text('group_key', 'Group; empty where unknown', '组,未知为空'),
        text('is_rest', 'Whether it is all others together', '是否为其他合并'),
        integer('members', 'Members', '会员数'),
        integer('orders', 'Orders', '订单数'),
        money('spent', 'Money, by basis', '金额(按口径)'),
      ],
      select: groupTotals(table('member_budget_group')),
    }),
  ],
})

const HOW: Readonly<Record<string, { en: string; zh: string }>> = {
  hml: {
    en: 'Heavy: the first 20 % of buyers by money, medium the next 30 %, light the rest.',
    zh: '重度为购买者中金额前 20 %,中度其后 30 %,其余轻度。',
  },
  tenths: { en: 'Buyers in ten equal parts by money; 01 spends most.', zh: '购买者按金额分十等份,01 最高。' },
  rfm: {
    en: 'Each above the median of buyers or not; recency at most the median counts as high.',
    zh: '各以购买者中位数为界;距末单天数不高于中位数为近。',
  },
}
