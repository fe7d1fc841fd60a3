import { seeded } from '../random'
import { absentItem, weightedDraw } from './draws'
import { randomFactors, scoreOf } from './factors'
import type { Interactions } from './interactions'
import { silent, type Recommender } from './model'
import { float32, numberOf, type Restore } from './parts'

export interface BprOptions {
  /** 64 unless told. */
  factors?: number
  /** Step of the gradient; .05 unless told. */
  rate?: number
  /** Pull of all factors towards 0; .01 unless told. */
  ridge?: number
  /** Draws, as a multiple of the cells; 60 unless told. */
  epochs?: number
  seed?: number
}

const DRAWS_FOR_NEW = 200

/**
 * Bayesian personalised ranking by matrix factorisation (Rendle et al. 2009): a cell drawn with a chance in proportion
 * to its weight should score above an item drawn from those the member does not have. Stochastic gradient, the same for
 * the same seed. Member vectors for people who were not there are fitted when asked, the items as they are.
 */
export function trainBpr(
  { members, items, byMember }: Interactions,
  { factors = 64, rate = 0.05, ridge = 0.01, epochs = 60, seed = 1 }: BprOptions = {},
  report: (share: number) => void = silent,
): Recommender {
  const random = seeded(seed)
  const ofMembers = randomFactors(members, factors, random, 0.1)
  const ofItems = randomFactors(items, factors, random, 0.1)
  const biases = new Float32Array(items)
  const { starts, columns, values } = byMember
  const memberOf = new Int32Array(columns.length)
  for (let member = 0; member < members; member++) memberOf.fill(member, starts[member], starts[member + 1])
  const draw = weightedDraw(values)
  for (let epoch = 0; epoch < epochs; epoch++) {
    report(epoch / epochs)
    for (let n = 0; n < columns.length; n++) {
      const cell = draw(random)
      const member = memberOf[cell]!
      const other = absentItem(columns, starts[member]!, starts[member + 1]!, items, random)
      if (other < 0) continue
      step(ofMembers, member * factors, ofItems, columns[cell]!, other, biases, {
        factors,
        rate,
        ridge,
        all: true,
      })
    }
  }
  return ofFactors(ofItems, biases, { factors, rate, ridge, seed }, ofMembers)
}

/** The model that was saved: everybody is somebody new to it. */
export const restoreBpr: Restore = (parts) =>
  ofFactors(float32(parts, 'ofItems'), float32(parts, 'biases'), {
    factors: numberOf(parts, 'factors'),
    rate: numberOf(parts, 'rate'),
    ridge: numberOf(parts, 'ridge'),
    seed: numberOf(parts, 'seed'),
  })

interface FitNumbers {
  factors: number
  rate: number
  ridge: number
  seed: number
}

function ofFactors(
  ofItems: Float32Array,
  biases: Float32Array,
  numbers: FitNumbers,
  ofMembers?: Float32Array,
): Recommender {
  const { factors } = numbers
  return {
    items: biases.length,
    floor: -Infinity,
    bytes: ofItems.byteLength + biases.byteLength + (ofMembers?.byteLength ?? 0),
    parts: { numbers: { ...numbers }, arrays: { ofItems, biases } },
    score: (taste, into) => {
      const vector =
        taste.member >= 0 && ofMembers
          ? ofMembers.subarray(taste.member * factors, (taste.member + 1) * factors)
          : folded(taste.items, taste.weights, ofItems, biases, numbers)
      scoreOf(Float64Array.from(vector), ofItems, into, biases)
    },
  }
}

/** The vector of somebody who was not there: fitted to what she has, the items as they are. */
function folded(
  own: Int32Array,
  weights: ArrayLike<number>,
  ofItems: Float32Array,
  biases: Float32Array,
  { factors, rate, ridge, seed }: FitNumbers,
): Float32Array {
  const vector = new Float32Array(factors)
  const again = seeded(seed)
  const sorted = own.slice().sort()
  const drawOwn = weightedDraw(Float64Array.from(weights))
  for (let n = 0; n < DRAWS_FOR_NEW * Math.min(own.length, 20); n++) {
    const other = absentItem(sorted, 0, sorted.length, biases.length, again)
    if (other < 0) break
    const item = own[drawOwn(again)]!
    step(vector, 0, ofItems, item, other, biases, { factors, rate, ridge, all: false })
  }
  return vector
}

/** One step up the gradient of ln σ(score of `item` − score of `other`); with `all` false only the member moves. */
function step(
  ofMembers: Float32Array,
  from: number,
  ofItems: Float32Array,
  item: number,
  other: number,
  biases: Float32Array,
  { factors, rate, ridge, all }: { factors: number; rate: number; ridge: number; all: boolean },
): void {
  const [i, j] = [item * factors, other * factors]
  let difference = biases[item]! - biases[other]!
  for (let f = 0; f < factors; f++) difference += ofMembers[from + f]! * (ofItems[i + f]! - ofItems[j + f]!)
  const pull = 1 / (1 + Math.exp(difference))
  for (let f = 0; f < factors; f++) {
    const [u, a, b] = [ofMembers[from + f]!, ofItems[i + f]!, ofItems[j + f]!]
    ofMembers[from + f] = u + rate * (pull * (a - b) - ridge * u)
    if (!all) continue
    ofItems[i + f] = a + rate * (pull * u - ridge * a)
    ofItems[j + f] = b + rate * (-pull * u - ridge * b)
  }
  if (!all) return
  biases[item]! += rate * (pull - ridge * biases[item]!)
  biases[other]! += rate * (-pull - ridge * biases[other]!)
}
