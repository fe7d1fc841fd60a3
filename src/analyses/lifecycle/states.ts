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
  { id: 'prospect', label: { en: 'Prospect', zh: '潜客' }, colour: 'var(--edge)' },
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

/** What a state means under these thresholds, in a sentence: made from the rule, so that it cannot say otherwise. */
export function stateRule(id: string, { declining, dormant, lost, mature }: Thresholds): Bilingual {
  switch (id) {
    case 'prospect':
      return { en: 'in the members, without an order', zh: '在会员表中,没有订单' }
    case 'new':
      return {
        en: `bought on one day, at most ${declining} days ago`,
        zh: `只在一天买过,且不超过 ${declining} 天前`,
      }
    case 'growing':
      return {
        en: `bought on 2 to ${mature - 1} days, last at most ${declining} days ago`,
        zh: `在 2–${mature - 1} 天买过,最近一次不超过 ${declining} 天前`,
      }
    case 'mature':
      return {
        en: `bought on ${mature} or more days, last at most ${declining} days ago`,
        zh: `在 ${mature} 天及以上买过,最近一次不超过 ${declining} 天前`,
      }
    case 'returned':
      return {
        en: `last bought at most ${declining} days ago, after more than ${dormant} days of silence`,
        zh: `最近一次不超过 ${declining} 天前,且在此之前沉默超过 ${dormant} 天`,
      }
    case 'declining':
      return {
        en: `silent for ${declining + 1} to ${dormant} days`,
        zh: `沉默 ${declining + 1}–${dormant} 天`,
      }
    case 'dormant':
      return { en: `silent for ${dormant + 1} to ${lost} days`, zh: `沉默 ${dormant + 1}–${lost} 天` }
    default:
      return { en: `silent for more than ${lost} days`, zh: `沉默超过 ${lost} 天` }
  }
}
