import { clusterRecords, type LinkOutcome, type LinkProblem } from './clusters'

/** What linking needs beside the engine: pure functions, run in a worker on the page. */
export interface IdentityKernels {
  cluster(problem: LinkProblem): Promise<LinkOutcome>
}

/** In the thread that asks: for Node, and for what is small. */
export const HERE: IdentityKernels = {
  cluster: (problem) => Promise.resolve(clusterRecords(problem)),
}
