import type { ParameterSpec } from './analysis'
import { LEFT_OUT } from './left-out.sql'
import { KIND_WEIGHTS, KINDS, type Kind } from './interactions.sql'

/** What recommenders are trained by, wherever they are: the page that judges them and the slots take the same. */
export const TRAINING_LIMITS = { halfLife: [0, 3650], leastRating: [0, 10] } as const

export const isNumber = (low: number, high: number) => (text: string) =>
  /^\d+(\.\d+)?$/.test(text) && Number(text) >= low && Number(text) <= high

const setting = (limits: readonly [number, number]) => ({
  kind: 'text' as const,
  initial: '0',
  valid: isNumber(...limits),
})

export const TRAINING = {
  options: {
    kind: 'text',
    initial: '',
    valid: (text) => text === '' || /^[a-zA-Z]\w*\.\w+=-?[\d.e-]+(,[a-zA-Z]\w*\.\w+=-?[\d.e-]+)*$/.test(text),
  },
  halfLife: setting(TRAINING_LIMITS.halfLife),
  leastRating: setting(TRAINING_LIMITS.leastRating),
  weights: {
    kind: 'text',
    initial: KINDS.map((kind) => KIND_WEIGHTS[kind]).join(','),
    valid: (text) => {
      const parts = text.split(',')
      return (
        parts.length === KINDS.length &&
        parts.every(isNumber(0, 100)) &&
        parts.some((part) => Number(part) > 0)
      )
    },
  },
  without: LEFT_OUT,
} satisfies Record<string, ParameterSpec>

export const TRAINING_NAMES = ['options', 'halfLife', 'leastRating', 'weights', 'without'] as const
export const isOfTraining = (name: string): boolean => TRAINING_NAMES.some((one) => one === name)

export const namesIn = (text: string): string[] => text.split(',').filter((name) => name !== '')

export function weightsIn(text: string): Partial<Record<Kind, number>> {
  const parts = text.split(',').map(Number)
  return Object.fromEntries(KINDS.map((kind, at) => [kind, parts[at] ?? KIND_WEIGHTS[kind]]))
}

/** ease.ridge → 500. */
export const optionsIn = (text: string): Record<string, number> =>
  Object.fromEntries(
    namesIn(text).map((pair) => {
      const [name = '', value] = pair.split('=')
      return [name, Number(value)]
    }),
  )

export const optionsText = (options: Readonly<Record<string, number>>): string =>
  Object.entries(options)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(',')

/** Of the options chosen those of a model, without its name before them. */
export const ownOptions = (model: string, chosen: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(chosen)
      .filter(([name]) => name.startsWith(`${model}.`))
      .map(([name, value]) => [name.slice(model.length + 1), value]),
  )
