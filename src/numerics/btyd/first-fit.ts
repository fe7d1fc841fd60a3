import { fitBetaGeometric } from './bg-nbd'
import type { ModelName, Parameters } from './model'
import { fitNbd } from './nbd'
import { fitPareto } from './pareto-nbd'
import type { Summary } from './summary'

export interface Found {
  model: ModelName
  parameters: Partial<Parameters>
  logLikelihood: number
  converged: boolean
}

/** Half the χ² of two more parameters at 5 %: what dropout must add to the log likelihood to be told from chance. */
export const LEAVING = 2.996

/**
 * The first of `models` whose likelihood has a maximum; where none has, the first of them as it was left, not converged.
 * The NBD has one, too, where members are seen to leave but not how: it is not taken where a model with dropout, though
 * on an edge, is more likely beyond chance. Null where nobody came back: without a repeat purchase there is no rate to
 * learn.
 */
export function firstWithMaximum(summary: Summary, models: readonly ModelName[]): Found | null {
  if (!summary.x.some((x, i) => x > 0 && (summary.n[i] ?? 0) > 0)) return null
  const edges: Found[] = []
  for (const model of models) {
    const found = { model, ...fitted(summary, model) }
    const beaten = model === 'nbd' && edges.some((edge) => edge.logLikelihood - found.logLikelihood > LEAVING)
    if (found.converged && !beaten) return found
    edges.push(found)
  }
  return edges[0] ?? null
}

const fitted = (summary: Summary, model: ModelName): Omit<Found, 'model'> => {
  if (model === 'nbd') return fitNbd(summary)
  return model === 'pareto' ? fitPareto(summary) : fitBetaGeometric(summary, model)
}
