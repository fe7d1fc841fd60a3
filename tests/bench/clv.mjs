// Lifetime value: summary, fit and score of CDNOW and of a million members. `node tests/bench/clv.mjs [members]`
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'
import { ms, table } from './report.mjs'

const ROOT = join(import.meta.dirname, '../..')

/** Prints how long each step takes in Node, on the page's engine and kernels. */
export async function measureClv(members) {
  const { module } = await runnerImport(join(import.meta.dirname, 'clv-work.ts'), {
    root: ROOT,
    configFile: false,
  })
  const file = resolve(ROOT, '../shared/data/cdnow/cdnow_master.csv')
  const cdnow = existsSync(file) ? readFileSync(file, 'utf8') : null
  const timed = await module.measureLifetimeValue(members, cdnow)
  table(
    ['lifetime value', 'took', 'aim'],
    timed.map(([what, took, aim]) => [what, ms(took), aim]),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await measureClv(Number(process.argv[2] ?? 1_000_000))
