import type { SlotSettings } from '../../numerics/recommend/slot-lists'

/** All that can be set of the lists, but for the rules of life stages. */
export interface PageSettings extends SlotSettings {
  /** '' for none, 'season', or the id of a festival. */
  occasion: string
}

export const PROPOSED: PageSettings = {
  n: 8,
  diversity: 0.3,
  perCategory: 3,
  again: 'due',
  inStock: true,
  leastMargin: 0,
  soldWithin: 180,
  rankBy: 'chance',
  beside: 'any',
  due: 0.5,
  stage: 0.5,
  context: 0,
  occasion: '',
}

export const MOST_IN_LIST = 20

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  again: ['any', 'due', 'never'],
  rankBy: ['chance', 'money'],
  beside: ['any', 'instead', 'with'],
}

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  n: [1, MOST_IN_LIST],
  diversity: [0, 1],
  perCategory: [0, 100],
  leastMargin: [0, 1],
  soldWithin: [0, 3650],
  due: [0, 2],
  stage: [0, 2],
  context: [0, 2],
}

/** The settings of a text; null where it holds none. What is out of its limits is as proposed. */
export function settingsIn(text: string): PageSettings | null {
  if (text === '') return PROPOSED
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
    const taken = Object.entries(json).filter(([name, value]) => isPossible(name, value))
    return { ...PROPOSED, ...Object.fromEntries(taken) }
  } catch {
    return null
  }
}

/** Only what differs from what is proposed; '' where nothing does. */
export function settingsText(settings: PageSettings): string {
  const changed = Object.entries(settings).filter(
    ([name, value]) => value !== PROPOSED[name as keyof PageSettings],
  )
  return changed.length === 0 ? '' : JSON.stringify(Object.fromEntries(changed))
}

function isPossible(name: string, value: unknown): boolean {
  const [limits, choices] = [LIMITS[name], CHOICES[name]]
  if (limits) return typeof value === 'number' && value >= limits[0] && value <= limits[1]
  if (choices) return typeof value === 'string' && choices.includes(value)
  if (name === 'inStock') return typeof value === 'boolean'
  return name === 'occasion' && typeof value === 'string' && /^\w{0,30}$/.test(value)
}
