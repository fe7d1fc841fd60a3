/** Two values of a quantity: now, and in the days before. */
export interface Pair {
  readonly now: number
  readonly before: number
}

export type Method = 'log' | 'shapley'

/**
 * How much each factor of a product adds to its change, for each unit of the factor's own change: the parts
 * wᵢ (xᵢ − xᵢ⁰) add up to Π x − Π x⁰ exactly. `log`: L(V, V⁰) ⁄ L(xᵢ, xᵢ⁰), L the logarithmic mean (Ang 2005,
 * Energy Policy 33:867), where all are above zero, else as `shapley`: the mean over every order in which the factors
 * could have changed (Shapley 1953), of what the others are by then.
 */
export function productWeights(factors: readonly Pair[], method: Method): number[] {
  const positive = factors.every(({ now, before }) => now > 0 && before > 0)
  if (method === 'log' && positive) {
    const [v1, v0] = [product(factors.map(({ now }) => now)), product(factors.map(({ before }) => before))]
    const of = logMean(v1, v0)
    return factors.map(({ now, before }) => of / logMean(now, before))
  }
  return factors.map((_, i) => shapleyWeight(factors.filter((__, j) => j !== i)))
}

const product = (values: readonly number[]): number => values.reduce((all, value) => all * value, 1)

/** (a − b) ⁄ ln(a ⁄ b), a where both are the same. For a, b above zero. */
export function logMean(a: number, b: number): number {
  const ratio = (a - b) / b
  // ln(1 + r) ⁄ r → 1: near equality the quotient of two small differences loses its digits.
  return Math.abs(ratio) < 1e-9 ? (a + b) / 2 : (a - b) / Math.log1p(ratio)
}

/**
 * Σ over the sets S of the others that changed before: |S|! (k − |S|)! ⁄ (k + 1)! · Π. By the sum over the sizes of S:
 * coefficients of Π (beforeⱼ + nowⱼ z), which is quadratic in the number of factors.
 */
function shapleyWeight(others: readonly Pair[]): number {
  let bySize = [1]
  for (const { now, before } of others) {
    bySize = Array.from(
      { length: bySize.length + 1 },
      (_, size) => (bySize[size] ?? 0) * before + (bySize[size - 1] ?? 0) * now,
    )
  }
  const k = others.length
  return bySize.reduce((sum, value, size) => sum + value / ((k + 1) * choose(k, size)), 0)
}

function choose(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return result
}
