import type { Bilingual } from '../../text/bilingual'

export type StateId =
  'prospect' | 'new' | 'growing' | 'mature' | 'returned' | 'declining' | 'dormant' | 'lost'

export interface State {
  id: StateId
  label: Bilingual
  /** The same colour for the same state in every chart. */
  colour: string
}

/** The states of a member, in the order in which one passes through them. Each member is in exactly one. */
export const STATES: readonly State[] = [
  { id: 'prospect', label: { en: 'Prospect', zh: '潜客' }, colour: 'var(--seq-1)' },
  { id: 'new', label: { en: 'New', zh: '新客' }, colour: 'var(--cat-4)' },
  { id: 'growing', label: { en: 'Growing', zh: '成长' }, colour: 'var(--seq-3)' },
  { id: 'mature', label: { en: 'Mature', zh: '成熟' }, colour: 'var(--seq-5)' },
  { id: 'returned', label: { en: 'Returned', zh: '回流' }, colour: 'var(--cat-3)' },
  { id: 'declining', label: { en: 'Declining', zh: '衰退' }, colour: 'var(--cat-2)' },
  { id: 'dormant', label: { en: 'Dormant', zh: '沉睡' }, colour: 'var(--cat-5)' },
  { id: 'lost', label: { en: 'Lost', zh: '流失' }, colour: 'var(--cat-6)' },
]

/** States of somebody who has bought within the days that count as active. */
export const ACTIVE: ReadonlySet<string> = new Set(['new', 'growing', 'mature', 'returned'])

/** Before a member was known: a row of the transitions, not a state. */
export const NOT_YET = { id: 'none', label: { en: 'Not yet known', zh: '尚未出现' } } as const

export const stateLabel = (id: string): Bilingual =>
  id === NOT_YET.id ? NOT_YET.label : (STATES.find((state) => state.id === id)?.label ?? { en: id, zh: id })

/** The days or orders that part the states from each other. */
export interface Thresholds {
  declining: number
  dormant: number
  lost: number
  mature: number
}

/** What a state means under these thresholds: order days so far, and how long ago the last one is. */
export function stateRule(id: string, { declining, dormant, lost, mature }: Thresholds): Bilingual {
  switch (id) {
    case 'prospect':
      return { en: 'no order yet', zh: '还没有订单' }
    case 'new':
      return { en: `1 order day, ≤ ${declining} days ago`, zh: `有单 1 天,${declining} 天内` }
    case 'growing':
      return {
        en: `${growing(mature)} order days, ≤ ${declining} days ago`,
        zh: `有单 ${growing(mature)} 天,${declining} 天内`,
      }
    case 'mature':
      return {
        en: `${mature}+ order days, ≤ ${declining} days ago`,
        zh: `有单 ${mature} 天及以上,${declining} 天内`,
      }
    case 'returned':
      return {
        en: `≤ ${declining} days ago, after > ${dormant} of silence`,
        zh: `${declining} 天内,此前沉默超过 ${dormant} 天`,
      }
    case 'declining':
      return { en: `silent ${declining + 1}–${dormant} days`, zh: `沉默 ${declining + 1}–${dormant} 天` }
    case 'dormant':
      return { en: `silent ${dormant + 1}–${lost} days`, zh: `沉默 ${dormant + 1}–${lost} 天` }
    default:
      return { en: `silent > ${lost} days`, zh: `沉默超过 ${lost} 天` }
  }
}

const growing = (mature: number): string => (mature > 3 ? `2–${mature - 1}` : '2')
