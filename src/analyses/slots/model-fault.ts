import type { ModelFault } from '../../numerics/recommend/model-file'

const FAULTS: readonly ModelFault[] = ['foreign', 'newer', 'broken', 'unknown']

/** Why a file was no model: an error that crossed from the worker keeps its name and its words alone. */
export function faultOf(error: unknown): ModelFault | null {
  if (!(error instanceof Error) || error.name !== 'ModelFileError') return null
  return FAULTS.find((fault) => error.message.startsWith(`${fault}:`)) ?? null
}
