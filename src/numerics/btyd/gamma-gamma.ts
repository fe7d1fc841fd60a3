import { digamma, logGamma } from '../gamma'
import type { Objective } from '../minimise'
import { fitPositive } from './fit'
import { distinct, type Fit, type Fitted } from './summary'

/** Spend of a purchase ~ Gamma(p, ν), ν ~ Gamma(q, γ) over members. */
export type GammaGamma = Fitted<'p' | 'q' | 'gamma'>

/** Members with at least one repeat purchase and a positive mean: purchases `x`, mean spend of them `m`, members `n`. */
export interface Spend {
  x: Float64Array
  m: Float64Array
  n: Float64Array
}

/** Gamma-Gamma model of spend (Fader & Hardie 2013), by maximum likelihood. O(groups) an evaluation. */
export function fitGammaGamma(spend: Spend): Fit<'p' | 'q' | 'gamma'> {
  let sum = 0
  let count = 0
  for (let i = 0; i < spend.n.length; i++) {
    sum += (spend.m[i] ?? 0) * (spend.n[i] ?? 0)
    count += spend.n[i] ?? 0
  }
  // In units of the mean spend, so that yen and dollars are sought alike; γ is put back afterwards.
  const scale = sum > 0 ? sum / count : 1
  const scaled = { ...spend, m: spend.m.map((mean) => mean / scale) }
  const fit = fitPositive(['p', 'q', 'gamma'], negativeLogLikelihood(scaled), [2, 3, 1])
  return {
    ...fit,
    logLikelihood: fit.logLikelihood - count * Math.log(scale),
    parameters: { ...fit.parameters, gamma: fit.parameters.gamma * scale },
  }
}

export function negativeLogLikelihood({ x: purchases, m: means, n: members }: Spend): Objective {
  const { values, place } = distinct(purchases)
  const constants = new Float64Array(values.length)
  const byP = new Float64Array(values.length)
  const byQ = new Float64Array(values.length)
  const logMean = means.map(Math.log)
  return (theta, gradient) => {
    const [p = 0, q = 0, g = 0] = theta.map(Math.exp)
    const logG = Math.log(g)
    const [gammaQ, psiQ] = [logGamma(q), digamma(q)]
    values.forEach((x, i) => {
      constants[i] = logGamma(p * x + q) - logGamma(p * x) - gammaQ + q * logG + p * x * Math.log(x)
      const psi = digamma(p * x + q)
      byP[i] = x * (psi - digamma(p * x) + Math.log(x))
      byQ[i] = psi - psiQ + logG
    })
    let total = 0
    let [slopeP, slopeQ, slopeG] = [0, 0, 0]
    for (let i = 0; i < members.length; i++) {
      const x = purchases[i] ?? 0
      const n = members[i] ?? 0
      const at = place[i] ?? 0
      const whole = p * x + q
      const spent = g + x * (means[i] ?? 0)
      const logSpent = Math.log(spent)
      total += n * ((constants[at] ?? 0) + (p * x - 1) * (logMean[i] ?? 0) - whole * logSpent)
      slopeP += n * ((byP[at] ?? 0) + x * ((logMean[i] ?? 0) - logSpent))
      slopeQ += n * ((byQ[at] ?? 0) - logSpent)
      slopeG += n * (q / g - whole / spent)
    }
    gradient[0] = -p * slopeP
    gradient[1] = -q * slopeQ
    gradient[2] = -g * slopeG
    return -total
  }
}
