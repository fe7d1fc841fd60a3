import type { Remote } from 'comlink'
import workerUrl from '../../../workers/identity.ts?worker&url'
import type { IdentityKernels } from '../../identity/kernels'
import { standingLine } from '../worker-line'

const connect = standingLine<IdentityKernels>(workerUrl, 'identity')

/** The kernels of linking, in a worker of their own. */
export const identityKernels: IdentityKernels = {
  solve: (columns) => asked((remote) => remote.solve(columns)),
  likeness: (problem) => asked((remote) => remote.likeness(problem)),
}

function asked<T>(ask: (remote: Remote<IdentityKernels>) => Promise<T>): Promise<T> {
  const { remote, lost } = connect()
  return Promise.race([ask(remote), lost])
}
