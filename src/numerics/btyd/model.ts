import * as beta from './bg-nbd'
import * as pareto from './pareto-nbd'
import { numbers, type Frame } from '../kernel'

/** What every model of buying until leaving can say; times in the unit it was fitted in. */
export interface Model {
  /** P(still a customer at T). */
  alive(x: number, tx: number, T: number): number
  /** Expected purchases in `t` after T of a member still there; the same for all with equal x and T. */
  expectedIfThere(t: number, x: number, T: number): number
  /** Expected repeat purchases in the time `t` after the first purchase. */
  expectedSinceFirst(t: number): number
}

export const MODELS = ['bg', 'mbg', 'pareto', 'nbd'] as const
export type ModelName = (typeof MODELS)[number]

/** Of the models that share BG/NBD's formulas the one whose they are. */
export const variantOf = (name: ModelName): beta.Variant => (name === 'mbg' ? 'mbg' : 'bg')

/** NBD is BG/NBD with a = 0, nobody ever leaving; b is in no figure then. */
const whole = (name: ModelName, parameters: Parameters): Parameters =>
  name === 'nbd' ? { ...parameters, a: 0, b: 2 } : parameters

/** The parameters of all models; a model leaves those that it has not NaN. */
export const PARAMETERS = ['r', 'alpha', 'a', 'b', 's', 'beta'] as const
export type Parameters = Readonly<Record<(typeof PARAMETERS)[number], number>>

export function modelOf(name: ModelName, given: Parameters): Model {
  const parameters = whole(name, given)
  const variant = variantOf(name)
  if (name === 'pareto') {
    return {
      alive: (x, tx, T) => pareto.alive(parameters, x, tx, T),
      expectedIfThere: (t, x, T) => pareto.expectedIfThere(parameters, t, x, T),
      expectedSinceFirst: (t) => pareto.expectedSinceFirst(parameters, t),
    }
  }
  return {
    alive: (x, tx, T) => beta.alive(parameters, variant, x, tx, T),
    expectedIfThere: (t, x, T) => beta.expectedIfThere(parameters, variant, t, x, T),
    expectedSinceFirst: (t) => beta.expectedSinceFirst(parameters, variant, t),
  }
}

/**
 * The models that a frame names in its column `model`, with their parameters in the columns of `PARAMETERS`, and for
 * each row the place of its model among them. Rows of one name have the same parameters.
 */
export function modelsIn(frame: Frame): {
  names: ModelName[]
  models: Model[]
  parameters: Parameters[]
  place: Int32Array
} {
  const texts = frame.columns.find((column) => column.name === 'model')?.values
  if (!texts || texts instanceof Float64Array) throw new Error('The column model is missing.')
  const columns = PARAMETERS.map((name) => [name, numbers(frame, name)] as const)
  const names: ModelName[] = []
  const found: Parameters[] = []
  const place = new Int32Array(frame.rows)
  for (let i = 0; i < frame.rows; i++) {
    const name = texts[i] as ModelName
    let known = names.indexOf(name)
    if (known < 0) {
      known = names.push(name) - 1
      const parameters = Object.fromEntries(
        columns.map(([key, values]) => [key, values[i] ?? NaN]),
      ) as Parameters
      found.push(whole(name, parameters))
    }
    place[i] = known
  }
  const models = names.map((name, at) => modelOf(name, found[at] as Parameters))
  return { names, models, parameters: found, place }
}
