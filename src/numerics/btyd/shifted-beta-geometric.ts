import { logBeta } from '../gamma'
import { numericGradient } from '../minimise'
import { fitPositive } from './fit'
import type { Fit, Fitted } from './summary'

export type ShiftedBetaGeometric = Fitted<'alpha' | 'beta'>

/**
 * sBG (Fader & Hardie 2007), for members who end a contract at a known time: `lost[k]` of one cohort ended it in
 * period k + 1, `kept` were still there after the last of them.
 */
export const fitShiftedBetaGeometric = (lost: readonly number[], kept: number): Fit<'alpha' | 'beta'> =>
  fitPositive(
    ['alpha', 'beta'],
    numericGradient((theta) => {
      const [alpha = 0, beta = 0] = theta.map(Math.exp)
      const base = logBeta(alpha, beta)
      const all = lost.reduce((sum, n, k) => sum + n * (logBeta(alpha + 1, beta + k) - base), 0)
      return -(all + kept * (logBeta(alpha, beta + lost.length) - base))
    }),
    [1, 1],
  )

/** Share still there after `t` periods. */
export const survival = ({ alpha, beta }: ShiftedBetaGeometric, t: number): number =>
  Math.exp(logBeta(alpha, beta + t) - logBeta(alpha, beta))
