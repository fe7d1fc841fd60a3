// Clusters, associations and segment trees on data of our own making, in Node. `node tests/bench/segments.mjs`
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'
import { ms, table } from './report.mjs'

/** Prints how long each kernel takes. */
export async function measureSegments() {
  const { module } = await runnerImport(join(import.meta.dirname, 'segments-work.ts'), {
    root: join(import.meta.dirname, '../..'),
    configFile: false,
  })
  const timed = module.measureSegments()
  table(
    ['segments', 'took', 'aim'],
    timed.map(([what, took, aim]) => [what, ms(took), aim]),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await measureSegments()
