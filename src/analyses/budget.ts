import { allocate, type Allocation, type Recipient } from '../numerics/allocation'

/** A group of members that a budget may be spent on. */
export interface BudgetGroup {
  key: string
  label: string
  members: number
  orders: number
  spent: number
}

/** What is assumed of a group; nothing of it is estimated from data. */
export interface Assumption {
  /** Highest extra orders of a member, whatever is spent. */
  most: number
  /** Money on a member that brings half of them. */
  half: number
  /** Money one extra order is worth. */
  worth: number
  /** Most money on a member; null without a cap. */
  cap: number | null
}

export interface BudgetPlan {
  total: number
  /** Whether money stays unspent where its next unit brings less than itself. */
  isBreakEven: boolean
  /** Contribution of an order, as a share of its amount: what the worth of an order is proposed from. */
  margin: number
  /** What was typed, by the key of the group; the rest is as proposed. */
  groups: Readonly<Record<string, Partial<Assumption>>>
}

/**
 * Before anything is typed: five extra orders of a hundred members at most, 30 % of an order is contribution, and the
 * first unit of money brings three.
 */
const MOST = 0.05
const MARGIN = 0.3
const FIRST_RETURN = 3

export function readPlan(text: string, groups: readonly BudgetGroup[]): BudgetPlan {
  const given = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  const number = (value: unknown, otherwise: number) =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : otherwise
  const typed = given['groups']
  return {
    total: number(given['total'], proposedTotal(groups)),
    isBreakEven: given['isBreakEven'] === true,
    margin: number(given['margin'], MARGIN),
    groups: typeof typed === 'object' && typed !== null ? assumptionsIn(typed) : {},
  }
}

function assumptionsIn(typed: object): BudgetPlan['groups'] {
  const fields = ['most', 'half', 'worth', 'cap']
  return Object.fromEntries(
    Object.entries(typed as Record<string, unknown>).map(([key, value]) => [
      key,
      Object.fromEntries(
        Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
          ([field, one]) =>
            fields.includes(field) && (typeof one === 'number' ? one >= 0 : field === 'cap' && one === null),
        ),
      ),
    ]),
  )
}

/** What would be spent by the proposed assumptions up to where the next unit brings just itself, to two digits. */
function proposedTotal(groups: readonly BudgetGroup[]): number {
  const plan = { total: 0, isBreakEven: true, margin: MARGIN, groups: {} }
  const money = groups.reduce((sum, group) => {
    const { half, worth, most } = assumptionOf(group, plan)
    return sum + group.members * Math.max(0, Math.sqrt(worth * most * half) - half)
  }, 0)
  return money > 0 ? Number(money.toPrecision(2)) : 1000
}

/** What is assumed of a group; where nothing is typed, an order is worth its mean amount at the margin. */
export function assumptionOf(group: BudgetGroup, plan: BudgetPlan): Assumption {
  const worth = rounded(group.orders > 0 ? (Math.max(0, group.spent) / group.orders) * plan.margin : 0)
  const half = rounded(Math.max((worth * MOST) / FIRST_RETURN, 0.01))
  return { most: MOST, half, worth, cap: null, ...plan.groups[group.key] }
}

const rounded = (value: number): number => Number(value.toPrecision(3))

/** The best split under what is assumed. */
export function splitOf(groups: readonly BudgetGroup[], plan: BudgetPlan): Allocation {
  const recipients = groups.map((group): Recipient => {
    const { cap, ...assumed } = assumptionOf(group, plan)
    return { members: group.members, ...assumed, cap: cap ?? Infinity }
  })
  return allocate(recipients, plan.total, plan.isBreakEven ? 1 : 0)
}

export const planText = (plan: BudgetPlan): string => JSON.stringify(plan)

/** The plan with one number of one group typed. */
export const withAssumption = (
  plan: BudgetPlan,
  key: string,
  field: keyof Assumption,
  value: number | null,
): BudgetPlan => ({
  ...plan,
  groups: { ...plan.groups, [key]: { ...plan.groups[key], [field]: value } },
})
