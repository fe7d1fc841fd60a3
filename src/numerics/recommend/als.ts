import type { Csr } from '../csr'
import { seeded } from '../random'
import { randomFactors, scoreOf, type Factors } from './factors'
import type { Interactions } from './interactions'
import { silent, type Recommender } from './model'
import { RowSolver } from './row-solver'
import { float32, numberOf, type Restore } from './parts'

export interface AlsOptions {
  /** 64 unless told. */
  factors?: number
  /** λ, for each unit of confidence that a row has in all its cells, there or not; .015 unless told. */
  ridge?: number
  /** Confidence in a cell of weight w is 1 + alpha · w; 5 unless told. */
  alpha?: number
  /** Rounds over members and items; 12 unless told. */
  epochs?: number
  seed?: number
}

/**
 * Implicit alternating least squares (Hu, Koren, Volinsky 2008): members and items as vectors whose product is near 1
 * for cells that are there, with confidence, and near 0 for all others. O(epochs × (cells × factors + (members + items)
 * × factors²)). The ridge grows with a row's confidence (Rendle et al. 2022, ν = 1), so that one λ serves shops of any
 * size. A member who was not there is solved for when asked, the items as they are.
 */
export function trainAls(
  { members, items, byMember, byItem }: Interactions,
  { factors = 64, ridge = 0.015, alpha = 5, epochs = 12, seed = 1 }: AlsOptions = {},
  report: (share: number) => void = silent,
): Recommender & Factors {
  const random = seeded(seed)
  const longest = Math.max(longestRow(byMember), longestRow(byItem))
  const training = new RowSolver({ factors, ridge, alpha, sides: [members, items], longest })
  training.fill(0, randomFactors(members, factors, random, 0.1))
  training.fill(1, randomFactors(items, factors, random, 0.1))
  for (let epoch = 0; epoch < epochs; epoch++) {
    report(epoch / epochs)
    training.solve(byMember, 0, 1)
    report((epoch + 0.5) / epochs)
    training.solve(byItem, 1, 0)
  }
  const [ofMembers, ofItems] = [training.take(0), training.take(1)]
  return { ...ofFactors(ofItems, { factors, ridge, alpha }, ofMembers), ofMembers, ofItems }
}

/** The model that was saved: everybody is somebody new to it. */
export const restoreAls: Restore = (parts) =>
  ofFactors(float32(parts, 'ofItems'), {
    factors: numberOf(parts, 'factors'),
    ridge: numberOf(parts, 'ridge'),
    alpha: numberOf(parts, 'alpha'),
  })

function ofFactors(
  ofItems: Float32Array,
  numbers: { factors: number; ridge: number; alpha: number },
  ofMembers?: Float32Array,
): Recommender {
  const { factors } = numbers
  const items = ofItems.length / factors
  let solver: RowSolver | null = null
  return {
    items,
    floor: -Infinity,
    bytes: ofItems.byteLength + (ofMembers?.byteLength ?? 0),
    parts: { numbers, arrays: { ofItems } },
    score: (taste, into) => {
      const vector =
        taste.member >= 0 && ofMembers
          ? Float64Array.from(ofMembers.subarray(taste.member * factors, (taste.member + 1) * factors))
          : (solver ??= solverOf()).solveFresh(taste.items, taste.weights)
      scoreOf(vector, ofItems, into)
    },
  }

  function solverOf(): RowSolver {
    const made = new RowSolver({ ...numbers, sides: [0, items], longest: items })
    made.fill(1, ofItems)
    made.square(1)
    return made
  }
}

function longestRow({ rows, starts }: Csr): number {
  let longest = 0
  for (let row = 0; row < rows; row++) longest = Math.max(longest, starts[row + 1]! - starts[row]!)
  return longest
}
