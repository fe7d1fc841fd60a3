import { logBeta } from '../gamma'
import { logHyp2f1One } from '../hypergeometric'
import type { Objective } from '../minimise'
import { fitPositive } from './fit'
import type { Fit, Fitted } from './summary'

/** Chance of ending the contract at a renewal ~ beta(α, β) over members. */
export type ShiftedBetaGeometric = Fitted<'alpha' | 'beta'>

/**
 * sBG (Fader & Hardie 2007), for members whose contracts end at known times: of `atRisk[k]` members who could renew for
 * the (k + 1)-th time, `lost[k]` did not. Members who joined at different times add up: what is not over yet is in
 * neither. O(periods) an evaluation.
 */
export const fitShiftedBetaGeometric = (
  atRisk: ArrayLike<number>,
  lost: ArrayLike<number>,
): Fit<'alpha' | 'beta'> => fitPositive(['alpha', 'beta'], negativeLogLikelihood(atRisk, lost), [1, 1])

/** Minus the log likelihood and its gradient in (ln α, ln β): the share renewing after k renewals is (β + k) ⁄ (α + β + k). */
const negativeLogLikelihood =
  (atRisk: ArrayLike<number>, lost: ArrayLike<number>): Objective =>
  (theta, gradient) => {
    const [alpha = 0, beta = 0] = theta.map(Math.exp)
    let total = 0
    let [slopeAlpha, slopeBeta] = [0, 0]
    for (let k = 0; k < atRisk.length; k++) {
      const gone = lost[k] ?? 0
      const kept = (atRisk[k] ?? 0) - gone
      const all = alpha + beta + k
      total += gone * Math.log(alpha / all) + kept * Math.log((beta + k) / all)
      slopeAlpha += gone - ((gone + kept) * alpha) / all
      slopeBeta += (kept * beta) / (beta + k) - ((gone + kept) * beta) / all
    }
    gradient[0] = -slopeAlpha
    gradient[1] = -slopeBeta
    return -total
  }

/** Share still there after `t` renewals. */
export const survival = ({ alpha, beta }: ShiftedBetaGeometric, t: number): number =>
  Math.exp(logBeta(alpha, beta + t) - logBeta(alpha, beta))

/** Of those there after `renewals`, the share that renews once more. */
export const retention = ({ alpha, beta }: ShiftedBetaGeometric, renewals: number): number =>
  (beta + renewals) / (alpha + beta + renewals)

/**
 * Discounted expected residual lifetime (Fader & Hardie 2010): payments still to come from a member after `renewals`,
 * the next of which is due now and not discounted, each further one by 1 + d for d > 0 a period.
 */
export const residualLifetime = (model: ShiftedBetaGeometric, renewals: number, d: number): number =>
  retention(model, renewals) *
  Math.exp(logHyp2f1One(model.beta + renewals + 1, model.alpha + model.beta + renewals + 1, 1 / (1 + d)))
