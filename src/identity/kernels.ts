import { scorePairs, type LikenessOutcome, type LikenessProblem } from './likeness/score'
import { solveLinks, type LinkColumns, type LinkResult } from './solve'

/** What linking needs beside the engine: pure functions, run in a worker on the page. */
export interface IdentityKernels {
  solve(columns: LinkColumns): Promise<LinkResult>
  likeness(problem: LikenessProblem): Promise<LikenessOutcome>
}

/** In the thread that asks: for Node, and for the worker. */
export const HERE: IdentityKernels = {
  solve: (columns) => Promise.resolve(solveLinks(columns)),
  likeness: (problem) => Promise.resolve(scorePairs(problem)),
}
