import { defineAnalysis } from '../analysis'
import { describe } from './describe'
import { figures } from './figures'
import { parameters, type ClvParameters } from './parameters'
import { fits } from './steps/fits'
import { holdOut } from './steps/hold-out'
import { otherWays } from './steps/other-ways'
import { scores } from './steps/scores'
import { totals } from './steps/totals'

/**
 * Lifetime value of members without a contract: BG/NBD, MBG/NBD and Pareto/NBD for orders, Gamma-Gamma for their
 * worth, with a hold-out that says whether to believe them. Formulas and sources: numerics/btyd.
 */
export const clv = defineAnalysis<ClvParameters>({
  id: 'clv',
  group: 'value',
  title: { en: 'Lifetime value', zh: '生命周期价值' },
  needs: ['orders'],
  parameters,
  figures,
  definition: describe,
  steps: [...fits, ...holdOut, ...scores, ...totals, ...otherWays],
})
