import type { Database } from '../../engine/database'
import { LATER } from '../../engine/queue'
import type { Session } from '../session.svelte'

/**
 * Reads something of the loaded shop once nothing else waits for the engine. Given up, by the function that comes
 * back, when the shop changes or the page is left; what fails is simply not shown.
 */
export function readLater<T>(
  session: Session,
  read: (db: Database) => Promise<T>,
  show: (value: T) => void,
): () => void {
  const given = new AbortController()
  const { signal } = given
  void session.engine
    .get()
    .then((engine) =>
      read({
        run: (statement) => engine.run(statement, { signal, priority: LATER }),
        query: (statement) => engine.query(statement, { signal, priority: LATER }),
      }),
    )
    .then((value) => {
      if (!signal.aborted) show(value)
    })
    .catch(() => undefined)
  return () => given.abort()
}
