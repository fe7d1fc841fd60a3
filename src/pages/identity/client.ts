import { wrap, type Remote } from 'comlink'
import workerUrl from '../../../workers/identity.ts?worker&url'
import { lossOf, uniqueName } from '../../engine/life'
import { spawnWorker } from '../../engine/spawn'
import type { IdentityKernels } from '../../identity/kernels'

interface Connection {
  remote: Remote<IdentityKernels>
  /** Rejects when the worker is gone. */
  lost: Promise<never>
}

let connection: Connection | null = null

/** The worker, started when first needed; one that is gone is replaced for the next question. */
function connect(): Connection {
  if (connection) return connection
  const name = uniqueName('identity')
  const worker = spawnWorker(workerUrl, name)
  const mine: Connection = { remote: wrap<IdentityKernels>(worker), lost: lossOf(worker, name) }
  mine.lost.catch(() => {
    if (connection === mine) connection = null
  })
  connection = mine
  return mine
}

/** The kernels of linking, in a worker of their own. */
export const identityKernels: IdentityKernels = {
  solve: (columns) => asked((remote) => remote.solve(columns)),
  likeness: (problem) => asked((remote) => remote.likeness(problem)),
}

function asked<T>(ask: (remote: Remote<IdentityKernels>) => Promise<T>): Promise<T> {
  const { remote, lost } = connect()
  return Promise.race([ask(remote), lost])
}
