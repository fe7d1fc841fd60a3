import { allocation } from './allocation/allocation'
import type { Analysis, Parameters } from './analysis'
import { attributes } from './attributes/attributes'
import { baskets } from './baskets/baskets'
import { care } from './care/care'
import { churn } from './churn/churn'
import { clv } from './clv/clv'
import { clusters } from './clusters/clusters'
import { describe } from './describe/describe'
import { lifecycle } from './lifecycle/lifecycle'
import { overview } from './overview/overview'
import { prediction } from './prediction/prediction'
import { preferences } from './preferences/preferences'
import { recolog } from './recolog/recolog'
import { recommend } from './recommend/recommend'
import { repurchase } from './repurchase/repurchase'
import { retention } from './retention/retention'
import { revenue } from './revenue/revenue'
import { rfm } from './rfm/rfm'
import { slots } from './slots/slots'
import { subscription } from './subscription/subscription'
import { tiers } from './tiers/tiers'

/**
 * Every analysis the product has, in the order of the navigation. To add one: a folder beside these, and a line here.
 */
export const ANALYSES: readonly Analysis[] = [
  widen(overview),
  widen(retention),
  widen(repurchase),
  widen(revenue),
  widen(rfm),
  widen(tiers),
  widen(lifecycle),
  widen(churn),
  widen(care),
  widen(clv),
  widen(subscription),
  widen(prediction),
  widen(describe),
  widen(attributes),
  widen(preferences),
  widen(clusters),
  widen(allocation),
  widen(baskets),
  widen(recommend),
  widen(slots),
  widen(recolog),
]

export const analysisById = (id: string): Analysis | undefined =>
  ANALYSES.find((analysis) => analysis.id === id)

/** Forgets the exact parameter type; the runner completes parameters from the declaration before any step sees them. */
function widen<P extends Parameters>(analysis: Analysis<P>): Analysis {
  return analysis as unknown as Analysis
}
